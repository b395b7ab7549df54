"use strict";
// Tasks and units with a mark for each assignment, and the numbers of units by section.

let isLargestFirst = false;

function lightColumn(table) {
  let lit = [];
  const light = (column) => {
    lit.forEach((one) => one.classList.remove("lit"));
    lit = column > 0 ? [...table.rows].map((row) => row.cells[column]).filter(Boolean) : [];
    lit.forEach((one) => one.classList.add("lit"));
  };
  table.addEventListener("mouseover", (event) => {
    const cell = event.target.closest("td, th");
    light(cell ? cell.cellIndex : 0);
  });
  table.addEventListener("mouseleave", () => light(0));
}

function gridTable(corner, heads, body) {
  const up = heads.map((head) => make("th", { scope: "col", class: "up" }, head));
  const row = make("tr", {}, make("th", { class: "corner", scope: "col" }, corner), up);
  const table = make("table", { class: "matrix" }, make("thead", {}, row), body);
  // Paper takes as many columns as there are, however small.
  table.style.setProperty("--columns", String(heads.length));
  lightColumn(table);
  return table;
}

function numberCell(n, kind) {
  return make("td", { class: `cell ${kind}` }, n ? String(n) : "");
}

function marksTable() {
  const order = (places, size) =>
    isLargestFirst ? [...places].sort((one, other) => size(other) - size(one)) : [...places];
  const units = order(plan.units.keys(), (place) => plan.units[place].tasks).filter(
    (place) => plan.units[place].tasks,
  );
  const tasks = order(plan.tasks.keys(), (place) => plan.tasks[place].named.length);
  const body = make("tbody");
  const end = make("div");
  const drawTask = (place) => {
    const task = plan.tasks[place];
    const named = new Map(task.named);
    const cells = units.map((unit) => {
      const role = named.get(unit);
      if (role === undefined) return make("td", { class: "cell" });
      const title = `${task.label} × ${plan.units[unit].name}: ${roles.get(role).does}`;
      return make("td", { class: `cell ${role}`, title }, roles.get(role).mark);
    });
    const head = make("th", { scope: "row", title: task.title }, taskLink(place, `${task.label} ${task.title}`));
    return make("tr", {}, head, numberCell(task.named.length, "total"), cells);
  };
  drawRows(body, end, tasks, drawTask, units.length);
  const heads = [make("span", {}, words.total), ...units.map(unitLink)];
  return make("div", { class: "scroll" }, gridTable(words.task, heads, body), end);
}

function countsTable() {
  const { sections: columns, units, cells, row_totals, column_totals, total } = plan.counts;
  const name = (key) => (sections.has(key) ? sectionName(sections.get(key)) : words.tasks);
  const places = [...units.keys()];
  if (isLargestFirst) places.sort((one, other) => row_totals[other] - row_totals[one]);
  const body = make(
    "tbody",
    {},
    make(
      "tr",
      {},
      make("th", { scope: "row", class: "total" }, words.total),
      numberCell(total, "total"),
      column_totals.map((n) => numberCell(n, "total")),
    ),
  );
  const end = make("div");
  const drawUnit = (row) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, unitLink(units[row])),
      numberCell(row_totals[row], "total"),
      cells[row].map((n) => numberCell(n, "")),
    );
  drawRows(body, end, places, drawUnit, columns.length);
  const heads = [words.total, ...columns.map(name)].map((text) => make("span", { title: text }, text));
  return make("div", { class: "scroll" }, gridTable(words.unit, heads, body), end);
}

function showMatrix(part) {
  const turn = button(isLargestFirst ? words.by_roster : words.by_load, () => {
    isLargestFirst = !isLargestFirst;
    showMatrix(part);
    part.querySelector(".tools button").focus();
  });
  replaceContent(
    part,
    heading(words.matrix),
    make("p", { class: "tools" }, turn),
    make("h3", {}, words.matrix_marks),
    marksTable(),
    make("h3", {}, words.matrix_counts),
    countsTable(),
  );
}
