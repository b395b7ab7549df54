"""What probably stands twice: a unit under two names, a task."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from dutymatrix.check.place import of_item, of_plan
from dutymatrix.finding import Finding
from dutymatrix.i18n import _
from dutymatrix.plan.model import Group, Item, Plan, Unit
from dutymatrix.plan.name import is_short_for
from dutymatrix.wording.likeness import WordingIndex, measure_overlap, pairs_of_characters
from dutymatrix.wording.nameform import are_levels_apart, field_of, name_form
from dutymatrix.wording.script import plain, spelling

# Names of which more begin and end alike are numbered, not abbreviated.
_ALIKE_NAMES = 40
# Shorter wordings (按职责分工落实。) are alike by chance.
_SHORTEST = 20
_ALIKE = 0.8
_MOST = 0.5
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
    texts = {item.number: spelling(item.entry.text) for item in plan.items}
    texts = {number: text for number, text in texts.items() if len(text) >= _SHORTEST}
    first: dict[str, str] = {}
    alone = {
        number: text for number, text in texts.items() if first.setdefault(text, number) == number
    }
    index = WordingIndex(alone)
    order = {number: place for place, number in enumerate(texts)}
    for number, text in texts.items():
        item = plan.item_by_number[number]
        if first[text] != number:
            yield _double(plan, item, plan.item_by_number[first[text]])
            continue
        for near in index.nearest(text):
            if order[near] < order[number] and _are_alike(text, texts[near]):
                yield _double(plan, item, plan.item_by_number[near])
                break


def _are_alike(text: str, other: str) -> bool:
    """Whether a text has the words of another, and in its clauses."""
    if _share(text, other) < _MOST:
        return False
    return measure_overlap(pairs_of_characters(text), pairs_of_characters(other)) >= _ALIKE


def _share(text: str, other: str) -> float:
    """How much of a text is clauses of another: one for each place or firm is no double."""
    clauses = {*_CLAUSE_ENDS.split(other)}
    same = sum(len(clause) for clause in _CLAUSE_ENDS.split(text) if clause in clauses)
    return same / len(text)


def _double(plan: Plan, item: Item, before: Item) -> Finding:
    what = _("{label} {title} says nearly the same as {other} {title_of_other}").format(
        label=item.label, title=item.title, other=before.label, title_of_other=before.title
    )
    return of_item(plan, "DM406", item, what)
