// Says that the articles are being searched while the form is on its way. The page works without it.
"use strict";
document.querySelector("form").addEventListener("submit", () => {
  document.querySelector(".busy").hidden = false;
});
addEventListener("pageshow", () => {
  document.querySelector(".busy").hidden = true;
});
