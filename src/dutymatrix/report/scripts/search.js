"use strict";
// Results as one types; everything else is hidden meanwhile.

const searchBox = document.getElementById("search");
const foundPart = document.getElementById("found");

const NUMERALS = "〇一二三四五六七八九";

// As texts are compared: width, case and blanks do not count.
function plainText(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}

// 十二 is 12: the numerals of headings, up to ninety-nine.
function arabic(text) {
  const [, tens, ten, ones] = /^([一二三四五六七八九]?)(十?)([〇一二三四五六七八九]?)$/.exec(text) || [];
  if (tens === undefined) return text;
  const value = (numeral, none) => (numeral ? NUMERALS.indexOf(numeral) : none);
  return ten
    ? String(10 * value(tens, 1) + value(ones, 0))
    : String(value(tens || ones, ""));
}

// The path meant by 三·3, （三）3, 三3, 3.3; null where no number is meant.
function pathOf(text) {
  const parts = text.normalize("NFKC").split(/[\s()·・.,、\-]+/).filter(Boolean);
  const pieces = parts.flatMap((part) => part.match(/[〇一二三四五六七八九十]+|\d+[a-z]?|.+/g));
  const path = pieces.map(arabic);
  return path.length && path.every((piece) => /^\d+[a-z]?$/.test(piece)) ? path.join(".") : null;
}

const unitTexts = plan.units.map((unit) => ({
  names: [unit.name, unit.full_name, ...unit.aliases].map(plainText),
  initials: unit.initials,
}));
// Who took over from a unit is found by its name.
for (const { name, full_name, aliases, initials, heirs } of plan.absent) {
  for (const place of heirs) {
    unitTexts[place].names.push(...[name, full_name, ...aliases].map(plainText));
    unitTexts[place].initials.push(...initials);
  }
}
const taskTexts = plan.tasks.map((task) =>
  plainText(
    [
      task.label,
      task.title,
      task.text,
      task.due,
      ...task.milestones.flatMap(({ goal, target }) => [goal, target || ""]),
      ...task.notes.flat(),
    ].join("\n"),
  ),
);

function isMeant({ names, initials }, wanted) {
  if (names.some((name) => name.includes(wanted))) return true;
  return /^[a-z0-9]+$/.test(wanted) && initials.some((letters) => letters.includes(wanted));
}

// Places of units and tasks, in the order of the plan.
function search(query) {
  const wanted = plainText(query);
  const pieces = query.trim().split(/\s+/).map(plainText);
  const path = pathOf(query);
  const places = (list) => list.map((_each, place) => place);
  return {
    units: places(plan.units).filter((place) => isMeant(unitTexts[place], wanted)),
    tasks: places(plan.tasks).filter((place) => {
      const { number } = plan.tasks[place];
      if (path !== null && (number === path || number.startsWith(`${path}.`))) return true;
      return pieces.every((piece) => taskTexts[place].includes(piece));
    }),
  };
}

function showFound(query) {
  const { units, tasks } = search(query);
  const body = make("tbody");
  const end = make("div");
  const heads = [words.item, words.task, roles.get("lead").head, words.due];
  replaceContent(
    foundPart,
    units.length ? make("p", { class: "names" }, joined(units.map(unitLink), " · ")) : null,
    tasks.length ? tableOf(heads, { class: "list" }, body) : null,
    units.length || tasks.length ? null : make("p", {}, words.nothing_found),
    end,
  );
  drawRows(body, end, tasks, (place) => taskRow(place, ["lead"]));
  tell(say(words.searched, { tasks: tasks.length, units: units.length }));
}

document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    searchBox.focus();
  }
});
