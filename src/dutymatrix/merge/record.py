"""A plan as records alike: what each says itself, and the lists of records in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import Any

from dutymatrix.plan.model import KEY_BY_FIELD, Chapter, Plan, Section, Task
from dutymatrix.planfile.splice import Key

_LISTS: Mapping[type, tuple[str, ...]] = {
    Plan: ("units", "groups", "standing", "sections", "own_tasks", "common"),
    Section: ("milestones", "sections", "tasks"),
    Task: ("milestones", "parts"),
    Chapter: ("items",),
}
_UNSAID = frozenset({"span", "places", "file"})


@dataclass(frozen=True, eq=False)
class Record:
    """A plan, section, task, unit, milestone …; each is only itself, whatever it says."""

    value: Any
    """The record as the model has it."""
    path: tuple[Key, ...]
    """Where it stands in its file."""
    fields: Mapping[str, Any]
    """What it says, by the keys of the file; what it does not say is not there."""
    lists: Mapping[str, tuple["Record", ...]]
    """The records in it, by key, in order."""

    @cached_property
    def said(self) -> tuple[Any, ...]:
        """All that it and the records in it say, to be compared."""
        inner = {key: tuple(record.said for record in own) for key, own in self.lists.items()}
        return fingerprint(self.fields, inner)

    def walk(self) -> Iterator["Record"]:
        """The record and all those in it, from the top."""
        waiting = [self]
        while waiting:
            record = waiting.pop()
            yield record
            if record.lists:
                for records in [*record.lists.values()][::-1]:
                    waiting += records[::-1]


def fingerprint(fields: Mapping[str, Any], inner: Mapping[str, tuple[Any, ...]]) -> tuple[Any, ...]:
    """Fields, and what the records in lists say, as one value that can be compared."""
    said = {**fields, **{key: own for key, own in inner.items() if own}}
    return tuple(sorted(said.items(), key=lambda pair: pair[0]))


def unordered(record: Record) -> tuple[Any, ...]:
    """All that a record and those in it say, in whatever order names and records stand."""
    fields = {
        key: frozenset(value) if isinstance(value, tuple) else value
        for key, value in record.fields.items()
    }
    inner = {key: (frozenset(map(unordered, own)),) for key, own in record.lists.items()}
    return fingerprint(fields, inner)


def record_of(value: Any, path: tuple[Key, ...] = ()) -> Record:  # noqa: ANN401 - any record
    """A record of the model with all that is in it."""
    own: dict[str, Any] = {}
    lists: dict[str, tuple[Record, ...]] = {}
    kind: Any = type(value)
    inner = _LISTS.get(kind, ())
    for name in _names(kind):
        said = getattr(value, name)
        if not said:
            continue
        key = KEY_BY_FIELD.get(name, name)
        if name in inner:
            lists[key] = tuple(
                record_of(each, (*path, key, getattr(each, "name", place)))
                for place, each in enumerate(said)
            )
        elif isinstance(said, Mapping):
            own[key] = tuple((role.value, text) for role, text in said.items())
        else:
            own[key] = said
    return Record(value, path, own, lists)


@cache
def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a class of the model
    """The fields in which a kind of record says something."""
    named = getattr(kind, "_fields", None) or [field.name for field in fields(kind)]
    return tuple(name for name in named if name not in _UNSAID)
