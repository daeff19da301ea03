// Comfort only: without it the whole report is there, open and in order.
(() => {
  "use strict";
  const parts = [...document.querySelectorAll("section.component[data-component]")];
  const nav = document.querySelector("nav");
  if (!nav || parts.length === 0) return;

  const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text }, more);
  const view = make("div", "", { className: "view" });
  view.setAttribute("role", "group");
  view.setAttribute("aria-label", "What is shown");
  const find = make("input", "", { type: "search", autocomplete: "off" });
  const findLabel = make("label", "Components with ");
  findLabel.append(find);
  const open = make("input", "", { type: "checkbox" });
  const openLabel = make("label", "");
  openLabel.append(open, " only what is not settled");
  const foldAll = make("button", "Close all", { type: "button" });
  const count = make("output", "");
  view.append(findLabel, openLabel, foldAll, count);
  nav.before(view);

  const fold = (part, folded) => {
    part.toggleAttribute("data-folded", folded);
    const button = part.querySelector(".fold");
    button.textContent = folded ? "Open" : "Close";
    button.setAttribute("aria-expanded", String(!folded));
  };
  for (const part of parts) {
    const button = make("button", "Close", { type: "button", className: "fold" });
    button.setAttribute("aria-expanded", "true");
    button.setAttribute("aria-label", `Close or open ${part.dataset.component}`);
    button.addEventListener("click", () => fold(part, !part.hasAttribute("data-folded")));
    part.querySelector("h2").prepend(button);
  }
  const folded = () => parts.every((part) => part.hasAttribute("data-folded"));
  foldAll.addEventListener("click", () => {
    const closing = !folded();
    parts.forEach((part) => fold(part, closing));
    foldAll.textContent = closing ? "Open all" : "Close all";
  });

  const words = new Map(parts.map((part) => [part.dataset.component, part.textContent.toLowerCase()]));
  const show = () => {
    const wanted = find.value.trim().toLowerCase();
    const shown = new Set(
      parts
        .filter((part) => words.get(part.dataset.component).includes(wanted))
        .filter((part) => !open.checked || part.dataset.settled === "no")
        .map((part) => part.dataset.component),
    );
    for (const each of document.querySelectorAll("[data-component]")) {
      each.hidden = !shown.has(each.dataset.component);
    }
    count.textContent = shown.size === parts.length ? "" : `${shown.size} of ${parts.length} shown`;
  };
  find.addEventListener("input", show);
  open.addEventListener("change", show);

  // A link into a closed part opens it.
  addEventListener("hashchange", () => {
    const part = document.getElementById(location.hash.slice(1))?.closest("section.component[data-component]");
    if (part) fold(part, false);
  });
})();
