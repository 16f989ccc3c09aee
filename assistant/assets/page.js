// The chat page's behaviour: chips lead to their source, the newest answer's sources are shown, answers can be copied.
// It only ever moves focus, classes and attributes; no text of an article passes through it as markup.
"use strict";
(() => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const motion = () => (calm.matches ? "auto" : "smooth");
  const turns = () => [...document.querySelectorAll("#conversation .turn")];

  // What the reader has chosen. Gradio resets attributes when it redraws, so `draw` puts them back.
  let chosen = "", cited = "";
  const opened = new Set();
  const loaded = new WeakMap();

  function draw() {
    for (const turn of turns()) {
      const own = turn.dataset.turn === chosen;
      turn.classList.toggle("selected", own);
      for (const card of turn.querySelectorAll(".card")) {
        card.classList.toggle("active", own && card.dataset.cite === cited);
        const whole = card.querySelector(".whole");
        if (whole.open !== opened.has(card.id)) whole.open = opened.has(card.id);
        if (whole.open) load(whole.querySelector("iframe.reader"));
      }
      for (const chip of turn.querySelectorAll("button.chip")) {
        const pressed = String(own && chip.dataset.cite === cited);
        if (chip.getAttribute("aria-pressed") !== pressed) chip.setAttribute("aria-pressed", pressed);
      }
    }
  }

  function choose(turn, number = "") {
    chosen = turn.dataset.turn;
    cited = number;
    draw();
  }

  function load(frame) {
    if (loaded.get(frame) === frame.dataset.src) return;
    loaded.set(frame, frame.dataset.src);
    // Not by its src: Gradio would take that away when it redraws, and the frame would be empty again.
    frame.contentWindow.location.replace(new URL(frame.dataset.src, location.href).href);
  }

  function show(chip) {
    const turn = chip.closest(".turn");
    const card = turn.querySelector(`.card[data-cite="${chip.dataset.cite}"]`);
    if (!card) return choose(turn);
    for (const other of turn.querySelectorAll(".card")) opened.delete(other.id);
    opened.add(card.id);
    choose(turn, chip.dataset.cite);
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "start", behavior: motion() });
  }

  function fold(whole) {
    const id = whole.closest(".card").id;
    if (!opened.delete(id)) opened.add(id);
    draw();
  }

  async function copy(button) {
    const source = button.closest(".turn").querySelector(".copied");
    let done = true;
    try {
      await navigator.clipboard.writeText(source.value);
    } catch {
      source.hidden = false; // no clipboard outside a secure context: select and copy the old way
      source.select();
      done = document.execCommand("copy");
      source.hidden = true;
    }
    button.textContent = done ? "Copied" : "Copying is not allowed here";
    setTimeout(() => (button.textContent = "Copy with sources"), 2000);
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const chip = target?.closest("#conversation button.chip");
    const button = target?.closest("#conversation .copy");
    const turn = target?.closest("#conversation .turn");
    const summary = target?.closest("#conversation .whole > summary");
    if (summary) event.preventDefault(); // what is open is drawn by `draw`
    if (chip) show(chip);
    else if (button) copy(button);
    else if (summary) fold(summary.parentElement);
    else if (turn && !target.closest(".sources")) choose(turn);
  });

  let newest = "", seen = "";
  function settle() {
    const last = turns().at(-1);
    document.body?.classList.toggle("asked", last !== undefined);
    if (!last) {
      newest = chosen = cited = "";
      opened.clear();
      return;
    }
    // A failure takes back what had been shown, so the reader is led to the beginning once more.
    const state = last.querySelector(".error") ? "failed" : last.querySelector(".answer, .draft, .stopped") ? "shown" : "";
    if (newest !== last.dataset.turn || (state && state !== seen && (!seen || state === "failed"))) {
      if (newest !== last.dataset.turn) [chosen, cited] = [last.dataset.turn, ""];
      newest = last.dataset.turn;
      seen = state;
      draw();
      if (chosen === newest) last.scrollIntoView({ block: "start", behavior: motion() });
    } else draw();
  }

  // Gradio draws the page after this script has run, and redraws the conversation piece by piece.
  new MutationObserver(settle).observe(document.documentElement, {
    attributes: true, attributeFilter: ["class", "open", "aria-pressed"], childList: true, subtree: true,
  });
})();
