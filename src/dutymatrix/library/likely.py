"""Names in several plans that are probably one office's."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from json import dumps
from typing import NamedTuple

from dutymatrix.check.place import of_plan
from dutymatrix.finding import Finding
from dutymatrix.i18n import _
from dutymatrix.plan.model import Plan
from dutymatrix.wording.nameform import field_of, name_form
from dutymatrix.wording.reform import are_usual

CODE = "DM213"
"""The rule about such names."""


class LikelyPair(NamedTuple):
    """Two names of different plans that probably mean one office."""

    old: str
    """The name that the older plan has."""
    new: str
    follows: bool
    """Whether the one usually followed the other in a reform; else it is only spelt otherwise."""


def find_unjoined(plans: Sequence[Plan], house: Plan | None, file: str) -> Iterator[Finding]:
    """Findings about such names, each in a plan that has the newer one.

    Args:
        plans: The plans.
        house: What is said of all of them already.
        file: Where that is said; findings have the lines to write there.
    """
    has: dict[str, Plan] = {}
    for plan in plans:
        for unit in plan.units:
            has.setdefault(unit.name, plan)
    for old, new, follows in find_likely(plans, house):
        said = (
            _("{new} probably took over from {old}, which {file} names")
            if follows
            else _("{new} is probably the unit that {file} calls {old}")
        )
        what = said.format(new=new, old=old, file=has[old].file)
        then = [_("if so, write in {file}:").format(file=file), *_lines(old, new, follows=follows)]
        yield of_plan(has[new], CODE, what, words=f"{new}:")._replace(hint="\n".join(then))


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
        level, field = field_of(name_form(name))
        by_field.setdefault(field, []).append((level[-1:], name))
    by_field.pop("", None)

    def pairs(
        ones: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]], *, follows: bool
    ) -> Iterator[LikelyPair]:
        for (level, one), (other_level, other) in product(ones, others):
            # 省公安局 is not 市公安局.
            apart = level and other_level and level != other_level
            if not apart and places[one].isdisjoint(places[other]) and {one, other} not in joined:
                old, new = sorted((one, other), key=lambda name: min(places[name]))
                yield LikelyPair(old, new, follows)

    found = [
        pair
        for field, names in by_field.items()
        for n, name in enumerate(names)
        for pair in pairs([name], names[n + 1 :], follows=False)
    ]
    for one, other in combinations(by_field, 2):
        if are_usual(("", one), ("", other)):
            found += pairs(by_field[one], by_field[other], follows=True)
    return tuple(found)


def _joined(plan: Plan) -> Iterator[tuple[str, str]]:
    """Names that a roster says are one office's."""
    for unit in plan.units:
        for other in (*unit.aliases, *unit.succeeded_by, *filter(None, (unit.full_name,))):
            yield unit.name, other
