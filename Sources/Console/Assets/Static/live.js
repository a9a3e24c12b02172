// The coordination centre's list: new things arrive on top without moving what is being read. The browser remembers the
// last ledger position it saw and asks for what came after it; it does so by itself after a broken line, too.
"use strict";
(() => {
  const list = document.getElementById("live"), state = document.getElementById("line"), waiting = document.getElementById("waiting");
  if (!list) return;
  const held = [];
  let last = BigInt(list.dataset.position);
  const source = new EventSource(`${list.dataset.events}?after=${last}`);
  const reading = () => document.scrollingElement.scrollTop > 40 || list.contains(document.activeElement);

  function show() {
    while (held.length) {
      const holder = document.createElement("template");
      holder.innerHTML = held.shift();
      const row = holder.content.firstElementChild;
      row.classList.add("fade");
      list.prepend(row);
    }
    document.getElementById("empty")?.remove();
    waiting.hidden = true;
  }

  source.addEventListener("news", (event) => {
    const position = BigInt(event.lastEventId);
    if (position <= last) return;
    last = position;
    held.push(JSON.parse(event.data).row);
    if (!reading()) show();
    else { waiting.hidden = false; waiting.querySelector("span").textContent = held.length; }
  });
  waiting.addEventListener("click", () => { show(); scrollTo(0, 0); });
  const tell = (up) => {
    state.textContent = up ? state.dataset.up : state.dataset.down;
    document.dispatchEvent(new CustomEvent("serai-line", { detail: up }));
  };
  source.onopen = () => tell(true);
  source.onerror = () => tell(false);
  addEventListener("pagehide", () => source.close());
})();
