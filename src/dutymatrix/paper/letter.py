"""What is written to those whom a revision touches: 关于调整《…方案》任务分工的函.

A page of letter, then what changed for the unit as an annex.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from gettext import NullTranslations
from itertools import chain, groupby
from typing import NamedTuple

from dutymatrix.diff import Change, Impact, Kind, PlanDiff
from dutymatrix.diff.rewording import Piece, diff_texts
from dutymatrix.i18n import N_, listed, messages_in
from dutymatrix.markup.layout import Form, Handout, Letter, Paper, with_blank
from dutymatrix.markup.marked import Mark, Marked, Run
from dutymatrix.markup.view import Cell, Column, Table
from dutymatrix.paper.comparison import milestone_said, numbers_of, order_of
from dutymatrix.paper.folder import FolderFile, FolderIndex, file_names
from dutymatrix.paper.phrase import formal, place_said, plan_said, quoted, quoted_task, wording_of
from dutymatrix.plan.model import Item, Plan, Role
from dutymatrix.plan.name import groups_of
from dutymatrix.screen import entry
from dutymatrix.screen.condition import day_lines
from dutymatrix.screen.diff import DiffView
from dutymatrix.screen.renumbered import renumbered_lines
from dutymatrix.wording.role import ROLE_WORDS

_NOTHING = "——"
_CUT = "……"
_MOST_NAMED = 8
_ENDS = "。！？；\n"


class Sender(NamedTuple):
    """Who writes the letters."""

    names: tuple[str, ...]
    """All who sign."""
    units: Collection[str] = ()
    """What the roster calls them: nobody writes to itself."""


def find_sender(plan: Plan, unit: str | None = None, name: str = "") -> Sender:
    """Who writes: a unit of the roster, somebody else by name, or else all issuers.

    Args:
        plan: The plan as it is now.
        unit: Its short name in the roster.
        name: A name that is not in the roster.
    """
    if unit:
        record = plan.roster[plan.rank[unit]]
        return Sender((record.full_name or unit,), {unit})
    names = (name,) if name else plan.issued_by
    known = {*names}
    units = {
        own.name for own in plan.units if known & {own.name, own.full_name or "", *own.aliases}
    }
    return Sender(names, units)


@dataclass(frozen=True)
class NoticeHandout(Handout):
    """A letter to one unit or group, with a table of what changes for it."""

    view: DiffView
    """With the one impact of `view.unit`."""
    editions: tuple[str, str]
    """What both versions are called."""
    sender: Sender
    rows: Sequence["DutyChange"]
    """What changes for the unit, as `rows_of` has it."""

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """The letter, then its annex."""
        [impact] = self.view.impact
        diff = self.view.diff
        rows = self.rows
        annex = words.gettext("Changes of the duties of {unit}").format(unit=impact.unit)
        yield Paper(
            _name(words),
            _title(diff.new, words),
            (words.gettext("No. ____"),),
            (self._letter(annex, rows, words),),
        )
        items = [row.new for row in rows if row.new and (row.has.role or row.has.groups)]
        yield Paper(
            words.gettext("Annex"),
            annex,
            tuple(self._heading(rows, words)),
            (
                *self._tables(rows, words),
                *(() if self.form.brief or flat else wording_of(items, words)),
            ),
            above=words.gettext("Annex"),
        )

    def _heading(self, rows: "Sequence[DutyChange]", words: NullTranslations) -> Iterator[str]:
        """What the annex is about: the plan, both revisions, the unit's names in the document."""
        diff = self.view.diff
        yield plan_said(diff.new)
        yield _revision(self.editions, words)
        names = {
            name
            for item in chain.from_iterable((row.old, row.new) for row in rows)
            for (unit, _role), name in (
                zip(item.entry.assignments, item.entry.wording, strict=True) if item else ()
            )
            if unit == self.view.unit != name
        }
        if names:
            yield words.gettext("In the document: {names}").format(names=listed(sorted(names)))
        yield from (formal(line, words) for line in day_lines(diff.seen[1], words))

    def _letter(self, annex: str, rows: Sequence["DutyChange"], words: NullTranslations) -> Letter:
        """The letter: what has happened, how many tasks, which of them to do and which no more."""
        [impact] = self.view.impact
        diff = self.view.diff
        is_group = impact.unit in diff.new.group_by_name or impact.unit in diff.old.group_by_name
        you = impact.unit if is_group else words.gettext("your unit")
        opening = words.gettext(
            "{plan} has been revised. This is to tell you what changes for {unit}."
        )
        return Letter(
            words.gettext("To {name}:").format(name=addressee(diff, impact.unit)),
            (
                opening.format(plan=plan_said(diff.old), unit=you),
                _counts_said(you, impact, rows, diff, words),
                *_to_do(rows, diff, words),
                words.gettext("Please see to the tasks as they are assigned now."),
                words.gettext("Yours faithfully,"),
            ),
            (words.gettext("Annex: {title}").format(title=annex),),
            self.sender.names,
            self.form.date or words.gettext("____-__-__"),
        )

    def _tables(self, rows: "Sequence[DutyChange]", words: NullTranslations) -> Iterator[Table]:
        """The unit's own duties, then those that reach it through each group."""
        diff = self.view.diff
        tables = []
        own = sorted(rows, key=_group_rank(diff.new))
        for group, same in groupby(own, key=lambda row: row.group):
            table = Table(
                columns=(
                    Column("position", N_("No.")),
                    Column("place", N_("Item")),
                    Column("title", N_("Task")),
                    Column("had", N_("Part before")),
                    Column("has", N_("Part now")),
                    Column("change", N_("What changes")),
                    Column("remark", N_("Remarks")),
                ),
                rows=tuple((n, *self._row(row, words)) for n, row in enumerate(same, 1)),
                title=words.gettext("Through {group}").format(group=group) if group else "",
            )
            tables.append(with_blank(table, self.form.blank))
        *others, last = tables
        yield from others
        yield last._replace(notes=tuple(self._notes(rows, words)))

    def _row(self, row: "DutyChange", words: NullTranslations) -> Iterator[Cell]:
        item = row.new or row.old
        assert item is not None
        stood, stands = (item.label if item else "" for item in (row.old, row.new))
        yield place_said(stood, stands, words)
        yield item.title
        yield _part_said(row.had, words) or _NOTHING
        yield _part_said(row.has, words) or _NOTHING
        yield Marked(_change_said(row, self.view.diff, words))
        yield None

    def _notes(self, rows: "Sequence[DutyChange]", words: NullTranslations) -> Iterator[str]:
        """What else there is that the unit may want to know."""
        diff = self.view.diff
        told = {row.new.number for row in rows if row.new}
        own = (
            (old, new)
            for old, new in diff.renumbered
            if new.number not in told
            and self.view.unit in dict(_seen(diff.seen[1], new).entry.assignments)
        )
        yield from renumbered_lines(diff, own, words)
        n = sum(change.kind is Kind.PLAN_CHANGED and not change.new for change in diff.changes)
        if n:
            yield words.ngettext(
                "The plan was also changed in {n} more place; a comparison goes to you apart.",
                "The plan was also changed in {n} more places; a comparison goes to you apart.",
                n,
            ).format(n=n)


