"use strict";
// All tasks by section, and the filters above them.

const wantedTasks = { unit: "", role: "", section: "", year: "" };

function isWanted(task) {
  const { unit, role, section, year } = wantedTasks;
  const named = task.named.some(
    ([place, own]) => (!unit || plan.units[place].name === unit) && (!role || own === role),
  );
  return (
    ((!unit && !role) || named) &&
    (!section || sectionsAbove(task.section).some(({ number }) => number === section)) &&
    (!year || daysOf(task).some((day) => day.startsWith(year)))
  );
}

// The rows of sections that begin with a task.
function sectionRows(place, before, columns) {
  const known = before === undefined ? [] : sectionsAbove(plan.tasks[before].section);
  return sectionsAbove(plan.tasks[place].section)
    .filter((section) => !known.includes(section))
    .map((section) =>
      make(
        "tr",
        { class: "section" },
        make("th", { colspan: columns, scope: "rowgroup" }, sectionName(section)),
      ),
    );
}

function showTasks(part) {
  const years = [...new Set(plan.tasks.flatMap(daysOf).map((day) => day.slice(0, 4)))].sort();
  const list = make("div");
  const filter = (label, name, options) =>
    choice(label, options, wantedTasks[name], (value) => {
      wantedTasks[name] = value;
      listTasks(list);
    });
  replaceContent(
    part,
    heading(words.tasks),
    make(
      "div",
      { class: "filters" },
      filter(words.unit, "unit", plan.units.map(({ name }) => [name, name])),
      filter(words.role, "role", plan.roles.map(({ key, does }) => [key, does])),
      filter(words.section, "section", plan.sections.map((one) => [one.number, sectionName(one)])),
      filter(words.year, "year", years.map((year) => [year, year])),
    ),
    list,
  );
  listTasks(list);
}

function listTasks(list) {
  const places = plan.tasks.map((_task, place) => place);
  const wanted = places.filter((place) => isWanted(plan.tasks[place]));
  const shown = plan.roles.map(({ key }) => key);
  const heads = [words.item, words.task, ...plan.roles.map(({ head }) => head), words.due];
  const body = make("tbody");
  const end = make("div");
  replaceContent(list, tableOf(heads, { class: "list" }, body), end);
  drawRows(body, end, wanted, (place, n) => [
    ...sectionRows(place, wanted[n - 1], heads.length),
    taskRow(place, shown),
  ]);
  tell(say(words.shown, { n: wanted.length, total: plan.tasks.length }));
}
