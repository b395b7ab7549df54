"""How the differences between two revisions look."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from gettext import NullTranslations
from typing import NamedTuple

from dutymatrix.diff import Change, Impact, Kind, PlanDiff
from dutymatrix.diff.identity import Hint
from dutymatrix.diff.rewording import Piece, diff_texts, mark_changes, nearby
from dutymatrix.diff.row import Rows
from dutymatrix.i18n import N_, bracketed, listed
from dutymatrix.markup.view import Cell, Column, Table
from dutymatrix.plan.model import Item, Milestone, Plan, Role, Section
from dutymatrix.plan.numbering import PART_LETTERS
from dutymatrix.screen import entry
from dutymatrix.screen.condition import day_lines
from dutymatrix.screen.renumbered import renumbered_lines
from dutymatrix.wording.role import ROLE_WORDS

KIND_WORDS = {
    Kind.ADDED: N_("added"),
    Kind.REMOVED: N_("removed"),
    Kind.SPLIT: N_("split"),
    Kind.MERGED: N_("merged"),
    Kind.MOVED: N_("moved"),
    Kind.REORDERED: N_("reordered"),
    Kind.LEAD_CHANGED: N_("lead changed"),
    Kind.JOINED: N_("joined"),
    Kind.LEFT: N_("left"),
    Kind.ROLE_CHANGED: N_("role changed"),
    Kind.UNITS_REORDERED: N_("units reordered"),
    Kind.SENTENCE_MOVED: N_("sentence moved"),
    Kind.RETITLED: N_("retitled"),
    Kind.REWORDED: N_("reworded"),
    Kind.MILESTONE_CHANGED: N_("deadline changed"),
    Kind.SECTION_ADDED: N_("section added"),
    Kind.SECTION_REMOVED: N_("section removed"),
    Kind.SECTION_MOVED: N_("section moved"),
    Kind.SECTION_RETITLED: N_("section retitled"),
    Kind.UNIT_RENAMED: N_("unit renamed"),
    Kind.UNIT_MERGED: N_("units merged"),
    Kind.UNIT_SPLIT: N_("unit split"),
    Kind.UNIT_SUCCEEDED: N_("unit succeeded"),
    Kind.UNIT_DROPPED: N_("unit dropped"),
    Kind.GROUP_CHANGED: N_("group changed"),
    Kind.ROSTER_CHANGED: N_("roster changed"),
    Kind.PLAN_CHANGED: N_("plan changed"),
}
"""What each kind is called."""

_MARKED = {
    Kind.REWORDED,
    Kind.RETITLED,
    Kind.SECTION_RETITLED,
    Kind.MILESTONE_CHANGED,
    Kind.PLAN_CHANGED,
}
"""Whose wording is shown with its deletions and additions marked."""

FIELD_WORDS = {
    "title": N_("Title"),
    "document_number": N_("Document number"),
    "issued_by": N_("Issued by"),
    "issued_on": N_("Issued on"),
    "ends_on": N_("Ends on"),
    "role_rule": N_("Role rule"),
    "role_names": N_("Role names"),
    "language": N_("Language"),
    "chapter": N_("Chapter"),
    "numbering": N_("Numbering"),
    "running": N_("Running numbers"),
    "preamble": N_("Preamble"),
    "standing": N_("Standing rules"),
    "common": N_("Common chapters"),
    "id": N_("Permanent id"),
    "number": N_("Number"),
    "full_name": N_("Full name"),
    "aliases": N_("Aliases"),
    "contact": N_("Contact"),
    "until": N_("Until"),
    "succeeded_by": N_("Succeeded by"),
    "tasks": N_("Tasks taken over"),
    "kind": N_("Kind"),
    "members": N_("Members"),
    "open": N_("Others may belong to it"),
}
"""What the fields of a plan and its roster are called."""


class DiffView(NamedTuple):
    """What a revision changes, and for whom."""

    diff: PlanDiff
    old_label: str
    """What the revisions are called: a file, `v1 (3f2a1c0, 2018-12-31)`."""
    new_label: str
    changes: tuple[Change, ...]
    """Those that are asked for."""
    impact: tuple[Impact, ...]
    unit: str | None = None
    """The unit that all of them touch; None where nobody in particular is meant."""
    by_section: bool = False
    stat: bool = False
    """Only how much changed, not what."""
    full: bool = False
    """With all the wording of what was reworded, not only what is around the change."""

    @property
    def plan(self) -> Plan:
        """The new plan."""
        return self.diff.new

    def data(self) -> Mapping[str, object]:
        """Changes, renumbered tasks and impact."""
        from dutymatrix.markup import json_

        return {
            **json_.head(self.diff.seen[1]),
            "old": self.old_label,
            "new": self.new_label,
            "summary": {kind.value: n for kind, n in self._summary().items()},
            "changes": [_change_data(change) for change in self.changes],
            "renumbered": [
                {"old": old.number, "new": new.number} for old, new in self.diff.renumbered
            ],
            "hints": [
                {"from": hint.old, "to": hint.new, "line": succession_line(hint)}
                for hint in self.diff.identity.hints
            ],
            "impact": [_impact_data(impact) for impact in self.impact],
        }

    def sheets(self, words: NullTranslations) -> tuple[Table, ...]:
        """What changed, then what it means for each unit."""
        changes = self._changes_sheet(words)
        if self.stat:
            changes = changes._replace(rows=())
        return (changes, self._impact_sheet(words)) if self.impact else (changes,)

    def records(self) -> Table:
        """A row for each change."""
        columns = (
            Column("kind", N_("Change")),
            Column("old_number", N_("Number before")),
            Column("new_number", N_("Number")),
            Column("old_label", N_("Item before")),
            Column("new_label", N_("Item")),
            Column("title", N_("Task")),
            Column("units", N_("Units")),
            Column("role", N_("Role")),
            Column("from", N_("Before")),
            Column("to", N_("After")),
        )
        return Table(columns, tuple(_record(change) for change in self.changes))

    def spreadsheet(self) -> Table:
        """The same with kinds in words."""
        table = self.records()
        from dutymatrix.i18n import messages_in

        words = messages_in(self.plan.language)
        by_value = {kind.value: words.gettext(said) for kind, said in KIND_WORDS.items()}
        return table._replace(rows=tuple((by_value[str(row[0])], *row[1:]) for row in table.rows))

    def _summary(self) -> dict[Kind, int]:
        count = dict.fromkeys(Kind, 0)
        for change in self.changes:
            count[change.kind] += 1
        return {kind: n for kind, n in count.items() if n}

    def _changes_sheet(self, words: NullTranslations) -> Table:
        changes = sorted(self.changes, key=self._place) if self.by_section else self.changes
        title = words.gettext("{plan}: {old} → {new}").format(
            plan=self.diff.new.title,
            old=version_said(self.old_label, words),
            new=version_said(self.new_label, words),
        )
        return Table(
            columns=(
                Column("kind", N_("Change")),
                Column("label", N_("Item")),
                Column("title", N_("Task"), folds=True),
                Column("what", N_("What"), folds=True, marked=True),
            ),
            rows=tuple(self._rows(changes, words)),
            title=f"{self.unit} · {title}" if self.unit else title,
            notes=tuple(self._notes(words)),
        )

    def _rows(
        self, changes: Iterable[Change], words: NullTranslations
    ) -> Iterator[tuple[Cell, ...]]:
        """A row for each change; what only the roster says is one, the last."""
        roster: list[str] = []
        for change in changes:
            said = describe(change, self.diff, words, full=self.full)
            if change.kind is Kind.ROSTER_CHANGED:
                roster.append(said)
            elif change.kind is Kind.UNIT_DROPPED:
                roster.append(_headed(words.gettext(KIND_WORDS[change.kind]), said, words))
            else:
                yield words.gettext(KIND_WORDS[change.kind]), labels(change), _title(change), said
        if roster:
            kind = words.gettext(KIND_WORDS[Kind.ROSTER_CHANGED])
            yield kind, "", "", words.gettext("; ").join(roster)

    def _place(self, change: Change) -> tuple[int, ...]:
        """Where in the document a change belongs: the plan and its roster before all tasks."""
        item = change.new or change.old
        return _path(item.number) if item else ()

    def _notes(self, words: NullTranslations) -> Iterator[str]:
        counts = words.gettext(", ").join(
            f"{words.gettext(KIND_WORDS[kind])} {n}" for kind, n in self._summary().items()
        )
        n, total = len(self.changes), len(self.diff.changes)
        if n < total:
            said = words.gettext("{n} of {total} changes").format(n=n, total=total)
        elif n:
            said = words.ngettext("{n} change", "{n} changes", n).format(n=n)
        else:
            said = words.gettext("no change")
        yield _headed(said, counts, words) if counts else said
        if any(change.kind in _MARKED for change in self.changes) and not self.stat:
            yield words.gettext("[-deleted-] {+added+}")
        yield from day_lines(self.diff.seen[1], words)
        if not self.unit:
            yield from renumbered_lines(self.diff, self.diff.renumbered, words)
        for hint in self.diff.identity.hints:
            if self.unit in (None, hint.old, hint.new):
                yield words.gettext(
                    "if {new} is the former {old}, write under units: {old}: {line}"
                ).format(new=hint.new, old=hint.old, line=succession_line(hint))

    def _impact_sheet(self, words: NullTranslations) -> Table:
        shown = [
            role
            for role in Role
            if role in (Role.LEAD, Role.JOIN)
            or any(i.roles[role].old or i.roles[role].new for i in self.impact)
        ]
        rows: list[tuple[Cell, ...]] = []
        for impact in self.impact:
            counts: list[str] = []
            for role in shown:
                _old, _new, gained, lost = own = impact.roles[role]
                changed = gained or lost or own.old != own.new
                counts.append(f"{own.old} → {own.new}" if changed else str(own.new or ""))
            rows.append((impact.unit, *counts, *self._lists(impact, words)))
        columns = [
            Column("unit", N_("Unit")),
            *(Column(role.value, entry.role_head(self.diff.new, role, words)) for role in shown),
            Column("gained", N_("Gained"), folds=True),
            Column("lost", N_("Lost"), folds=True),
            Column("again", N_("To read again"), folds=True),
        ]
        kept = [
            place
            for place, column in enumerate(columns)
            if column.key not in ("gained", "lost", "again") or any(row[place] for row in rows)
        ]
        return Table(
            columns=tuple(columns[place] for place in kept),
            rows=tuple(tuple(row[place] for place in kept) for row in rows),
            title=words.gettext("What it means for each unit"),
            notes=(words.ngettext("{n} unit", "{n} units", len(rows)).format(n=len(rows)),),
        )

    def _lists(
        self, impact: Impact, words: NullTranslations
    ) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Labels of the tasks gained, lost, and to be read again for another reason."""
        old, new = self.diff.old, self.diff.new
        gained, lost = [], []
        for role, own in impact.roles.items():
            said = words.gettext(ROLE_WORDS[role].does)
            gained += [f"{said} {label}" for label in _labels(new, own.gained)]
            lost += [f"{said} {label}" for label in _labels(old, own.lost)]
        via = words.gettext("through groups")
        gained += [f"{via} {label}" for label in _labels(new, impact.via_gained)]
        lost += [f"{via} {label}" for label in _labels(old, impact.via_lost)]
        again = [
            f"{words.gettext(said)} {label}"
            for said, numbers in (
                (N_("changed"), impact.reworded),
                (N_("place changed"), impact.moved),
                (N_("new lead"), impact.new_lead),
            )
            for label in _labels(new, numbers)
        ]
        return tuple(gained), tuple(lost), tuple(again)