@dataclass(frozen=True)
class NoticeIndex(FolderIndex):
    """The index of a folder of letters."""

    view: DiffView
    editions: tuple[str, str]
    """What both versions are called."""
    rows: tuple[tuple[Cell, ...], ...]
    """Number, unit, addressee, whom to call, number of tasks, file; no file where there is only
    to re-read."""
    left_out: tuple[str, ...]
    """Groups that nobody can be written to as."""

    def data(self) -> Mapping[str, object]:
        """Units and files."""
        return {
            "files": {str(unit): file for _n, unit, _to, _call, _tasks, file in self.rows if file}
        }

    def records(self) -> Table:
        """A row for each letter, and the index itself."""
        return self.with_files(self._table(), messages_in(self.plan.language))

    def spreadsheet(self) -> Table:
        """The same as the records."""
        return self.records()

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """One paper."""
        del flat
        plan = self.view.diff.new
        n = sum(row[-1] is not None for row in self.rows)
        lines = [
            plan_said(plan),
            _revision(self.editions, words),
            words.ngettext("{n} letter", "{n} letters", n).format(n=n),
            *self.file_lines(words),
        ]
        if n < len(self.rows):
            lines.append(words.gettext("Without a file: nothing to do, only to be read again."))
        if self.left_out:
            lines.append(
                words.gettext("touched, but nobody to write to: {names}").format(
                    names=listed(self.left_out)
                )
            )
        title = words.gettext("{plan}: to whom notices of changed duties go")
        yield Paper(
            words.gettext("Index"),
            title.format(plan=quoted(plan.title)),
            tuple(lines),
            (self._table(),),
        )

    def _table(self) -> Table:
        columns = (
            Column("position", N_("No.")),
            Column("unit", N_("Unit")),
            Column("to", N_("Addressee")),
            Column("contact", N_("Contact")),
            Column("total", N_("Tasks changed")),
            Column("file", N_("File")),
        )
        # Whom to call few rosters say.
        kept = [n for n, column in enumerate(columns) if column.key != "contact"]
        if any(row[3] for row in self.rows):
            kept = [*range(len(columns))]
        return Table(
            tuple(columns[n] for n in kept),
            tuple(tuple(row[n] for n in kept) for row in self.rows),
        )


