"""Records of a file, from whatever it is read: what their values may be, and where they stand."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from dutymatrix.i18n import _
from dutymatrix.plan.model import Span

At = Any
"""What a value is read from: the event that begins it, or what stands in its line."""
Reads = Callable[[At], Any]
"""Reads a value to its end; None for an empty value."""

MOST_HINTS = 100
"""What is likely meant is looked for so often: it takes long, and nobody reads a thousand hints."""

# Patterns, not compiled ones: a plan without mistakes hardly needs them.
_NOT_A_NAME = r"(?i:~|null|true|false|yes|no|on|off|[-+]?[0-9][0-9_,.:eE+-]*|[-+]?\.(inf|nan))"
_MIDNIGHT = r"(?:[Tt]|[ \t]+)0?0:00:00(?:\.0*)?(?:[ \t]*(?:Z|[-+]00?(?::?00)?))?\Z"


class Name(NamedTuple):
    """A name, and where it stands."""

    text: str
    place: Span


class Values(dict[str, Any]):
    """Values of a record by key, where its keys stand, and where it begins and ends."""

    __slots__ = ("end", "marks", "start")

    def __init__(self, start: Span) -> None:
        self.start = self.end = start
        self.marks: dict[str, Any] = {}
        """What `RecordReader.place` makes a place of."""


class RecordReader(ABC):
    """Reads values one after the other, and says what is wrong with them."""

    @abstractmethod
    def document(self, read: Reads) -> Any:  # noqa: ANN401  # as Reads
        """The one record of the file; None where none is, or its structure breaks."""

    @abstractmethod
    def report(self, code: str, place: Span | At, message: str, hint: str | None = None) -> None:
        """Keep a finding; its next step is the rule's where none is given."""

    @abstractmethod
    def place(self, values: Values, key: str) -> Span:
        """Where a key of a record stands."""

    @abstractmethod
    def missing(self, key: str, values: Values) -> None:
        """A key that must be there is not."""

    @abstractmethod
    def is_broken(self, values: Values) -> bool:
        """Whether a record that was just read holds a break: what is missing may stand there."""

    def is_known_format(self, values: Values, known: int) -> bool:
        """Whether a file is of the format that is read here."""
        n = values.get("format", known)
        if n == known:
            return True
        what = _("format {n} is not known here; this program reads format {known}")
        self.report("DM112", self.place(values, "format"), what.format(n=n, known=known))
        return False

    # Records and lists.

    @abstractmethod
    def mapping(self, at: At, keys: Mapping[str, Reads], what: str) -> Values | None:
        """Values of a record by key; None where something else stands there."""

    @abstractmethod
    def attributes(self, at: At, keys: Mapping[str, Reads], what: str) -> Values:
        """Values of a record that may be left empty."""

    @abstractmethod
    def records(self, read_record: Reads) -> Reads:
        """What reads a list of records into a tuple."""

    @abstractmethod
    def named(self, read_record: Callable[[Name, At], Any]) -> Reads:
        """What reads a record with names for keys into a tuple."""

    @abstractmethod
    def fields(self, at: At) -> tuple[tuple[str, str], ...] | None:
        """A record with any keys, as (key, text)."""

    @abstractmethod
    def heirs(self, at: At) -> tuple[tuple[str, Name], ...] | None:
        """A record of who took over: any keys, each with one name."""

    # Texts.

    @abstractmethod
    def text(self, at: At) -> str | None:
        """A scalar's text; None where nothing stands there."""

    @abstractmethod
    def prose(self, at: At) -> str | None:
        """Text in canonical form."""

    @abstractmethod
    def names(self, at: At) -> tuple[Name, ...] | None:
        """One name, or a list of them."""

    def line(self, at: At) -> str | None:
        """Text that is one line wherever it is shown."""
        value = self.prose(at)
        return value.replace("\n", "") if value else None

    def strings(self, at: At) -> tuple[str, ...] | None:
        """One text, or a list of them."""
        return tuple(name.text for name in self.names(at) or ()) or None

    def date(self, at: At) -> date | None:
        """A day, written year-month-day."""
        value = self.text(at)
        if not value:
            return None
        # To many programs a day is the moment at which it begins.
        day = re.sub(_MIDNIGHT, "", value) if len(value) > 10 else value
        try:
            # fromisoformat takes week dates and digits run together, too.
            if len(day) == 10 and day[4] == day[7] == "-":
                return date.fromisoformat(day)
        except ValueError:
            pass
        self.report("DM501", at, _("{value} is not a date").format(value=value))
        return None

    def integer(self, at: At) -> int | None:
        """A whole number from 1 to 9999."""
        value = self.text(at)
        if not value:
            return None
        if value.isascii() and value.isdigit() and len(value) < 5 and int(value):
            return int(value)
        self.report("DM110", at, _("a whole number belongs here"))
        return None

    def boolean(self, at: At) -> bool | None:
        """True or false."""
        value = self.text(at)
        if not value:
            return None
        if value.lower() not in {"true", "false"}:
            self.report("DM110", at, _("true or false belongs here"))
        return value.lower() == "true"


def is_other_kind(name: str) -> bool:
    """Whether YAML itself would take what is written so for something else than a text."""
    return name[0] < "\x80" and re.fullmatch(_NOT_A_NAME, name) is not None
