// Extras of a story's page, and nothing that reading needs: the count for the most read, "copy link", and films, charts
// and maps that are shown where they stand once somebody presses them. Until then nothing of other sites is asked for.
// What is sent is the story's number, the class of the page before it and how far the text was read: nothing of who
// reads, and nothing is kept in the browser.
const story = document.querySelector("[data-baca]");
const SECONDS = 5; // before the eyes until a story counts as read

function count() {
  let seen = 0;
  const timer = setInterval(() => {
    if (document.visibilityState !== "visible") return;
    seen += 1;
    if (seen < SECONDS) return;
    clearInterval(timer);
    tell(`referrer ${referrer()}`);
    follow();
  }, 1000);
}

const tell = (words) => navigator.sendBeacon(story.dataset.baca, `${story.dataset.berita} ${words}`);
const CLASSES = [
  ["cari", /(^|\.)(google|bing|yahoo|yandex|duckduckgo|baidu|ecosia|brave)\.|googlequicksearchbox/],
  ["pesan", /whatsapp|telegram|(^|\.)(t|wa)\.me$|org\.thunderdog|line\.me$/],
  ["sosial", /(^|\.)(facebook|fb|instagram|threads|twitter|x|youtube|tiktok|linkedin|pinterest)\.|^t\.co$|katana/],
];

function referrer() {
  const from = document.referrer;
  if (!from) return "langsung";
  const { hostname, host } = new URL(from);
  if (host === location.host) return "sendiri";
  return CLASSES.find(([, hosts]) => hosts.test(hostname))?.[0] ?? "lain";
}

function follow() {
  const text = story.querySelector(".prose");
  let depth = 0;
  const look = () => {
    const { top, height } = text.getBoundingClientRect();
    depth = Math.max(depth, Math.min(1, (innerHeight - top) / Math.max(height, 1)));
  };
  look();
  addEventListener("scroll", look, { passive: true });
  addEventListener("visibilitychange", function leave() {
    if (document.visibilityState !== "hidden") return;
    removeEventListener("visibilitychange", leave);
    tell(`depth ${Math.floor(depth * 4) * 25}`);
  });
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

const frames = new Map(); // window of a frame → the frame

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-bingkai] > a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return; // who wants a tab of its own gets one
  const place = link.parentElement;
  if (place.querySelector("iframe")) return; // it is there: the link leads to its page
  event.preventDefault();
  const frame = document.createElement("iframe");
  frame.referrerPolicy = "strict-origin-when-cross-origin"; // YouTube plays nothing for who does not say where
  Object.assign(frame, { src: place.dataset.bingkai, title: link.textContent, allowFullscreen: true });
  place.append(frame);
  frames.set(frame.contentWindow, frame);
});

// Charts say how high they are, each maker in a way of its own.
addEventListener("message", ({ source, data }) => {
  const frame = frames.get(source);
  if (!frame) return;
  let said = data;
  if (typeof data === "string") try { said = JSON.parse(data); } catch { return; }
  const height = Number(said?.height ?? Object.values(said?.["datawrapper-height"] ?? {})[0]);
  if (height > 0) frame.style.height = `${Math.min(height, 3000)}px`;
});
