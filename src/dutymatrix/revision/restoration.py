"""One task brought back from another version of a plan, by an edit of the text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dutymatrix.diff import PlanDiff, diff_plans
from dutymatrix.diff.row import Rows
from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import _
from dutymatrix.plan.model import Item, Plan, Section
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.heirs import moved, names_heirs, renumber_heirs
from dutymatrix.planfile.rename import rename_unit
from dutymatrix.planfile.splice import PlanText

Path = tuple[str | int, ...]
"""Where something stands in a plan's text: `("sections", 2, "tasks", 0)`."""


class NoPlaceError(DutymatrixError):
    """The section that a task stood in is no more, or holds no tasks."""

    def __init__(self, title: str, section: str) -> None:
        super().__init__(
            _("{task} was in {section}, which has no place for it now").format(
                task=title, section=section
            )
            + "\n"
            + _("put the section there, then restore the task")
        )


class NoTaskError(DutymatrixError):
    """What was named is a section or a part, and no task."""

    def __init__(self, label: str) -> None:
        super().__init__(
            _("{label} is not a task of its own").format(label=label)
            + "\n"
            + _("restore brings back one task; name it by its number then")
        )


class Restored(NamedTuple):
    """A plan's text with a task as it was."""

    text: str
    item: Item
    """The task, as the other version numbers it."""
    units: tuple[str, ...]
    """Units and groups that came back into the roster with it."""


def restore_task(text: str, plan: Plan, old_text: str, old: Plan, number: str) -> Restored:
    """A task as another version has it, with its comments, where it stands or stood.

    Units that have a new name since go by that; those that the roster lacks come back there.

    Args:
        text: The plan's text, which is edited.
        plan: The plan in it.
        old_text: The text of the other version.
        old: The plan in that.
        number: The task's number there.

    Raises:
        NoTaskError: It is a section or a part.
        NoPlaceError: The section it stood in is gone, and it with it.
        UnspliceableError: A place is written so that it cannot be edited.
    """
    for one, now in _new_names(diff_plans(old, plan), old.item_by_number[number]):
        old_text = rename_unit(old_text, old, one, now).text
        old = parse_plan(old_text)
    item = old.item_by_number[number]
    where = _paths(old).get(number)
    if where is None:
        raise NoTaskError(item.label)
    diff = diff_plans(old, plan)
    edited, source = PlanText(text, plan.file), PlanText(old_text)
    task = source.source(source.block(*where))
    stands = next((n.number for o, n in _pairs(diff) if o.number == number), None)
    if stands is not None:
        *holder, place = _paths(plan)[stands]
        order: list[int | str] = [*range(_size(edited, holder))]
        order[int(place)] = task
    else:
        holder, place = _place(diff, item, _paths(plan))
        order = [*range(_size(edited, holder))]
        order.insert(place, task)
    edited.arrange(holder, order)
    names = [name for name, _role in item.entry.assignments if name not in plan.rank]
    names = [name for name in old.rank if name in names]
    for key, records in (("units", old.units), ("groups", old.groups)):
        roster = [record.name for record in records]
        _restore_names(edited, source, key, roster, [name for name in names if name in roster])
    text = edited.edited()
    if names_heirs([plan]):
        after = parse_plan(text)
        pairs = [(o.number, n.number) for o, n in _pairs(diff_plans(plan, after))]
        renumbered = moved(pairs)
        text = renumber_heirs(text, after, lambda _unit, number: renumbered(number))
    return Restored(text, item, tuple(names))


def _pairs(diff: PlanDiff) -> Iterator[tuple[Item, Item]]:
    yield from diff.matching.tasks
    yield from diff.matching.wholes


def _new_names(diff: PlanDiff, item: Item) -> Iterator[tuple[str, str]]:
    """What the units of a task are called now, where each has one new name."""
    for name, _role in item.entry.assignments:
        now = diff.identity.of_old.get(name, name)
        if now != name and name not in diff.new.rank and now not in diff.old.rank:
            yield name, now


def _paths(plan: Plan) -> Mapping[str, Path]:
    """Where each task stands in the text, by its number."""
    numbers = {id(row.entry): row.number for row in Rows(plan).all}
    return {numbers[key]: path for key, path in _iter_tasks(plan, ()) if key in numbers}


def _iter_tasks(holder: Plan | Section, path: Path) -> Iterator[tuple[int, Path]]:
    for n, section in enumerate(holder.sections):
        yield from _iter_tasks(section, (*path, "sections", n))
    tasks = holder.own_tasks if isinstance(holder, Plan) else holder.tasks
    for n, task in enumerate(tasks):
        yield id(task), (*path, "tasks", n)


def _place(diff: PlanDiff, item: Item, paths: Mapping[str, Path]) -> tuple[list[str | int], int]:
    """The list that a task goes into, and its place there: behind what it stood behind."""
    old_paths = _paths(diff.old)
    *old_holder, at = old_paths[item.number]
    now = {o.number: n.number for o, n in _pairs(diff)}
    before = [
        n for n, path in old_paths.items() if [*path[:-1]] == old_holder and int(path[-1]) < int(at)
    ]
    section = {o.number: n.number for o, n in diff.matching.sections}.get(item.section_number)
    if item.section is None:
        holder: list[str | int] | None = ["tasks"] if diff.new.own_tasks else None
    else:
        holder = _tasks_of(diff.new, section)
    if holder is None:
        raise NoPlaceError(item.title, item.section.headline if item.section else diff.new.title)
    for number in reversed(before):
        path = paths.get(now.get(number, ""))
        if path and [*path[:-1]] == holder:
            return holder, int(path[-1]) + 1
    return holder, 0


def _tasks_of(plan: Plan, section: str | None) -> list[str | int] | None:
    found = plan.section_by_number.get(section or "")
    if found is None or not found[1].tasks:
        return None
    wanted = found[1].tasks[0]
    path = next((path for key, path in _iter_tasks(plan, ()) if key == id(wanted)), None)
    return [*path[:-1]] if path else None


def _size(text: PlanText, path: Sequence[str | int]) -> int:
    node = text.at(*path)
    return len(node.value) if node is not None else 0


def _restore_names(
    edited: PlanText, source: PlanText, key: str, roster: Sequence[str], names: Sequence[str]
) -> None:
    """Put entries of the roster back behind what they stood behind."""
    if not names:
        return
    if edited.at(key) is None:
        entries = [source.source(source.block(key, name)) for name in names]
        body = "\n".join(entries)
        edited.set_field((), key, f"{key}:\n{re.sub('(?m)^', '  ', body)}")
        return
    standing = [entry.value for entry, _value in edited.at(key).value]  # type: ignore[union-attr]
    order: list[tuple[str, int | str]] = [(name, n) for n, name in enumerate(standing)]
    for name in names:
        ahead = [*roster[: roster.index(name)]]
        known = [each for each, _entry in order]
        place = max((known.index(each) + 1 for each in ahead if each in known), default=0)
        order.insert(place, (name, source.source(source.block(key, name))))
    edited.arrange((key,), [entry for _name, entry in order])
