"use strict";
// What a revision changed, as the answer of `diff` has it.

// What is marked [-…-] was taken out, what is marked {+…+} was put in.
function markedText(text) {
  return text.split(/(\[-.*?-\]|\{\+.*?\+\})/s).map((piece) => {
    if (/^\[-.*-\]$/s.test(piece)) return make("del", {}, piece.slice(2, -2));
    if (/^\{\+.*\+\}$/s.test(piece)) return make("ins", {}, piece.slice(2, -2));
    return piece;
  });
}

function changesTable({ title, heads, marked, rows, notes }) {
  const body = make("tbody");
  const end = make("div");
  const cell = (text, column) =>
    make("td", { "data-head": text ? heads[column] : null }, marked[column] ? markedText(text) : text);
  drawRows(body, end, rows, (row) => make("tr", {}, row.map(cell)));
  return [
    make("h3", {}, title),
    rows.length ? [tableOf(heads, { class: "list" }, body), end] : null,
    notes.map((note) => make("p", { class: "quiet" }, note)),
  ];
}

function showChanges(part) {
  replaceContent(part, heading(words.changes), plan.changes.map(changesTable));
}
