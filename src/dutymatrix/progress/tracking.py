"""Which entry belongs to which task, through moves, renumbering and new titles."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import NamedTuple

from dutymatrix.diff.identity import know_names
from dutymatrix.diff.level import level_plans
from dutymatrix.diff.match import Matching, match_plans
from dutymatrix.plan.model import Item, Plan
from dutymatrix.progress.account import Account, Entry, Place


class Why(Enum):
    """Why nobody can say which task an entry belongs to."""

    GONE = "gone"
    """The plan has no such task any more."""
    SPLIT = "split"
    """The task became several."""
    UNKNOWN = "unknown"
    """No plan that is known has had such a task."""


class Lost(NamedTuple):
    """An entry without a task."""

    entry: Entry
    why: Why
    candidates: tuple[Item, ...] = ()
    """Tasks that a split made of it."""


class Tracking(NamedTuple):
    """Whose each entry is."""

    entries: Mapping[str, tuple[Entry, ...]]
    """Number of a task → its entries, several where tasks were merged."""
    lost: tuple[Lost, ...]
    """In the order of the file."""
    followed: Mapping[Place, Item]
    """Tasks that are called otherwise now, or stand elsewhere, by what their entry says."""

    def entry(self, item: Item) -> Entry | None:
        """What is known of a task: of merged ones all of it, closed where each of them is."""
        own = self.entries.get(item.number, ())
        if len(own) < 2:
            return own[0] if own else None
        open_ones = [entry for entry in own if not entry.closed] or own
        acts = sorted((act for entry in open_ones for act in entry.acts), key=lambda act: act.day)
        reports = (report for entry in own for report in entry.reports)
        return replace(own[0], acts=tuple(acts), reports=tuple(dict.fromkeys(reports)))


def places_of(plan: Plan) -> Mapping[str, Place]:
    """What tells each task from the others, by number."""
    met: Counter[tuple[str, str]] = Counter()
    places = {}
    for item in plan.items:
        section = item.section.headline if item.section else ""
        met[item.title, section] += 1
        which = met[item.title, section]
        places[item.number] = Place(item.entry.id, item.title, section, which)
    return places


def track(plan: Plan, account: Account, former: Iterable[Plan] = ()) -> Tracking:
    """Find the task of each entry.

    What is unique decides: a permanent id, then title and section, then a title that no other
    task has. What is left is looked up in former revisions, and taken to the task that `diff`
    says it is now.

    Args:
        plan: The plan of today.
        account: What is known.
        former: Revisions of the plan, the newest first; asked only where something is left.
    """
    found = _find_outright(plan, account.entries)
    lost: dict[Place, Lost] = {}
    rest = [entry for entry in account.entries if entry.place not in found]
    for old in former if rest else ():
        before, now = level_plans(old, plan)
        here = _find_outright(before, rest)
        if not here:
            continue
        heirs = _heirs(match_plans(before, now, know_names(before, now).of_old()))
        # Levels may have given the rows other numbers; what they say is the same record.
        own = {id(item.entry): item for item in plan.items}
        for place, item in here.items():
            entry = account.entry_by_place[place]
            rows = heirs.get(item.number, ())
            news = tuple(own[id(row.entry)] for row in rows if id(row.entry) in own)
            if len(news) == 1:
                found[place] = news[0]
            else:
                lost[place] = Lost(entry, Why.SPLIT if news else Why.GONE, news)
        rest = [entry for entry in rest if entry.place not in found and entry.place not in lost]
        if not rest:
            break
    entries: dict[str, tuple[Entry, ...]] = {}
    places = places_of(plan)
    followed = {}
    for entry in account.entries:
        if entry.place in found:
            item = found[entry.place]
            entries[item.number] = (*entries.get(item.number, ()), entry)
            if entry.place != places[item.number]:
                followed[entry.place] = item
        else:
            lost.setdefault(entry.place, Lost(entry, Why.UNKNOWN))
    in_order = tuple(lost[e.place] for e in account.entries if e.place in lost)
    return Tracking(entries, in_order, followed)


def _find_outright(plan: Plan, entries: Sequence[Entry]) -> dict[Place, Item]:
    """Tasks that a plan calls as an entry does."""
    places = places_of(plan)
    by_id = {item.entry.id: item for item in plan.items if item.entry.id}
    by_name = {place._replace(id=None): plan.item_by_number[n] for n, place in places.items()}
    found: dict[Place, Item] = {}
    for entry in entries:
        place = entry.place
        item = by_id.get(place.id or "") or by_name.get(place._replace(id=None))
        # What has an id of its own is another task, whatever it is called.
        if item and not (place.id and item.entry.id not in (None, place.id)):
            found[place] = item
    taken = {item.number for item in found.values()}
    titles: dict[str, list[Item]] = {}
    for item in plan.items:
        titles.setdefault(item.title, []).append(item)
    asked = Counter(entry.place.title for entry in entries)
    for entry in entries:
        place = entry.place
        alone = titles.get(place.title, ())
        if place in found or len(alone) != 1 or asked[place.title] != 1:
            continue
        item = alone[0]
        if item.number not in taken and not (place.id and item.entry.id):
            found[place] = item
    return found


def _heirs(matching: Matching) -> Mapping[str, tuple[Item, ...]]:
    """What became of each old task."""
    pairs = (*matching.tasks, *matching.sections, *matching.wholes)
    heirs: dict[str, tuple[Item, ...]] = {old.number: (new,) for old, new in pairs}
    for number, news in matching.splits.items():
        heirs[number] = news
    for number, olds in matching.merges.items():
        for old in olds:
            heirs.setdefault(old.number, (matching.new.by_number[number],))
    return heirs


def with_entry(
    plan: Plan, account: Account, tracking: Tracking, item: Item, entry: Entry
) -> Account:
    """What is known, with other words about a task.

    Args:
        plan: The plan of today.
        account: What is known.
        tracking: Whose each entry is.
        item: The task.
        entry: All that is to be known of it; its place is that of an entry of the task, or new.
    """
    entries = list(account.entries)
    places = [own.place for own in entries]
    if entry.place in places:
        entries[places.index(entry.place)] = entry
    else:
        # In the order of the plan: two people who write of different tasks write apart.
        order = plan.place_by_number
        number_by_place = {e.place: n for n, own in tracking.entries.items() for e in own}
        later = (
            n
            for n, place in enumerate(places)
            if order.get(number_by_place.get(place, ""), -1) > order[item.number]
        )
        entries.insert(next(later, len(entries)), entry)
    return Account(account.rounds, tuple(entries), account.file)
