// The first line: wait for the last line of the zone, ask once, put the answer in place. Without this file the same form
// is sent the ordinary way and the same answer comes as a page.
"use strict";
(() => {
  const form = document.getElementById("screening"), scan = document.getElementById("scan"), answer = document.getElementById("answer");
  if (!form || !scan || !answer) return;
  const FAST = 70, SHAPES = { 44: 2, 36: 2, 30: 3 }, RUNS = { 88: 44, 72: 36, 90: 30 };
  let last = 0, quick = 0, timer = 0, asking = false, typed = false;

  const lines = () => scan.value.split(/[\r\n\t]+/).map((line) => line.trim()).filter(Boolean);
  function complete() {
    const found = lines();
    if (found.length === 1) return RUNS[found[0].length] !== undefined;
    const length = found[0]?.length;
    return SHAPES[length] === found.length && found.every((line) => line.length === length);
  }

  scan.addEventListener("keydown", (event) => {
    const now = performance.now(), fast = now - last < FAST;
    last = now;
    quick = fast ? quick + 1 : 0;
    if (event.isComposing) return;
    if (event.key === "Enter") {
      const start = scan.value.lastIndexOf("\n", scan.selectionStart - 1) + 1;
      const blank = scan.value.slice(start, scan.selectionStart).trim() === "";
      if (complete() || (blank && !fast && lines().length > 0)) { event.preventDefault(); ask(); }
      else if (blank) event.preventDefault();  // CR LF sends two; one line end is enough
    } else if (event.key === "Tab" && fast && !event.shiftKey) {  // some scanners end a line with Tab
      event.preventDefault();
      if (complete()) ask(); else scan.setRangeText("\n", scan.selectionStart, scan.selectionEnd, "end");
    }
  });

  // A scanner set to send no key at the end stops typing instead.
  scan.addEventListener("input", () => {
    clearTimeout(timer);
    typed = false;
    if (quick > 20 && complete()) timer = setTimeout(ask, 150);
  });

  form.addEventListener("submit", (event) => { event.preventDefault(); typed = true; ask(); });

  function ask() {
    clearTimeout(timer);
    quick = 0;
    const fields = new URLSearchParams(new FormData(form));
    if (!typed && lines().length) for (const name of ["name", "birth", "number", "issuer"]) fields.delete(name);
    return put(form.action, fields);
  }

  // Sending a clear traveller on is a form inside the answer; what it brings takes the answer's place.
  answer.addEventListener("submit", (event) => {
    if (event.target.dataset.part === undefined) return;
    event.preventDefault();
    put(event.target.action, new URLSearchParams(new FormData(event.target)));
  });

  async function put(address, fields) {
    if (asking) return;
    asking = true;
    document.body.classList.add("busy");
    try {
      const reply = await fetch(address, { method: "POST", body: fields, headers: { "X-Serai-Part": "answer" }, redirect: "manual" });
      if (reply.type === "opaqueredirect" || reply.status === 401 || reply.status === 409) { location.reload(); return; }
      const text = await reply.text();
      if (!reply.headers.get("content-type")?.startsWith("text/html")) throw new Error();
      answer.innerHTML = text;
      document.body.classList.add("answered");
      document.dispatchEvent(new CustomEvent("serai-line", { detail: true }));
      if (reply.ok) { scan.value = ""; form.reset(); restoreGroup(); const open = form.querySelector("details"); if (open) open.open = false; }
    } catch {
      answer.replaceChildren(document.getElementById("offline").content.cloneNode(true));
      document.dispatchEvent(new CustomEvent("serai-line", { detail: false }));
    } finally {
      asking = false;
      typed = false;
      document.body.classList.remove("busy");
    }
    const result = answer.querySelector("[data-outcome], [autofocus]") ?? answer.querySelector("[tabindex]");
    result?.focus();
    if (result && sound?.checked) tone(result.dataset.outcome === "clear");
  }

  const group = document.getElementById("together");
  let together = group?.checked ?? false;
  group?.addEventListener("change", () => { together = group.checked; });
  function restoreGroup() { if (group) group.checked = together; if (sound) sound.checked = localStorage.getItem("serai-sound") === "on"; }

  // N: the next traveller. The old answer goes, so that nobody reads it for the next face.
  document.addEventListener("click", (event) => {
    const next = event.target.closest("[data-next]");
    if (!next) return;
    event.preventDefault();
    answer.replaceChildren();
    document.body.classList.remove("answered");
    scan.value = "";
    scan.focus();
  });
  const sound = document.getElementById("sound");
  if (sound) {
    sound.checked = localStorage.getItem("serai-sound") === "on";
    sound.addEventListener("change", () => localStorage.setItem("serai-sound", sound.checked ? "on" : "off"));
  }
  let audio;
  function tone(clear) {
    audio ??= new AudioContext();
    const voice = audio.createOscillator(), volume = audio.createGain();
    voice.frequency.value = clear ? 880 : 330;
    volume.gain.value = .08;
    voice.connect(volume).connect(audio.destination);
    voice.start();
    voice.stop(audio.currentTime + (clear ? .12 : .35));
  }
})();
