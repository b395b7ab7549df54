"""What must hold between names of a plan: each once in the roster, each in tasks from it."""

import re
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter

from dutymatrix.i18n import _, listed
from dutymatrix.plan.model import Entry, Plan, Span, Unit
from dutymatrix.planfile.recordreader import MOST_HINTS, Name

_NAME = itemgetter(0)

Report = Callable[[str, Span | None, str, str | None], None]
"""Keeps a finding: code, place, message, next step (the rule's where None)."""


class NameCheck:
    """Checks the names of one plan and reports what is wrong."""

    def __init__(self, plan: Plan, places: Mapping[str, list[Span]], report: Report) -> None:
        self.plan = plan
        self.places = places
        """Where each name of the roster is declared; more than once is an error."""
        self.report = report
        self.known = frozenset(plan.rank)
        self.owner: dict[str, str] = {}
        """Whose each name and alias is."""
        self.hints: dict[str, str] = {}
        """What was said of each unknown name: to look for likely ones takes long."""

    def roster(self) -> None:
        """Every name and alias stands once, no group reaches itself, successors are in order."""
        for name, places in self.places.items():
            for place in places[1:]:
                self.taken(name, name, place)
        owner = self.owner = {name: name for name in self.known}
        for record in self.plan.roster:
            for alias in record.aliases:
                if owner.setdefault(alias, record.name) != record.name or alias == record.name:
                    self.taken(alias, owner[alias], self.places[record.name][0])
        for unit in self.plan.units:
            if re.search("[，、；]", unit.name):
                what = _("{name} is several names").format(name=unit.name)
                self.report("DM203", self.places[unit.name][0], what, None)
        members = {group.name: group.members for group in self.plan.groups}
        circles = _circles(members)
        for name in members:
            if name in circles:
                what = _("{name} is a member of itself").format(name=name)
                self.report("DM205", self.places[name][0], what, None)

        self.successions()

    def successions(self) -> None:
        """Whoever ended has a successor, and days are in order."""
        ended = {u.name: u.succeeded_by for u in self.plan.units if u.until or u.succeeded_by}
        if not ended:
            return
        from dutymatrix.planfile.successor import iter_slips

        for code, at, what, then in iter_slips(self.plan, _circles(ended)):
            place = self.places[at.name][0] if isinstance(at, Unit) else at.span
            self.report(code, place, what, then)

    def entries(self, entries: Iterable[Entry]) -> None:
        """Names in tasks stand in the roster and once a task; ids are given once."""
        ids: dict[str, Entry] = {}
        for entry in entries:
            names = {*map(_NAME, entry.assignments)}
            if not names <= self.known:
                for (name, _role), place in zip(entry.assignments, entry.places, strict=True):
                    if name not in self.known:
                        self.unknown(name, place)
            if len(names) != len(entry.assignments):
                self.twice(entry)
            if entry.id is not None and ids.setdefault(entry.id, entry) is not entry:
                what = _("the id {id} is taken").format(id=entry.id)
                self.report("DM116", entry.span, what, None)

    def references(self, names: Iterable[Name]) -> None:
        """Names that the roster and standing rules refer to stand in it."""
        for name in names:
            if name.text not in self.known:
                self.unknown(name.text, name.place)

    def taken(self, name: str, owner: str, place: Span) -> None:
        """A name of the roster stands in it twice."""
        what = (
            _("{name} is in the roster already")
            if name == owner
            else _("{name} is in the roster already, as {other}")
        )
        self.report("DM202", place, what.format(name=name, other=owner), None)

    def twice(self, entry: Entry) -> None:
        """Say which names stand twice in a task, and where."""
        first: dict[str, Span] = {}
        for (name, _role), place in zip(entry.assignments, entry.places, strict=True):
            if name in first:
                what = _("{name} is already listed in this task (line {line})")
                self.report("DM301", place, what.format(name=name, line=first[name].line), None)
            first.setdefault(name, place)

    def unknown(self, name: str, place: Span) -> None:
        """A name that the roster does not have, with what was probably meant."""
        if re.search("[，、；,;]", name):
            self.report("DM203", place, _("{name} is several names").format(name=name), None)
            return
        what = _("{name} is not in the roster").format(name=name)
        if name not in self.hints:
            self.hints[name] = self.meant(name)
        self.report("DM201", place, what, self.hints[name])

    def meant(self, name: str) -> str:
        """The next step for a name that the roster does not have."""
        from dutymatrix.finding.rule import next_step
        from dutymatrix.plan.name import likely_names

        if name in self.owner:
            return _("it is an alias of {name}: write {name}").format(name=self.owner[name])
        likely = likely_names(name, self.plan) if len(self.hints) < MOST_HINTS else ()
        asked = _("did you mean {names}?").format(names=listed(likely)) + " " if likely else ""
        return asked + next_step("DM201")


def _circles(members: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Names that reach themselves, directly or through others: groups among their members.

    They are what Tarjan finds: names that reach each other, in one walk through all of them.
    """
    found: set[str] = set()
    # When each group was met, and the earliest group on the way that it reaches.
    met: dict[str, int] = {}
    reaches: dict[str, int] = {}
    way: dict[str, None] = {}
    for first in members:
        ahead = [(first, iter(members[first]))] if first not in met else []
        while ahead:
            name, others = ahead[-1]
            if name not in met:
                met[name] = reaches[name] = len(met)
                way[name] = None
            other = next((one for one in others if one in members), None)
            if other is None:
                ahead.pop()
                if ahead:
                    above = ahead[-1][0]
                    reaches[above] = min(reaches[above], reaches[name])
                if reaches[name] == met[name]:
                    circle = {name}
                    while (last := way.popitem()[0]) != name:
                        circle.add(last)
                    if len(circle) > 1 or name in members[name]:
                        found |= circle
            elif other not in met:
                ahead.append((other, iter(members[other])))
            elif other in way:
                reaches[name] = min(reaches[name], met[other])
    return found
