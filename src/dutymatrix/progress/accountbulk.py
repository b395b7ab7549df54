"""What is known of each task, of a progress file in canonical form, read without a parser."""

import re

from dutymatrix.plan.model import Span
from dutymatrix.planfile.canonical import (
    DAY,
    LINE,
    NUMBER,
    PROSE,
    RECORDS,
    RecordForm,
    find_head,
    with_lines,
)
from dutymatrix.planfile.events import Bulk, NotCanonicalError
from dutymatrix.progress.account import Act, ActKind, Entry, Place, Report, State, period_key

_STATES = {f" {state.value}\n": state for state in State}


def _state(written: str) -> State:
    if (state := _STATES.get(written)) is None:
        raise NotCanonicalError
    return state


_REPORT = RecordForm(
    unit=LINE,
    period=LINE,
    state=LINE._replace(read=_state),
    text=PROSE,
    problems=PROSE,
    next=PROSE,
    filled_on=DAY,
    by=LINE,
    phone=LINE,
)
_ACT = RecordForm(**{kind.value: DAY for kind in ActKind}, note=PROSE)


def read_entries(text: str) -> Bulk:
    """The entries of a progress file.

    Raises:
        NotCanonicalError: They are not written as the program writes them, or some are wrong.
    """
    head = find_head(text, "progress")
    line = text.count("\n", 0, head.end()) + 1
    records = _ENTRY.find_all(text, head.end())
    entries = tuple(_entry(found, line) for line, found in with_lines(records, line))
    return Bulk(head[1], line - 2, entries, text[: head.end()])


def _entry(found: re.Match[str], line: int) -> Entry:
    own = _ENTRY.values(found)
    if not ("task" in own or "id" in own):
        raise NotCanonicalError
    acts = own.get("acts", "")
    if acts:
        above = found.string.count("\n", found.start(), found.start("acts"))
        acts = with_lines(_ACT.find_all(acts, 1), line + above + 1)
    return Entry(
        Place(own.get("id"), own.get("task", ""), own.get("section", ""), own.get("which", 1)),
        tuple(_act(found, line) for line, found in acts),
        own.get("reports", ()),
        Span(line, len(found[1]) + 3),
    )


def _act(found: re.Match[str], line: int) -> Act:
    own = _ACT.values(found)
    note = own.pop("note", "")
    if len(own) != 1:
        raise NotCanonicalError
    [(kind, day)] = own.items()
    return Act(ActKind(kind), day, note, Span(line, len(found[1]) + 3))


def _reports(written: str) -> tuple[Report, ...]:
    reports: list[Report] = []
    periods: set[object] = set()
    for found in _REPORT.find_all(written, 1):
        own = _REPORT.values(found)
        if not ("unit" in own and "period" in own):
            raise NotCanonicalError
        report = Report(on=own.pop("filled_on", None), **own)
        reports.append(report)
        periods.add((report.unit, period_key(report.period)))
    if len(periods) < len(reports):
        raise NotCanonicalError
    return tuple(reports)


_ENTRY = RecordForm(
    id=LINE,
    task=LINE,
    section=LINE,
    which=NUMBER,
    acts=RECORDS,
    reports=RECORDS._replace(read=_reports),
)