def notice_files(
    view: DiffView,
    form: Form,
    suffix: str,
    editions: tuple[str, str],
    sender: Sender,
    *,
    all_touched: bool = False,
) -> Iterator[FolderFile]:
    """The index, then a letter for each unit that has something to do, in the roster's order.

    Args:
        view: The revision; `view.impact` are those whom it touches.
        form: What the office wants.
        suffix: What the file names end in: ".docx".
        editions: What both versions are called.
        sender: Who writes.
        all_touched: Whether those get a letter as well who only have something to read again.
    """
    words = messages_in(view.plan.language)
    diff = view.diff
    touched = [impact for impact in view.impact if impact.unit not in sender.units]
    left_out = tuple(impact.unit for impact in touched if _is_open(diff, impact.unit))
    letters = [impact for impact in touched if impact.unit not in left_out]
    known = [*zip(letters, rows_of(diff, letters), strict=True)]
    told = [(impact, own) for impact, own in known if all_touched or any(map(_is_to_do, own))]
    index, names = file_names([impact.unit + _name(words) for impact, _own in told], suffix, words)
    file_of = dict(zip((impact.unit for impact, _own in told), names, strict=True))
    rows = tuple(
        (
            n,
            impact.unit,
            addressee(diff, impact.unit),
            diff.seen[1].contact_by_name.get(impact.unit),
            len(own),
            file_of.get(impact.unit),
        )
        for n, (impact, own) in enumerate(known, 1)
    )
    yield FolderFile(index, partial(NoticeIndex, view, form, index, editions, rows, left_out))
    for impact, own in told:
        its = view._replace(impact=(impact,), unit=impact.unit)
        yield FolderFile(
            file_of[impact.unit], partial(NoticeHandout, its, form, editions, sender, own)
        )


def _is_open(diff: PlanDiff, name: str) -> bool:
    """Whether a name is a group that nobody can list the members of."""
    old, new = diff.seen
    group = new.group_by_name.get(name) or old.group_by_name.get(name)
    return group is not None and group.open


def addressee(diff: PlanDiff, name: str) -> str:
    """The full name where the roster has it, else the name."""
    for plan in (diff.new, diff.old):
        if name in plan.rank:
            return plan.roster[plan.rank[name]].full_name or name
    return name


# What a letter says.


def _name(words: NullTranslations) -> str:
    return words.gettext("Notice of changed duties")


