"""Whom the wording of a plan gives something to do, beside the lists that say who has it."""

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache

from dutymatrix.check.place import of_item, of_plan, place_of
from dutymatrix.finding import Finding
from dutymatrix.i18n import _, listed
from dutymatrix.plan.model import Item, Plan, Role
from dutymatrix.plan.name import groups_of, unlisted_groups
from dutymatrix.plan.numbering import PART_LETTERS
from dutymatrix.wording.membership import is_localities, is_place, may_include
from dutymatrix.wording.nameform import are_levels_apart, field_of, name_form
from dutymatrix.wording.script import plain
from dutymatrix.wording.tasking import Tasking, find_exempt, find_taskings
from dutymatrix.wording.unit import is_certain_unit

# Without their level shorter names are general nouns: 政府, 法院.
_SHORTEST = 3


def find_tasked_units(plan: Plan) -> Iterator[Finding]:
    """Who is given something to do by the wording alone.

    Units that the task's list does not name (DM312), or no roster (DM208), and leads that are
    not the list's (DM314).
    """
    names = _Names(plan)
    lists = _Lists(plan)
    for item in plan.items:
        own = lists.of(item)
        taskings = tuple(find_taskings(plain(item.entry.text), names.is_name)) if own else ()
        missing: dict[str, str] = {}
        unknown: dict[str, str] = {}
        for said in (name for tasking in taskings for name in tasking.names):
            name = names.meant(said) or (said if is_localities(said) else "")
            if not name and is_certain_unit(said):
                unknown[said] = said
            elif name and not (names.is_among(name, own) or lists.covers(own, item, name)):
                missing.setdefault(name, said)
        if missing:
            what = _(
                "the wording of {label} gives {units} something to do, "
                "but its list does not name them"
            )
            yield _about(plan, "DM312", item, what, missing)
        if unknown:
            what = _(
                "the wording of {label} gives {units} something to do, "
                "but the roster does not name them"
            )
            yield _about(plan, "DM208", item, what, unknown)
        yield from _other_lead(plan, item, taskings, names)


def _about(plan: Plan, code: str, item: Item, what: str, said: Mapping[str, str]) -> Finding:
    """A finding about units, at the first of them; `said` is what the wording calls each."""
    what = what.format(label=item.label, units=listed(said))
    return of_item(plan, code, item, what, words=next(iter(said.values())))


def _other_lead(
    plan: Plan, item: Item, taskings: Iterable[Tasking], names: "_Names"
) -> Iterator[Finding]:
    """The lead that a wording names, where no lead of the list is among those."""
    leads = item.entry.lead
    said = (tasking.names[0] for tasking in taskings if tasking.leads)
    meant = {name: own for own in said if (name := names.meant(own))}
    if leads and meant and not any(names.is_among(name, leads) for name in meant):
        what = _("by the wording of {label} {said} leads, by its list {lead}")
        what = what.format(label=item.label, said=listed(meant), lead=listed(leads))
        yield of_item(plan, "DM314", item, what, words=next(iter(meant.values())))


def find_units_sent_elsewhere(plan: Plan) -> Iterator[Finding]:
    """Units on a task's list whose part the wording takes away (DM313)."""
    names = _Names(plan)
    for item in plan.items:
        exempt = (names.meant(said) for said in find_exempt(plain(item.entry.text)))
        own = {unit for unit, _role in item.entry.assignments}
        for name in dict.fromkeys(name for name in exempt if name in own):
            what = _("the wording of {label} takes {unit} out, its list does not")
            what = what.format(label=item.label, unit=name)
            yield of_item(plan, "DM313", item, what, place=place_of(item, name))


