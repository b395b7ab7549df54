"""Two keepers of a plan in git: what they do, what merging must give, and what it gave.

The model knows tasks as sections and sets of (unit, role), and nothing of files; git merges the
files with our driver. `python tests/keepers.py 200 7` plays two hundred rounds of two
edits and a merge, from seed 7.
"""

import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from dutymatrix.merge.mark import Labels, Marks
from dutymatrix.plan.model import Assignment, Plan, Role, Section, Task, Unit
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.writer import dump_plan
from dutymatrix.revision.linewise import chosen
from git_history import git, make_repository

FILE = "plan.yaml"
KEEPERS = ("main", "draft")
_UNITS = tuple(f"市{name}局" for name in "甲乙丙丁戊己庚辛")
_SECTIONS = ("建立机制", "宣传教育", "重点整治")
_VERBS = ("压实", "统筹", "推进", "健全", "落实", "开展", "强化", "规范", "加强", "完善")
_THINGS = ("禁毒责任", "经费保障", "学校教育", "网格服务", "社区戒毒", "情报收集", "物流管控")


class Duty(NamedTuple):
    """What the model knows of a task."""

    section: str
    roles: Mapping[str, Role]
    text: str = ""


State = Mapping[str, Duty]
"""The tasks of a plan by title: titles stay, and no two are alike."""


class WrongMergeError(Exception):
    """A merge is not what it must be."""


def state_of(plan: Plan) -> State:
    """What the model knows of a plan."""
    return {
        task.title: Duty(section.title, dict(task.assignments), task.text)
        for section in plan.sections
        for task in section.tasks
    }


# What merging must give.


class Expected(NamedTuple):
    """What must come of a merge."""

    tasks: State
    """Those on which both sides agree, or which one of them changed."""
    open: frozenset[str]
    """Titles of the tasks in which they contradict one another: a person decides."""
    worded: frozenset[str] = frozenset()
    """Those that both reworded, which may contradict one another in their words."""
    behind: Mapping[str, str] = {}
    """What a task stands behind that one side wrote; "" at the head of its section."""
    came: frozenset[str] = frozenset()
    """Titles of the tasks that were not in their section before; they may stand between."""


def expect(base: State, ours: State, theirs: State) -> Expected:
    """Three-way merging, task by task and unit by unit."""
    merged: dict[str, Duty] = {}
    contested: set[str] = set()
    worded: set[str] = set()
    for title in {**ours, **theirs, **base}:
        old, own, other = base.get(title), ours.get(title), theirs.get(title)
        if own and other and old:
            section = _three(old.section, own.section, other.section)
            roles = _roles(old.roles, own.roles, other.roles)
            if section is None or roles is None:
                contested.add(title)
            else:
                merged[title] = Duty(section, roles)
            if _three(old.text, own.text, other.text) is None:
                worded.add(title)
        elif own == other or other == old:
            merged |= {title: own} if own else {}
        elif own == old:
            merged |= {title: other} if other else {}
        else:
            contested.add(title)
    came = {t for t, duty in merged.items() if t not in base or base[t].section != duty.section}
    behind = {
        title: before
        for side, rest in ((ours, {**base, **theirs}), (theirs, {**base, **ours}))
        for title in side
        if title not in rest and (before := _before(title, side, merged, contested)) is not None
    }
    return Expected(merged, frozenset(contested), frozenset(worded), behind, frozenset(came))


def _before(title: str, side: State, merged: State, contested: Collection[str]) -> str | None:
    """What stands before a new task in its section and stays there; "" nothing, None unknown."""
    section = side[title].section
    own = [each for each in side if side[each].section == section]
    for each in reversed(own[: own.index(title)]):
        if each in contested:
            return None
        if each in merged and merged[each].section == section:
            return each
    return ""


def _three(old: str, own: str, other: str) -> str | None:
    if own == other or other == old:
        return own
    return other if own == old else None


