"use strict";
// One task: who is on it, by when, and its wording.

function milestoneText({ by, said, goal, target }) {
  const when = said && by ? `${said} (${by})` : said || by || "";
  return [when, goal, target].filter(Boolean).join(" · ");
}

function showTask(part, number) {
  const place = placeOfTask.get(number);
  if (place === undefined) return showUnknown(part, number);
  const task = plan.tasks[place];
  const turn = (to, word) =>
    plan.tasks[to] ? taskLink(to, `${word} ${plan.tasks[to].label}`) : make("span");
  replaceContent(
    part,
    make("p", { class: "quiet" }, sectionsAbove(task.section).map(sectionName).join(" › ")),
    heading(`${task.label} ${task.title}`),
    make(
      "dl",
      { class: "facts" },
      plan.roles.map(({ key, head }) => fact(head, namesLinked(task, key))),
      task.open ? fact("", [words.and_others]) : [],
      fact(words.due, dueOf(task)),
      fact(words.light, lightOf(task)),
      task.milestones
        .filter(({ goal, target }) => goal || target)
        .map((milestone) => fact(words.goal, [milestoneText(milestone)])),
      task.notes.map(([name, text]) => fact(name, [text])),
    ),
    task.text
      ? [
          make("h3", {}, words.wording),
          make("div", { class: "wording" }, task.text.split("\n").map((text) => make("p", {}, text))),
        ]
      : null,
    task.progress && task.progress.length
      ? [
          make("h3", {}, words.progress),
          make("dl", { class: "facts" }, task.progress.map(([term, said]) => fact(term, [said]))),
        ]
      : null,
    make("p", { class: "turn" }, turn(place - 1, words.previous), turn(place + 1, words.next)),
  );
  return `${task.label} ${task.title}`;
}

function showUnknown(part, what) {
  replaceContent(part, make("p", { role: "alert" }, say(words.unknown, { what })));
  return what;
}
