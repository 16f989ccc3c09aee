// The chat page's behaviour: chips lead to their source, the newest answer's sources are shown, answers can be copied.
// It only ever moves focus, classes and attributes; no text of an article passes through it as markup.
"use strict";
(() => {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const motion = () => (calm.matches ? "auto" : "smooth");
  const turns = () => [...document.querySelectorAll("#conversation .turn")];

  function select(turn) {
    for (const other of turns()) other.classList.toggle("selected", other === turn);
  }

  function activate(turn, number = "") {
    select(turn);
    for (const card of document.querySelectorAll("#conversation .card")) {
      card.classList.toggle("active", turn.contains(card) && card.dataset.cite === number);
    }
    for (const chip of document.querySelectorAll("#conversation .chip")) {
      chip.setAttribute("aria-pressed", String(turn.contains(chip) && chip.dataset.cite === number));
    }
    return turn.querySelector(".card.active");
  }

  function load(whole) {
    const frame = whole.querySelector("iframe.reader");
    if (frame && whole.open && !frame.hasAttribute("src")) frame.src = frame.dataset.src;
  }

  function show(chip) {
    const card = activate(chip.closest(".turn"), chip.dataset.cite);
    if (!card) return;
    for (const other of card.closest(".cards").querySelectorAll(".whole[open]")) other.open = card.contains(other);
    const whole = card.querySelector(".whole");
    whole.open = true;
    load(whole);
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "start", behavior: motion() });
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
    if (chip) show(chip);
    else if (button) copy(button);
    else if (turn && !target.closest(".sources")) select(turn);
  });

  document.addEventListener("toggle", (event) => {
    if (event.target instanceof Element && event.target.matches("#conversation .whole")) load(event.target);
  }, true);

  let newest = "";
  function settle() {
    const last = turns().at(-1);
    document.body?.classList.toggle("asked", last !== undefined);
    if (!last) {
      newest = "";
      return;
    }
    const now = `${turns().length} ${last.querySelector(".answer") ? "answer" : "busy"}`;
    if (now === newest) return;
    newest = now;
    activate(last);
    last.scrollIntoView({ block: "start", behavior: motion() });
  }

  // Gradio draws the page after this script has run, and redraws the conversation piece by piece.
  new MutationObserver(settle).observe(document.documentElement, { childList: true, subtree: true });
})();