def _title(plan: Plan, words: NullTranslations) -> str:
    return words.gettext("Notice of changed duties in {plan}").format(plan=quoted(plan.title))


def _revision(editions: tuple[str, str], words: NullTranslations) -> str:
    return words.gettext("before: {old}; after: {new}").format(old=editions[0], new=editions[1])


def _counts_said(
    you: str,
    impact: Impact,
    rows: Sequence["DutyChange"],
    diff: PlanDiff,
    words: NullTranslations,
) -> str:
    """How many tasks the unit has in each role, before and after, in one sentence."""
    said = []
    for role, own in impact.roles.items():
        gained = _cited(diff.new, own.gained)
        lost = _cited(diff.old, own.lost)
        if not (own.old or own.new or gained or lost):
            continue
        message = N_("{role}: {old} → {new}") if own.old != own.new else N_("{role}: still {new}")
        counts = words.gettext(message).format(
            role=words.gettext(ROLE_WORDS[role].does), old=own.old, new=own.new
        )
        said.append(counts + _came_and_went(gained, lost, words))
    for group in dict.fromkeys(row.group for row in rows if row.group):
        own_rows = [row for row in rows if row.group == group]
        came = _cited(diff.new, [r.new.number for r in own_rows if r.new and r.had == _NO_PART])
        went = _cited(diff.old, [r.old.number for r in own_rows if r.old and r.has == _NO_PART])
        if came or went:
            message = words.gettext("as a member of {group}").format(group=group)
            said.append(message + _came_and_went(came, went, words))
    return words.gettext("{unit} in {n} changed tasks: {counts}.").format(
        unit=you, n=len(rows), counts="；".join(said)
    )


def _came_and_went(gained: str, lost: str, words: NullTranslations) -> str:
    return "".join(
        words.gettext(message).format(labels=labels)
        for message, labels in ((N_(", gained {labels}"), gained), (N_(", lost {labels}"), lost))
        if labels
    )


def _cited(plan: Plan, numbers: Iterable[str]) -> str:
    items = [plan.item_by_number[number] for number in numbers if number in plan.item_by_number]
    return listed(entry.brief_labels(plan, items))


