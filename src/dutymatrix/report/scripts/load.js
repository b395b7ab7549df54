"use strict";
// Who carries how much, as bars.

function showLoad(part) {
  const size = ({ tasks, counts }) => tasks + counts.via;
  const most = Math.max(1, ...plan.units.map(size));
  const places = [...plan.units.keys()].sort(
    (one, other) => plan.units[other].tasks - plan.units[one].tasks,
  );
  const isReached = plan.units.some(({ counts }) => counts.via);
  const kinds = [
    ...plan.roles.map(({ key, does }) => [key, does]),
    ...(isReached ? [["via", words.through]] : []),
  ];
  const legend = kinds.map(([kind, said]) =>
    make("span", { class: "kind" }, make("span", { class: "bar" }, make("span", { class: kind })), said),
  );
  const body = make("tbody");
  const end = make("div");
  replaceContent(
    part,
    heading(words.load),
    tableOf([words.unit, legend, words.total], { class: "bars" }, body),
    end,
  );
  drawRows(body, end, places, (place) => {
    const unit = plan.units[place];
    const piece = (kind, n, said) => {
      const element = make("span", { class: kind, title: `${said} ${n}` });
      element.style.width = `${(100 * n) / most}%`;
      return n ? element : null;
    };
    const bar = make(
      "div",
      { class: "bar", role: "img", "aria-label": countsOf(unit) },
      kinds.map(([kind, said]) => piece(kind, unit.counts[kind], said)),
    );
    return make(
      "tr",
      {},
      make("td", { class: "name" }, unitLink(place)),
      make("td", {}, bar),
      make("td", { class: "number", title: countsOf(unit) }, String(unit.tasks)),
    );
  });
}
