// Comforts of an article page; without them everything is still there: links lead from the text to the entries and back.
"use strict";

const told = document.querySelector("[data-told]");
const address = (part) => document.querySelector("link[rel=canonical]").href + (part ? `#${part}` : "");

for (const button of document.querySelectorAll("[data-copy], [data-print]")) button.hidden = false;
if (navigator.share) for (const button of document.querySelectorAll("[data-share]")) button.hidden = false;

async function copy(button) {
  await navigator.clipboard.writeText(address(button.dataset.copy));
  const words = button.textContent;
  button.textContent = `✓ ${told.dataset.told}`;
  told.textContent = told.dataset.told; // read out
  setTimeout(() => { button.textContent = words; told.textContent = ""; }, 2000);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-share], [data-print]");
  if (!button) return;
  if ("print" in button.dataset) window.print();
  else if ("share" in button.dataset) navigator.share({ title: document.title, url: address(button.dataset.share) }).catch(() => {});
  else copy(button).catch(() => { location.hash = button.dataset.copy; });
});

// All words of an entry light up together, in the text and in the list.
const parts = new Map();
for (const element of document.querySelectorAll("[data-entries], [data-entry]")) {
  for (const id of (element.dataset.entries || element.dataset.entry).split(" ")) {
    if (!parts.has(id)) parts.set(id, []);
    parts.get(id).push(element);
  }
}
function light(event, on) {
  const element = event.target.closest("[data-entries], [data-entry]");
  if (!element) return;
  for (const id of (element.dataset.entries || element.dataset.entry).split(" ")) {
    for (const part of parts.get(id) || []) part.classList.toggle("lit", on);
  }
}
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(name, (event) => light(event, on));
}

// A card stays inside the page, and Escape closes it.
function open(event) {
  const spot = event.target.closest(".spot");
  if (!spot) return;
  const box = spot.getBoundingClientRect();
  spot.classList.toggle("left", box.left + 420 > document.documentElement.clientWidth && box.right > 420);
}
document.addEventListener("mouseover", open);
document.addEventListener("focusin", open);
for (const name of ["mouseout", "focusout"]) {
  document.addEventListener(name, (event) => {
    const spot = event.target.closest(".spot");
    if (spot && !spot.contains(event.relatedTarget)) spot.classList.remove("closed");
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const spot of document.querySelectorAll(".spot")) if (spot.matches(":hover, :focus-within")) spot.classList.add("closed");
});
