"use strict";
// What falls due, along the time.

function showDeadlines(part) {
  const dated = plan.tasks
    .flatMap((task, place) => task.milestones.map((milestone) => ({ place, ...milestone })))
    .filter(({ by }) => by)
    .sort((one, other) => (one.by < other.by ? -1 : Number(one.by > other.by)));
  const undated = [...plan.tasks.keys()].filter((place) => !daysOf(plan.tasks[place]).length);
  const days = [...new Set(dated.map(({ by }) => by))];
  const end = make("div");
  const body = make("div");
  const entry = ({ place, said, goal, target }) => {
    const { label, title } = plan.tasks[place];
    const what = [said, goal, target].filter(Boolean).join(" · ");
    return make(
      "li",
      {},
      taskLink(place, `${label} ${title}`),
      " ",
      unitLinks(unitsWith(plan.tasks[place], "lead")),
      make("div", { class: "quiet" }, what),
    );
  };
  replaceContent(
    part,
    heading(words.deadlines),
    days.length ? null : make("p", {}, words.no_deadlines),
    body,
    end,
    undated.length
      ? [
          make("h3", {}, `${words.undated} (${undated.length})`),
          make("p", {}, joined(undated.map((place) => taskLink(place, plan.tasks[place].label)), " ")),
        ]
      : null,
  );
  drawRows(body, end, days, (day) => {
    const own = dated.filter(({ by }) => by === day);
    const isLate = isOverdue(day) && own.some(({ place }) => isOpen(plan.tasks[place]));
    const late = isLate ? [" ", make("span", { class: "late" }, words.overdue)] : [];
    return [
      make("h3", { class: "date" }, make("time", { datetime: day }, day), late, ` (${own.length})`),
      make("ul", { class: "time" }, own.map(entry)),
    ];
  });
}
