// Comfort only: without it one scrolls from slide to slide.
(() => {
  "use strict";
  const slides = [...document.querySelectorAll(".slide")];
  const now = () => {
    const middle = innerHeight / 2;
    const at = slides.findIndex((slide) => slide.getBoundingClientRect().bottom > middle);
    return at < 0 ? slides.length - 1 : at;
  };
  const go = (number) => slides[Math.max(0, Math.min(number, slides.length - 1))].scrollIntoView();
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (event.key === "Home") go(0);
    else if (event.key === "End") go(slides.length - 1);
    else if (step) go(now() + (event.key === " " && event.shiftKey ? -1 : step));
    else return;
    event.preventDefault();
  });
})();
