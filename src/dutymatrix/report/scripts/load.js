"use strict";
// Who carries how much, as bars.

function showLoad(part) {
  const size = ({ tasks, counts }) => tasks + counts.via;
  const most = Math.max(1, ...plan.units.map(size));
  const places = [...plan.units.keys()].sort(
    (one, other) => plan.units[other].tasks - plan.units[one].tasks,
  );
  const body = make("tbody");
  const end = make("div");
  replaceContent(
    part,
    heading(words.load),
    tableOf([words.unit, "", words.total], { class: "bars" }, body),
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
      plan.roles.map(({ key, does }) => piece(key, unit.counts[key], does)),
      piece("via", unit.counts.via, words.through),
    );
    return make(
      "tr",
      {},
      make("td", { class: "name" }, unitLink(place)),
      make("td", {}, bar),
      make("td", { class: "number", title: countsOf(unit) }, String(unit.tasks)),
    );
  });
  tell(plan.roles.map(({ does }) => does).concat(words.through).join(" · "));
}
