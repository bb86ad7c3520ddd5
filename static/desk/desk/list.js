// Unfold's lists scroll in a box that is called as the menu's is; this one is called as the list.
addEventListener("DOMContentLoaded", () => {
  const box = document.querySelector("#changelist .simplebar-content-wrapper");
  if (box) box.ariaLabel = document.querySelector("h1").textContent.trim();
});