def _roles(
    old: Mapping[str, Role], own: Mapping[str, Role], other: Mapping[str, Role]
) -> dict[str, Role] | None:
    """The roles of a task; None where a person has to decide."""
    merged: dict[str, Role] = {}
    for unit in {**own, **other}:
        had, one, two = old.get(unit), own.get(unit), other.get(unit)
        if one != two and had not in (one, two):
            return None
        role = one if two == had else two
        if role:
            merged[unit] = role
    leads = [{u for u, role in side.items() if role is Role.LEAD} for side in (old, own, other)]
    if leads[1] != leads[2] and leads[0] not in leads[1:]:
        return None
    # Nobody may be left without a lead that every version has.
    return merged if Role.LEAD in merged.values() else None


# What the keepers do.

Edit = Callable[[Random, Plan], Plan]


def _with(plan: Plan, title: str, change: Callable[[Task], Task | None]) -> Plan:
    sections = (
        replace(
            section,
            tasks=tuple(
                new
                for task in section.tasks
                if (new := change(task) if task.title == title else task) is not None
            ),
        )
        for section in plan.sections
    )
    return replace(plan, sections=tuple(sections))


def _some(chance: Random, plan: Plan) -> Task:
    return chance.choice([task for section in plan.sections for task in section.tasks])


def _in_order(roles: Mapping[str, Role]) -> tuple[Assignment, ...]:
    return tuple(Assignment(u, r) for role in Role for u, r in roles.items() if r is role)


def _join(chance: Random, plan: Plan) -> Plan:
    unit, task = chance.choice(_UNITS), _some(chance, plan)
    roles = {unit: chance.choice((Role.JOIN, Role.JOIN, Role.GUIDE))} | dict(task.assignments)
    return _with(plan, task.title, lambda t: replace(t, assignments=_in_order(roles), places=()))


def _leave(chance: Random, plan: Plan) -> Plan:
    task = _some(chance, plan)
    others = [unit for unit, role in task.assignments if role is not Role.LEAD]
    gone = chance.choice(others) if others else None
    kept = {unit: role for unit, role in task.assignments if unit != gone}
    return _with(plan, task.title, lambda t: replace(t, assignments=_in_order(kept), places=()))


def _lead(chance: Random, plan: Plan) -> Plan:
    unit, task = chance.choice(_UNITS), _some(chance, plan)
    others = {u: Role.JOIN for u, _role in task.assignments}
    roles = {**others, unit: Role.LEAD}
    return _with(plan, task.title, lambda t: replace(t, assignments=_in_order(roles), places=()))


def _reword(chance: Random, plan: Plan) -> Plan:
    words = f"每年{chance.randrange(1, 99)}次。"
    return _with(
        plan,
        _some(chance, plan).title,
        lambda t: replace(t, text="\n".join(filter(None, (*t.text.split("\n")[-3:], words)))),
    )


def _add(chance: Random, plan: Plan) -> Plan:
    known = state_of(plan)
    title = f"{chance.choice(_VERBS)}{chance.choice(_THINGS)}{chance.randrange(10**4)}"
    if title in known:
        return plan
    task = Task(title=title, assignments=(Assignment(chance.choice(_UNITS), Role.LEAD),))
    return _placed(chance, plan, task)


def _placed(chance: Random, plan: Plan, task: Task) -> Plan:
    home = chance.randrange(len(plan.sections))
    sections = [*plan.sections]
    tasks = [*sections[home].tasks]
    tasks.insert(chance.randrange(len(tasks) + 1), task)
    sections[home] = replace(sections[home], tasks=tuple(tasks))
    return replace(plan, sections=tuple(sections))


def _move(chance: Random, plan: Plan) -> Plan:
    task = _some(chance, plan)
    return _placed(chance, _with(plan, task.title, lambda _t: None), task)


def _remove(chance: Random, plan: Plan) -> Plan:
    if len(state_of(plan)) < 8:
        return plan
    return _with(plan, _some(chance, plan).title, lambda _t: None)


_EDITS: tuple[Edit, ...] = (
    *(_join, _join, _join, _leave, _leave, _lead),
    *(_reword, _add, _add, _move, _remove),
)


