"use strict";
// The plan as it stands in the page, and what is looked up in it. Tasks and units are
// named by their place in plan.tasks and plan.units.

const plan = JSON.parse(document.getElementById("data").textContent);
const words = plan.words;
const roles = new Map(plan.roles.map((role) => [role.key, role]));
const sections = new Map(plan.sections.map((section) => [section.number, section]));
const placeOfUnit = new Map(plan.units.map((unit, place) => [unit.name, place]));
const absent = new Map(plan.absent.map((unit) => [unit.name, unit]));
const placeOfTask = new Map(plan.tasks.map((task, place) => [task.number, place]));

// A message with {name} filled in.
function say(message, values) {
  return message.replace(/\{(\w+)\}/g, (_whole, name) => String(values[name]));
}

// Places of the units with a role in a task.
function unitsWith(task, role) {
  return task.named.filter(([, own]) => own === role).map(([unit]) => unit);
}

// The sections that a task or a section stands in, outermost first: 2.1 stands in 2, 禁毒 2 in 禁毒.
function sectionsAbove(number) {
  const paths = [...number.matchAll(/[ .]|$/g)].map(({ index }) => number.slice(0, index));
  return paths.filter((path) => sections.has(path)).map((path) => sections.get(path));
}

// Places of the tasks that both units are named in.
function tasksTogether(one, other) {
  return plan.tasks
    .map((_task, place) => place)
    .filter((place) => {
      const units = plan.tasks[place].named.map(([unit]) => unit);
      return units.includes(one) && units.includes(other);
    });
}

// The days that a task states, ascending: 2018-12-31.
function daysOf(task) {
  return task.milestones.map((milestone) => milestone.by).filter(Boolean).sort();
}

// Whether a task may be overdue: neither closed nor extended.
function isOpen(task) {
  return !task.light || task.light[0] === "red";
}

function isOverdue(day) {
  return day < plan.today;
}