def _to_do(rows: Sequence["DutyChange"], diff: PlanDiff, words: NullTranslations) -> Iterator[str]:
    """What the unit has to do now and has no more to do, a line for each kind, by name."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for head, said in _orders(row, diff, words):
            found.setdefault(head, []).append(said)
    for head, tasks in found.items():
        named = listed(tasks[:_MOST_NAMED])
        if len(tasks) > _MOST_NAMED:
            message = words.gettext("{tasks} and others, {n} in all, see the annex")
            named = message.format(tasks=named, n=len(tasks))
        yield words.gettext("{head}: {tasks}.").format(head=head, tasks=named)


def _orders(
    row: "DutyChange", diff: PlanDiff, words: NullTranslations
) -> Iterator[tuple[str, str]]:
    """What a task is to the unit from now on, and the task with what one must know of it."""
    if row.new is None or row.has == _NO_PART:
        gone = row.new or row.old
        assert gone is not None
        yield words.gettext("no longer to be done"), f"{gone.label}{quoted_task(gone)}"
        return
    leads = row.new.entry.lead
    about = [entry.due(row.new)]
    named = f"{row.new.label}{quoted_task(row.new)}"
    if row.has.role and row.has.role is not row.had.role:
        if row.has.role is not Role.LEAD and leads:
            about.append(_led_by(leads, diff, words))
        does = words.gettext(ROLE_WORDS[row.has.role].does)
        yield words.gettext("now to be done ({role})").format(role=does), _with(named, about)
    elif row.had == _NO_PART:
        about.append(_led_by(leads, diff, words) if leads else "")
        yield words.gettext("now to be done as a member"), _with(named, about)
    elif row.old and not _same_leads(row.old, row.new, diff) and leads:
        yield words.gettext("led by others now"), _with(named, [_led_by(leads, diff, words)])
    if row.old and row.had != _NO_PART and entry.due(row.old) != entry.due(row.new):
        due = about[0] or words.gettext("not stated")
        yield words.gettext("due at another time now"), _with(named, [due])


def _led_by(leads: Sequence[str], diff: PlanDiff, words: NullTranslations) -> str:
    return f"{entry.role_head(diff.new, Role.LEAD, words)}：{listed(leads)}"


def _with(named: str, about: Iterable[str]) -> str:
    said = "，".join(filter(None, about))
    return f"{named}（{said}）" if said else named


def _is_to_do(row: "DutyChange") -> bool:
    """Whether a change asks something of a unit, not only to read its task again."""
    if row.had != row.has or not (row.old and row.new):
        return True
    kinds = {change.kind for change in row.changes}
    return bool(kinds & {Kind.LEAD_CHANGED, Kind.MILESTONE_CHANGED})


# What changes for a unit, task by task.


class Part(NamedTuple):
    """What a unit has to do with a task."""

    role: Role | None
    """Where it is named itself."""
    groups: Mapping[str, Role]
    """Roles of the groups it is in that are named."""


_NO_PART = Part(None, {})


class DutyChange(NamedTuple):
    """A task in which something changes for a unit."""

    old: Item | None
    new: Item | None
    had: Part
    has: Part
    changes: tuple[Change, ...]

    @property
    def sides(self) -> int:
        """On how many sides, before and after, the unit has a part in it."""
        return (self.had != _NO_PART) + (self.has != _NO_PART)

    @property
    def group(self) -> str:
        """The group through which alone the task reaches the unit, "" for an own duty."""
        if self.had.role or self.has.role:
            return ""
        return next(iter({**self.has.groups, **self.had.groups}), "")


def rows_of(diff: PlanDiff, impacts: Iterable[Impact]) -> Iterator[list[DutyChange]]:
    """For each unit every task in which something changes for it, in the document's order."""
    before, after = diff.seen
    changes: dict[str, list[Change]] = {}
    now = {old.number: new.number for old, new in diff.matching.tasks}
    for change in diff.changes:
        if change.new:
            changes.setdefault(change.new.number, []).append(change)
        if change.kind is Kind.SENTENCE_MOVED and change.old:
            changes.setdefault(now[change.old.number], []).append(change)
    every = [*_pairs(diff)]
    with_old, with_new = (_places_of(every, side) for side in (0, 1))
    place = order_of(diff)
    for impact in impacts:
        gained = chain.from_iterable(own.gained for own in impact.roles.values())
        lost = chain.from_iterable(own.lost for own in impact.roles.values())
        news = {*gained, *impact.via_gained, *impact.reworded, *impact.moved, *impact.new_lead}
        olds = {*lost, *impact.via_lost}
        names = {impact.unit}
        former = names | {old for old, new in diff.identity.of_old.items() if new == impact.unit}
        groups = _groups_with(before, former), _groups_with(after, names)
        touched = {
            *chain.from_iterable(with_old.get(number, ()) for number in olds),
            *chain.from_iterable(with_new.get(number, ()) for number in news),
        }
        rows: list[DutyChange] = []
        for pairs in (every[n] for n in sorted(touched)):
            own = [
                DutyChange(
                    old and _seen(before, old),
                    new and _seen(after, new),
                    _part(before, former, groups[0], old),
                    _part(after, names, groups[1], new),
                    tuple(_changes_of(pairs[0][1], changes)) if old and new else (),
                )
                for old, new in pairs
                if (new and new.number in news) or (old and old.number in olds)
            ]
            # Of what was split or merged, those are told in which the unit has most to do.
            most = max(row.sides for row in own)
            rows += [row for row in own if row.sides == most]
        yield sorted(rows, key=lambda row: place(numbers_of(row.old, row.new)))


def _places_of(every: Iterable[Sequence["_Pair"]], side: int) -> dict[str, set[int]]:
    """Where the numbers of one side, 0 or 1, stand among the pairs."""
    found: dict[str, set[int]] = {}
    for n, pairs in enumerate(every):
        for item in (pair[side] for pair in pairs):
            if item:
                found.setdefault(item.number, set()).add(n)
    return found


