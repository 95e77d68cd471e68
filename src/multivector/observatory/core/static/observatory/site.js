// What makes the site more comfortable where scripts run; everything works without it.
"use strict";

// The theme without a reload.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-theme-switch]")) return;
  const button = event.submitter;
  if (!button) return;
  event.preventDefault();
  const dark = button.value === "dark";
  document.documentElement.dataset.theme = button.value;
  fetch(form.action, { method: "POST", body: new FormData(form, button), redirect: "manual" });
  button.value = dark ? "light" : "dark";
  button.firstElementChild.textContent = dark ? "☀" : "☾";
});
