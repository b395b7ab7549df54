"""iCalendar (RFC 5545): deadlines for a calendar. Needs icalendar, of the extra `office`."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Protocol
from uuid import NAMESPACE_URL, uuid5

from dutymatrix.error import MissingExtraError
from dutymatrix.i18n import listed, messages_in
from dutymatrix.plan.model import Item, Plan
from dutymatrix.wording.role import ROLE_WORDS


class Deadlines(Protocol):
    """What is written: tasks of one plan."""

    @property
    def plan(self) -> Plan:
        """The plan that they are of."""

    @property
    def items(self) -> tuple[Item, ...]:
        """The tasks."""


def render(view: Deadlines, _options: object) -> bytes:
    """An event for each date of each task, all day long; the same bytes for the same plan.

    Raises:
        MissingExtraError: icalendar is not installed.
    """
    try:
        from icalendar import Calendar, Event
    except ImportError:
        raise MissingExtraError("icalendar", "office") from None
    plan = view.plan
    words = messages_in(plan.language)
    calendar = Calendar()
    calendar.add("prodid", "-//dutymatrix//dutymatrix//")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plan.title)
    named: set[str] = set()
    for item in view.items:
        entry = item.entry
        for milestone in entry.milestones:
            if milestone.by is None:
                continue
            event = Event()
            # The same deadline of the same task is the same event, whatever number it gets.
            own = "\n".join((plan.title, entry.id or item.title, milestone.said, milestone.goal))
            while own in named:
                own += "\n"
            named.add(own)
            event.add("uid", str(uuid5(NAMESPACE_URL, own)))
            event.add("dtstamp", _midnight(plan.issued_on or milestone.by))
            event.add("dtstart", milestone.by)
            event.add("summary", f"{item.label} {item.title}")
            lines = (
                milestone.said,
                milestone.goal,
                *(
                    f"{plan.role_names.get(role, words.gettext(said.head))}：{listed(names)}"
                    for role, said in ROLE_WORDS.items()
                    if (names := entry.units(role))
                ),
            )
            event.add("description", "\n".join(filter(None, lines)))
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def undated(items: Iterable[Item]) -> int:
    """How many tasks have no date and are in no calendar."""
    return sum(not any(m.by for m in item.entry.milestones) for item in items)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
