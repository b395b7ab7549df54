"use strict";
// Results as one types; everything else is hidden meanwhile.

const searchBox = document.getElementById("search");
const foundPart = document.getElementById("found");

// How the levels of a number are written, and what may stand between them: as in the terminal.
const VALUES = new Map([..."零一二三四五六七八九"].map((char, value) => [char, value]));
VALUES.set("〇", 0).set("两", 2);
const SCALES = new Map([["十", 10], ["百", 100], ["千", 1000]]);
const FORMAL = new Map([..."壹贰貳叁參参肆伍陆陸柒捌玖拾佰仟"].map((char, n) => [char, "一二二三三三四五六七八九十百千"[n]]));
const ORDINAL = /\d+|[零〇一二两三四五六七八九十百千]+/g;
const BETWEEN = /^[()[\]【】〔〕.·・、\-—–_/。,，:：第条章节款项部分是 ]*$/;
const LIST_LETTER = /([\d零〇一二两三四五六七八九十百千)\]】〕])\s*([a-z])$/;

// As texts are compared: width, case and blanks do not count.
function plainText(text) {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
}

// 十二 is 12; digits alone count as digits, 二〇 is 20.
function arabic(ordinal) {
  const chars = [...ordinal];
  if (!chars.some((char) => SCALES.has(char))) {
    return String(Number(chars.map((char) => (VALUES.has(char) ? VALUES.get(char) : char)).join("")));
  }
  let [total, digit] = [0, 0];
  for (const char of chars) {
    if (SCALES.has(char)) {
      total += (digit || 1) * SCALES.get(char);
      digit = 0;
    } else digit = VALUES.get(char);
  }
  return String(total + digit);
}

// The numbers meant by 三·3, （三）3, 二（三）3, 三3, 3.3a; none where no number is meant.
function numbersOf(query) {
  // Without a blank 1① would be 11.
  const apart = query.replace(/[①-⑳]/g, " $&").normalize("NFKC").trim().toLowerCase();
  const typed = apart.replace(/[^\x00-\x7f]/g, (char) => FORMAL.get(char) || char);
  const letter = (LIST_LETTER.exec(typed) || ["", "", ""])[2];
  const text = letter ? typed.slice(0, -1) : typed;
  const path = (text.match(ORDINAL) || []).map(arabic);
  if (!path.length || !BETWEEN.test(text.replace(ORDINAL, ""))) return [];
  const isInChapter =
    path.length > 1 && path[0] === plan.chapter && !sections.has(path.slice(0, -1).join("."));
  return [path, ...(isInChapter ? [path.slice(1)] : [])].map((levels) => levels.join(".") + letter);
}

// Whether a task is what was meant, stands in it, or is one of its lists. Of several plans
// each has its name before its numbers.
function isAt(number, meant) {
  const own = number.slice(number.lastIndexOf(" ") + 1);
  return own.startsWith(meant) && /^([.a-z]|$)/.test(own.slice(meant.length));
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
  const meant = numbersOf(query);
  const isOneOf = (numbers, { number }) => numbers.some((each) => isAt(number, each));
  // 三 吸毒: every word is in the wording, or says where.
  const pieces = query.trim().split(/\s+/).map((piece) => [plainText(piece), numbersOf(piece)]);
  const places = (list) => list.map((_each, place) => place);
  return {
    units: places(plan.units).filter((place) => isMeant(unitTexts[place], wanted)),
    tasks: places(plan.tasks).filter((place) => {
      const task = plan.tasks[place];
      const isThere = ([piece, numbers]) =>
        taskTexts[place].includes(piece) || isOneOf(numbers, task);
      return isOneOf(meant, task) || pieces.every(isThere);
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