def version_said(label: str, words: NullTranslations) -> str:
    """A version as it is called, `HEAD (fc7e9f7, 2018-12-31)`, with the marks of a language."""
    named = re.fullmatch(r"(.+) \((\w+), ([-\d]+)\)", label)
    if named is None:
        return label
    name, commit, day = named.groups()
    return words.gettext("{name} ({commit}, {day})").format(name=name, commit=commit, day=day)


def _labels(plan: Plan, numbers: Iterable[str]) -> tuple[str, ...]:
    """Labels by number, a section's only once: （三）1、2."""
    found = []
    for number in numbers:
        item = plan.item_by_number.get(number)
        label, section = plan.section_by_number.get(number, ("", None))
        if item is None and section is not None:
            item = Item(number, label, section, section.headline, ())
        if item:
            found.append(item)
    return entry.brief_labels(plan, found)


def succession_line(hint: Hint) -> str:
    """The line of the old name in the new roster that would make both names one office's."""
    return f"succeeded_by: [{hint.new}]"


def touches(change: Change, diff: PlanDiff, unit: str) -> bool:
    """Whether a change is about a unit, or about a task that is or was the unit's."""
    own = _own_names(diff, unit)
    if not own.isdisjoint(_names_in(change.detail)):
        return True
    return any(
        item and _names(plan, item, own)
        for plan, item in ((diff.old, change.old), (diff.new, change.new))
    )


