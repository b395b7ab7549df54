"""Duty lists (任务清单), as papers that every format lays out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from gettext import NullTranslations
from itertools import groupby

from dutymatrix.answer.duties import Duty, DutyList
from dutymatrix.i18n import N_, listed, messages_in
from dutymatrix.markup.layout import Form, Handout, Paper, Text, with_blank
from dutymatrix.markup.view import Cell, Column, Table
from dutymatrix.paper.breakdown import TaskHandout
from dutymatrix.paper.folder import FolderFile, file_names
from dutymatrix.paper.index import IndexHandout, divide, index_paper, index_rows, is_unsettled
from dutymatrix.paper.phrase import (
    assignments_said,
    counts_said,
    date_line,
    formal,
    goals,
    labels_said,
    list_word,
    lists_said,
    plan_said,
    source_line,
    sources_said,
    title_said,
    unsaid_goals,
    wording_of,
)
from dutymatrix.plan.model import Item, Plan, Role
from dutymatrix.screen import entry
from dutymatrix.screen.condition import count_line, day_lines, doubt_line
from dutymatrix.screen.duties import DutyView
from dutymatrix.screen.tasks import TaskListView

_OTHERS = (Role.RESPONSIBLE, Role.JOIN, Role.GUIDE)


@dataclass(frozen=True)
class DutyHandout(Handout):
    """Duty lists to hand out: a paper for each unit, and one for what nobody is named in."""

    view: DutyView

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """List by list; before several a cover, where the house wants one, and their index."""
        divided = tuple(divide(self.view))
        several = len(divided) > 1
        if several:
            if self.form.profile.has_cover and not flat:
                yield self._cover(len(divided), words)
            rows = index_rows(self.view, words)
            yield index_paper(self.view.plan, rows, self.form, words)
        for lists in divided:
            if is_unsettled(self.view, lists[0]):
                yield self._unsettled(lists, words, flat)
            else:
                yield self._list(lists[0], words, flat)
        if several and self.view.every and flat:
            yield from self._whole_plan(words)

    def _whole_plan(self, words: NullTranslations) -> Iterator[Paper]:
        """The breakdown and the responsibility assignment matrix of what is listed."""
        from dutymatrix.answer.graph import build_graph
        from dutymatrix.answer.matrix import Axis, Measure, crosstab
        from dutymatrix.screen.matrix import MatrixView

        view = self.view
        listed = {duty.item.number for duties in view.lists for duty in duties.own}
        # A task without units is nobody's duty, and part of the plan.
        items = tuple(
            item for item in view.plan.items if not view.conditions or item.number in listed
        )
        breakdown = TaskListView(
            view.plan, items, view.conditions, view.doubts, not self.form.brief
        )
        yield from TaskHandout(breakdown, self.form._replace(title="")).papers(words, flat=True)
        table = crosstab(build_graph(view.plan, items), Axis.TASK, Axis.UNIT, Measure.MARK)
        [grid] = MatrixView(view.plan, table, len(items), view.conditions).sheets(words)
        grid = grid._replace(notes=tuple(formal(note, words) for note in grid.notes))
        name = words.gettext("Responsibility matrix")
        yield Paper(name, f"{title_said(view.plan)}{name}", (), (grid,))

    def _cover(self, n: int, words: NullTranslations) -> Paper:
        plan = self.view.plan
        paragraphs = [
            words.gettext("{plan} has {total} tasks. {lists}.").format(
                plan=plan_said(plan),
                total=plan.size,
                lists=lists_said(n, sum(len(duties.own) for duties in self.view.lists), words),
            )
        ]
        if plan.plans:
            paragraphs += sources_said(plan, words)
        if plan.role_rule:
            paragraphs.append(
                words.gettext("Who leads follows the plan: {rule}.").format(
                    rule=plan.role_rule.rstrip("。.")
                )
            )
        if self.view.conditions:
            paragraphs.append(
                formal(
                    count_line(self.view.chosen, plan.size, self.view.conditions, words),
                    words,
                )
            )
        return Paper(
            "",
            self._title("", words),
            (),
            (Text("", tuple(paragraphs)),),
            date_line(self.form, words),
            is_cover=True,
        )

    def _title(self, unit: str, words: NullTranslations) -> str:
        return f"{title_said(self.view.plan)}{unit}{list_word(self.form, words)}"

    def _lines(self, duties: DutyList, words: NullTranslations) -> Iterator[str]:
        plan = self.view.plan
        via = len({duty.item.number for duty in duties.through})
        counts = counts_said(plan.size, duties.tally, via, words)
        yield source_line(plan, counts)
        if plan.plans:
            shown = (*duties.own, *duties.through)
            yield from sources_said(plan, words, {duty.item.plan for duty in shown})
        if self.view.conditions:
            chosen = count_line(self.view.chosen, plan.size, self.view.conditions, words)
            doubts = (doubt_line(doubt, words) for doubt in self.view.doubts)
            yield from (formal(line, words) for line in (chosen, *doubts))
        if printed := dict.fromkeys(duty.printed for duty in duties.own if duty.printed):
            yield words.gettext("In the document: {names}").format(names=listed(printed))
        yield from (formal(line, words) for line in day_lines(plan, words))

    def _list(self, duties: DutyList, words: NullTranslations, flat: bool) -> Paper:
        return Paper(
            duties.unit,
            self._title(duties.unit, words),
            tuple(self._lines(duties, words)),
            (
                *with_notes(tuple(self._parts(duties, words, flat)), self._notes(duties, words)),
                *self._wording(duties, words),
            ),
            date_line(self.form, words),
        )

    def _parts(
        self, duties: DutyList, words: NullTranslations, flat: bool
    ) -> Iterator[Table | Text]:
        plan = self.view.plan
        if duties.own:
            yield self._table(duties.unit, duties.own, words, flat)
        elif not duties.through:
            none = (
                words.gettext("None of the chosen tasks names {unit}.")
                if self.view.conditions
                else words.gettext("The plan names {unit} in no task.")
            )
            yield Text("", (none.format(unit=duties.unit),))
        for group, through in groupby(
            sorted(duties.through, key=lambda duty: plan.rank.get(duty.via or "", 0)),
            key=lambda duty: duty.via or "",
        ):
            table = self._table(duties.unit, tuple(through), words, flat)
            yield table._replace(title=words.gettext("Through {group}").format(group=group))
        group_ = plan.group_by_name.get(duties.unit)
        if group_ and group_.members:
            yield _distribution(group_.members, words)

    def _notes(self, duties: DutyList, words: NullTranslations) -> Iterator[str]:
        """What the tables do not say, in few lines: rules for all, and what is to be settled."""
        plan = self.view.plan

        def headed(head: str, text: str) -> str:
            return words.gettext("{name}: {text}").format(name=words.gettext(head), text=text)

        if duties.standing:
            yield headed(N_("Standing rules"), "".join(rule.text for rule in duties.standing))
        if duties.unresolved:
            asked = words.gettext(
                "the plan does not list the members of these; please ask its issuer whether "
                "they include {unit}: {groups}"
            )
            groups = (
                words.gettext("{group}, {n} tasks ({labels})").format(
                    group=group, n=len(items), labels=labels_said(plan, items)
                )
                for group, items in duties.unresolved.items()
            )
            said = asked.format(unit=duties.unit, groups="；".join(groups))
            yield headed(N_("To be settled"), said)
        if plan.common:
            yield headed(N_("Binding everybody"), "；".join(_common(plan)))

    def _wording(self, duties: DutyList, words: NullTranslations) -> Iterator[Text]:
        if self.form.full:
            shown = dict.fromkeys(duty.item for duty in (*duties.own, *duties.through))
            yield from wording_of(shown, words)

    def _unsettled(self, lists: Iterable[DutyList], words: NullTranslations, flat: bool) -> Paper:
        plan = self.view.plan
        name = words.gettext("Assignments to no particular unit")
        parts: list[Table | Text] = []
        n = 0
        for duties in lists:
            n += len(duties.own)
            group = plan.group_by_name[duties.unit]
            if not duties.own:
                continue
            why = words.gettext("open") if group.open else words.gettext("not listed")
            table = self._table(duties.unit, duties.own, words, flat)
            parts.append(table._replace(title=f"{duties.unit}（{why}）"))
        if not parts:
            parts.append(Text("", (words.gettext("There is none."),)))
        return Paper(
            name,
            f"{title_said(plan)}{name}",
            (source_line(plan, assignments_said(n, words)),),
            tuple(parts),
            date_line(self.form, words),
        )

    def _table(
        self, unit: str, duties: tuple[Duty, ...], words: NullTranslations, flat: bool
    ) -> Table:
        plan = self.view.plan
        wording = not self.form.brief
        # The wording has the goals; where it is cut off from them they have a column.
        aimed = flat or any(unsaid_goals(duty.item, brief=self.form.brief) for duty in duties)
        called = flat and any(_contacts(duty.item, plan) for duty in duties)

        def row(n: int, duty: Duty) -> Iterator[Cell]:
            item = duty.item
            yield n
            yield item.label
            yield item.title
            if wording:
                yield item.entry.text
            yield duty.role
            yield entry.names_said(item, Role.LEAD, words) if flat else _lead(item, plan, words)
            if called:
                yield "；".join(_contacts(item, plan))
            yield _others(item, duty.via or unit, words)
            yield entry.due(item) or self.form.undated
            if flat:
                yield min((m.by for m in item.entry.milestones if m.by), default=None)
            if aimed:
                yield goals(item) if flat else unsaid_goals(item, brief=self.form.brief)

        table = Table(
            columns=(
                Column("position", N_("No.")),
                Column("label", N_("Item")),
                Column("title", N_("Task")),
                *((Column("text", N_("Content")),) if wording else ()),
                Column("role", N_("Own part")),
                Column("lead", entry.role_head(plan, Role.LEAD, words)),
                *((Column("contact", N_("Contact")),) if called else ()),
                Column("others", N_("Other participants")),
                Column("said", N_("Due")),
                *((Column("by", N_("Date")),) if flat else ()),
                *((Column("goal", N_("Goals")),) if aimed else ()),
            ),
            rows=tuple(tuple(row(n, duty)) for n, duty in enumerate(duties, 1)),
        )
        return with_blank(table, self.form.blank)


def with_notes(parts: tuple[Table | Text, ...], notes: Iterable[str]) -> tuple[Table | Text, ...]:
    """Parts with lines below the last table; as a text where there is none."""
    *before, last = parts
    match last:
        case Table():
            return (*before, last._replace(notes=(*last.notes, *notes)))
        case Text():
            return (*before, last._replace(paragraphs=(*last.paragraphs, *notes)))


def _common(plan: Plan) -> Iterator[str]:
    """Each chapter's name and the titles of what stands in it."""
    for chapter in plan.common:
        inside = listed(filter(None, (clause.title for clause in chapter.items)))
        yield f"{chapter.heading}（{inside}）" if inside else chapter.heading


