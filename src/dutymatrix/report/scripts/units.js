"use strict";
// The roster, with the number of tasks of each unit.

function showUnits(part) {
  const body = make("tbody");
  const end = make("div");
  const isReached = plan.units.some(({ counts }) => counts.via);
  const isKnown = plan.units.some(({ contact }) => contact);
  const heads = [
    words.unit,
    ...plan.roles.map(({ does }) => does),
    ...(isReached ? [words.through] : []),
    ...(isKnown ? [words.contact] : []),
  ];
  replaceContent(part, heading(words.units), tableOf(heads, { class: "list" }, body), end);
  drawRows(body, end, [...plan.units.keys()], (place) => {
    const { counts, contact, group } = plan.units[place];
    const number = (head, n) => make("td", { class: "number", "data-head": head }, String(n));
    return make(
      "tr",
      {},
      make("td", { class: "name" }, unitLink(place), group ? ` (${words.group})` : ""),
      plan.roles.map(({ key, does }) => number(does, counts[key])),
      isReached ? number(words.through, counts.via) : null,
      isKnown ? make("td", { "data-head": contact ? words.contact : null }, contact) : null,
    );
  });
}