def _own_names(diff: PlanDiff, unit: str) -> set[str]:
    """All names under which the revisions may have what is a unit's."""
    own = {*diff.names_of(unit)}
    for olds, news, _by in diff.identity.successions:
        if not own.isdisjoint((*olds, *news)):
            own.update(olds, news)
    return own


def owns(change: Change, diff: PlanDiff, unit: str) -> bool:
    """Whether a change is a unit's own: what it gained, lost, leads, or is called, and moves.

    Not what changed beside it in its tasks: other units, wording, deadlines, order.
    """
    own = _own_names(diff, unit)
    if change.kind in _OF_TASKS:
        return any(
            item and _names(plan, item, own)
            for plan, item in ((diff.old, change.old), (diff.new, change.new))
        )
    if change.kind is Kind.LEAD_CHANGED:
        before, after = (own & {*_names_in({"from": change.detail[end]})} for end in ("from", "to"))
        return bool(before) != bool(after)
    if change.kind is Kind.ROSTER_CHANGED:
        return change.detail.get("unit") in own
    return change.kind not in _BESIDE and not own.isdisjoint(_names_in(change.detail))


_OF_TASKS = {Kind.ADDED, Kind.REMOVED, Kind.SPLIT, Kind.MERGED, Kind.MOVED}
_BESIDE = {Kind.UNITS_REORDERED, Kind.REWORDED, Kind.RETITLED, Kind.PLAN_CHANGED}