def _seen(plan: Plan, item: Item) -> Item:
    """A task as it is seen on the day of its plan."""
    return plan.item_by_number.get(item.number, item)


_Pair = tuple[Item | None, Item | None]


def _pairs(diff: PlanDiff) -> Iterator[Sequence[_Pair]]:
    """Every task before and after; several pairs where it was split or others merged into it."""
    matching = diff.matching
    for old, new in (*matching.sections, *matching.tasks):
        olds = matching.merges.get(new.number, (old,))
        news = matching.splits.get(old.number, (new,))
        yield [(one, other) for one in olds for other in news]
    yield from ([(old, None)] for old in (*matching.removed_sections, *matching.removed))
    yield from ([(None, new)] for new in (*matching.added_sections, *matching.added))


def _groups_with(plan: Plan, names: Iterable[str]) -> set[str]:
    return {group for name in names for group in groups_of(plan, name)}


def _part(plan: Plan, names: Collection[str], groups: Collection[str], item: Item | None) -> Part:
    """What a unit, by any of its names and by its groups, has to do with a task."""
    roles: dict[str, Role] = {}
    for name, role in _seen(plan, item).entry.assignments if item else ():
        roles.setdefault(name, role)
    return Part(
        next((role for name, role in roles.items() if name in names), None),
        {name: role for name, role in roles.items() if name in groups},
    )


def _changes_of(item: Item | None, changes: Mapping[str, Iterable[Change]]) -> Iterator[Change]:
    """What happened to a task; to a part, what happened to its item as well."""
    if item is None:
        return
    yield from changes.get(item.number, ())
    if item.number[-1].isalpha():
        yield from changes.get(item.number[:-1], ())


def _part_said(part: Part, words: NullTranslations) -> str:
    """The unit's own role, else those of its groups; "" where it has no part."""
    if part.role:
        return words.gettext(ROLE_WORDS[part.role].does)
    said = [
        words.gettext("{role}, through {group}").format(
            role=words.gettext(ROLE_WORDS[role].does), group=group
        )
        for group, role in part.groups.items()
    ]
    return "；".join(said)


def _change_said(row: DutyChange, diff: PlanDiff, words: NullTranslations) -> Iterator[Run]:
    """Everything that changes for the unit in a task, in plain words."""
    said = [
        *_part_changes(row, diff, words),
        *chain.from_iterable(_said(change, row, words) for change in row.changes),
    ]
    if not said and row.old and row.new:
        said.append(_moved_said(row.old, row.new, words))
    for n, runs in enumerate(said):
        yield Run("；" if n else "")
        yield from runs


_Said = list[Run]


def _part_changes(row: DutyChange, diff: PlanDiff, words: NullTranslations) -> Iterator[_Said]:
    """Whether the task is new or gone, what the unit's part in it becomes, and who leads."""
    if row.new is None:
        yield [Run(words.gettext("the task is removed"))]
    elif row.old is None:
        yield [Run(words.gettext("a new task"))]
    had, has = _part_said(row.had, words), _part_said(row.has, words)
    if had != has:
        message = N_("from {old} to {new}")
        if not had:
            message = N_("newly: {new}")
        elif not has:
            message = N_("no longer: {old}")
        yield [Run(words.gettext(message).format(old=had, new=has))]
    if row.new is None:
        return
    head = entry.role_head(diff.new, Role.LEAD, words)
    leads = entry.names_said(row.new, Role.LEAD, words)
    if row.old and not _same_leads(row.old, row.new, diff):
        nobody = words.gettext("not stated")
        message = words.gettext("{head} changes from {old} to {new}")
        olds, news = listed(entry.names_said(row.old, Role.LEAD, words)), listed(leads)
        yield [Run(message.format(head=head, old=olds or nobody, new=news or nobody))]
    elif not had and row.has.role is not Role.LEAD and leads:
        yield [Run(f"{head}：{listed(leads)}")]


