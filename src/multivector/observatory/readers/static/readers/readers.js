// Comments with scripts: the emoji picker, the focus after a piece of the page was exchanged, "all of this page".
"use strict";

(() => {
  const language = document.documentElement.lang;
  let loaded = null; // the emoji, once for all pickers

  const load = (address) => (loaded ??= fetch(address).then((answer) => answer.json()));

  const insert = (area, text) => {
    const { selectionStart: start, selectionEnd: end } = area;
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  // Words of an emoji in all languages, so that a reader finds it in any.
  const words = (item) => [...item.codes, ...item.en, ...item.ru, ...item.kk].join(" ").toLowerCase();

  function picker(box) {
    const area = document.getElementById(box.dataset.for);
    const open = element("button", { type: "button", textContent: `☺ ${box.dataset.open}` });
    const search = element("input", { type: "search", placeholder: box.dataset.search });
    const list = element("div", { className: "emoji-list" });
    const panel = element("div", { className: "emoji-panel", hidden: true }, search, list);
    open.setAttribute("aria-expanded", "false");
    search.setAttribute("aria-label", box.dataset.search);
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", box.dataset.open);
    box.append(open, panel);
    box.hidden = false;

    const button = (item) => {
      const name = (item[language] ?? item.en)[0];
      const made = element("button", { type: "button", textContent: item.emoji, title: `${name} :${item.codes[0]}:`, tabIndex: -1 });
      made.setAttribute("aria-label", name);
      return made;
    };

    const show = (items) => {
      const wanted = search.value.trim().toLowerCase();
      const found = items.filter((item) => words(item).includes(wanted));
      list.replaceChildren();
      for (const pair of box.dataset.groups.split(";")) {
        const [group, title] = pair.split("|");
        const those = found.filter((item) => item.group === group);
        if (those.length) list.append(element("h4", { textContent: title }), element("div", {}, ...those.map(button)));
      }
      if (!found.length) list.append(element("p", { textContent: box.dataset.none }));
      const first = list.querySelector("button");
      if (first) first.tabIndex = 0;
    };

    const close = (back) => {
      panel.hidden = true;
      open.setAttribute("aria-expanded", "false");
      if (back) back.focus();
    };

    open.addEventListener("click", async () => {
      if (!panel.hidden) return close(open);
      panel.hidden = false;
      open.setAttribute("aria-expanded", "true");
      search.value = "";
      show(await load(box.dataset.emoji));
      search.focus();
    });
    search.addEventListener("input", async () => show(await load(box.dataset.emoji)));
    list.addEventListener("click", (event) => {
      const chosen = event.target.closest("button");
      if (!chosen) return;
      insert(area, chosen.textContent);
      close(area);
    });
    panel.addEventListener("keydown", (event) => {
      const buttons = [...list.querySelectorAll("button")];
      const at = buttons.indexOf(document.activeElement);
      if (event.key === "Escape") return event.preventDefault(), close(open);
      if (event.key === "Enter" && document.activeElement === search) {
        event.preventDefault();
        return buttons[0]?.click();
      }
      const columns = getComputedStyle(list.querySelector("div") ?? list).gridTemplateColumns.split(" ").length;
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: at < 0 ? 1 : columns, ArrowUp: -columns }[event.key];
      if (!step || !buttons.length || (at < 0 && event.key !== "ArrowDown")) return;
      event.preventDefault();
      if (at + step < 0) return search.focus();
      const next = buttons[Math.min(at + step, buttons.length - 1)];
      for (const other of buttons) other.tabIndex = other === next ? 0 : -1;
      next.focus();
    });
    document.addEventListener("click", (event) => {
      if (!panel.hidden && box.isConnected && !event.composedPath().includes(box)) close();
    });
  }

  const prepare = (root) => {
    for (const box of root.querySelectorAll("[data-emoji]")) if (!box.childElementCount) picker(box);
    for (const all of root.querySelectorAll("[data-all]")) {
      all.hidden = false;
      all.firstElementChild.addEventListener("change", (event) => {
        for (const one of all.closest("form").querySelectorAll("[name=comment]")) one.checked = event.target.checked;
      });
    }
  };

  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:afterSettle", (event) => {
    prepare(document);
    const wrong = event.target.querySelector(".wrong input:not([type=hidden]), .wrong textarea");
    const focus = event.target.querySelector("[data-focus]") ?? (event.target.matches("[data-focus]") ? event.target : wrong);
    (focus ?? event.target.querySelector(".comment-form input:not([type=hidden]), .comment-form textarea"))?.focus();
  });
})();
