"""What holds for every merge, of any plan and any edits on two sides."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from dutymatrix.finding import InvalidPlanError
from dutymatrix.merge import Merged, UnmergeableError, merge_texts
from dutymatrix.plan.model import Assignment, Plan, Role, Section, Task, Unit
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.rename import rename_unit
from dutymatrix.planfile.writer import dump_plan
from strategies import plans

Draw = st.DrawFn
Edit = Callable[[Draw, Plan, str], Plan]


@st.composite
def edited(draw: Draw, plan: Plan, side: str, *others: Edit) -> Plan:
    """A plan with a few of the edits that people make."""
    for _n in range(draw(st.integers(0, 4))):
        plan = draw(st.sampled_from((*_EDITS, *others)))(draw, plan, side)
    # What no file can hold is no edit: numbers that do not rise.
    assume(_parsed(plan) == plan)
    return plan


@st.composite
def forks(draw: Draw) -> tuple[str, str, str]:
    """Texts of a plan and of two edited versions of it."""
    base = draw(plans())
    ours, theirs = draw(edited(base, "ours", _rename)), draw(edited(base, "theirs", _rename))
    return dump_plan(base), dump_plan(ours), dump_plan(theirs)


def _parsed(plan: Plan) -> Plan | None:
    try:
        return parse_plan(dump_plan(plan))
    except InvalidPlanError:
        return None


def _of_tasks(plan: Plan, change: Callable[[tuple[Task, ...]], tuple[Task, ...]]) -> Plan:
    """The plan with every list of tasks changed."""

    def section(own: Section) -> Section:
        if own.sections:
            return replace(own, sections=tuple(map(section, own.sections)))
        return replace(own, tasks=change(own.tasks))

    if plan.own_tasks:
        return replace(plan, own_tasks=change(plan.own_tasks))
    return replace(plan, sections=tuple(map(section, plan.sections)))


def _tasks(plan: Plan) -> list[Task]:
    found: list[Task] = []

    def note(own: tuple[Task, ...]) -> tuple[Task, ...]:
        found.extend(own)
        return own

    _of_tasks(plan, note)
    return found


def _one_task(draw: Draw, plan: Plan, change: Callable[[Task], Task | None]) -> Plan:
    tasks = _tasks(plan)
    if not tasks:
        return plan
    chosen = draw(st.sampled_from(tasks))
    return _of_tasks(
        plan,
        lambda own: tuple(
            new for task in own if (new := change(task) if task is chosen else task) is not None
        ),
    )


def _by_role(assignments: dict[str, Role]) -> tuple[Assignment, ...]:
    return tuple(Assignment(u, r) for role in Role for u, r in assignments.items() if r is role)


def _assign(draw: Draw, plan: Plan, _side: str) -> Plan:
    if not plan.units:
        return plan
    unit, role = draw(st.sampled_from(plan.units)).name, draw(st.sampled_from(Role))
    return _one_task(
        draw,
        plan,
        lambda t: replace(t, assignments=_by_role({**dict(t.assignments), unit: role}), places=()),
    )


def _dismiss(draw: Draw, plan: Plan, _side: str) -> Plan:
    return _one_task(
        draw, plan, lambda t: replace(t, assignments=t.assignments[1:], places=t.places[1:])
    )


def _retitle(draw: Draw, plan: Plan, side: str) -> Plan:
    return _one_task(draw, plan, lambda t: replace(t, title=f"{t.title}（{side}）"))


def _reword(draw: Draw, plan: Plan, side: str) -> Plan:
    return _one_task(
        draw, plan, lambda t: replace(t, text="\n".join(filter(None, [t.text, f"新{side}。"])))
    )


def _remove(draw: Draw, plan: Plan, _side: str) -> Plan:
    return _one_task(draw, plan, lambda _t: None)


def _add(draw: Draw, plan: Plan, side: str) -> Plan:
    title = f"新增任务{side}{draw(st.integers(0, 9))}"
    lead = tuple(Assignment(u.name, Role.LEAD) for u in plan.units[:1])
    new = Task(title=title, text=f"{title}的内容。", assignments=lead)
    tasks = _tasks(plan)
    if not tasks:
        return plan
    chosen = draw(st.sampled_from(tasks))
    return _of_tasks(
        plan,
        lambda own: tuple(x for t in own for x in ((t, new) if t is chosen else (t,))),
    )


def _reorder(_draw: Draw, plan: Plan, _side: str) -> Plan:
    return _of_tasks(plan, lambda own: own[1:] + own[:1])


def _enlist(draw: Draw, plan: Plan, side: str) -> Plan:
    unit = Unit(f"新单位{side}{draw(st.integers(0, 9))}")
    if unit.name in plan.rank:
        return plan
    place = draw(st.integers(0, len(plan.units)))
    return replace(plan, units=(*plan.units[:place], unit, *plan.units[place:]))


def _reissue(_draw: Draw, plan: Plan, side: str) -> Plan:
    return replace(plan, document_number=f"{side}〔2018〕1号")


def _raise_section(draw: Draw, plan: Plan, _side: str) -> Plan:
    place = draw(st.integers(0, len(plan.sections)))
    return replace(plan, sections=(*plan.sections[place:], *plan.sections[:place]))


def _move(draw: Draw, plan: Plan, _side: str) -> Plan:
    tasks = _tasks(plan)
    if len(tasks) < 2:
        return plan
    moved, behind = draw(st.permutations(tasks))[:2]
    return _of_tasks(
        plan,
        lambda own: tuple(
            each
            for task in own
            if task is not moved
            for each in ((task, replace(moved, ordinal=None)) if task is behind else (task,))
        ),
    )


def _rename(draw: Draw, plan: Plan, side: str) -> Plan:
    """One unit under another name, everywhere; the old name is an alias."""
    if not plan.units or _parsed(plan) is None:
        return plan
    old = draw(st.sampled_from(plan.units)).name
    return parse_plan(rename_unit(dump_plan(plan), plan, old, f"{old}改{side}").text)


_EDITS: Sequence[Edit] = (
    _assign,
    _dismiss,
    _retitle,
    _reword,
    _remove,
    _add,
    _reorder,
    _enlist,
    _reissue,
    _raise_section,
    _move,
)


def merged(base: str, ours: str, theirs: str) -> Merged | None:
    """The merge; None where git's own takes its place."""
    try:
        return merge_texts(base, ours, theirs)
    except UnmergeableError:
        return None


