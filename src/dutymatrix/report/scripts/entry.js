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

// The words of a task's dates; what is overdue says so, not by its colour alone. Where it is
// known how far tasks are, their light says it.
function dueOf(task) {
  if (task.light) {
    const [light, said] = task.light;
    const word = make("span", { class: `light ${light}` }, said);
    return task.due ? [task.due, " ", word] : [word];
  }
  if (!task.due) return [];
  const [first] = daysOf(task);
  return first !== undefined && isOverdue(first)
    ? [task.due, " ", make("span", { class: "late" }, words.overdue)]
    : [task.due];
}

// A row of a table of tasks; `before` are the cells between its number and its title.
function taskRow(place, roleKeys, before = []) {
  const task = plan.tasks[place];
  return make(
    "tr",
    {},
    make("td", { class: "label" }, taskLink(place, task.label)),
    before,
    make("td", {}, taskLink(place, task.title)),
    roleKeys.map((key) => {
      const names = namesLinked(task, key);
      const head = names.length ? roles.get(key).head : null;
      return make("td", { class: "names", "data-head": head }, names);
    }),
    make("td", { "data-head": task.due || task.light ? words.due : null }, dueOf(task)),
  );
}

// A term and what belongs to it, where there is something.
function fact(term, content) {
  return content.length ? [make("dt", {}, term), make("dd", {}, content)] : [];
}

function sectionName(section) {
  return `${section.label}${section.title}`;
}
