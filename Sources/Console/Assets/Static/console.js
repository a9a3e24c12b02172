// Keys and the clock, for every page. Everything here is a shortcut to a link or a button that is also on the page.
"use strict";
(() => {
  const $ = (query, root = document) => root.querySelector(query);
  const typing = (node) => node && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName) && !/^(checkbox|radio|button|submit)$/.test(node.type));

  // A wedge scanner is a keyboard that types fast. A single key waits this long, in milliseconds, to see whether more follows.
  const SCANNER_GAP = 70;
  let pending = "", timer = 0, prefix = false;

  const press = (node) => { if (!node) return false; if (typing(node) || node.dataset.focus !== undefined) { node.focus(); node.scrollIntoView({ block: "nearest" }); } else node.click(); return true; };

  function move(step) {
    const rows = [...document.querySelectorAll("[data-row]")];
    if (!rows.length) return false;
    const at = rows.indexOf(document.activeElement);
    rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + step))].focus();
    return true;
  }

  function run(key) {
    if (prefix) { prefix = false; return press($(`[data-go="${CSS.escape(key.toUpperCase())}"]`)); }
    switch (key) {
      case "g": case "G": prefix = true; setTimeout(() => { prefix = false; }, 1500); return true;
      case "j": case "J": return move(1);
      case "k": case "K": return move(-1);
      case "o": case "O": { const row = document.activeElement?.closest?.("[data-row]"); if (row) row.click(); return !!row; }
      default: return press($(`[data-key="${CSS.escape(key.toUpperCase())}"]`));
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === "Escape") {
      if (typing(document.activeElement)) document.activeElement.blur();
      else press($("[data-key='ESC']"));
      return;
    }
    if (typing(event.target) || event.key.length !== 1 || event.key === " ") return;
    event.preventDefault();
    pending += event.key;
    clearTimeout(timer);
    const scan = $("#scan");
    if (pending.length > 1 && scan) {  // a scanner, not a finger: let it write where it belongs
      scan.value = pending; pending = ""; scan.focus(); scan.dispatchEvent(new Event("input"));
      return;
    }
    timer = setTimeout(() => { const keys = pending; pending = ""; for (const key of keys) run(key); }, SCANNER_GAP);
  });

  // The clock runs on the server's time, not on the booth's.
  const clock = $("#clock");
  if (clock) {
    const skew = Number(clock.dataset.now) - Date.now(), zone = Number(clock.dataset.zone);
    const tick = () => { clock.textContent = new Date(Date.now() + skew + zone * 60000).toISOString().slice(0, 16).replace("T", " "); };
    setInterval(tick, 5000);
  }
  // No answer from the node: a bar says since when and which lists were the last; nothing else of the page changes.
  const bar = $("#offline-bar");
  let probe = 0;
  function line(up) {
    if (!bar || bar.hidden === up) return;
    bar.hidden = up;
    clearInterval(probe);
    if (up) return;
    $("time", bar).textContent = clock?.textContent.slice(11) ?? "";
    probe = setInterval(() => fetch("/health/live", { cache: "no-store" }).then((reply) => line(reply.ok), () => {}), 3000);
  }
  document.addEventListener("serai-line", (event) => line(event.detail));
  addEventListener("offline", () => line(false));

  for (const node of document.querySelectorAll("[data-print]")) node.addEventListener("click", () => window.print());
  for (const node of document.querySelectorAll("select[data-submit]")) node.addEventListener("change", () => node.form.requestSubmit());
  // Opening a verdict or the typed entry goes straight to its first field.
  document.addEventListener("toggle", (event) => { if (event.target.open) $("select, input:not([type=hidden]), textarea", event.target)?.focus(); }, true);
})();
