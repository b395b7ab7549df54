"""The filters that several commands share, from what was typed to what is meant."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dutymatrix.cli import complete, value
from dutymatrix.cli.options import AsOfOption
from dutymatrix.cli.session import resolve
from dutymatrix.error import DutymatrixError, quoted
from dutymatrix.i18n import CHINESE, N_, _, current_language, listed, messages_in
from dutymatrix.screen.condition import Condition, Doubt

if TYPE_CHECKING:
    from dutymatrix.diff import Kind
    from dutymatrix.plan.model import Plan
    from dutymatrix.plan.period import Period
    from dutymatrix.plan.selection import Filter


class InvalidDateError(DutymatrixError):
    """What was typed is no date."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            _("{typed} is not a date").format(typed=quoted(typed))
            + "\n"
            + _("type for example 2018, 2018-06, 2018年上半年, 2018年底, 今年底 or 2018-12-31")
        )


class AmbiguousDateError(DutymatrixError):
    """What was typed, 2019年前, can mean the end of either of two years."""

    def __init__(self, typed: str, years: tuple[int, int]) -> None:
        super().__init__(
            _("{typed} can mean the end of {one} or of {other}").format(
                typed=quoted(typed), one=years[0], other=years[1]
            )
            + "\n"
            + _("type {one} or {other}").format(one=years[0], other=years[1])
        )


class Filters(NamedTuple):
    """The filters as typed."""

    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit",
            metavar=N_("UNIT"),
            help=N_("A unit on the task, in any role; several: all of them."),
            autocompletion=complete.units,
        ),
    ] = None
    lead: Annotated[
        list[str] | None,
        typer.Option(
            "--lead",
            metavar=N_("UNIT"),
            help=N_("A unit that leads."),
            autocompletion=complete.units,
        ),
    ] = None
    join: Annotated[
        list[str] | None,
        typer.Option(
            "--join",
            metavar=N_("UNIT"),
            help=N_("A unit that takes part."),
            autocompletion=complete.units,
        ),
    ] = None
    section: Annotated[
        list[str] | None,
        typer.Option(
            "--section",
            metavar=N_("SECTION"),
            help=N_("A section: 三, 3, （三） or a part of its title; several: any of them."),
            autocompletion=complete.sections,
        ),
    ] = None
    text: Annotated[
        list[str] | None,
        typer.Option(
            "--text",
            metavar=N_("TEXT"),
            help=N_("Words in the title, wording or goals; several: all of them."),
        ),
    ] = None
    due_by: Annotated[
        str | None,
        typer.Option(
            "--due-by",
            metavar=N_("DATE"),
            help=N_("Due by the end of: 2018, 2018-06, 2018年上半年, 今年底, 本月, 2018-12-31."),
        ),
    ] = None
    due_after: Annotated[
        str | None,
        typer.Option("--due-after", metavar=N_("DATE"), help=N_("Due after the end of that.")),
    ] = None
    no_due: Annotated[bool, typer.Option("--no-due", help=N_("Without a date."))] = False
    overdue: Annotated[bool, typer.Option("--overdue", help=N_("With a date that is past."))] = (
        False
    )
    today: Annotated[
        str | None,
        typer.Option(
            "--today", metavar=N_("DATE"), help=N_("The day that --overdue and 今年 count from.")
        ),
    ] = None
    without_join: Annotated[bool, typer.Option("--without-join", help=N_("Nobody takes part."))] = (
        False
    )
    through_groups: Annotated[
        bool,
        typer.Option(
            "--through-groups", help=N_("Count a unit where a group is named that it belongs to.")
        ),
    ] = False
    as_of: AsOfOption = None


class Selection(NamedTuple):
    """What the filters chose."""

    wanted: "Filter"
    conditions: tuple[Condition, ...]
    """The filters in words."""


