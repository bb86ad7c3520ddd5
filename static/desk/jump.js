// Ctrl-K, Cmd-K or the button in the header: the quick switcher is fetched when it is first asked for.
{
  async function open(event, link) {
    event.preventDefault();
    event.stopImmediatePropagation(); // Unfold has a search of its own on the same keys
    const switcher = await import(link.dataset.switcher).catch(() => null);
    if (switcher) switcher.open(link);
    else location.href = link.href;
  }

  const isPlain = (event) => !event.shiftKey && !event.altKey;
  const hasCommand = (event) => event.ctrlKey || event.metaKey;

  addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-switcher]");
    if (link && isPlain(event) && !hasCommand(event)) open(event, link);
  }, true);
  addEventListener("keydown", (event) => {
    const link = document.querySelector("[data-switcher]");
    if (!link || event.key.toLowerCase() !== "k" || !hasCommand(event) || !isPlain(event)) return;
    if (!event.target.isContentEditable) open(event, link); // in the full editor the keys make a link
  }, true);
}
