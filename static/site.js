// Extras of readers' pages, and nothing that reading needs: what a reader chose (theme, size of letters, a place, a bar
// that was closed), times that read at a glance, a voice, sharing, the count for the most read, and films, charts and
// maps that are shown where they stand once somebody presses them. Until then nothing of other sites is asked for.
// A choice stays in this browser and is sent nowhere. Of a story that is read are sent its number, the class of the
// page before it and how far the text was read: nothing of who reads.
const root = document.documentElement;
const CHOICES = { tema: ["terang", "gelap"], huruf: ["besar", "terbesar"] };
const SECONDS = 5; // before the eyes until a story counts as read
const DAY = 1440; // minutes
const CLOSED = 20; // stories whose bar was closed, the last ones

// A browser may keep nothing, or hold what this script never wrote.
function remembered(name) {
  try { return localStorage.getItem(name) ?? ""; } catch { return ""; }
}

function remember(name, value) {
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
    return true;
  } catch { return false; }
}

function wear(name, value) {
  if (CHOICES[name].includes(value)) root.dataset[name] = value;
  else delete root.dataset[name];
}

// Before the first paint, so that nothing changes before the reader's eyes.
for (const name of Object.keys(CHOICES)) wear(name, remembered(name));
root.dataset.daerah = remembered("daerah").match(/^[\w-]{1,80}$/)?.[0] ?? "";
let closed = remembered("tutup").split(",").filter((id) => /^\d{1,18}$/.test(id)).slice(-CLOSED);
if (closed.length && document.adoptedStyleSheets) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${closed.map((id) => `[data-mendesak="${id}"]`)} { display: none }`);
  document.adoptedStyleSheets = [sheet];
}

const each = (selector, act) => document.querySelectorAll(selector).forEach(act);

function reveal(button, act) {
  button.closest("[hidden]").hidden = false;
  button.addEventListener("click", act);
}

function lookChoices() {
  each("[data-pilihan]", (field) => {
    const { pilihan } = field.dataset;
    field.value = root.dataset[pilihan] ?? "";
    field.closest("[hidden]")?.removeAttribute("hidden");
    field.addEventListener("change", () => {
      wear(pilihan, field.value);
      remember(pilihan, field.value);
    });
  });
}

function glanceTimes() {
  const { menit, jam } = document.querySelector("[data-jam]")?.dataset ?? {};
  each(":is(.card, .lead, .breaking) time", (time) => {
    const minutes = Math.floor((Date.now() - Date.parse(time.dateTime)) / 60000);
    if (!jam || !(minutes >= 0 && minutes < DAY)) return;
    time.title = time.textContent;
    const hours = Math.floor(minutes / 60);
    time.textContent = hours ? jam.replace("0", hours) : menit.replace("0", Math.max(1, minutes));
  });
}

function breakingBar() {
  each("[data-mendesak]", (line) => {
    const close = () => {
      line.hidden = true;
      closed = [...closed, line.dataset.mendesak].slice(-CLOSED);
      remember("tutup", String(closed));
    };
    line.hidden = closed.includes(line.dataset.mendesak);
    const button = line.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", close);
  });
}

function placeButton() {
  each("[data-jadikan]", (button) => {
    const { jadikan, gagal, ya } = button.dataset;
    const offer = button.textContent;
    const show = () => {
      const isChosen = root.dataset.daerah === jadikan;
      button.setAttribute("aria-pressed", isChosen);
      button.textContent = isChosen ? ya : offer;
    };
    reveal(button, () => {
      root.dataset.daerah = root.dataset.daerah === jadikan ? "" : jadikan;
      show();
      if (!remember("daerah", root.dataset.daerah)) button.nextElementSibling.textContent = gagal;
    });
    show();
  });
}

// The three newest stories of the place that the reader chose, taken from its own page as it is now.
async function placeBand() {
  const band = document.querySelector("[data-daerahmu]");
  const { daerah } = root.dataset;
  if (!band || !daerah) return;
  const link = band.querySelector("a");
  link.href += `${daerah}/`;
  const answer = await fetch(link.href, { cache: "no-cache" }).catch(() => null);
  if (answer?.status === 404) remember("daerah", "");
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  link.textContent = page.querySelector("h1").textContent;
  const stories = [...page.querySelectorAll("main .card")].slice(0, 3);
  for (const card of stories) {
    const item = document.createElement("li");
    const story = document.createElement("a");
    story.href = card.querySelector("a").getAttribute("href");
    story.textContent = card.querySelector("h2, h3").textContent;
    item.append(story);
    band.querySelector("ul").append(item);
  }
}

// A long text stops some voices: each paragraph is spoken by itself.
const ALOUD = ".story :is(h1, header > .standfirst), .prose > :is(p:not([class]), h2, h3, ul, ol, blockquote)";

function utterance(part) {
  return Object.assign(new SpeechSynthesisUtterance(part.textContent), { lang: "id-ID" });
}

function voice() {
  const button = document.querySelector("[data-dengar]");
  if (!button || !window.speechSynthesis) return;
  const speech = window.speechSynthesis, offer = button.textContent;
  const rest = () => {
    speech.cancel();
    button.textContent = offer;
  };
  const speak = () => {
    if (speech.speaking) return rest();
    const lines = [...document.querySelectorAll(ALOUD)].map(utterance);
    lines.at(-1).onend = rest;
    button.textContent = button.dataset.henti;
    lines.forEach((line) => speech.speak(line));
  };
  const offerVoice = () => {
    if (!button.closest("[hidden]") || !speech.getVoices().some(({ lang }) => /^id\b/.test(lang))) return;
    reveal(button, speak);
  };
  offerVoice();
  speech.addEventListener?.("voiceschanged", offerVoice);
  addEventListener("pagehide", rest);
}

function sharing() {
  const share = document.querySelector("[data-bagi]");
  if (share && navigator.share) {
    const what = { title: share.dataset.judul, url: share.dataset.bagi };
    reveal(share, () => navigator.share(what).catch(() => {})); // somebody changed their mind
  }
  const copy = document.querySelector("[data-salin]");
  if (!copy || !navigator.clipboard) return;
  const words = copy.textContent;
  reveal(copy, async () => {
    await navigator.clipboard.writeText(copy.dataset.salin);
    copy.textContent = copy.dataset.tersalin;
    setTimeout(() => { copy.textContent = words; }, 3000);
  });
}

function count() {
  const story = document.querySelector("[data-baca]");
  if (!story || !navigator.sendBeacon) return;
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

function tell(words) {
  const { baca, berita } = document.querySelector("[data-baca]").dataset;
  navigator.sendBeacon(baca, `${berita} ${words}`);
}

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
  const text = document.querySelector("[data-baca] .prose");
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

document.addEventListener("DOMContentLoaded", () => {
  for (const begin of [breakingBar, placeBand, glanceTimes, lookChoices, placeButton, voice, sharing]) begin();
  // A page that the browser draws ahead has no reader yet.
  if (document.prerendering) document.addEventListener("prerenderingchange", count, { once: true });
  else count();
});
