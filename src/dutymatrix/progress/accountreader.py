"""From the text of a progress file to what is known; every entry knows its place."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from dutymatrix.finding import Finding, InvalidPlanError, has_errors
from dutymatrix.i18n import CHINESE, _, enumerated, messages_in
from dutymatrix.plan.model import Span
from dutymatrix.planfile.events import (
    Bulk,
    EventReader,
    NotCanonicalError,
    Reads,
    Values,
    span_of,
)
from dutymatrix.planfile.parser import Event, Parser, default_parser
from dutymatrix.planfile.reader import collector_paused
from dutymatrix.planfile.recovery import BREAKS
from dutymatrix.planfile.source import decode, iter_text_findings
from dutymatrix.progress.account import (
    FORMAT,
    STATE_WORDS,
    Account,
    Act,
    ActKind,
    Entry,
    Place,
    Report,
    Round,
    State,
    period_key,
)

_CHINESE = messages_in(CHINESE)
STATES: Mapping[str, State] = {
    **{state.value: state for state in State},
    **{word: state for state, word in STATE_WORDS.items()},
    **{_CHINESE.gettext(word): state for state, word in STATE_WORDS.items()},
}
"""States by every word for them that is understood."""


class AccountReading(NamedTuple):
    """What came out of a progress file."""

    account: Account | None
    """None where its structure breaks."""
    findings: tuple[Finding, ...]
    """All problems, in the order of the file."""


def read_account(data: bytes, file: str) -> AccountReading:
    """Read the bytes of a progress file."""
    text, findings = decode(data, file)
    if text is not None:
        findings = sorted(iter_text_findings(text, file))
    if text is None or findings:
        return AccountReading(None, tuple(findings))
    data = text.encode("utf-8")
    with collector_paused():
        if Bulk.pays(text):
            from dutymatrix.progress.accountbulk import read_entries

            with suppress(NotCanonicalError, *BREAKS):
                bulk = read_entries(text)
                rest = bulk.rest.encode("utf-8")
                return _AccountReader(rest, file, default_parser(), bulk=bulk).read()
        try:
            return _AccountReader(data, file, default_parser()).read()
        except BREAKS:
            return _AccountReader(data, file, default_parser(), recovers=True).read()


def usable_account(reading: AccountReading, file: str) -> Account:
    """What was read.

    Raises:
        InvalidPlanError: It has errors; the exception carries all findings.
    """
    if reading.account is None or has_errors(reading.findings):
        raise InvalidPlanError(file, reading.findings)
    return reading.account


def read_state(said: str) -> State | None:
    """The state that a word means, in whatever language; None if it is none."""
    return STATES.get("".join(said.split())) or STATES.get(said.strip())


class _AccountReader(EventReader):
    """One pass over the events of one progress file."""

    def __init__(
        self,
        data: bytes,
        file: str,
        parser: Parser,
        *,
        recovers: bool = False,
        bulk: Bulk | None = None,
    ) -> None:
        super().__init__(data, file, parser, recovers=recovers, bulk=bulk)
        self.report_keys: dict[str, Reads] = {
            "unit": self.line,
            "period": self.line,
            "state": self.state,
            "text": self.prose,
            "problems": self.prose,
            "next": self.prose,
            "filled_on": self.date,
            "by": self.line,
            "phone": self.line,
        }
        self.act_keys: dict[str, Reads] = {
            **{kind.value: self.date for kind in ActKind},
            "note": self.prose,
        }
        self.entry_keys: dict[str, Reads] = {
            "id": self.line,
            "task": self.line,
            "section": self.line,
            "which": self.integer,
            "acts": self.records(self.act),
            "reports": self.records(self.unit_report),
        }
        self.round_keys: dict[str, Reads] = {
            "period": self.line,
            "due": self.date,
            "for": self.scope,
        }
        self.keys: dict[str, Reads] = {
            "format": self.integer,
            "periods": self.records(self.round),
            "progress": self.records(self.entry),
        }

    def read(self) -> AccountReading:
        """What is known, and the findings, sorted."""
        account: Account | None = self.document(self.account, self.keys)
        return AccountReading(account, tuple(sorted(set(self.marked_findings()))))

    def account(self, event: Event) -> Account | None:
        """All of it, and what must hold between its records."""
        values = self.mapping(event, self.keys, _("a progress file"))
        if values is None:
            return None
        if values.get("format", FORMAT) != FORMAT:
            what = _("format {n} is not known here; this program reads format {known}")
            what = what.format(n=values["format"], known=FORMAT)
            self.report("DM112", values.marks["format"], what)
            return None
        entries: Sequence[Entry] = values.get("progress", ())
        met: dict[Place, Span | None] = {}
        for entry in entries:
            if entry.place in met:
                first = met[entry.place]
                what = _("{title} has an entry already, in line {line}").format(
                    title=entry.place.title or entry.place.id, line=first.line if first else "?"
                )
                self.report("DM107", entry.span, what)
            met.setdefault(entry.place, entry.span)
        return Account(tuple(values.get("periods", ())), tuple(entries), self.file)

    def round(self, event: Event) -> Round | None:
        """A period that forms were handed out for."""
        values = self.mapping(event, self.round_keys, _("a period"))
        if values is None:
            return None
        if not values.get("period"):
            self.missing("period", values)
            return None
        return Round(values["period"], values.get("due"), values.get("for", False))

    def scope(self, event: Event) -> bool | None:
        """Whom forms were for: only `lead` is ever said."""
        value = self.text(event)
        if value not in (None, "lead", "all"):
            self.report("DM110", event.start_mark, _("lead or all belongs here"))
        return value == "lead"

    def entry(self, event: Event) -> Entry | None:
        """All that is known of a task."""
        values = self.mapping(event, self.entry_keys, _("an entry"))
        if values is None:
            return None
        if not (values.get("task") or values.get("id")):
            self.missing("task", values)
        self.once(values)
        place = Place(
            values.get("id"),
            values.get("task", ""),
            values.get("section", ""),
            values.get("which", 1),
        )
        return Entry(
            place, values.get("acts", ()), values.get("reports", ()), span_of(values.start)
        )

    def once(self, values: Values) -> None:
        """A unit reports on a task once a period."""
        met: set[object] = set()
        for report in values.get("reports", ()):
            key = (report.unit, period_key(report.period))
            if key in met:
                what = _("{unit} has a report for {period} already").format(
                    unit=report.unit, period=report.period
                )
                self.report("DM107", values.marks["reports"], what)
            met.add(key)

    def act(self, event: Event) -> Act | None:
        """An act of the keeper."""
        values = self.mapping(event, self.act_keys, _("an act"))
        if values is None:
            return None
        kinds = [kind for kind in ActKind if kind.value in values]
        if len(kinds) != 1:
            keys = enumerated(f"{kind.value}:" for kind in ActKind)
            if not self.is_broken(values):
                what = _("one of {keys} belongs here, with a day").format(keys=keys)
                self.report("DM109", values.start, what)
            return None
        key = kinds[0].value
        return Act(kinds[0], values[key], values.get("note", ""), span_of(values.marks[key]))

    def unit_report(self, event: Event) -> Report | None:
        """What a unit says of a task."""
        values = self.mapping(event, self.report_keys, _("a report"))
        if values is None:
            return None
        for key in ("unit", "period"):
            if not values.get(key):
                self.missing(key, values)
                return None
        # To many programs on: is a key that says true.
        return Report(**{"on": values.pop("filled_on", None), **values})

    def state(self, event: Event) -> State | None:
        """A word for a state."""
        value = self.text(event)
        if not value:
            return None
        state = read_state(value)
        if state is None:
            words = enumerated(state.value for state in State)
            what = _("{value} is no state; one of {words} belongs here")
            self.report("DM110", event.start_mark, what.format(value=value, words=words))
        return state
