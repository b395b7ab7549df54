"""Canonical YAML of what is known of how far tasks are, and edits of it as its keeper writes it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from dutymatrix.finding import has_errors
from dutymatrix.i18n import _
from dutymatrix.planfile.splice import PlanText, UnspliceableError
from dutymatrix.planfile.writer import UnwritablePlanError
from dutymatrix.planfile.yamlline import (
    date_line,
    line_or_prose,
    record_lines,
    text_line,
)
from dutymatrix.progress.account import FORMAT, Account, Act, Entry, Place, Report, Round
from dutymatrix.progress.accountreader import read_account

_T = TypeVar("_T", Round, Act, Report)


class AccountText(PlanText):
    """The text of a progress file, with edits that are made all at once."""

    own_fields = ("format", "periods", "progress")
    fields = ("id", "task", "section", "which", "acts", "reports")
    records = frozenset({"periods", "progress", "acts", "reports"})
    apart = frozenset({"progress"})


def dump_account(account: Account) -> str:
    """YAML of a progress file, which says what the account says when it is read."""
    blocks = (
        [f"format: {FORMAT}"],
        [*record_lines("periods", account.rounds, _round)],
        [*record_lines("progress", account.entries, _entry, apart=True)],
    )
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def edit_account(text: str, old: Account, new: Account) -> str:
    """The text of a progress file that says something else now; all else in it stays.

    Args:
        text: As it was read; "" where there was no file.
        old: What it says.
        new: What it is to say: all that the old one says, changed or not, in its order, and more.

    Raises:
        UnspliceableError: It is written in a way that is not edited.
        UnwritablePlanError: What came of it would say something else.
    """
    with _named(old.file):
        edited = _edited(text, old, new) if text.strip() else dump_account(new)
    back, findings = read_account(edited.encode("utf-8"), old.file)
    if back is None or has_errors(findings) or back != new:
        raise UnwritablePlanError(old.file or _("progress file"), (), findings)
    return edited


def rename_entries(text: str, account: Account, places: Mapping[Place, Place]) -> str:
    """The text of a progress file in which entries name their task as the plan does now.

    Args:
        text: As it was read.
        account: What it says.
        places: What entries say of their task, and what they are to say.

    Raises:
        UnspliceableError: It is written in a way that is not edited.
        UnwritablePlanError: What came of it would say something else.
    """
    with _named(account.file):
        edited = _renamed(text, account, places)
    entries = tuple(replace(e, place=places.get(e.place, e.place)) for e in account.entries)
    back, findings = read_account(edited.encode("utf-8"), account.file)
    if back != replace(account, entries=entries):
        raise UnwritablePlanError(account.file, (), findings)
    return edited


@contextmanager
def _named(file: str) -> Iterator[None]:
    """Let what is not edited say which file it is in."""
    try:
        yield
    except UnspliceableError as error:
        raise UnspliceableError(error.line, file) from error


def _renamed(text: str, account: Account, places: Mapping[Place, Place]) -> str:
    file = AccountText(text)
    for n, entry in enumerate(account.entries):
        new = places.get(entry.place)
        if new is None:
            continue
        path, old = ("progress", n), entry.place
        for key, before, now in (
            ("id", old.id, new.id),
            ("task", old.title, new.title),
            ("section", old.section, new.section),
        ):
            if before != now:
                file.set_field(path, key, "\n".join(text_line(key, now)) or None)
        if old.which != new.which:
            file.set_field(path, "which", f"which: {new.which}" if new.which != 1 else None)
    return file.edited()


def _edited(text: str, old: Account, new: Account) -> str:
    file = AccountText(text)
    if file.at("format") is None:
        file.set_field((), "format", f"format: {FORMAT}\n")
    _edit_list(file, (), "periods", old.rounds, new.rounds, _round)
    places = {entry.place: n for n, entry in enumerate(old.entries)}
    order: list[int | str] = []
    for entry in new.entries:
        n = places.get(entry.place)
        if n is None:
            order.append("\n".join(record_lines("", (entry,), _entry)).partition("\n")[2])
            continue
        order.append(n)
        before = old.entries[n]
        _edit_list(file, ("progress", n), "acts", before.acts, entry.acts, _act)
        _edit_list(file, ("progress", n), "reports", before.reports, entry.reports, _report)
    _arrange(file, (), "progress", order, len(old.entries), apart=True)
    return file.edited()


def _edit_list(
    file: AccountText,
    path: Sequence[str | int],
    key: str,
    old: Sequence[_T],
    new: Sequence[_T],
    lines_of: Callable[[_T], Iterator[str]],
) -> None:
    """Let a list hold other records; those that stay keep their text."""
    if old == new:
        return
    places = {record: n for n, record in enumerate(old)}
    order: list[int | str] = []
    for record in new:
        n = places.get(record)
        lines = record_lines("", (record,), lines_of)
        order.append("\n".join(lines).partition("\n")[2] if n is None else n)
    _arrange(file, path, key, order, len(old))


def _arrange(
    file: AccountText,
    path: Sequence[str | int],
    key: str,
    order: Sequence[int | str],
    n: int,
    *,
    apart: bool = False,
) -> None:
    if order == [*range(n)]:
        return
    if not order:
        file.set_field(path, key, None)
        return
    if n:
        file.arrange((*path, key), order)
        return
    written = f"{key}:\n" + ("\n\n" if apart else "\n").join(str(record) for record in order)
    if not path:  # the parts of the whole stand apart
        is_first = not any(file.at(before) for before in ("format", "periods"))
        written = f"{written}\n" if is_first else f"\n{written}"
    file.set_field(path, key, written)


def _round(sent: Round) -> Iterator[str]:
    yield from text_line("period", sent.period)
    yield from date_line("due", sent.due)
    if sent.for_lead:
        yield "for: lead"


def _entry(entry: Entry) -> Iterator[str]:
    place = entry.place
    yield from text_line("id", place.id)
    yield from text_line("task", place.title)
    yield from text_line("section", place.section)
    if place.which != 1:
        yield f"which: {place.which}"
    yield from record_lines("acts", entry.acts, _act)
    yield from record_lines("reports", entry.reports, _report)


def _act(act: Act) -> Iterator[str]:
    yield from date_line(act.kind.value, act.day)
    yield from line_or_prose("note", act.note)


def _report(report: Report) -> Iterator[str]:
    yield from text_line("unit", report.unit)
    yield from text_line("period", report.period)
    if report.state:
        yield f"state: {report.state.value}"
    yield from line_or_prose("text", report.text)
    yield from line_or_prose("problems", report.problems)
    yield from line_or_prose("next", report.next)
    yield from date_line("filled_on", report.on)
    yield from text_line("by", report.by)
    yield from text_line("phone", report.phone)
