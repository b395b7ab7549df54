"use strict";
// Long lists are drawn as they come into view: ten thousand rows at once keep nobody waiting.

const ROWS_AT_ONCE = 60;
const CELLS_AT_ONCE = 6000;
const unfinished = new Map();

const watcher = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) {
      if (isIntersecting && unfinished.has(target)) unfinished.get(target)();
    }
  },
  { rootMargin: "800px" },
);

// Append draw(item, place), one element or a list of them, for each item; `end` stands behind
// what is drawn. Of wide tables fewer rows are drawn at once.
function drawRows(body, end, items, draw, columns = 1) {
  let drawn = 0;
  const atOnce = Math.max(1, Math.min(ROWS_AT_ONCE, Math.floor(CELLS_AT_ONCE / columns)));
  const more = (count = atOnce) => {
    const rows = document.createDocumentFragment();
    const upTo = Math.min(drawn + count, items.length);
    for (; drawn < upTo; drawn += 1) rows.append(...[draw(items[drawn], drawn)].flat());
    body.append(rows);
    watcher.unobserve(end);
    if (drawn < items.length) watcher.observe(end);
    else unfinished.delete(end);
  };
  unfinished.set(end, more);
  more();
}

// Put new content into a part; what was still to be drawn there is forgotten.
function replaceContent(element, ...children) {
  for (const end of [...unfinished.keys()]) {
    if (element.contains(end)) {
      watcher.unobserve(end);
      unfinished.delete(end);
    }
  }
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null));
}

// Paper has no view that could be scrolled.
window.addEventListener("beforeprint", () => {
  for (const [end, more] of [...unfinished]) {
    if (end.offsetParent !== null) more(Infinity);
  }
});
