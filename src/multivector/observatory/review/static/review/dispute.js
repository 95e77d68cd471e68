// Another picture by a click on it, and without losing what was typed.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const picture = document.querySelector("img.captcha");
  if (!picture) return;
  const renew = async () => {
    const answer = await fetch(picture.dataset.refresh || "/captcha/refresh/", { headers: { "X-Requested-With": "XMLHttpRequest" } });
    if (!answer.ok) return;
    const { key, image_url: url } = await answer.json();
    picture.src = url;
    document.querySelector("input[name=captcha_0]").value = key;
    const typed = document.querySelector("input[name=captcha_1]");
    typed.value = "";
    typed.focus();
  };
  picture.addEventListener("click", renew);
  const button = document.querySelector("[data-renew]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", renew);
  }
});