def _names(plan: Plan, item: Item, own: Iterable[str]) -> bool:
    """Whether a task names one of some units, itself or a group that it is in."""
    from dutymatrix.plan.name import groups_of

    meant = {name for unit in own for name in (unit, *groups_of(plan, unit))}
    return any(name in meant for name, _role in item.entry.assignments)


def _names_in(detail: Mapping[str, object]) -> Iterator[str]:
    for key in ("unit", "units", "group", "gained", "lost", "moved", "from", "to"):
        match detail.get(key):
            case str() as name:
                yield name
            case tuple() as names:
                yield from (name for name in names if isinstance(name, str))


# In words.


def labels(change: Change) -> str:
    """The label; both where it changed; "" of what is no task and no section."""
    old, new = change.old, change.new
    if change.kind is Kind.SPLIT:
        parts = _items(change.detail["into"])
        return f"{old.label if old else ''} → {'、'.join(part.label for part in parts)}"
    if change.kind is Kind.MERGED:
        parts = _items(change.detail["from"])
        return f"{'、'.join(part.label for part in parts)} → {new.label if new else ''}"
    if old and new and old.label != new.label:
        return f"{old.label} → {new.label}"
    item = new or old
    return item.label if item else ""


def _title(change: Change) -> str:
    item = change.new or change.old
    return item.title if item else ""


