"""What a progress file may say, and what must hold between its records; each knows its place.

Whatever they are read from: `accountreader` reads lines, `accountevent` a parser's events.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dutymatrix.finding import Finding
from dutymatrix.i18n import CHINESE, _, enumerated, messages_in
from dutymatrix.plan.model import Span
from dutymatrix.planfile.recordreader import At, Reads, RecordReader, Values
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


def read_state(said: str) -> State | None:
    """The state that a word means, in whatever language; None if it is none."""
    return STATES.get("".join(said.split())) or STATES.get(said.strip())


class AccountRecords(RecordReader):
    """One pass over one progress file."""

    def __init__(self, file: str) -> None:
        """Begin with nothing.

        Args:
            file: The name of the file for findings.
        """
        self.file = file
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

    def account(self, at: At) -> Account | None:
        """All of it, and what must hold between its records."""
        values = self.mapping(at, self.keys, _("a progress file"))
        if values is None:
            return None
        if not self.is_known_format(values, FORMAT):
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

    def round(self, at: At) -> Round | None:
        """A period that forms were handed out for."""
        values = self.mapping(at, self.round_keys, _("a period"))
        if values is None:
            return None
        if not values.get("period"):
            self.missing("period", values)
            return None
        return Round(values["period"], values.get("due"), values.get("for", False))

    def scope(self, at: At) -> bool | None:
        """Whom forms were for: only `lead` is ever said."""
        value = self.text(at)
        if value not in (None, "lead", "all"):
            self.report("DM110", at, _("lead or all belongs here"))
        return value == "lead"

    def entry(self, at: At) -> Entry | None:
        """All that is known of a task."""
        values = self.mapping(at, self.entry_keys, _("an entry"))
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
        return Entry(place, values.get("acts", ()), values.get("reports", ()), values.start)

    def once(self, values: Values) -> None:
        """A unit reports on a task once a period."""
        met: set[object] = set()
        for report in values.get("reports", ()):
            key = (report.unit, period_key(report.period))
            if key in met:
                what = _("{unit} has a report for {period} already").format(
                    unit=report.unit, period=report.period
                )
                self.report("DM107", self.place(values, "reports"), what)
            met.add(key)

    def act(self, at: At) -> Act | None:
        """An act of the keeper."""
        values = self.mapping(at, self.act_keys, _("an act"))
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
        return Act(kinds[0], values[key], values.get("note", ""), self.place(values, key))

    def unit_report(self, at: At) -> Report | None:
        """What a unit says of a task."""
        values = self.mapping(at, self.report_keys, _("a report"))
        if values is None:
            return None
        for key in ("unit", "period"):
            if not values.get(key):
                self.missing(key, values)
                return None
        # To many programs on: is a key that says true.
        return Report(**{"on": values.pop("filled_on", None), **values})

    def state(self, at: At) -> State | None:
        """A word for a state."""
        value = self.text(at)
        if not value:
            return None
        state = read_state(value)
        if state is None:
            words = enumerated(state.value for state in State)
            what = _("{value} is no state; one of {words} belongs here")
            self.report("DM110", at, what.format(value=value, words=words))
        return state
