"""The index of duty lists: units, counts, and where each list is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from gettext import NullTranslations
from typing import NamedTuple

from dutymatrix.answer.duties import DutyList
from dutymatrix.i18n import N_, messages_in
from dutymatrix.markup.layout import Form, Paper
from dutymatrix.markup.view import Column, Table
from dutymatrix.paper.folder import FolderIndex
from dutymatrix.paper.phrase import date_line, list_word, lists_said, sources_said, title_said
from dutymatrix.plan.model import Plan
from dutymatrix.screen.duties import DutyView


class IndexRow(NamedTuple):
    """A list in the index."""

    name: str
    counts: tuple[int, int, int]
    """Led, otherwise taken part in, through groups."""
    contact: str = ""
    """Whom to call there."""
    file: str = ""
    """Where it is; "" where it follows in the same document."""


@dataclass(frozen=True)
class IndexHandout(FolderIndex):
    """The index of a folder, a document of its own."""

    view: DutyView
    rows: tuple[IndexRow, ...]

    def data(self) -> Mapping[str, object]:
        """Units and files."""
        return {"files": {row.name: row.file for row in self.rows}}

    def records(self) -> Table:
        """A row for each list."""
        return self.spreadsheet()

    def spreadsheet(self) -> Table:
        """A row for each list, and the index itself."""
        words = messages_in(self.plan.language)
        return self.with_files(index_table(self.rows, words), words)

    def papers(self, words: NullTranslations, *, flat: bool = False) -> Iterator[Paper]:
        """One paper."""
        del flat
        paper = index_paper(self.plan, self.rows, self.form, words)
        yield paper._replace(lines=(*paper.lines, *self.file_lines(words)))


def divide(view: DutyView) -> Iterator[tuple[DutyList, ...]]:
    """Lists by paper: each unit's and each group's own, and all that nobody can be handed."""
    unsettled = tuple(duties for duties in view.lists if is_unsettled(view, duties))
    yield from ((duties,) for duties in view.lists if duties not in unsettled)
    if unsettled:
        yield unsettled


def is_unsettled(view: DutyView, duties: DutyList) -> bool:
    """Whether nobody can be handed a list: of an open group, among all of one without members.

    Somebody who asks for the list of a group knows whom it is for.
    """
    group = view.plan.group_by_name.get(duties.unit)
    return group is not None and (group.open or (view.every and not group.members))


def index_rows(view: DutyView, words: NullTranslations) -> tuple[IndexRow, ...]:
    """A row for each paper, without files; parallel to `divide`."""
    return tuple(_index_row(view, lists, words) for lists in divide(view))


def _index_row(view: DutyView, lists: tuple[DutyList, ...], words: NullTranslations) -> IndexRow:
    unsettled = is_unsettled(view, lists[0])
    led = sum(duties.tally.lead for duties in lists)
    own = sum(len(duties.own) for duties in lists)
    via = sum(len({duty.item.number for duty in duties.through}) for duties in lists)
    name = words.gettext("Assignments to no particular unit") if unsettled else lists[0].unit
    contact = "" if unsettled else view.plan.contact_by_name.get(name, "")
    return IndexRow(name, (led, own - led, via), contact)


def index_paper(
    plan: Plan, rows: tuple[IndexRow, ...], form: Form, words: NullTranslations
) -> Paper:
    """All lists with their counts and files."""
    total = sum(row.counts[0] + row.counts[1] for row in rows)
    return Paper(
        words.gettext("Index"),
        f"{title_said(plan)}{list_word(form, words)}{words.gettext('Index')}",
        (
            *sources_said(plan, words),
            lists_said(len(rows), total, words),
        ),
        (index_table(rows, words),),
        date_line(form, words),
    )


def index_table(rows: tuple[IndexRow, ...], words: NullTranslations) -> Table:
    """Units, counts, and files where each list has its own."""
    filed = any(row.file for row in rows)
    grouped = any(row.counts[2] for row in rows)
    called = any(row.contact for row in rows)
    columns = (
        Column("position", N_("No.")),
        Column("unit", N_("Unit")),
        Column("leads", N_("Leads")),
        Column("joins", N_("Takes part")),
        Column("total", words.gettext("Total")),
        *((Column("via", N_("Through groups")),) if grouped else ()),
        *((Column("contact", N_("Contact")),) if called else ()),
        *((Column("file", N_("File")),) if filed else ()),
    )
    return Table(
        columns,
        tuple(
            (
                *(n, name, led or None, joined or None, led + joined),
                *((via or None,) if grouped else ()),
                *((contact or None,) if called else ()),
                *((file,) if filed else ()),
            )
            for n, (name, (led, joined, via), contact, file) in enumerate(rows, 1)
        ),
    )