def describe(change: Change, diff: PlanDiff, words: NullTranslations, *, full: bool = True) -> str:
    """What a change says, in one line; wording with its deletions and additions marked."""
    _ = words.gettext
    detail = change.detail
    now = _names_now(change, diff)

    def names(printed: object) -> str:
        olds = (printed,) if isinstance(printed, str) else _strings(printed)
        return listed(entry.name_said(now.get(name, name), name, words) for name in olds)

    match change.kind:
        case Kind.ADDED | Kind.REMOVED:
            item = change.new or change.old
            seen = item and diff.seen[item is change.new].item_by_number.get(item.number, item)
            return _assigned(seen, words) if seen else ""
        case Kind.SPLIT:
            return _titles(detail["into"], words)
        case Kind.MERGED:
            return _titles(detail["from"], words)
        case Kind.MOVED | Kind.SECTION_MOVED:
            one = _section_said(diff.matching.old, str(detail["from"]), words)
            other = _section_said(diff.matching.new, str(detail["to"]), words)
            return f"{one} → {other}" if one != other else _("elsewhere in the same place")
        case Kind.REORDERED:
            return _("elsewhere in its section")
        case Kind.LEAD_CHANGED:
            return _lead_said(detail, names, words)
        case Kind.JOINED | Kind.LEFT if detail.get("open"):
            return _("others too (等)")
        case Kind.JOINED | Kind.LEFT:
            return f"{_role(detail['role'], words)} {names(detail['units'])}"
        case Kind.ROLE_CHANGED:
            one, other = _role(detail["from"], words), _role(detail["to"], words)
            return f"{names(detail['units'])}: {one} → {other}"
        case Kind.UNITS_REORDERED:
            return f"{names(detail['from'])} → {names(detail['to'])}"
        case Kind.UNIT_SUCCEEDED:
            return _succession_said(detail, words)
        case Kind.UNIT_RENAMED | Kind.UNIT_MERGED | Kind.UNIT_SPLIT:
            tasks = _tasks(detail["tasks"], words)
            return bracketed(f"{_said(detail['from'])} → {_said(detail['to'])}", tasks, words)
        case Kind.UNIT_DROPPED:
            return bracketed(_said(detail["unit"]), _tasks(detail["tasks"], words), words)
        case Kind.GROUP_CHANGED:
            return _group_said(detail, words)
        case Kind.SECTION_ADDED | Kind.SECTION_REMOVED:
            return ""
        case Kind.ROSTER_CHANGED:
            return _roster_said(detail, words)
        case Kind.SENTENCE_MOVED:
            old = change.old.label if change.old else ""
            said = _("from {place}: {text}").format(place=old, text=detail["text"])
            units = _strings(detail["units"])
            came = _("with it {units}").format(units=listed(units))
            return words.gettext("; ").join((said, came)) if units else said
        case Kind.MILESTONE_CHANGED:
            one, other = (_milestones(detail[side], words) for side in ("from", "to"))
            return mark_changes([Piece(one, other)])
        case Kind.PLAN_CHANGED | Kind.RETITLED | Kind.REWORDED | Kind.SECTION_RETITLED:
            return _difference_said(detail, words, full)


def _names_now(change: Change, diff: PlanDiff) -> dict[str, str]:
    """Units of the day by the document's names, where these are others."""
    found: dict[str, str] = {}
    for plan, item in zip(diff.seen, (change.old, change.new), strict=True):
        if item and diff.day:
            found |= entry.units_now(plan.item_by_number.get(item.number))
    return found


def _succession_said(detail: Mapping[str, object], words: NullTranslations) -> str:
    """Who took over, since when, and how many tasks that makes for whom."""
    until, loads = detail["until"], detail["loads"]
    assert isinstance(loads, tuple)
    said = [_tasks(detail["tasks"], words)]
    if until:
        said.append(f"{words.gettext(FIELD_WORDS['until'])} {until}")
    message = words.gettext("{unit}: {old} → {new} tasks")
    said += (message.format(unit=unit, old=old, new=new) for unit, old, new in loads)
    return f"{detail['from']} → {_said(detail['to'])} ({'；'.join(said)})"