def select(plan: "Plan", typed: Filters) -> Selection:
    """The filter that was meant.

    Raises:
        DutymatrixError: A name, section or date is unknown or ambiguous.
    """
    from dutymatrix.plan.name import names_in
    from dutymatrix.plan.number import find_sections
    from dutymatrix.plan.selection import Filter

    units, lead, join = (
        tuple(resolve(plan, name) for word in words or () for name in names_in(plan, word))
        for words in (typed.unit, typed.lead, typed.join)
    )
    sections = tuple(n for section in typed.section or () for n in find_sections(plan, section))
    today = _last_day(typed.today) or date.today()
    wanted = Filter(
        units=units,
        lead=lead,
        join=join,
        sections=sections,
        texts=tuple(typed.text or ()),
        due_by=_last_day(typed.due_by, today),
        due_after=_last_day(typed.due_after, today),
        no_due=typed.no_due,
        overdue=today if typed.overdue else None,
        without_join=typed.without_join,
        through_groups=typed.through_groups,
    )
    return Selection(wanted, tuple(_conditions(plan, wanted)))


def find_doubts(plan: "Plan", wanted: "Filter") -> tuple[Doubt, ...]:
    """Deadlines on whose reading the answer hangs, whichever side of the bound they fell on."""
    if not (wanted.due_by or wanted.due_after or wanted.overdue):
        return ()
    from dutymatrix.plan.period import read_year_before
    from dutymatrix.plan.selection import select_items

    undated = wanted._replace(due_by=None, due_after=None, overdue=None)
    return tuple(
        Doubt(item, milestone.said, readings.letter)
        for item in select_items(plan, undated)
        for milestone in item.entry.milestones
        if milestone.by and (readings := read_year_before(milestone.said))
        if len(set(map(wanted.holds_on, readings))) > 1
    )


def _conditions(plan: "Plan", wanted: "Filter") -> Iterator[Condition]:
    for message, names in (
        (N_("on it {value}"), wanted.units),
        (N_("led by {value}"), wanted.lead),
        (N_("{value} takes part"), wanted.join),
        (
            N_("in {value}"),
            tuple(plan.section_by_number[path][0] for path in wanted.sections),
        ),
    ):
        if names:
            yield Condition(message, listed(names))
    if wanted.texts:
        yield Condition(N_("with the words {value}"), listed(wanted.texts))
    for message, day in (
        (N_("due by {value}"), wanted.due_by),
        (N_("due after {value}"), wanted.due_after),
        (N_("overdue on {value}"), wanted.overdue),
    ):
        if day:
            yield Condition(message, day.isoformat())
    for message, holds in (
        (N_("without a date"), wanted.no_due),
        (N_("nobody takes part"), wanted.without_join),
        (N_("groups counted"), wanted.through_groups),
    ):
        if holds:
            yield Condition(message)


def read_period(typed: str | None, today: date | None = None) -> "Period | None":
    """The stretch of time that was typed.

    Args:
        typed: What was typed, 今年底 or 本月 among it.
        today: The day that these count from; None: this one.

    Raises:
        AmbiguousDateError: It can mean either of two years.
        InvalidDateError: It is none.
    """
    if typed is None:
        return None
    from dutymatrix.plan.period import parse_period, read_relative, read_year_before

    said = read_relative(typed, today or date.today())
    if readings := read_year_before(said):
        raise AmbiguousDateError(typed, (readings.letter.year, readings.usage.year))
    period = parse_period(said)
    if period is None:
        raise InvalidDateError(typed)
    return period


def read_kinds(typed: Sequence[str]) -> "frozenset[Kind]":
    """Kinds of change by their word in JSON, or in the language of the plan or the terminal."""
    from dutymatrix.diff import Kind
    from dutymatrix.screen.diff import KIND_WORDS

    by_word = {kind.value: kind for kind in Kind}
    for kind, word in KIND_WORDS.items():
        by_word |= {word: kind, _(word): kind, messages_in("zh_CN").gettext(word): kind}
    found = set()
    for word in (own.strip() for each in typed for own in each.replace("，", ",").split(",")):
        wanted = by_word.get(word) or by_word.get(word.replace("-", "_"))
        if wanted is None:
            own = current_language() == CHINESE
            raise value.UnknownWordError(
                word, {kind.value: _(KIND_WORDS[kind]) if own else kind.value for kind in Kind}
            )
        found.add(wanted)
    return frozenset(found)


def _last_day(typed: str | None, today: date | None = None) -> date | None:
    period = read_period(typed, today)
    return period.last if period else None