def first_plan(chance: Random) -> Plan:
    """The plan as issued."""
    plan = Plan(
        title="试行方案",
        units=tuple(map(Unit, _UNITS)),
        sections=tuple(Section(title=title) for title in _SECTIONS),
    )
    while len(state_of(plan)) < 12:
        plan = _add(chance, plan)
    for _n in range(12):
        plan = _join(chance, plan)
    if not all(section.tasks for section in plan.sections):
        return first_plan(chance)
    return plan


# What git makes of it.


class Year:
    """A repository with two keepers, each on a branch."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self.folder = make_repository(folder)
        self.chance = chance
        self.counts: Counter[str] = Counter()
        command = shlex.join([sys.executable, "-m", "dutymatrix", "merge-driver"])
        driver = f"{command} %O %A %B %L %P %S %X %Y"
        git(folder, "config", "merge.dutymatrix.driver", driver)
        (folder / ".gitattributes").write_text(f"{FILE} merge=dutymatrix\n")
        self.commit(first_plan(chance), "印发")
        git(folder, "branch", KEEPERS[1])

    def play(self, rounds: int) -> None:
        """Both edit, then one of them takes up what the other did; held against the model."""
        for n in range(rounds):
            for keeper in KEEPERS:
                git(self.folder, "checkout", "--quiet", keeper)
                self.edit(keeper)
            keeper = self.chance.choice(KEEPERS)
            git(self.folder, "checkout", "--quiet", keeper)
            ways = (self.pick, self.revert, self.merge, self.rebase)
            ways[n % len(ways)](keeper)

    def plan(self, revision: str) -> Plan:
        """The plan in a commit."""
        return parse_plan(git(self.folder, "show", f"{revision}:{FILE}"))

    def commit(self, plan: Plan, subject: str) -> None:
        """Write a plan, and commit it if anything has changed."""
        (self.folder / FILE).write_text(dump_plan(plan), encoding="utf-8", newline="\n")
        git(self.folder, "add", "--all")
        if git(self.folder, "status", "--porcelain"):
            git(self.folder, "commit", "--quiet", "-m", subject)
            self.counts["commits"] += 1

    def edit(self, keeper: str) -> None:
        """One to three edits by hand."""
        plan = self.plan("HEAD")
        for _n in range(self.chance.randrange(1, 4)):
            plan = self.chance.choice(_EDITS)(self.chance, plan)
        if all(section.tasks for section in plan.sections):
            self.commit(plan, f"{keeper} 改")

    def merge(self, keeper: str) -> None:
        """What the other keeper did comes in."""
        other = KEEPERS[keeper == KEEPERS[0]]
        bases = git(self.folder, "merge-base", "--all", "HEAD", other).split()
        if len(bases) == 1:
            self.held("merge", bases[0], "HEAD", other, "merge", "--no-ff", "--no-edit", other)

    def pick(self, keeper: str) -> None:
        """The last edit of the other keeper alone."""
        other = KEEPERS[keeper == KEEPERS[0]]
        if self.is_edit(other):
            self.held("pick", f"{other}~1", "HEAD", other, "cherry-pick", other)

    def revert(self, _keeper: str) -> None:
        """An edit is taken back."""
        last = self.chance.choice(("HEAD", "HEAD~1"))
        if self.is_edit(last):
            self.held("revert", last, "HEAD", f"{last}~1", "revert", "--no-edit", last)

    def rebase(self, keeper: str) -> None:
        """The last edit is put on top of what the other keeper has."""
        other = KEEPERS[keeper == KEEPERS[0]]
        if self.is_edit("HEAD"):
            line = ("rebase", "--quiet", "--onto", other, "HEAD~1")
            self.held("rebase", "HEAD~1", other, "HEAD", *line)

    def is_edit(self, revision: str) -> bool:
        """Whether a commit changed the plan and is no merge."""
        try:
            parents = git(self.folder, "rev-parse", f"{revision}^@").split()
        except subprocess.CalledProcessError:
            return False
        return len(parents) == 1 and FILE in git(
            self.folder, "diff", "--name-only", parents[0], revision
        )

    def held(self, kind: str, base: str, ours: str, theirs: str, *line: str) -> None:
        """Let git merge, hold what comes of it against the model, and go on from there."""
        sides = [state_of(self.plan(revision)) for revision in (base, ours, theirs)]
        wanted = expect(*sides)
        try:
            git(self.folder, *line)
        except subprocess.CalledProcessError as error:
            said = (error.stdout + error.stderr).decode("utf-8", "replace")
            if "CONFLICT" not in said:
                if not ("empty" in said or "nothing to commit" in said):
                    raise
                git(self.folder, "reset", "--quiet", "--hard")  # it was there already
                git(self.folder, line[0], "--skip" if kind == "rebase" else "--quit")
                self.compare(kind, wanted, state_of(self.plan("HEAD")))
                return
            plan = self.settled(wanted, kind, said)
            (self.folder / FILE).write_text(dump_plan(plan), encoding="utf-8", newline="\n")
            git(self.folder, "add", FILE)
            if kind == "merge":
                git(self.folder, "commit", "--quiet", "--no-edit")
            else:
                go_on = (line[0], "--continue")
                if not git(self.folder, "diff", "--cached", "--name-only"):
                    go_on = (line[0], "--skip")
                git(self.folder, "-c", "core.editor=true", *go_on)
            self.counts["conflicts"] += 1
        else:
            if wanted.open:
                raise WrongMergeError(f"{kind}: nobody was asked about {sorted(wanted.open)}")
            self.compare(kind, wanted, state_of(self.plan("HEAD")))
        self.counts[kind] += 1

    def settled(self, wanted: Expected, kind: str, said: str) -> Plan:
        """The plan with one side chosen in each conflict; the rest is held against the model."""
        data = (self.folder / FILE).read_bytes()
        lines = data.decode().splitlines()
        labels = [next(line[8:] for line in lines if line.startswith(m * 7)) for m in "<>"]
        marks = Marks(Labels("", *labels))
        plans = [parse_plan(chosen(data, side, marks).decode()) for side in (0, 1)]
        for plan in plans:
            self.compare(kind, wanted, state_of(plan))
        own, other = map(state_of, plans)
        differ = {title for title in {**own, **other} if own.get(title) != other.get(title)}
        if needless := differ - wanted.open - wanted.worded:
            raise WrongMergeError(f"{kind}: needlessly in conflict: {sorted(needless)}")
        return self.chance.choice(plans)

    def compare(self, kind: str, wanted: Expected, got: State) -> None:
        """Hold what is not in conflict against the model: lost, invented, misplaced."""
        wrong = [*_differences(wanted, got)]
        if wrong:
            raise WrongMergeError(f"{kind}: " + "; ".join(wrong))


def _differences(wanted: Expected, got: State) -> Iterator[str]:
    for title in {**wanted.tasks, **got}:
        if title in wanted.open:
            continue
        one, other = wanted.tasks.get(title), got.get(title)
        if one is None or other is None:
            yield f"{title}: {'invented' if other else 'lost'}"
        elif one.section != other.section:
            yield f"{title}: in {other.section}, not in {one.section}"
        elif one.roles != other.roles:
            yield f"{title}: {dict(other.roles)}, not {dict(one.roles)}"
    for title, before in wanted.behind.items():
        own = [each for each in got if title in got and got[each].section == got[title].section]
        if own and (not before or before in own):
            start, end = own.index(before) + 1 if before else 0, own.index(title)
            may_stand = wanted.came | wanted.open
            if end < start or not may_stand.issuperset(own[start:end]):
                yield f"{title}: not behind {before or 'the head'}"


def main(rounds: int, seed: int) -> None:
    """Play, and say what was played."""
    with TemporaryDirectory() as folder:
        year = Year(Path(folder), Random(seed))
        try:
            year.play(rounds)
        finally:
            print(seed, dict(year.counts))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
