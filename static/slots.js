"use strict";
// Advertising spaces, and whoever measures readers. Nothing here is needed to read. What other sites bring is loaded
// after somebody allowed it, and not before; the choice stays in this browser alone, and no cookie tells it to a
// server. Of our own banners we are told that one was seen or pressed, and nothing of who did.
{
  const KEY = "izin", LASTS = 365 * 24 * 3600 * 1000; // milliseconds; then the question is asked again
  const me = document.currentScript.dataset;
  const bar = document.querySelector("[data-izin]");
  const again = document.querySelector("[data-ubah-izin]");
  const purposes = bar ? bar.dataset.izin.split(" ") : [];
  let answers = {};
  try {
    answers = JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch { /* no storage, or somebody else's words in it: nobody has answered */ }

  const isRecent = (answer) => Date.now() - Date.parse(answer?.pada) < LASTS;
  const isAllowed = (purpose) => answers[purpose]?.jawab === "ya" && isRecent(answers[purpose]);
  const isAnswered = (purpose) => isRecent(answers[purpose]);

  function answer(jawab, of) {
    for (const purpose of of) answers[purpose] = { jawab, pada: new Date().toISOString() };
  }

  function keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify(answers));
    } catch { /* it holds for this page, as the question has said */ }
  }

  function hasStorage() {
    try {
      localStorage.setItem("uji", "");
      localStorage.removeItem("uji");
      return true;
    } catch {
      return false;
    }
  }

  function load(address) {
    document.head.append(Object.assign(document.createElement("script"), { src: address, async: true }));
  }

  const shown = new Set();

  function fill(box) {
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox");
    Object.assign(frame, {
      referrerPolicy: "no-referrer", loading: "lazy", title: box.closest(".slot").getAttribute("aria-label"),
      src: box.dataset.kode,
    });
    box.replaceChildren(frame);
  }

  function apply() {
    for (const box of document.querySelectorAll("[data-kode]")) {
      if (isAllowed("iklan")) {
        if (!shown.has(box)) fill(box);
        shown.add(box);
      } else if (isAnswered("iklan") && box.getBoundingClientRect().top > innerHeight) {
        box.closest(".slot").hidden = true; // further down than anybody looks: nothing moves before their eyes
      }
    }
    if (me.google && isAllowed("statistik") && !shown.has("google")) {
      shown.add("google");
      globalThis.dataLayer = [];
      const tell = function () { globalThis.dataLayer.push(arguments); };
      tell("js", new Date());
      tell("config", me.situs);
      load(me.google);
    }
  }

  function ask(isAsked) {
    bar.hidden = !isAsked;
    again.parentElement.hidden = isAsked;
  }

  if (bar) {
    bar.addEventListener("click", ({ target }) => {
      const jawab = target.dataset?.jawab;
      if (!jawab) return;
      const wasAllowed = purposes.some(isAllowed);
      answer(jawab, purposes);
      keep();
      ask(false);
      if (wasAllowed && jawab === "tidak") return location.reload(); // what runs already goes with the page
      apply();
    });
    again.addEventListener("click", () => {
      ask(true);
      bar.querySelector("button").focus();
    });
    bar.querySelector(".consent-forgotten").hidden = hasStorage();
    // A browser that asks all sites not to pass its reader on has answered.
    if (navigator.globalPrivacyControl) answer("tidak", purposes.filter((purpose) => !isAnswered(purpose)));
    ask(!purposes.every(isAnswered));
    apply();
  }

  if (me.matomo) {
    globalThis._paq = [
      ["disableCookies"], ["setTrackerUrl", `${me.matomo}matomo.php`], ["setSiteId", me.situs], ["trackPageView"],
      ["enableLinkTracking"],
    ];
    load(`${me.matomo}matomo.js`);
  }

  // ---- Seen: half of it, for a second, by somebody who looks

  const timers = new Map(); // space → the timer of its second
  const left = new Set(document.querySelectorAll("[data-ruang]")); // not seen yet
  let waiting = [];
  const send = () => {
    if (waiting.length) navigator.sendBeacon(me.hitung, `tampil ${waiting.splice(0, 12).join(" ")}`);
  };
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(timers.get(target));
      if (isIntersecting) timers.set(target, setTimeout(() => count(target), 1000));
    }
  }, { threshold: 0.5 });

  function count(space) {
    const waits = space.querySelector("[data-kode]:not(:has(iframe))");
    if (document.visibilityState !== "visible" || waits) return;
    watch.unobserve(space);
    left.delete(space);
    waiting.push(space.dataset.ruang);
    setTimeout(send, 500);
  }

  for (const space of left) {
    watch.observe(space);
    space.addEventListener("click", ({ target }) => {
      if (target.closest("a")) navigator.sendBeacon(me.hitung, `klik ${space.dataset.ruang}`);
    });
  }
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") return send();
    for (const space of left) { watch.unobserve(space); watch.observe(space); }
  });
}
