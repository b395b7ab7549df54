"""Names in several plans that are probably one office's, and equal ones that are two's."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations, permutations, product
from json import dumps
from typing import NamedTuple

from dutymatrix.check.place import of_plan
from dutymatrix.finding import Finding
from dutymatrix.i18n import _, listed
from dutymatrix.plan.model import Plan
from dutymatrix.wording.nameform import field_of, name_form
from dutymatrix.wording.reform import became
from dutymatrix.wording.unit import is_place

_PLACE = re.compile("[\u4e00-\u9fff]{2,7}?[省市县区州盟旗]")
_YEARS_TO_FOLLOW = 2
_NATIONAL = ("国务院", "国家", "中央", "全国")
_RANKS = (("部", "家"), ("总局", "家"), ("厅", "省"))

_MOST_NAMED = 3


class LikelyPair(NamedTuple):
    """Two names of different plans that probably mean one office."""

    old: str
    """The name that the older plan has."""
    new: str
    follows: bool
    """Whether the one usually followed the other in a reform; else it is only spelt otherwise."""


def find_namesakes(plans: Iterable[Plan]) -> Iterator[Finding]:
    """Offices of two places that have one name, and so are one unit of a folder (DM214).

    One finding for each place beside the commonest, in a plan of it.
    """
    count = Counter[frozenset[str]]()
    holder: dict[frozenset[str], dict[str, Plan]] = {}
    for plan in plans:
        # A title may begin with what only looks like a place.
        if plan.issued_by and (places := _places_of(plan)):
            count[places] += 1
            names = holder.setdefault(places, {})
            for unit in plan.units:
                names.setdefault(unit.name, plan)
    met: list[frozenset[str]] = []
    for places, _n in count.most_common():
        for others in met:
            theirs = holder[others]
            seats = {
                name: seat
                for name in holder[places]
                if name in theirs and (seat := _seats_of(name, places, others))
            }
            if seats:
                name, (place, other) = next(iter(seats.items()))
                said = _(
                    "{units}: here of {place}, in {file} of {other}; asked together, equal names "
                    "are one unit"
                )
                what = said.format(
                    units=listed([*seats][:_MOST_NAMED]) + "…" * (len(seats) > _MOST_NAMED),
                    place=place,
                    file=theirs[name].file,
                    other=other,
                )
                yield of_plan(holder[places][name], "DM214", what, words=f"{name}:")
                break
        met.append(places)


def _seats_of(name: str, places: Iterable[str], others: Iterable[str]) -> tuple[str, str] | None:
    """The places whose office 市公安局 is to plans of some and of other ones; None if it is one."""
    level, _field = field_of(name_form(name))
    if len(level) != 1:
        return None  # It has no level, or says its place: 湛江市公安局.
    own, theirs = ([one for one in known if one.endswith(level)] for known in (places, others))
    return (own[0], theirs[0]) if own and theirs and {*own}.isdisjoint(theirs) else None


def find_unjoined(plans: Sequence[Plan], house: Plan | None, file: str) -> Iterator[Finding]:
    """Names that are probably one office's (DM213), each in a plan that has the newer one.

    Args:
        plans: The plans.
        house: What is said of all of them already.
        file: Where that is said; findings have the lines to write there.
    """
    where = _Where.of(plans)
    has: dict[str, list[int]] = {}
    for n, plan in enumerate(plans):
        for unit in plan.units:
            has.setdefault(unit.name, []).append(n)
    for old, new, follows in find_likely(plans, house):
        ours, theirs = next(
            (plans[n], plans[m])
            for n, m in product(has[new], has[old])
            if where.may_be_one(where.at[n], where.at[m])
        )
        said = (
            _("{new} probably took over from {old}, which {file} names")
            if follows
            else _("{new} is probably the unit that {file} calls {old}")
        )
        what = said.format(new=new, old=old, file=theirs.file)
        then = [_("if so, write in {file}:").format(file=file), *_lines(old, new, follows=follows)]
        yield of_plan(ours, "DM213", what, words=f"{new}:")._replace(hint="\n".join(then))


def _lines(old: str, new: str, *, follows: bool) -> Iterator[str]:
    """What a `units.yaml` has that says so."""
    # A name may hold what YAML takes for its own.
    one, other = (
        name if name.isalnum() else dumps(name, ensure_ascii=False) for name in (old, new)
    )
    yield "units:"
    if follows:
        yield f"  {one}: {{succeeded_by: [{other}]}}"
        yield f"  {other}:"
    else:
        yield f"  {other}: {{aliases: [{one}]}}"


def find_likely(plans: Sequence[Plan], house: Plan | None = None) -> tuple[LikelyPair, ...]:
    """Names that no plan has together, and that are one but for their spelling or for a reform.

    Args:
        plans: The plans.
        house: What is said of all of them already: what it joins is not named again.
    """
    dated = sorted(plans, key=lambda plan: (plan.issued_on is None, str(plan.issued_on)))
    places: dict[str, set[int]] = {}
    for n, plan in enumerate(dated):
        for unit in plan.units:
            places.setdefault(unit.name, set()).add(n)
    joined = {frozenset(pair) for plan in (*plans, house) if plan for pair in _joined(plan)}
    by_field: dict[str, list[tuple[str, str]]] = {}
    for name in places:
        form = name_form(name)
        level, field = field_of(form)
        by_field.setdefault(field, []).append((level[-1:] or _rank(form), name))
    by_field.pop("", None)
    where = _Where.of(dated)
    spots = {name: {where.at[n] for n in its} for name, its in places.items()}

    def pairs(
        ones: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]], *, follows: bool
    ) -> Iterator[LikelyPair]:
        for (level, one), (other_level, other) in product(ones, others):
            # 省公安局 is not 市公安局, nor is 省公安厅 a 公安局.
            apart = (level and other_level and level != other_level) or (
                not follows and {one[-1], other[-1]} == {"厅", "局"}
            )
            if (
                not apart
                and places[one].isdisjoint(places[other])
                and {one, other} not in joined
                and any(where.may_be_one(*pair) for pair in product(spots[one], spots[other]))
            ):
                old, new = sorted((one, other), key=lambda name: min(places[name]))
                yield LikelyPair(old, new, follows)

    found = [
        pair
        for field, names in by_field.items()
        for n, name in enumerate(names)
        for pair in pairs([name], names[n + 1 :], follows=False)
    ]
    for before, after in permutations(by_field, 2):
        if year := became(before, after):
            olds = {
                name: max((d.year for n in places[name] if (d := dated[n].issued_on)), default=year)
                for _level, name in by_field[before]
            }
            found += (
                pair
                for pair in pairs(by_field[before], by_field[after], follows=True)
                # What plans have years after a reform did not end in it.
                if olds.get(pair.old, date.max.year) <= year + _YEARS_TO_FOLLOW
            )
    return tuple(found)


def _rank(form: str) -> str:
    """The level of an office that only its last character tells: 教育部, 教育厅."""
    return next((level for ending, level in _RANKS if form.endswith(ending)), "")


class _Where(NamedTuple):
    """Which plans may speak of one place's offices: 宁波市's 市教育局 is not 绍兴市's."""

    at: Sequence[frozenset[str]]
    """The places of each."""
    is_mixed: bool
    """Whether they are of several; then one that names none is of any."""

    @classmethod
    def of(cls, plans: Iterable[Plan]) -> "_Where":
        """Where some plans are."""
        at = [_places_of(plan) for plan in plans]
        known = {*filter(None, at)}
        return cls(at, any(one.isdisjoint(other) for one, other in combinations(known, 2)))

    def may_be_one(self, places: frozenset[str], others: frozenset[str]) -> bool:
        """Whether a plan of some places and one of others may be of one."""
        return not places.isdisjoint(others) if places and others else not self.is_mixed


def _places_of(plan: Plan) -> frozenset[str]:
    """The places with which its issuers begin, or its title; none where they do not."""
    found = set()
    for said in plan.issued_by or (plan.title,):
        rest = said.removeprefix("中共")
        if rest.startswith(_NATIONAL):
            found.add("国家")
        while (match := _PLACE.match(rest)) and is_place(match[0]):
            found.add(match[0])
            rest = rest[match.end() :]
    return frozenset(found)


def _joined(plan: Plan) -> Iterator[tuple[str, str]]:
    """Names that a roster says are one office's."""
    for unit in plan.units:
        for other in (*unit.aliases, *unit.succeeded_by, *filter(None, (unit.full_name,))):
            yield unit.name, other