def _lead(item: Item, plan: Plan, words: NullTranslations) -> Cell:
    """Who leads, with whom to call there."""
    names = entry.names_said(item, Role.LEAD, words)
    contacts = _contacts(item, plan)
    return "\n".join((listed(names), *contacts)) if contacts else names


def _contacts(item: Item, plan: Plan) -> tuple[str, ...]:
    """Whom to call in the units that lead; with the unit where several do."""
    known = plan.contact_by_name
    lead = item.entry.lead
    said = ((name, known[name]) for name in lead if name in known)
    return tuple(f"{name} {text}" if len(lead) > 1 else text for name, text in said)


def _distribution(members: tuple[str, ...], words: NullTranslations) -> Table:
    return Table(
        (
            Column("position", N_("No.")),
            Column("unit", N_("Member")),
            Column("blank", N_("Copies")),
            Column("blank", N_("Received by")),
            Column("blank", N_("Received on")),
        ),
        tuple((n, name, None, None, None) for n, name in enumerate(members, 1)),
        title=words.gettext("Distribution"),
    )


def _others(item: Item, own: str, words: NullTranslations) -> tuple[str, ...]:
    """Who else has a part; those who guide are said to."""
    said = (
        (entry.name_said(unit, name, words), unit, role)
        for (unit, role), name in zip(item.entry.assignments, item.entry.wording, strict=True)
    )
    found = [
        f"{name}（{words.gettext('guides')}）" if role is Role.GUIDE else name
        for name, unit, role in said
        if role in _OTHERS and unit != own
    ]
    if item.entry.open and found:
        found[-1] = words.gettext("{name} and others").format(name=found[-1])
    return tuple(found)


def duty_files(view: DutyView, form: Form, suffix: str) -> Iterator[FolderFile]:
    """The index, then the lists in the order of the roster, then what is left over."""
    words = messages_in(view.plan.language)
    inside = form._replace(profile=form.profile.without_cover())
    named = [(row, lists) for row, lists in zip(index_rows(view, words), divide(view), strict=True)]
    titles = [
        row.name + (list_word(form, words) if lists[0].unit == row.name else "")
        for row, lists in named
    ]
    index, names = file_names(titles, suffix, words)
    rows, files = [], []
    for (row, lists), name in zip(named, names, strict=True):
        own = view._replace(lists=lists, every=lists[0].unit != row.name)
        rows.append(row._replace(file=name))
        about = frozenset(duties.unit for duties in lists)
        files.append(FolderFile(name, partial(DutyHandout, own, form), about))
    yield FolderFile(index, partial(IndexHandout, view, inside, index, tuple(rows)))
    yield from files
