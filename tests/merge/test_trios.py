"""Random trios of plans: nobody whom a side added is lost, nobody comes whom no side has."""

import gc
import os
import random
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from dutymatrix.check import check_plan
from dutymatrix.merge import UnmergeableError, merge_texts
from dutymatrix.plan.model import Task
from dutymatrix.planfile import parse_plan

# More of them: DUTYMATRIX_TEST_TRIOS=10000.
TRIOS = int(os.environ.get("DUTYMATRIX_TEST_TRIOS", "300"))
UNITS = ("市文旅局", "市财政局", "市教育局", "市环保局", "市国土局", "市卫计委", "甲镇")
LATER = {"市环保局": "市生态环境局", "市国土局": "市自然资源局", "市卫计委": "市卫健委"}
SAID = {
    "新建分馆": "在城东建一座分馆，藏书十万册。",
    "培训馆员": "全年培训馆员二百人次，考核合格后上岗。",
    "清理排口": "逐条河道登记排口，分期封堵。",
    **dict.fromkeys(("甲镇重点整治", "乙镇重点整治"), "集中整治突出问题，逐户登记，限期整改。"),
}
CONFLICT = re.compile(r"(?ms)^<<<<<<< ours\n(.*?)^=======\n(.*?)^>>>>>>> theirs\n")


@dataclass
class Duty:
    """A task; whatever it is called and says, its key tells which one it is."""

    key: str
    title: str
    text: str
    roles: dict[str, str]
    remark: str = ""
    parts: "list[Duty]" = field(default_factory=list)


@dataclass
class Side:
    """A plan under somebody's hands."""

    name: str
    roster: dict[str, list[str]]
    """Units with their aliases."""
    duties: list[Duty]
    followed: dict[str, str] = field(default_factory=dict)
    """New names by old ones, as the roster says."""

    def all(self) -> Iterator[Duty]:
        for duty in self.duties:
            yield duty
            yield from duty.parts

    @property
    def text(self) -> str:
        units = (f"  {u}:\n" + f"    aliases: {a}\n" * bool(a) for u, a in self.roster.items())
        return f"title: 方案\nunits:\n{''.join(units)}tasks:\n" + "\n".join(map(_said, self.duties))

    def edit(self, draw: random.Random) -> None:
        """Do one of the things that people do."""
        duty, unit = draw.choice(self.duties), draw.choice([*self.roster])
        what = draw.randrange(13)
        if what < 3 and not duty.parts:
            duty.roles.setdefault(unit, draw.choice(("lead", "join", "join", "guide")))
        elif what == 3 and len(duty.roles) > 1:
            duty.roles.pop(draw.choice([*duty.roles]))
        elif what == 4 and duty.roles:
            duty.roles[draw.choice([*duty.roles])] = draw.choice(("lead", "join"))
        elif what == 5:
            self.rename(unit, draw.choice([u for u in UNITS if u != unit]), told=False)
        elif what in (6, 7):
            self.rename(unit, LATER.get(unit, unit + "新"), told=what == 6)
        elif what == 8:
            duty.title += "行动"
        elif what == 9:
            duty.text = "切实" + duty.text
        elif what == 10 and len(self.duties) > 1:
            self.duties.remove(duty)
        elif what == 11:
            draw.shuffle(self.duties)
        elif what == 12 and not duty.parts and draw.random() < 0.5:
            half = len(duty.text) // 2
            other = Duty(duty.key + self.name, "", "另外" + duty.text[half:], {unit: "lead"})
            own = Duty(duty.key + "一", "", duty.text[:half] + "。", duty.roles)
            duty.parts, duty.roles, duty.text = [own, other], {}, ""
        else:
            key = f"新增{self.name}{draw.randrange(999)}"
            new = Duty(key, key, f"开展{key}工作。", {unit: "lead"}, remark=f"{key}待核")
            self.duties.insert(draw.randint(0, len(self.duties)), new)

    def rename(self, old: str, new: str, *, told: bool) -> None:
        """Put one name into the place of another, and say so or not."""
        if new in self.roster and told:
            return
        aliases = [*self.roster[old], old] if told else self.roster[old]
        self.roster = {
            new if u == old else u: aliases if u == old else a for u, a in self.roster.items()
        }
        for duty in self.all():
            duty.roles = {new if u == old else u: role for u, role in reversed(duty.roles.items())}
        if told or old in self.followed.values():
            self.followed[old] = new

    def names(self) -> set[tuple[str, str]]:
        return {(duty.key, unit) for duty in self.all() for unit in duty.roles}


