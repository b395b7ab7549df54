"""What probably stands twice: a unit under two names, a task."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations, product

from dutymatrix.check.place import of_item, of_plan
from dutymatrix.finding import Finding
from dutymatrix.i18n import _
from dutymatrix.plan.model import Group, Item, Plan, Unit
from dutymatrix.plan.name import is_short_for
from dutymatrix.wording.likeness import measure_overlap, pairs_of_characters
from dutymatrix.wording.nameform import are_levels_apart, field_of, name_form
from dutymatrix.wording.script import plain, spellings

# Names of which more begin and end alike are numbered, not abbreviated.
_ALIKE_NAMES = 40
# Shorter wordings (按职责分工落实。) are alike by chance.
_SHORTEST = 20
_ALIKE = 0.8
_MOST = 0.5
# So many of the tasks that have a clause are remembered, and so many of those that have most of
# a task's clauses are compared with it.
_FIRST = 24
_NEAREST = 12
_CLAUSE_ENDS = re.compile("[，。；：！？、]")


def find_double_names(plan: Plan) -> Iterator[Finding]:
    """Names of the roster that are probably one unit's (DM209)."""
    told = set()
    for one, other in _near_names(plan):
        if (one, other) not in told and _are_one(one, other):
            told.add((one, other))
            what = _("{one} and {other} are probably one unit").format(
                one=one.name, other=other.name
            )
            yield of_plan(plan, "DM209", what, words=max(one.name, other.name, key=len))


def _near_names(plan: Plan) -> Iterator[tuple[Unit | Group, Unit | Group]]:
    """Records with names that begin and end alike, whatever their level."""
    found: dict[tuple[bool, str, str], dict[str, Unit | Group]] = {}
    for record in plan.roster:
        if isinstance(record, Unit) and (record.until or record.succeeded_by):
            continue  # Who took over is known.
        for form in _forms(record):
            level, _field = field_of(form)
            own = form.removeprefix(level)
            if len(own) > 1:
                key = (isinstance(record, Group), own[0], own[-1])
                found.setdefault(key, {})[record.name] = record
    for records in found.values():
        if len(records) <= _ALIKE_NAMES:
            yield from combinations(records.values(), 2)


def _forms(record: Unit | Group) -> Iterable[str]:
    spellings = filter(None, (record.name, record.full_name, *record.aliases))
    # 市法院 and 市人民法院.
    return {name_form(plain(own)).replace("人民", "") for own in spellings}


def _are_one(one: Unit | Group, other: Unit | Group) -> bool:
    forms = tuple(product(_forms(one), _forms(other)))
    if isinstance(one, Group):
        # 各县政府 and 各县区政府 are two.
        return any(form == another for form, another in forms)
    return any(
        form == another
        or are_levels_apart(form, another)
        or (_are_of_one_level(form, another) and _is_short(form, another))
        for form, another in forms
    )


def _are_of_one_level(form: str, another: str) -> bool:
    """Whether no two levels are named."""
    return len({field_of(form)[0], field_of(another)[0]} - {""}) < 2


def _is_short(form: str, another: str) -> bool:
    return is_short_for(form, another) or is_short_for(another, form)


def find_double_tasks(plan: Plan) -> Iterator[Finding]:
    """Tasks in the words of one before them (DM406)."""
    texts = zip(plan.items, spellings([item.entry.text for item in plan.items]), strict=True)
    spelt = {item.number: text for item, text in texts if len(text) >= _SHORTEST}
    first: dict[str, str] = {}
    for number, text in spelt.items():
        first.setdefault(text, number)
    like = dict(_find_alike([*first]))
    for number, text in spelt.items():
        before = first[text] if first[text] != number else first.get(like.get(text, ""))
        if before:
            yield _double(plan, plan.item_by_number[number], plan.item_by_number[before])


def _find_alike(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Texts that have the words of one before them, and in its clauses, with that one."""
    pairs = cache(pairs_of_characters)
    held: list[set[str]] = []
    having: dict[str, list[int]] = {}
    for n, text in enumerate(texts):
        clauses = _CLAUSE_ENDS.split(text)
        shared = Counter[int]()
        for clause in clauses:
            for other in having.get(clause, ()):
                shared[other] += len(clause)
        for other, _length in shared.most_common(_NEAREST):
            same = sum(len(clause) for clause in clauses if clause in held[other])
            # One for each place or firm is no double.
            if same < _MOST * len(text):
                continue
            if measure_overlap(pairs(text), pairs(texts[other])) >= _ALIKE:
                yield text, texts[other]
                break
        held.append({*clauses})
        for clause in held[n]:
            those = having.setdefault(clause, [])
            if len(those) < _FIRST:
                those.append(n)


def _double(plan: Plan, item: Item, before: Item) -> Finding:
    what = _("{label} {title} says nearly the same as {other} {title_of_other}").format(
        label=item.label, title=item.title, other=before.label, title_of_other=before.title
    )
    return of_item(plan, "DM406", item, what)
