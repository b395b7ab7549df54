"""The progress file beside a plan: found, read, held against the plan, and written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dutymatrix.cli import console, session, store
from dutymatrix.cli.options import as_of, read_day
from dutymatrix.error import DutymatrixError, quoted, ready
from dutymatrix.i18n import N_, _, listed

if TYPE_CHECKING:
    from dutymatrix.plan.model import Item, Plan
    from dutymatrix.progress.account import Account, Act, Place
    from dutymatrix.progress.ledger import Ledger
    from dutymatrix.progress.tracking import Tracking

NoteOption = Annotated[
    str,
    typer.Option(
        "--note",
        metavar=N_("TEXT"),
        help=N_("Why, in a line or two."),
        show_default=False,
    ),
]

PeriodOption = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar=N_("PERIOD"),
        help=N_("The period reported on: 2018年上半年, 2018年第一季度, 2018-06."),
        show_default=False,
    ),
]

WithinOption = Annotated[
    int,
    typer.Option(
        "--within", metavar=N_("DAYS"), min=0, help=N_("So near to its deadline it is amber.")
    ),
]

DryRunOption = Annotated[
    bool,
    typer.Option(
        "--dry-run", help=N_("Show what would change in progress.yaml, and leave it as it is.")
    ),
]


class Decision(NamedTuple):
    """When and why the keeper decided something, as typed."""

    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar=N_("DATE"),
            help=N_("The day on which it was decided; else today."),
            show_default=False,
        ),
    ] = None
    note: NoteOption = ""
    dry_run: DryRunOption = False


class NoPlaceError(DutymatrixError):
    """There is no file beside which a progress file could be."""

    def __init__(self, plan: str) -> None:
        super().__init__(
            _("{file} has no place beside which progress.yaml could be").format(file=plan)
            + "\n"
            + _("name the plan file: dutymatrix --plan PATH …")
        )


class UnknownPeriodError(DutymatrixError):
    """No forms were handed out for a period, and nobody reported on it."""

    def __init__(self, period: str, known: Sequence[str]) -> None:
        then = _("first hand the forms out: {command}").format(
            command=f"dutymatrix progress forms --period {ready(period)} -o DIR/"
        )
        if known:
            then = _("known periods: {periods}").format(periods=listed(known))
        super().__init__(
            _("nothing is known of the period {period}").format(period=quoted(period)) + "\n" + then
        )


class EarlierDeadlineError(DutymatrixError):
    """A deadline was to be extended to a day that is not behind it."""

    def __init__(self, item: "Item", due: date) -> None:
        said = _("{label} is due on {day} by the plan; an extension is to a later day")
        super().__init__(
            said.format(label=item.label, day=due)
            + "\n"
            + _("all about it: {command}").format(command=f"dutymatrix progress {item.number}")
        )


class Known(NamedTuple):
    """A plan, and what is known of how far its tasks are."""

    plan: "Plan"
    """As it is seen on the day."""
    path: Path
    """Of the progress file."""
    data: bytes
    """What it holds; nothing where it is not there."""
    account: "Account"
    tracking: "Tracking"
    today: date

    def ledger(self, period: str | None = None, within: int | None = None) -> "Ledger":
        """How far all tasks are.

        Args:
            period: The period that reports are due for, as it was typed; None for the last one.
            within: How many days before its deadline a task is amber; None for the usual number.

        Raises:
            UnknownPeriodError: No forms were handed out for it.
        """
        from dutymatrix.progress.account import period_key
        from dutymatrix.progress.ledger import build_ledger
        from dutymatrix.progress.light import WITHIN

        said = read_round(period, self.today) if period is not None else ""
        known = {period_key(own): own for own in self.account.periods}
        if said and period_key(said) not in known:
            raise UnknownPeriodError(said, [*known.values()])
        return build_ledger(
            self.plan,
            self.account,
            self.tracking,
            self.today,
            period=known[period_key(said)] if said else "",
            within=WITHIN if within is None else within,
        )

    def line_of(self, place: "Place") -> int:
        """The line in which an entry begins."""
        span = self.account.entry_by_place[place].span
        return span.line if span else 1

    def write(self, account: "Account", *, dry_run: bool = False) -> bool:
        """Put what is known now into the progress file; whether anything changed.

        Args:
            account: What is known now.
            dry_run: Show what would change, and leave it as it is.

        Raises:
            ChangedFileError: Somebody else has written it meanwhile.
            UnspliceableError: It is written in a way that is not edited.
            UnwritableFileError: It cannot be written.
        """
        if account == self.account:
            return False
        after = self._edited(account)
        if dry_run:
            from dutymatrix.screen.unified import render_changes

            console.show(render_changes(self.data, after, str(self.path)), "table")
        else:
            store.edit_file(self.path, self.data, after)
        return True

    def rehearse(self, account: "Account") -> None:
        """Raise what `write` would, and leave the file as it is: for what is to be done first."""
        if account != self.account:
            store.edit_file(self.path, self.data, self._edited(account), rehearsed=True)

    def _edited(self, account: "Account") -> bytes:
        from dutymatrix.progress.accountwriter import edit_account

        text = edit_account(self.data.decode("utf-8"), self.account, account)
        return text.encode("utf-8")


def read_round(typed: str, today: date) -> str:
    """A period that was typed, by its year: 本季度 is another one soon.

    What is no stretch of days, 第三轮督查, is what it is called.

    Raises:
        InvalidDateError: Nothing was typed.
    """
    from dutymatrix.cli.filters import InvalidDateError
    from dutymatrix.plan.period import parse_period, read_relative

    if not typed.strip():
        raise InvalidDateError(typed)
    said = read_relative(typed, today)
    return said if parse_period(said) else " ".join(typed.split())


def path_of(plan: "Plan") -> Path:
    """Where the progress file of a plan is: progress.yaml beside plan.yaml, else by its name.

    Raises:
        NoPlaceError: The plan was read from no file.
    """
    from dutymatrix.progress.accountfile import progress_path

    path = Path(plan.file)
    if not session.is_file(path):
        raise NoPlaceError(plan.file)
    return progress_path(path)


def load(named: Path | None, today: str | None = None, day: str | None = None) -> Known:
    """The plan, and what is known of how far its tasks are.

    Args:
        named: The plan file, as it was typed.
        today: The day of the ledger, as it was typed.
        day: The day whose units are meant, as it was typed; else the day of the ledger.

    Raises:
        InvalidPlanError: The plan or the progress file has errors.
        NoPlaceError: The plan was read from no file.
    """
    now = read_day(today) or date.today()
    plan = session.load(named, as_of(day) if day else now)
    return known_at(plan, path_of(plan), now)


def known_at(plan: "Plan", path: Path, today: date) -> Known:
    """What the progress file of a plan says, held against it.

    Raises:
        InvalidPlanError: The progress file has errors.
    """
    from dutymatrix.progress.account import Account
    from dutymatrix.progress.accountreader import read_account, usable_account
    from dutymatrix.progress.tracking import track

    data = session.content(path) if session.is_file(path) else b""
    account = Account(file=str(path))
    if data.strip():
        account = usable_account(read_account(data, str(path)), str(path))
    return Known(plan, path, data, account, track(plan, account, former(plan)), today)


def former(plan: "Plan") -> "Iterator[Plan]":
    """Former revisions of the plan, looked for once somebody asks."""
    from dutymatrix.revision.history import iter_former

    yield from iter_former(Path(plan.file), plan)


def digest_of(plan: "Plan") -> str:
    """What git calls the content of the plan file."""
    from dutymatrix.revision.version import Version

    return Version("", session.content(Path(plan.file)), plan.file).digest


def decide(known: Known, numbers: Sequence[str], act: "Act", *, dry_run: bool = False) -> int:
    """Write an act of the keeper into the progress file, for each of some tasks.

    What is closed is not closed again, and what is open not reopened: that is said.

    Raises:
        DutymatrixError: A number is no task of the plan.
        EarlierDeadlineError: An extension is to no later day than the plan's.
    """
    from dutymatrix.cli.named import find_items
    from dutymatrix.i18n import current_messages
    from dutymatrix.progress.account import ActKind, Entry
    from dutymatrix.progress.light import due_of
    from dutymatrix.progress.tracking import places_of, with_entry
    from dutymatrix.screen.progress import act_said

    account = known.account
    places = places_of(known.plan)
    items = dict.fromkeys(find_items(known.plan, numbers))
    for item in [*items]:
        entry = known.tracking.entry(item)
        closed = entry.closed if entry else None
        if act.kind is ActKind.REOPENED and not closed:
            console.tell(_("{label} is not closed").format(label=item.label))
            del items[item]
        elif act.kind is ActKind.CLOSED and closed and entry and act not in entry.acts[-1:]:
            said = _("{label} was closed on {day} already; progress reopen takes that back")
            console.tell(said.format(label=item.label, day=closed))
            del items[item]
        elif act.kind is ActKind.EXTENDED and (due := due_of(item, None)) and act.day <= due:
            raise EarlierDeadlineError(item, due)
    for item in items:
        own = known.tracking.entries.get(item.number) or (Entry(places[item.number]),)
        for entry in own:
            if entry.acts[-1:] == (act,):
                continue  # twice is the same as once
            new = replace(entry, acts=(*entry.acts, act))
            account = with_entry(known.plan, account, known.tracking, item, new)
    known.write(account, dry_run=dry_run)
    for item in items:
        console.tell(f"{item.label} {item.title} {act_said(act, current_messages())}")
    if items and act.kind is ActKind.CLOSED and act.day > known.today:
        console.tell(_("{day} is still to come: until then it has its light").format(day=act.day))
    return 0


def open_words(known: Known, numbers: Sequence[str]) -> "Iterator[tuple[str, list[str]]]":
    """Of some tasks the label, and the units whose last word is that it is not done."""
    from dutymatrix.cli.named import find_items
    from dutymatrix.progress.account import State
    from dutymatrix.progress.light import last_words

    for item in dict.fromkeys(find_items(known.plan, numbers)):
        entry = known.tracking.entry(item)
        last = last_words(entry.reports) if entry else {}
        units = [unit for unit, own in last.items() if own.state not in (None, State.DONE)]
        if units:
            yield item.label, units


def open_inside(known: Known, numbers: Sequence[str]) -> "Iterator[tuple[str, list[str]]]":
    """Of tasks with parts, and sections that carry roles, the label, and those in it that are open.

    The parts of 3.3 are 3.3a and 3.3b; the tasks of 3 are 3.1 and 3.2.
    """
    from dutymatrix.cli.named import find_items

    items = find_items(known.plan, numbers)
    named = {item.number for item in items}
    for item in dict.fromkeys(items):
        inside = [
            own.label
            for own in known.plan.items
            if own.number not in named
            and own.number.startswith(item.number)
            and re.match(r"\.|[a-z]", own.number[len(item.number) :])
            and not ((entry := known.tracking.entry(own)) and entry.closed)
        ]
        if inside:
            yield item.label, inside