def with_ids(plan: Plan) -> Plan:
    """The plan with a permanent name for every task, so that a test knows which is which."""
    names = iter(range(10_000))
    return _of_tasks(
        plan, lambda own: tuple(replace(task, id=f"第{next(names)}个", parts=()) for task in own)
    )


def roles(plan: Plan) -> dict[tuple[str, str], Role]:
    """Roles by task, known by its id or title, and unit."""
    return {
        (task.id or task.title, unit): role
        for task in _tasks(plan)
        for unit, role in task.assignments
    }


def said(plan: Plan) -> set[tuple[str, Assignment]]:
    return {(item.title, each) for item in plan.items for each in item.entry.assignments}


@given(forks())
def test_what_only_one_side_changed_is_that_side(fork: tuple[str, str, str]) -> None:
    base, ours, theirs = fork
    assert merge_texts(base, ours, base) == Merged(ours)
    assert parse_plan(merge_texts(base, base, theirs).text) == parse_plan(theirs)


@given(forks())
def test_what_both_changed_alike_is_that(fork: tuple[str, str, str]) -> None:
    base, ours, _theirs = fork
    assert merge_texts(base, ours, ours) == Merged(ours)


@given(forks())
def test_a_merge_is_the_same_from_either_side(fork: tuple[str, str, str]) -> None:
    base, ours, theirs = fork
    one, other = merged(base, ours, theirs), merged(base, theirs, ours)
    assert (one is None) == (other is None)
    if one and other:
        assert len(one.conflicts) == len(other.conflicts)
        if not one.conflicts:
            assert said(parse_plan(one.text)) == said(parse_plan(other.text))


@given(plans().map(with_ids), st.data())
def test_nobody_is_lost_and_nobody_invented(base: Plan, data: st.DataObject) -> None:
    ours, theirs = data.draw(edited(base, "ours")), data.draw(edited(base, "theirs"))
    check_nobody_is_lost(base, ours, theirs)


def check_nobody_is_lost(base: Plan, ours: Plan, theirs: Plan) -> None:
    """Holds where every task has an id."""
    result = merged(*map(dump_plan, (base, ours, theirs)))
    if result is None or result.conflicts:
        return
    old, own, other, new = map(roles, (base, ours, theirs, parse_plan(result.text)))
    kept = {key for key in own.keys() | other.keys() if key not in old or key in own.keys() & other}
    assert new.keys() == kept
    for key, role in new.items():
        there = {side[key] for side in (own, other) if key in side}
        assert role in (there - {old[key]} or there if key in old else there)
