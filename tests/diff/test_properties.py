"""What holds for the differences between any two plans."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.diff import Kind, PlanDiff, diff_plans
from dutymatrix.diff.rewording import diff_texts
from dutymatrix.plan.model import (
    Assignment,
    Entry,
    Group,
    Milestone,
    Plan,
    Role,
    Section,
    Task,
    Unit,
)
from dutymatrix.plan.name import groups_of
from strategies import plans, proses

_T = TypeVar("_T")
_E = TypeVar("_E", bound=Entry)

_MIRRORED = {
    Kind.ADDED: Kind.REMOVED,
    Kind.SPLIT: Kind.MERGED,
    Kind.JOINED: Kind.LEFT,
    Kind.SECTION_ADDED: Kind.SECTION_REMOVED,
    Kind.UNIT_MERGED: Kind.UNIT_SPLIT,
}
_MIRROR = {kind: kind for kind in Kind} | _MIRRORED | {b: a for a, b in _MIRRORED.items()}


# Random small revisions.


@st.composite
def revisions(draw: st.DrawFn) -> tuple[Plan, Plan]:
    """A plan, and the same after a few edits of the kinds that people make."""
    old = draw(plans())
    new = old
    for _ in range(draw(st.integers(1, 4))):
        new = draw(st.sampled_from(_EDITS))(draw, new)
    return old, new


def _edit_task(draw: st.DrawFn, plan: Plan) -> Plan:
    """Another title, wording, list, date or id; or none."""

    def edit(task: Task) -> Task:
        fields: dict[str, st.SearchStrategy[object]] = {
            "title": st.sampled_from(("", "加强宣传", task.title + "工作")),
            "text": proses() | st.just(task.text[: len(task.text) // 2]),
            "assignments": _assignments(plan),
            "open": st.just(not task.open),
            "milestones": st.just((*task.milestones, Milestone(said="2018年底前"))),
            "notes": st.just((*task.notes, ("适用范围", "全市"))),
            "id": st.sampled_from((None, "甲")),
        }
        name = draw(st.sampled_from(sorted(fields)))
        # The strategy for a field gives values of the field's type.
        return replace(task, **{name: draw(fields[name])})  # type: ignore[arg-type]

    return _change_tasks(plan, lambda tasks: _at(draw, tasks, edit))


def _assignments(plan: Plan) -> st.SearchStrategy[tuple[Assignment, ...]]:
    names = [record.name for record in plan.roster]
    units = st.lists(st.sampled_from(names), unique=True, max_size=4) if names else st.just([])
    roles = st.lists(st.sampled_from(Role), min_size=4, max_size=4)
    return st.tuples(units, roles).map(
        lambda both: tuple(sorted(map(Assignment, *both), key=lambda own: [*Role].index(own.role)))
    )


def _remove_task(draw: st.DrawFn, plan: Plan) -> Plan:
    return _change_tasks(plan, lambda tasks: _without(draw, tasks))


def _add_task(draw: st.DrawFn, plan: Plan) -> Plan:
    task = Task(title="新任务", text=draw(proses()), assignments=draw(_assignments(plan)))
    return _change_tasks(plan, lambda tasks: (*tasks, task))


def _copy_task(draw: st.DrawFn, plan: Plan) -> Plan:
    return _change_tasks(
        plan, lambda tasks: (*tasks, *(replace(t, id=None, ordinal=None) for t in tasks[:1]))
    )


def _shuffle_tasks(draw: st.DrawFn, plan: Plan) -> Plan:
    return _change_tasks(_in_order(plan, list), lambda tasks: tuple(draw(st.permutations(tasks))))


def _renumber(draw: st.DrawFn, plan: Plan) -> Plan:
    """All numbers follow from the order."""
    return _in_order(plan, list)


def _split_task(draw: st.DrawFn, plan: Plan) -> Plan:
    def split(tasks: tuple[Task, ...]) -> tuple[Task, ...]:
        first, *others = tasks or [Task()]
        half = len(first.text) // 2
        if half < 2 or first.parts:
            return tasks
        whole = replace(first, text=first.text[:half])
        return (whole, Task(text=first.text[half:], assignments=first.assignments), *others)

    return _change_tasks(plan, split)


def _move_section(draw: st.DrawFn, plan: Plan) -> Plan:
    plan = _in_order(plan, list)
    return replace(plan, sections=tuple(draw(st.permutations(plan.sections))))


def _remove_section(draw: st.DrawFn, plan: Plan) -> Plan:
    return replace(plan, sections=_without(draw, plan.sections))


def _retitle_section(draw: st.DrawFn, plan: Plan) -> Plan:
    return replace(
        plan, sections=_at(draw, plan.sections, lambda s: replace(s, title=s.title + "新"))
    )


def _rename_unit(draw: st.DrawFn, plan: Plan) -> Plan:
    if not plan.units:
        return plan
    old = draw(st.sampled_from(plan.units)).name
    new = draw(st.sampled_from(["新单位", *(unit.name for unit in plan.units)]))
    return _with_names(plan, lambda name: new if name == old else name)


def _drop_unit(draw: st.DrawFn, plan: Plan) -> Plan:
    kept = {each.name for each in _without(draw, plan.units)} | {g.name for g in plan.groups}
    # From all tasks, too: no plan names whom its roster does not have.
    return _with_names(plan, lambda name: name if name in kept else None)


def _add_unit(draw: st.DrawFn, plan: Plan) -> Plan:
    names = [unit.name for unit in plan.units]
    declared = draw(st.sampled_from(names)) if names else "旧单位"
    return replace(plan, units=(Unit("又一单位", aliases=(declared,)), *plan.units))


def _change_group(draw: st.DrawFn, plan: Plan) -> Plan:
    members = st.lists(st.sampled_from([u.name for u in plan.units] or ["无"]), unique=True)

    def change(group: Group) -> Group:
        return group._replace(members=tuple(draw(members)), open=draw(st.booleans()))

    return replace(plan, groups=_at(draw, plan.groups, change))


def _change_plan(draw: st.DrawFn, plan: Plan) -> Plan:
    return replace(plan, ends_on=None, preamble=draw(proses()), common=plan.common[1:])


_EDITS: tuple[Callable[[st.DrawFn, Plan], Plan], ...] = (
    *(
        _edit_task,
        _edit_task,
        _remove_task,
        _add_task,
        _copy_task,
        _shuffle_tasks,
        _split_task,
        _renumber,
    ),
    *(_move_section, _remove_section, _retitle_section),
    *(_rename_unit, _drop_unit, _add_unit, _change_group, _change_plan),
)


def _change_tasks(plan: Plan, change: Callable[[tuple[Task, ...]], tuple[Task, ...]]) -> Plan:
    """The plan with other tasks in its first section that has any."""
    if plan.own_tasks:
        return replace(plan, own_tasks=change(plan.own_tasks))
    return replace(plan, sections=_change_first(plan.sections, change))


def _change_first(
    sections: tuple[Section, ...], change: Callable[[tuple[Task, ...]], tuple[Task, ...]]
) -> tuple[Section, ...]:
    if not sections:
        return ()
    first, *others = sections
    if first.tasks:
        return (replace(first, tasks=change(first.tasks)), *others)
    if first.sections:
        return (replace(first, sections=_change_first(first.sections, change)), *others)
    return (first, *_change_first(tuple(others), change))


def _at(draw: st.DrawFn, values: Sequence[_T], edit: Callable[[_T], _T]) -> tuple[_T, ...]:
    if not values:
        return ()
    place = draw(st.integers(0, len(values) - 1))
    return (*values[:place], edit(values[place]), *values[place + 1 :])


def _without(draw: st.DrawFn, values: Sequence[_T]) -> tuple[_T, ...]:
    place = draw(st.integers(0, max(0, len(values) - 1)))
    return (*values[:place], *values[place + 1 :])


def _with_names(plan: Plan, name: Callable[[str], str | None]) -> Plan:
    """The plan with other names in its roster and tasks, or without the units that get none."""

    def task(own: Task) -> Task:
        return replace(_renamed(own, name), parts=tuple(map(task, own.parts)))

    def section(own: Section) -> Section:
        return replace(
            _renamed(own, name),
            sections=tuple(map(section, own.sections)),
            tasks=tuple(map(task, own.tasks)),
        )

    units = {new: u._replace(name=new) for u in plan.units if (new := name(u.name)) is not None}
    return replace(
        plan,
        units=tuple(units.values()),
        sections=tuple(map(section, plan.sections)),
        own_tasks=tuple(map(task, plan.own_tasks)),
    )


def _renamed(entry: _E, name: Callable[[str], str | None]) -> _E:
    named = ((name(unit), role) for unit, role in reversed(entry.assignments))
    roles = {unit: role for unit, role in named if unit is not None}
    own = sorted(map(Assignment, roles, roles.values()), key=lambda o: [*Role].index(o.role))
    return replace(entry, assignments=tuple(own), places=())


# What holds.


@given(plans())
def test_a_plan_does_not_differ_from_itself(plan: Plan) -> None:
    assert diff_plans(plan, plan).changes == ()


@given(revisions())
def test_a_revision_taken_back_is_its_mirror_image(both: tuple[Plan, Plan]) -> None:
    old, new = both
    assert _kinds(diff_plans(new, old)) == _mirrored(diff_plans(old, new))


@given(plans(), plans())
def test_unrelated_plans_differ_the_same_from_both_sides(one: Plan, other: Plan) -> None:
    assert _kinds(diff_plans(other, one)) == _mirrored(diff_plans(one, other))


def _kinds(diff: PlanDiff) -> Counter[Kind]:
    # A unit that comes is told with the roster; one that goes has a kind of its own.
    roster = {Kind.UNIT_DROPPED, Kind.UNIT_SUCCEEDED, Kind.ROSTER_CHANGED}
    found = Counter(
        Kind.ROSTER_CHANGED if change.kind in roster else change.kind for change in diff.changes
    )
    # A succession that begins is one change; taken back it is several facts of the roster.
    ends = any(unit.succeeded_by for plan in (diff.old, diff.new) for unit in plan.units)
    if ends and found[Kind.ROSTER_CHANGED]:
        found[Kind.ROSTER_CHANGED] = 1
    return +found


def _mirrored(diff: PlanDiff) -> Counter[Kind]:
    return Counter({_MIRROR[kind]: n for kind, n in _kinds(diff).items()})


@given(revisions())
def test_whatever_differs_is_told(both: tuple[Plan, Plan]) -> None:
    old, new = both
    diff = diff_plans(old, new)
    # Which of two names a task has is no change where both rosters make them one office.
    if diff or not diff.identity.held:
        assert bool(diff) == (_meaning(old) != _meaning(new))
    assert diff or not (diff.renumbered or diff.impact)


def _meaning(plan: Plan) -> Plan:
    """The plan without what says nothing: numbers that follow from the order, places of notes."""

    def task(own: Task) -> Task:
        return replace(
            own,
            notes=tuple(sorted(own.notes)),
            ordinal=None,
            parts=tuple(map(task, own.parts)),
        )

    def section(own: Section) -> Section:
        return replace(
            own,
            notes=tuple(sorted(own.notes)),
            ordinal=None,
            sections=tuple(map(section, own.sections)),
            tasks=tuple(map(task, own.tasks)),
        )

    numbers = [item.number for item in plan.items]
    return replace(
        plan,
        preamble="\n".join((*numbers, *plan.section_by_number, plan.preamble)),
        sections=tuple(map(section, plan.sections)),
        own_tasks=tuple(map(task, plan.own_tasks)),
    )


@given(revisions())
def test_impact_is_what_counting_both_plans_gives(both: tuple[Plan, Plan]) -> None:
    _check_impact(*both)


@given(plans(), plans())
def test_impact_of_an_unrelated_plan_is_what_counting_gives(one: Plan, other: Plan) -> None:
    _check_impact(one, other)


def _check_impact(old: Plan, new: Plan) -> None:
    diff = diff_plans(old, new)
    followers = {n: news[0] for olds, news, _by in diff.identity.successions for n in olds}
    followers = {n: to for n, to in followers.items() if _is_followed(diff, n)}
    before, after = _duties(old, followers), _duties(new, {})
    impact = {each.unit: each for each in diff.impact}
    for unit in {name for name, _role in (*before, *after)} - {*impact}:
        for role in Role:
            assert len(before[unit, role]) == len(after[unit, role])
    for unit, each in impact.items():
        for role, own in each.roles.items():
            assert own.old == len(before[unit, role])
            assert own.new == len(after[unit, role])
            # One duty may go on as two through a split, and two as one.
            divided = diff.matching.splits or diff.matching.merges
            assert divided or own.new == own.old + len(own.gained) - len(own.lost)
            assert {*own.lost} <= before[unit, role]
            assert {*own.gained} <= after[unit, role]
        was, now = _reached(old, unit, followers), _reached(new, unit, {})
        assert divided or len(now) == len(was) + len(each.via_gained) - len(each.via_lost)
        assert {*each.reworded, *each.moved, *each.new_lead} <= {*new.item_by_number}


def _is_followed(diff: PlanDiff, name: str) -> bool:
    return any(name in olds and len(news) == 1 for olds, news, _by in diff.identity.successions)


def _duties(plan: Plan, followers: dict[str, str]) -> dict[tuple[str, Role], set[str]]:
    """Numbers by unit and strongest role."""
    found: dict[tuple[str, Role], set[str]] = {}
    names = {*followers.values(), *(r.name for r in plan.roster), *plan.duties_by_name}
    for name in names:
        found |= {(name, role): set() for role in Role}
    for item in plan.items:
        roles: dict[str, Role] = {}
        for unit, role in item.entry.assignments:
            name = followers.get(unit, unit)
            roles[name] = min(role, roles.get(name, role), key=[*Role].index)
        for name, role in roles.items():
            found[name, role].add(item.number)
    return _Default(found)


class _Default(dict[tuple[str, Role], set[str]]):
    def __missing__(self, key: tuple[str, Role]) -> set[str]:
        return set()


def _reached(plan: Plan, unit: str, followers: dict[str, str]) -> set[str]:
    """Numbers of tasks that name a group which a unit is in."""
    names = [
        record.name for record in plan.roster if followers.get(record.name, record.name) == unit
    ]
    groups = {group for name in names for group in groups_of(plan, name)}
    return {
        item.number
        for item in plan.items
        if not groups.isdisjoint(name for name, _role in item.entry.assignments)
    }


@given(plans(), st.randoms(use_true_random=False))
def test_tasks_in_another_order_are_only_reordered(plan: Plan, random: Random) -> None:
    plan = _in_order(plan, list)
    other = _in_order(plan, lambda tasks: random.sample(list(tasks), len(tasks)))
    assert {*diff_plans(plan, other).summary} <= {Kind.REORDERED}


def _in_order(plan: Plan, order: Callable[[Sequence[Task]], Sequence[Task]]) -> Plan:
    """The plan with its tasks in another order, all numbers following from that."""

    def task(own: Task) -> Task:
        return replace(own, ordinal=None)

    def section(own: Section) -> Section:
        return replace(
            own,
            ordinal=None,
            sections=tuple(map(section, own.sections)),
            tasks=tuple(map(task, order(own.tasks))),
        )

    return replace(
        plan,
        sections=tuple(map(section, plan.sections)),
        own_tasks=tuple(map(task, order(plan.own_tasks))),
    )


@given(plans(), st.data())
def test_sections_in_another_order_are_only_moved(plan: Plan, data: st.DataObject) -> None:
    plan = _in_order(plan, list)
    other = replace(plan, sections=tuple(data.draw(st.permutations(plan.sections))))
    assert {*diff_plans(plan, other).summary} <= {Kind.SECTION_MOVED}


@given(st.text() | proses(), st.text() | proses())
def test_pieces_joined_are_both_texts(old: str, new: str) -> None:
    pieces = diff_texts(old, new)
    assert "".join(piece.old for piece in pieces) == old
    assert "".join(piece.new for piece in pieces) == new
    assert not any(one.changed and two.changed for one, two in pairwise(pieces))
    assert all(piece.old or piece.new for piece in pieces)
