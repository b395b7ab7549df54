"""What a form says of itself, unseen: which plan, period, unit and task each row is about.

Every row carries all of it, so that a form finds its way back whatever becomes of the others:
renamed, sorted, with rows deleted, saved again by another program.
"""

import json
from collections.abc import Mapping
from typing import NamedTuple

from dutymatrix.i18n import N_
from dutymatrix.progress.account import Place

_VERSION = 1
_KEY = "dutymatrix"

FIELDS = {
    "by": N_("Filled in by"),
    "phone": N_("Telephone"),
    "on": N_("Filled in on"),
}
"""What stands above the table to be filled in, by the field of a report."""

OPEN = {
    "text": N_("Progress"),
    "state": N_("State"),
    "problems": N_("Problems"),
    "next": N_("Next steps"),
}
"""Columns to be filled in, by the field of a report."""

UNIT, PERIOD, TASK = N_("Reporting unit"), N_("Period"), N_("Task")
"""What a form says in plain sight of whose it is."""


class RowMark(NamedTuple):
    """What a row of a form is about."""

    plan: str
    """Title of the plan."""
    revision: str
    """What git calls the content of the plan file; "" where nobody knows."""
    period: str
    unit: str
    place: Place


def encode(mark: RowMark) -> str:
    """A mark as a text without line breaks."""
    place = mark.place
    said: dict[str, object] = {
        _KEY: _VERSION,
        "plan": mark.plan,
        "revision": mark.revision,
        "period": mark.period,
        "unit": mark.unit,
        "id": place.id,
        "task": place.title,
        "section": place.section,
        "which": place.which,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> RowMark | None:
    """The mark in a cell, whatever stands around it; None where there is none."""
    start = text.find(f'{{"{_KEY}":')
    if start < 0:
        return None
    try:
        said, _end = json.JSONDecoder().raw_decode(text[start:].replace("\n", ""))
    except ValueError:
        return None
    if not isinstance(said, Mapping) or said.get(_KEY) != _VERSION:
        return None
    id_, which = said.get("id"), said.get("which")
    place = Place(
        id_ if isinstance(id_, str) else None,
        _text(said, "task"),
        _text(said, "section"),
        which if isinstance(which, int) else 1,
    )
    plan, revision = _text(said, "plan"), _text(said, "revision")
    return RowMark(plan, revision, _text(said, "period"), _text(said, "unit"), place)


def _text(said: Mapping[str, object], key: str) -> str:
    value = said.get(key)
    return value if isinstance(value, str) else ""
