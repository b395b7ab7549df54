"use strict";
// The roster, with the number of tasks of each unit.

function showUnits(part) {
  const body = make("tbody");
  const end = make("div");
  const heads = [words.unit, ...plan.roles.map(({ does }) => does), words.through, words.contact];
  replaceContent(part, heading(words.units), tableOf(heads, { class: "list" }, body), end);
  drawRows(body, end, [...plan.units.keys()], (place) => {
    const { counts, contact, group } = plan.units[place];
    const number = (head, n) => make("td", { class: "number", "data-head": head }, String(n));
    return make(
      "tr",
      {},
      make("td", { class: "name" }, unitLink(place), group ? ` (${words.group})` : ""),
      plan.roles.map(({ key, does }) => number(does, counts[key])),
      number(words.through, counts.via),
      make("td", { "data-head": contact ? words.contact : null }, contact),
    );
  });
  tell("");
}