def _assigned(item: Item, words: NullTranslations) -> str:
    """Who has which role in a task."""
    said = [
        f"{_role(role, words)} {listed(entry.names_said(item, role, words))}"
        for role in Role
        if item.entry.units(role)
    ]
    return words.gettext("; ").join(said)


def _lead_said(
    detail: Mapping[str, object], names: Callable[[object], str], words: NullTranslations
) -> str:
    nobody = words.gettext("not stated")
    said = [f"{names(detail['from']) or nobody} → {names(detail['to']) or nobody}"]
    before, after = detail["before"], detail["after"]
    assert isinstance(before, Mapping) and isinstance(after, Mapping)
    for unit, role in before.items():
        if role:
            message = words.gettext("{unit}, before: {role}")
            said.append(message.format(unit=names(unit), role=_role(role, words)))
    for unit, role in after.items():
        if role:
            message = words.gettext("{unit}, now: {role}")
            said.append(message.format(unit=names(unit), role=_role(role, words)))
        else:
            said.append(words.gettext("{unit} has no part any more").format(unit=names(unit)))
    return words.gettext("; ").join(said)


def _group_said(detail: Mapping[str, object], words: NullTranslations) -> str:
    said = []
    if detail.get("added"):
        said.append(words.gettext("new"))
    if detail.get("removed"):
        said.append(words.gettext("gone"))
    if "open" in detail:
        message = N_("now open") if detail["open"] else N_("no longer open")
        said.append(words.gettext(message))
    for key, message in (("gained", N_("with {names}")), ("lost", N_("without {names}"))):
        if detail[key]:
            said.append(words.gettext(message).format(names=_said(detail[key])))
    changes = _headed(str(detail["group"]), words.gettext(", ").join(said), words)
    return bracketed(changes, _tasks(detail["tasks"], words), words)


def _roster_said(detail: Mapping[str, object], words: NullTranslations) -> str:
    if "moved" in detail:
        message = words.gettext("other places in the order: {names}")
        return message.format(names=_said(detail["moved"]))
    if "added" in detail:
        return words.gettext("new: {name}").format(name=detail["unit"])
    return f"{detail['unit']} {_difference_said(detail, words, full=True)}"


def _difference_said(detail: Mapping[str, object], words: NullTranslations, full: bool) -> str:
    """A field before and after, what changed in it marked."""
    before, after = plain(detail["from"], words), plain(detail["to"], words)
    if isinstance(detail["from"] or detail["to"], date):
        # Nobody reads a date of which a digit changed.
        nothing = words.gettext("not stated")
        text = f"{before or nothing} → {after or nothing}"
    else:
        pieces = diff_texts(before, after)
        text = mark_changes(pieces if full else nearby(pieces)).replace("\n", " ")
    field = detail.get("field")
    name = [words.gettext(FIELD_WORDS.get(str(field), str(field)))] if field else []
    if detail.get("title"):
        name.append(str(detail["title"]))
    return _headed(" ".join(name), text, words) if name else text


def _headed(head: str, text: str, words: NullTranslations) -> str:
    return words.gettext("{head}: {text}").format(head=head, text=text)


def _titles(items: object, words: NullTranslations) -> str:
    """Tasks by label and title."""
    return words.gettext("; ").join(f"{item.label} {item.title}" for item in _items(items))


def plain(value: object, words: NullTranslations) -> str:
    """Anything a plan says, as text."""
    match value:
        case None:
            return ""
        case str():
            return value
        case date():
            return value.isoformat()
        case Enum():
            return (
                words.gettext(ROLE_WORDS[value].does)
                if isinstance(value, Role)
                else str(value.value)
            )
        case Mapping():
            return listed(f"{plain(key, words)} {plain(own, words)}" for key, own in value.items())
        case tuple():
            return listed(plain(own, words) for own in value)
        case _:
            return str(value)


def _said(names: object) -> str:
    return names if isinstance(names, str) else listed(_strings(names))


def _strings(names: object) -> tuple[str, ...]:
    assert isinstance(names, tuple)
    return names