def find_leads_of_nothing(plan: Plan) -> Iterator[Finding]:
    """Units that the plan's rules say lead, and that lead nothing (DM316)."""
    names = _Names(plan)
    leading = {
        unit for item in plan.items for unit, role in item.entry.assignments if role is Role.LEAD
    }
    if not leading:
        return  # The document states no leads.
    found: dict[str, None] = {}
    for text in _rules(plan):
        for tasking in find_taskings(plain(text), names.is_name):
            name = names.meant(tasking.names[0]) if tasking.leads else None
            if name and not names.is_among(name, leading):
                found[name] = None
    for name in found:
        what = _("the plan says that {unit} leads, and it leads no task")
        yield of_plan(plan, "DM316", what.format(unit=name), words=name)


def _rules(plan: Plan) -> Iterator[str]:
    """What the plan says for all its tasks."""
    yield plan.role_rule
    yield from (standing.text for standing in plan.standing)
    yield plan.preamble
    for chapter in plan.common:
        yield chapter.text
        yield from (clause.text for clause in chapter.items)


class _Names:
    """The roster as wordings write its names."""

    def __init__(self, plan: Plan) -> None:
        self._own = {record.name for record in plan.roster}
        found: dict[str, set[str]] = {}
        of_no_level: dict[str, str] = {}
        for record in plan.roster:
            for own in filter(None, (record.name, record.full_name, *record.aliases)):
                form = name_form(plain(own))
                found.setdefault(form, set()).add(record.name)
                rest = _without_level(form)
                if rest == form:
                    of_no_level[form] = record.name
                elif len(rest) >= _SHORTEST:
                    found.setdefault(rest, set()).add(record.name)
        self._names = {form: names.pop() for form, names in found.items() if len(names) == 1}
        self._of_no_level = of_no_level
        self._kin: dict[str, set[str]] = {}
        for unit in plan.units:
            for follower in unit.succeeded_by:
                self._kin.setdefault(unit.name, set()).add(follower)
                self._kin.setdefault(follower, set()).add(unit.name)

    def meant(self, said: str) -> str | None:
        """The one name of the roster that is meant; a level may be left out on either side."""
        form = name_form(said)
        if said in self._own:
            return said
        return self._names.get(form) or self._of_no_level.get(_without_level(form))

    def is_among(self, name: str, others: Container[str]) -> bool:
        """Whether a unit, or one that it followed or that followed it, is among others."""
        return name in others or any(one in others for one in self._kin.get(name, ()))

    def is_name(self, said: str) -> bool:
        """Whether a text is certainly a name, of the roster or not."""
        return bool(self.meant(said)) or is_localities(said) or is_certain_unit(said)


class _Lists:
    """Who is on the lists that hold for a task."""

    def __init__(self, plan: Plan) -> None:
        self._unlisted = {*unlisted_groups(plan)}
        self._standing = {unit for standing in plan.standing for unit in standing.units}
        self._parts: dict[str, set[str]] = {}
        for item in plan.items:
            units = {unit for unit, _role in item.entry.assignments}
            self._parts.setdefault(_whole(item), set()).update(units)
        self._groups = cache(lambda name: {*groups_of(plan, name)})

    def of(self, item: Item) -> set[str]:
        """Names on a task's list, on those of its other parts and of its sections."""
        above = {unit for section in item.sections for unit, _role in section.assignments}
        own = self._parts[_whole(item)]
        return own | above | self._standing if own or above else set()

    def covers(self, own: set[str], item: Item, name: str) -> bool:
        """Whether a list names a unit, a phrase for it, or one that may include it."""
        if not own.isdisjoint(self._groups(name)):
            return True
        if is_localities(plain(name)):
            return any(is_localities(plain(one)) or is_place(plain(one)) for one in own)
        # 等 may include an office, never the towns.
        if item.entry.open:
            return True
        form = name_form(plain(name))
        return any(
            (one in self._unlisted and may_include(one, name))
            or are_levels_apart(form, name_form(plain(one)))
            for one in own
        )


def _without_level(form: str) -> str:
    level, _field = field_of(form)
    return form.removeprefix(level)


def _whole(item: Item) -> str:
    """The number of the item that a part belongs to."""
    return item.number.rstrip(PART_LETTERS)