def _same_leads(old: Item, new: Item, diff: PlanDiff) -> bool:
    return {*map(diff.identity.old, old.entry.lead)} == {*map(diff.identity.new, new.entry.lead)}


def _said(change: Change, row: DutyChange, words: NullTranslations) -> Iterator[_Said]:
    detail = change.detail
    match change.kind:
        case Kind.MOVED | Kind.REORDERED | Kind.SECTION_MOVED:
            assert change.old is not None and change.new is not None
            yield _moved_said(change.old, change.new, words)
        case Kind.SENTENCE_MOVED:
            comes = numbers_of(None, row.new) == numbers_of(None, change.new)
            message = N_("comes from {label}: ") if comes else N_("goes to {label}: ")
            elsewhere = change.old if comes else change.new
            assert elsewhere is not None
            mark = Mark.ADDED if comes else Mark.DELETED
            head = Run(words.gettext(message).format(label=elsewhere.label))
            yield [head, Run(str(detail["text"]), mark)]
        case Kind.SPLIT:
            yield [_cited_run(N_("split into {labels}"), detail["into"], words)]
        case Kind.MERGED:
            yield [_cited_run(N_("merged from {labels}"), detail["from"], words)]
        case Kind.RETITLED | Kind.SECTION_RETITLED:
            pieces = diff_texts(str(detail["from"]), str(detail["to"]))
            yield [_head(words.gettext("Title"), words), *_runs(pieces)]
        case Kind.REWORDED:
            what = str(detail.get("field", words.gettext("Text of the task")))
            pieces = diff_texts(str(detail["from"]), str(detail["to"]))
            yield [_head(what, words), *_runs(_sentences(pieces))]
        case Kind.MILESTONE_CHANGED:
            both = detail["from"], detail["to"]
            one, other = (_milestones(both[n], both[1 - n], words) for n in (0, 1))
            what = words.gettext("Deadline and goals")
            yield [_head(what, words), *_runs([Piece(one, other)])]
        case _:
            pass  # who leads is told of each pair; who else takes part is not the unit's


def _moved_said(old: Item, new: Item, words: NullTranslations) -> _Said:
    message = words.gettext("moved from {old} to {new}")
    return [Run(message.format(old=old.label, new=new.label))]


def _cited_run(message: str, items: object, words: NullTranslations) -> Run:
    assert isinstance(items, tuple)
    labels = listed(item.label for item in items)
    return Run(words.gettext(message).format(labels=labels))


def _head(what: str, words: NullTranslations) -> Run:
    return Run(words.gettext("{what} changed: ").format(what=what))


def _milestones(milestones: object, others: object, words: NullTranslations) -> str:
    assert isinstance(milestones, tuple) and isinstance(others, tuple)
    return "；".join(milestone_said(milestone, others, words) for milestone in milestones)


def _runs(pieces: Iterable[Piece]) -> Iterator[Run]:
    for piece in pieces:
        if piece.changed:
            yield Run(piece.old, Mark.DELETED)
            yield Run(piece.new, Mark.ADDED)
        else:
            yield Run(piece.old)


def _sentences(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces without whole sentences in which nothing changed."""
    for place, piece in enumerate(pieces):
        text = piece.old
        ends = [] if piece.changed else [n + 1 for n, char in enumerate(text) if char in _ENDS]
        # Of what stands between two changes, the ends of both sentences are wanted.
        head = 0 if place == 0 else min(ends, default=0)
        tail = len(text) if place == len(pieces) - 1 else max(ends, default=0)
        if head < tail and ends:
            yield Piece(*[f"{text[:head]}{_CUT}{text[tail:]}"] * 2)
        else:
            yield piece


def _group_rank(plan: Plan) -> Callable[[DutyChange], tuple[bool, int]]:
    """Own duties first, then those through each group, in the roster's order."""

    def rank(row: DutyChange) -> tuple[bool, int]:
        return bool(row.group), plan.rank.get(row.group, len(plan.rank))

    return rank
