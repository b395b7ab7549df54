"""Small plans by the thousand: drawn from a `Random`, a hundred times as fast as `plans()`."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from dutymatrix.plan.model import (
    Assignment,
    Chapter,
    Clause,
    Group,
    Milestone,
    Plan,
    Role,
    Section,
    Task,
    Unit,
)
from merge.test_properties import with_ids
from search import spite

Tasks = tuple[Task, ...]
_SEPARATORS = frozenset("，、；")


def sketch(chance: Random) -> Plan:
    """A plan of a few tasks, in words that are half ordinary and half spiteful."""
    words = {spite.word(chance) for _ in range(8)}
    names = sorted(w for w in words if _SEPARATORS.isdisjoint(w))
    chance.shuffle(names)
    plan = Plan(
        title=spite.word(chance),
        numbering=("（一）", "1."),
        units=tuple(Unit(name) for name in names[:-1]),
        groups=tuple(Group(name, members=tuple(names[:1])) for name in names[-1:]),
    )
    sections = [
        Section(title=spite.word(chance), tasks=_tasks(chance, plan))
        for _ in range(chance.choice((1, 1, 2)))
    ]
    common = (Chapter(spite.word(chance), "", (Clause(spite.word(chance), spite.word(chance)),)),)
    return replace(plan, sections=tuple(sections), common=common if chance.random() < 0.5 else ())


def edited(plan: Plan, chance: Random) -> Plan:
    """The plan after none to three of the edits that people make."""
    for _ in range(chance.randint(0, 3)):
        plan = chance.choice(_EDITS)(plan, chance)
    return plan


def trio(chance: Random) -> tuple[Plan, Plan, Plan]:
    """A plan and two edited versions of it; in every other one its tasks have ids."""
    base = sketch(chance)
    if chance.random() < 0.5:
        base = with_ids(base)
    return base, edited(base, chance), edited(base, chance)


def _tasks(chance: Random, plan: Plan) -> Tasks:
    return tuple(_task(chance, plan) for _ in range(chance.randint(1, 4)))


def _task(chance: Random, plan: Plan) -> Task:
    said = Milestone(chance.choice((None, date(2018, 12, 31))), spite.word(chance))
    return Task(
        title=f"{spite.word(chance)}{chance.choice('甲乙丙丁')}",
        text=f"{spite.word(chance)}。",
        assignments=_assignments(chance, plan),
        milestones=(said,) if chance.random() < 0.3 else (),
    )


def _assignments(chance: Random, plan: Plan) -> tuple[Assignment, ...]:
    names = [record.name for record in plan.roster]
    chosen = chance.sample(names, min(len(names), chance.randint(0, 3)))
    roles = [*Role]
    drawn = [Assignment(name, chance.choice(roles)) for name in chosen]
    return tuple(sorted(drawn, key=lambda own: roles.index(own.role)))


def _in_a_section(change: Callable[[Tasks, Random, Plan], Tasks]) -> "Edit":
    """An edit of the tasks of one section."""

    def edit(plan: Plan, chance: Random) -> Plan:
        at = chance.randrange(len(plan.sections))
        own = plan.sections[at]
        new = replace(own, tasks=change(own.tasks, chance, plan))
        return replace(plan, sections=(*plan.sections[:at], new, *plan.sections[at + 1 :]))

    return edit


def _reassign(tasks: Tasks, chance: Random, plan: Plan) -> Tasks:
    new = _assignments(chance, plan)
    return _at(tasks, chance, lambda task: replace(task, assignments=new, places=()))


def _reword(tasks: Tasks, chance: Random, _plan: Plan) -> Tasks:
    return _at(tasks, chance, lambda task: replace(task, text=f"{task.text}\n{_line(chance)}。"))


def _retitle(tasks: Tasks, chance: Random, _plan: Plan) -> Tasks:
    return _at(tasks, chance, lambda task: replace(task, title=f"{task.title}{_line(chance)}"))


def _remove(tasks: Tasks, chance: Random, _plan: Plan) -> Tasks:
    at = chance.randrange(len(tasks)) if tasks else 0
    return tasks[:at] + tasks[at + 1 :]


def _add(tasks: Tasks, chance: Random, plan: Plan) -> Tasks:
    at = chance.randint(0, len(tasks))
    return (*tasks[:at], _task(chance, plan), *tasks[at:])


def _reorder(tasks: Tasks, chance: Random, _plan: Plan) -> Tasks:
    return tuple(chance.sample(tasks, len(tasks)))


def _line(chance: Random) -> str:
    return chance.choice(spite.PLAIN)


def _at(tasks: Tasks, chance: Random, change: Callable[[Task], Task]) -> Tasks:
    if not tasks:
        return tasks
    at = chance.randrange(len(tasks))
    return (*tasks[:at], change(tasks[at]), *tasks[at + 1 :])


def _move_section(plan: Plan, chance: Random) -> Plan:
    return replace(plan, sections=tuple(chance.sample(plan.sections, len(plan.sections))))


def _enlist(plan: Plan, chance: Random) -> Plan:
    name = f"新单位{chance.randrange(3)}"
    return plan if name in plan.rank else replace(plan, units=(*plan.units, Unit(name)))


Edit = Callable[[Plan, Random], Plan]
_EDITS: Sequence[Edit] = (
    *map(_in_a_section, (_reassign, _reword, _retitle, _remove, _add, _reorder)),
    *(_move_section, _enlist),
)