def _said(duty: Duty) -> str:
    lines = [f"title: {duty.title}"] if duty.title else []
    lines += [f"text: {duty.text}"] if duty.text else []
    for role in ("lead", "join", "guide"):
        if names := [unit for unit, own in duty.roles.items() if own == role]:
            lines += [f"{role}:", *(f"- {name}" for name in names)]
    if duty.parts:
        parts = "".join(map(_said, duty.parts))
        lines += ["parts:", *parts.rstrip().split("\n")]
    remark = f"# {duty.remark}\n" if duty.remark else ""
    return remark + "- " + "\n  ".join(lines) + "\n"


def make(draw: random.Random) -> tuple[Side, Side, Side]:
    """A plan, and two that somebody made of it."""
    units = draw.sample(UNITS, draw.randint(3, 5))
    duties = []
    for title in draw.sample([*SAID], draw.randint(2, 4)):
        roles = dict.fromkeys(draw.sample(units, draw.randint(1, 3)), "join")
        duties.append(Duty(title, title, SAID[title], {**roles, next(iter(roles)): "lead"}))
    base = Side("", {unit: [] for unit in units}, duties)
    sides = [deepcopy(base), deepcopy(base)]
    for side, name in zip(sides, ("ours", "theirs"), strict=True):
        side.name = name
        for _n in range(draw.randint(1, 4)):
            side.edit(draw)
    return base, sides[0], sides[1]


class Trio:
    """Three plans, what came of merging them, and what is to hold then."""

    def __init__(self, base: Side, ours: Side, theirs: Side) -> None:
        self.base, self.sides = base, (ours, theirs)
        self.merged = merge_texts(base.text, ours.text, theirs.text)
        self.settled = [parse_plan(CONFLICT.sub(rf"\{half}", self.merged.text)) for half in (1, 2)]
        self.tasks = [[t for own in p.own_tasks for t in (own, *own.parts)] for p in self.settled]

    def check(self) -> None:
        for side, other in (self.sides, self.sides[::-1]):
            self.check_added(side)
            self.check_kept(side, other)
        if "?" not in "".join(each.what for each in self.merged.conflicts):
            self.check_invented()
        if not self.merged.conflicts:
            found = [{f.code for f in check_plan(parse_plan(side.text))} for side in self.sides]
            assert {f.code for f in check_plan(self.settled[0])} <= set().union(*found)

    def check_added(self, side: Side) -> None:
        """Whom a side added is in the plan, or a successor, or stands in a conflict."""
        for key, unit in side.names():
            former = {u for u in {*UNITS, *side.followed, unit} if unit in self.successors(u)}
            if not any((key, u) in self.base.names() for u in former):
                tasks = [task for own in self.tasks for task in own if self.is_one(task, key)]
                named = {each.unit for task in tasks for each in task.assignments}
                assert not named.isdisjoint(self.successors(unit)), (key, unit)
        assert all(duty.remark in self.merged.text for duty in side.duties)

    def check_kept(self, side: Side, other: Side) -> None:
        """Who takes a side everywhere has its tasks, but for those that the other removed."""
        had = {duty.key for duty in self.base.duties} - {duty.key for duty in other.duties}
        tasks = self.tasks[self.sides.index(side)]
        for duty in side.duties:
            assert duty.key in had or any(self.is_one(task, duty.key) for task in tasks), duty.key

    def check_invented(self) -> None:
        """Who is in a task is there on some side, under this name or a former one."""
        names = [pair for side in self.sides for pair in side.names()]
        for task in (task for own in self.tasks for task in own):
            keys = tuple(
                d.key for side in self.sides for d in side.all() if self.is_one(task, d.key)
            )
            there = {
                u
                for key, u in names
                if key.startswith(keys) or (keys[:1] and keys[0].startswith(key))
            }
            known = {name for unit in there for name in self.successors(unit)}
            assert {each.unit for each in task.assignments} <= known, task

    def successors(self, unit: str) -> set[str]:
        """A unit, and whoever follows it by the roster of some side."""
        found: set[str] = set()
        more = {unit}
        while more:
            found |= more
            more = {s.followed[u] for s in self.sides for u in more if u in s.followed} - found
        return found

    def is_one(self, task: Task, key: str) -> bool:
        """Whether a task of the merged plan is that of a key, by what some version calls it."""
        duties = [d for s in (self.base, *self.sides) for d in s.all() if d.key == key]
        if task.title:
            return any(task.title == duty.title for duty in duties)
        return any(not duty.title and task.text == duty.text for duty in duties)


def test_nobody_is_lost_and_nobody_invented() -> None:
    merged = 0
    for seed in range(TRIOS):
        if seed % 100 == 0:
            # Reading a plan puts the garbage collector off; here are thousands.
            gc.collect()
        versions = make(random.Random(seed))
        try:
            trio = Trio(*versions)
        except UnmergeableError:
            continue
        merged += 1
        try:
            trio.check()
        except AssertionError as error:
            texts = "\n".join(side.text for side in versions)
            raise AssertionError(f"{seed}: {error}\n{texts}\n{trio.merged.text}") from None
    assert merged > TRIOS * 0.9
