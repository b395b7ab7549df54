"use strict";
// A unit's own page: its duties, and what may be its duty.

function dutiesTable(duties) {
  const heads = [words.item, words.role, words.task, roles.get("lead").head, words.due];
  const body = make("tbody");
  const end = make("div");
  drawRows(body, end, duties, ([place, role, via, printed]) => {
    const said = printed
      ? say(words.in_document, { names: printed })
      : plan.units[via] && say(words.through_group, { group: plan.units[via].name });
    const remark = said ? [" ", make("span", { class: "quiet" }, said)] : [];
    return taskRow(place, ["lead"], [make("td", {}, roleTag(role), remark)]);
  });
  return [tableOf(heads, { class: "list" }, body), end];
}

function countsOf({ counts }) {
  const said = plan.roles.map(({ key, does }) => `${does} ${counts[key]}`);
  return [...said, ...(counts.via ? [`${words.through} ${counts.via}`] : [])].join(" · ");
}

// The list as short lines, to paste into a message.
function listAsText(unit) {
  const line = ([place, role]) => {
    const task = plan.tasks[place];
    const lead = namesIn(task, "lead").map(([text]) => text).join("、");
    const ends = [lead && role !== "lead" ? `${roles.get("lead").head}：${lead}` : "", task.due];
    return [`${task.label} ${roles.get(role).does} ${task.title}`, ...ends.filter(Boolean)].join("；");
  };
  const duties = [...unit.own, ...unit.through];
  return [`${unit.name} · ${plan.title}`, countsOf(unit), ...duties.map(line)].join("\n");
}

// What was opened from a disk may not write to the clipboard but by a selection.
function copyText(text) {
  const box = make("textarea", { readonly: true });
  box.value = text;
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  tell(done ? words.copied : words.not_copied);
}

// A unit that there is not on the page's day: since when, who it is now, what it was given.
function showAbsent(part, unit) {
  replaceContent(
    part,
    heading(unit.name),
    unit.said.map((said) => make("p", {}, said)),
    make("p", { class: "names" }, unitLinks(unit.heirs)),
    unit.own.length ? [make("h3", {}, words.own), dutiesTable(unit.own)] : null,
  );
  return unit.name;
}

function showUnit(part, name) {
  const place = placeOfUnit.get(name);
  if (place === undefined) return absent.has(name) ? showAbsent(part, absent.get(name)) : showUnknown(part, name);
  const unit = plan.units[place];
  const doubtful = unit.unresolved.map(([group, tasks]) =>
    make(
      "li",
      {},
      unitLink(group),
      ` (${tasks.length}) `,
      joined(tasks.map((task) => taskLink(task, plan.tasks[task].label)), " "),
    ),
  );
  const part_of = (head, content) => (content.length ? [make("h3", {}, head), content] : []);
  replaceContent(
    part,
    heading(unit.name),
    make("p", { class: "counts" }, countsOf(unit)),
    unit.said.map((said) => make("p", {}, said)),
    make(
      "p",
      { class: "tools" },
      button(words.print, () => window.print()),
      button(words.copy, () => copyText(listAsText(unit))),
    ),
    make(
      "dl",
      { class: "facts" },
      fact(words.full_name, unit.full_name ? [unit.full_name] : []),
      fact(words.aliases, unit.aliases.length ? [unit.aliases.join("、")] : []),
      fact(words.contact, unit.contact ? [unit.contact] : []),
      unit.group
        ? fact(words.members, unit.members.length ? unitLinks(unit.members) : [words.not_listed])
        : [],
      fact(words.member_of, unitLinks(unit.groups)),
    ),
    unit.own.length ? [make("h3", {}, words.own), dutiesTable(unit.own)] : null,
    unit.through.length ? [make("h3", {}, words.through), dutiesTable(unit.through)] : null,
    part_of(words.to_settle, doubtful.length ? [make("ul", {}, doubtful)] : []),
    part_of(words.standing, unit.standing.map((rule) => make("p", {}, rule))),
    make(
      "div",
      { class: "partners" },
      part_of(
        words.partners,
        joined(
          unit.partners.map(([other, shared]) => make("span", { class: "name" }, unitLink(other), ` ${shared}`)),
          " · ",
        ),
      ),
    ),
  );
  return unit.name;
}