def _items(parts: object) -> tuple[Item, ...]:
    assert isinstance(parts, tuple)
    return parts


def _role(role: object, words: NullTranslations) -> str:
    assert isinstance(role, Role)
    return words.gettext(ROLE_WORDS[role].does)


def _tasks(n: object, words: NullTranslations) -> str:
    assert isinstance(n, int)
    return words.ngettext("{n} task", "{n} tasks", n).format(n=n)


def _milestones(milestones: object, words: NullTranslations) -> str:
    assert isinstance(milestones, tuple)
    return words.gettext("; ").join(_milestone(each, words) for each in milestones)


def _milestone(milestone: Milestone, words: NullTranslations) -> str:
    day = milestone.by.isoformat() if milestone.by else ""
    said = milestone.said or day
    if milestone.said and day:
        said = bracketed(said, day, words)
    return " ".join(filter(None, (said, milestone.goal, milestone.target)))


def _section_said(rows: Rows, number: str, words: NullTranslations) -> str:
    """What a row stands in: a section, an item with parts, or neither."""
    if number not in rows.by_number:
        return words.gettext("outside sections")
    row = rows.by_number[number]
    return (
        f"{row.label}{row.title}" if isinstance(row.entry, Section) else f"{row.label} {row.title}"
    )


def _path(number: str) -> tuple[int, ...]:
    return tuple(int(step.rstrip(PART_LETTERS)) for step in number.split("."))


# As data.


def _record(change: Change) -> tuple[Cell, ...]:
    from dutymatrix.i18n import messages_in

    words = messages_in("en")
    detail = change.detail
    units = detail.get("units") or detail.get("unit") or detail.get("group") or ()
    role = detail.get("role")
    return (
        change.kind.value,
        change.old.number if change.old else None,
        change.new.number if change.new else None,
        change.old.label if change.old else None,
        change.new.label if change.new else None,
        _title(change),
        (units,) if isinstance(units, str) else _strings(units),
        role if isinstance(role, Role) else None,
        _record_value(detail.get("from"), words),
        _record_value(detail.get("to", detail.get("into")), words),
    )


def _record_value(value: object, words: NullTranslations) -> Cell:
    match value:
        case tuple() if value and isinstance(value[0], Item):
            return tuple(item.number for item in value)
        case tuple() if value and isinstance(value[0], Milestone):
            return _milestones(value, words)
        case tuple() if all(isinstance(own, str) for own in value):
            return value
        case Role():
            return value
        case _:
            return plain(value, words)


def _change_data(change: Change) -> dict[str, object]:
    data: dict[str, object] = {
        "kind": change.kind.value,
        "old": _place(change.old),
        "new": _place(change.new),
        "detail": _json(change.detail),
    }
    if change.kind is Kind.REWORDED:
        pieces = diff_texts(str(change.detail["from"]), str(change.detail["to"]))
        data["detail"] = {**_json(change.detail), "marked": mark_changes(pieces)}  # type: ignore[dict-item]
    return data


def _place(item: Item | None) -> dict[str, str] | None:
    return {"number": item.number, "title": item.title} if item else None


def _json(value: object) -> object:
    match value:
        case Item():
            return _place(value)
        case Section():
            return value.headline
        case Milestone():
            from dutymatrix.markup.json_ import milestone_data

            return milestone_data(value)
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(_json(key)): _json(own) for key, own in value.items()}
        case tuple() if hasattr(value, "_asdict"):
            return {key: _json(own) for key, own in value._asdict().items()}
        case tuple():
            return [_json(own) for own in value]
        case _:
            return value


def _impact_data(impact: Impact) -> dict[str, object]:
    return {
        "unit": impact.unit,
        **{
            role.value: {
                "old": own.old,
                "new": own.new,
                "gained": list(own.gained),
                "lost": list(own.lost),
            }
            for role, own in impact.roles.items()
        },
        "via": {"gained": list(impact.via_gained), "lost": list(impact.via_lost)},
        "reworded": list(impact.reworded),
        "moved": list(impact.moved),
        "new_lead": list(impact.new_lead),
    }
