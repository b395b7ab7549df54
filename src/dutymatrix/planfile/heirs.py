"""Who took which task over, where tasks have other numbers now: an edit of the roster's text."""

from collections.abc import Callable, Iterable

from yaml.nodes import MappingNode, ScalarNode

from dutymatrix.plan.model import Plan
from dutymatrix.plan.numbering import parse_number
from dutymatrix.planfile.splice import PlanText

Moves = Callable[[str, str], str | None]
"""The number that a unit's task has now, by the unit and the number that the text has."""


def names_heirs(plans: Iterable[Plan]) -> bool:
    """Whether any roster says by number who took a task over."""
    return any(unit.tasks for plan in plans for unit in plan.units)


def renumber_heirs(text: str, plan: Plan, moves: Moves) -> str:
    """The text, with what stands under `tasks:` in its roster by the numbers that tasks have now.

    Args:
        text: A plan file's text.
        plan: The plan in it.
        moves: None of a task that is not known, which stays as it is.
    """
    edited = PlanText(text)
    changed = False
    for unit in plan.units if names_heirs([plan]) else ():
        node = edited.at("units", unit.name, "tasks")
        for key, _heir in node.value if isinstance(node, MappingNode) else ():
            now = moves(unit.name, key.value) if isinstance(key, ScalarNode) else None
            if now and parse_number(now) != parse_number(key.value):
                edited.rewrite(key, now)
                changed = True
    return edited.edited() if changed else text


def moved(pairs: Iterable[tuple[str, str]]) -> Callable[[str], str | None]:
    """The new number of a task, by its old one as people write it; from pairs of old and new."""
    now = {parse_number(old): new for old, new in pairs}
    return lambda number: now.get(parse_number(number))
