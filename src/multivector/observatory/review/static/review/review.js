// One key for each button that has data-key, by its place on the keyboard, so that it works in every layout.
"use strict";

document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input, select, textarea");
  if (field && event.key === "Escape") field.blur();
  if (field || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const found = document.querySelector(`[data-key="${event.code}"]`);
  if (!found) return;
  event.preventDefault();
  if (found instanceof HTMLDetailsElement) {
    found.open = true;
    found.querySelector("input:not([type=hidden]), select")?.focus();
  } else {
    found.click();
  }
});
