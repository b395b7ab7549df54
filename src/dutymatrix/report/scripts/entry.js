"use strict";
// How tasks and units are shown wherever they are named.

function unitLink(place) {
  const { name } = plan.units[place];
  return make("a", { href: `#unit=${encodeURIComponent(name)}` }, name);
}

function taskLink(place, text) {
  const { number } = plan.tasks[place];
  return make("a", { href: `#task=${encodeURIComponent(number)}` }, text);
}

function unitLinks(places) {
  return joined(places.map(unitLink), "、");
}

// The document's names in a role, each with the unit of the day behind it and that unit's name.
function namesIn(task, role) {
  const named = (task.printed || task.named).filter(([, own]) => own === role);
  return named.map(([place, , name]) => {
    const { name: unit } = plan.units[place];
    return [name && name !== unit ? say(words.now, { name, unit }) : unit, unit];
  });
}

function namesLinked(task, role) {
  const link = ([text, unit]) => make("a", { href: `#unit=${encodeURIComponent(unit)}` }, text);
  return joined(namesIn(task, role).map(link), "、");
}

function roleTag(key) {
  const role = roles.get(key);
  return make("span", { class: `tag ${key}`, title: role.does }, role.does);
}

// Where it is known how far tasks are: a word, not a colour alone.
function lightOf({ light }) {
  return light ? [make("span", { class: `light ${light[0]}` }, light[1])] : [];
}

// The words of a task's dates; what is overdue says so, unless its light does.
function dueOf(task) {
  if (!task.due) return [];
  const [first] = daysOf(task);
  return !task.light && first !== undefined && isOverdue(first)
    ? [task.due, " ", make("span", { class: "late" }, words.overdue)]
    : [task.due];
}

// A row of a table of tasks; `before` are the cells between its number and its title.
function taskRow(place, roleKeys, before = []) {
  const task = plan.tasks[place];
  const head = task.due ? words.due : task.light && words.light;
  return make(
    "tr",
    {},
    make("td", { class: "label" }, taskLink(place, task.label)),
    before,
    make("td", { class: "title" }, taskLink(place, task.title)),
    roleKeys.map((key) => {
      const names = namesLinked(task, key);
      const head = names.length ? roles.get(key).head : null;
      return make("td", { class: "names", "data-head": head }, names);
    }),
    make("td", { class: "due", "data-head": head }, joined([dueOf(task), lightOf(task)].filter((said) => said.length), " ")),
  );
}

// A term and what belongs to it, where there is something.
function fact(term, content) {
  return content.length ? [make("dt", {}, term), make("dd", {}, content)] : [];
}

function sectionName(section) {
  const { number, label, title } = section;
  // The name of a plan is its label.
  return /\d$/.test(label) || label === number ? `${label} ${title}` : `${label}${title}`;
}
