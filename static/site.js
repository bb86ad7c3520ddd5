// Two extras of a story's page, and nothing that reading needs: the count for the most read, and "copy link".
// What is sent is the story's number alone; nothing is kept in the browser.
const story = document.querySelector("[data-baca]");
const SECONDS = 5; // before the eyes until a story counts as read

function count() {
  let seen = 0;
  const timer = setInterval(() => {
    if (document.visibilityState !== "visible") return;
    seen += 1;
    if (seen < SECONDS) return;
    clearInterval(timer);
    navigator.sendBeacon(story.dataset.baca, story.dataset.berita);
  }, 1000);
}

if (story && navigator.sendBeacon) {
  // A page that the browser draws ahead has no reader yet.
  if (document.prerendering) document.addEventListener("prerenderingchange", count, { once: true });
  else count();
}

const copy = document.querySelector("[data-salin]");
if (copy && navigator.clipboard) {
  const words = copy.textContent;
  copy.parentElement.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(copy.dataset.salin);
    copy.textContent = copy.dataset.tersalin;
    setTimeout(() => { copy.textContent = words; }, 3000);
  });
}
