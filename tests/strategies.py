"""Any plan, for property tests: `plans()` gives all that the format can say, in odd words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from hypothesis import strategies as st

from dutymatrix.plan.model import (
    Assignment,
    Chapter,
    Clause,
    Entry,
    Group,
    Milestone,
    Plan,
    Role,
    Section,
    Standing,
    Task,
    Unit,
)
from dutymatrix.planfile.source import find_invisible
from dutymatrix.wording import join_lines
from dutymatrix.wording.radical import find_radical

_T = TypeVar("_T")
_E = TypeVar("_E", bound=Entry)

# What YAML, or a reader of YAML, could take for something else than a text.
_ODD = (
    *("no", "Yes", "ON", "y", "null", "~", "true", "1", "007", "1.10", "12:30", "0x1F", "0b1"),
    *("1e3", "1_000", "+1", "-1", ".5", "+.5", "-.5", ".inf", "+.inf", ".nan", "1,000", "3:2:1"),
    *("2018-12-31", "2018-12-31 10:00:00", "2018-1-1", "=", "<<", "<", "---", "...", "- x", "-"),
    *("? x", "?", ": x", ":", "a: b", "a:b", "a:", "a #b", "#x", "a#b", "'x'", '"x"', 'x"y'),
    *("\\", "\\n", "a\\", "[x]", "{x}", "a]", "x, y", ",", "]", "}", "{}", "[]", "''", '""'),
    *("&a", "*a", "!x", "!!str x", "|", "|-", ">", "%YAML", "@x", "`x`", "<<<<<<<", "======="),
    *("format", "title：x", "lead:x", "units", "a\u00a0b", "a\u3000b", "a  b"),
)
_CHINESE = (
    *(
        "落实禁毒责任",
        "各镇（街）",
        "市禁毒委各成员单位",
        "《工作责任制》",
        "“七进”",
        "（一）",
        "①",
    ),
    *(
        "不低于85%",
        "【重点】",
        "吴办〔2017〕93号",
        "30:1",
        "塘㙍镇",
        "𠮷水镇",
        "👍🏽",
        "2018年底前",
    ),
    *("e\u0301", "\uff21\uff22", "ﾊﾝ", "…", "·", "，", "：x", "、", "”", "）（", "结尾：", "KTV"),
    *("Wi-Fi 6", "한국", "Ñandú", "㎏"),
)
_SENTENCES = (
    *("推动各镇落实责任。", "说：“好。行！”", "（见附件一。）", "落实；", "何时？！", "“未完。"),
    *(
        "他说“好。”然后走；",
        "）多余。",
        "（（内。）；外。）",
        "。",
        "；；",
        "。 后有空格",
        "end. Next",
    ),
    *("total control", "100%"),
)
# One form each of the ways to count, and some that only quotes can hold.
_FORMS = (
    *("一、", "（一）", "1.", "（1）", "①", "1、", "第一条", "第一章", "一是", "\uff11\uff0e"),
    *('"1"', "\\1", "1 #", "1:", "[1]", "{一}", "1"),
)


def _is_visible(char: str) -> bool:
    return find_invisible(char) is None and find_radical(char) < 0


_CHARACTERS = st.one_of(
    st.characters(exclude_categories=("Cc", "Cs")),
    st.characters(min_codepoint=0x20, max_codepoint=0x7E),
    st.characters(min_codepoint=0x3000, max_codepoint=0x9FFF),
).filter(_is_visible)
_WORDS = st.one_of(
    st.sampled_from(_CHINESE), st.sampled_from(_ODD), st.text(_CHARACTERS, min_size=1, max_size=6)
)
_PIECES = st.one_of(
    st.sampled_from(_SENTENCES), _WORDS, st.sampled_from(("\n", "\n\n", " ", "\n \t\n", "，"))
)
_DAYS = st.none() | st.dates()
_FEW = st.sampled_from((0, 0, 1, 2))
_RARELY = st.sampled_from((False, False, False, True))


def names() -> st.SearchStrategy[str]:
    """What a group may be called: one line, not empty, no blanks at its ends."""
    return st.lists(_WORDS, min_size=1, max_size=2).map(lambda w: "".join(w).strip()).filter(bool)


def lines() -> st.SearchStrategy[str]:
    """What a title may be: a name, or names with a tab between them."""
    return st.lists(names(), min_size=1, max_size=2).map("\t".join)


def proses() -> st.SearchStrategy[str]:
    """Wording in canonical form, one paragraph or several; not empty."""
    return st.lists(_PIECES, min_size=1, max_size=6).map("".join).map(join_lines).filter(bool)


_TAKEN = st.lists(names(), min_size=4, max_size=9, unique=True)
_LINES = st.lists(lines(), min_size=2, max_size=6)
_PROSES = st.lists(proses(), min_size=2, max_size=4)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Any plan that a plan file can hold."""
    drawer = _Drawer(draw)
    units, groups = _roster(drawer)
    forms = draw(st.lists(st.sampled_from(_FORMS), min_size=1, max_size=4, unique=True))
    running = [form for form in forms if draw(_RARELY)]
    outline = _Outline(drawer, {depth for depth, form in enumerate(forms) if form in running})
    without_sections = draw(_RARELY)
    return Plan(
        title=drawer.line(),
        document_number=drawer.line_or_nothing(),
        issued_by=draw(st.lists(names(), max_size=2).map(tuple)),
        issued_on=draw(_DAYS),
        ends_on=draw(_DAYS),
        role_rule=drawer.prose_or_nothing(),
        role_names={role: drawer.line() for role in Role if draw(_RARELY)},
        language=draw(st.sampled_from(("zh_CN", "en"))),
        chapter=drawer.line_or_nothing(),
        numbering=tuple(forms),
        running=tuple(running),
        preamble=drawer.prose_or_nothing(),
        units=units,
        groups=groups,
        standing=drawer.some(lambda: Standing(drawer.prose(), drawer.known_names())),
        sections=() if without_sections else outline.sections(0),
        own_tasks=outline.tasks(0) if without_sections else (),
        common=drawer.some(drawer.chapter),
    )


@st.composite
def rosters(draw: st.DrawFn) -> tuple[tuple[Unit, ...], tuple[Group, ...]]:
    """Units and groups whose names and aliases are all different, groups without cycles."""
    return _roster(_Drawer(draw))


def _roster(drawer: "_Drawer") -> tuple[tuple[Unit, ...], tuple[Group, ...]]:
    draw = drawer.draw
    taken = [] if drawer.rarely() else draw(_TAKEN)
    # A unit's name that looks like several is refused; a group is a phrase, and may.
    single = [name for name in taken if not any(mark in name for mark in "，、；")]
    units = single[: draw(st.sampled_from((3, 2, 5, 0)))]
    others = [name for name in taken if name not in units]
    groups = others[: draw(st.sampled_from((2, 1, 0, 3)))]
    aliases = others[len(groups) :]
    drawer.know([*units, *groups])

    def own_aliases() -> tuple[str, ...]:
        return tuple(aliases.pop() for _ in range(min(len(aliases), draw(_FEW))))

    def unit(name: str) -> Unit:
        full_name = drawer.line_or_nothing() or None
        contact = drawer.line_or_nothing() or None
        heirs = drawer.known_names()
        tasks = tuple((number, heirs[0]) for number in ("1.1", "2", "三·1")[: draw(_FEW)] if heirs)
        return Unit(name, full_name, own_aliases(), draw(_DAYS), heirs, contact, tasks)

    def group(name: str) -> Group:
        full_name = drawer.line_or_nothing() or None
        below = [*groups[groups.index(name) + 1 :], *units]
        members = tuple(member for member in drawer.known_names() if member in below)
        contact = drawer.line_or_nothing() or None
        return Group(name, full_name, own_aliases(), members, draw(_RARELY), contact)

    return tuple(map(unit, units)), tuple(map(group, groups))


class _Drawer:
    """Draws small things; texts from a few that are drawn first, for drawing takes long."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        texts = draw(_LINES)
        wordings = draw(_PROSES)
        self._line = st.sampled_from(texts)
        self._line_or_nothing = st.sampled_from(["", *texts])
        self._prose = st.sampled_from(wordings)
        self._prose_or_nothing = st.sampled_from(["", *wordings])
        self._role = st.sampled_from(Role)
        self.know(())

    def know(self, known: Sequence[str]) -> None:
        """Names to choose from."""
        some = st.lists(st.sampled_from(known), unique=True, max_size=5) if known else st.just([])
        self._known = some.map(tuple)

    def line(self) -> str:
        return self.draw(self._line)

    def line_or_nothing(self) -> str:
        return self.draw(self._line_or_nothing)

    def prose(self) -> str:
        return self.draw(self._prose)

    def prose_or_nothing(self) -> str:
        return self.draw(self._prose_or_nothing)

    def known_names(self) -> tuple[str, ...]:
        return self.draw(self._known)

    def rarely(self) -> bool:
        return self.draw(_RARELY)

    def some(self, make: Callable[[], _T]) -> tuple[_T, ...]:
        return tuple(make() for _ in range(self.draw(_FEW)))

    def assignments(self) -> tuple[Assignment, ...]:
        return _by_role(Assignment(name, self.draw(self._role)) for name in self.known_names())

    def milestone(self) -> Milestone:
        day = self.draw(_DAYS)
        return Milestone(
            day, self.line_or_nothing(), self.prose_or_nothing(), self.line_or_nothing()
        )

    def heirs(self) -> tuple[tuple[str, str], ...]:
        return tuple(zip(self.known_names(), self.known_names(), strict=False))

    def notes(self) -> tuple[tuple[str, str], ...]:
        return tuple({self.line(): self.prose() for _ in range(self.draw(_FEW))}.items())

    def clause(self) -> Clause:
        return Clause(self.line_or_nothing(), self.prose_or_nothing())

    def chapter(self) -> Chapter:
        return Chapter(*self.clause(), self.some(self.clause))


class _Outline:
    """Draws sections and tasks whose numbers rise and whose ids are all different."""

    def __init__(self, drawer: _Drawer, running: set[int]) -> None:
        self.drawer = drawer
        self.draw = drawer.draw
        self.running = running
        self.last: dict[int, int] = {}
        self.ids: set[str] = set()
        self._count = st.sampled_from((2, 1, 3, 0))
        self._gap = st.sampled_from((0, 0, 0, 1, 8))

    def sections(self, depth: int) -> tuple[Section, ...]:
        self.start(depth)
        return tuple(self.section(depth) for _ in range(self.draw(self._count)))

    def section(self, depth: int) -> Section:
        own = self.entry(self.ordinal(depth))
        if depth < 2 and self.drawer.rarely():
            return Section(sections=self.sections(depth + 1), **own)
        return Section(tasks=self.tasks(depth + 1), **own)

    def tasks(self, depth: int) -> tuple[Task, ...]:
        count = self.draw(self._count)
        if count:
            self.start(depth)
        return tuple(self.task(depth) for _ in range(count))

    def task(self, depth: int) -> Task:
        own = self.entry(self.ordinal(depth))
        parts: tuple[Task, ...] = ()
        if self.drawer.rarely():
            parts = tuple(self.part() for _ in range(1 + self.draw(self._count)))
        elif not own["title"] and not own["text"]:
            own["title"] = self.drawer.line()
        return Task(parts=parts, **own)

    def part(self) -> Task:
        own = self.entry(None)
        if not own["title"] and not own["text"]:
            own["text"] = self.drawer.prose()
        return Task(**own)

    def start(self, depth: int) -> None:
        if depth not in self.running:
            self.last[depth] = 0

    def ordinal(self, depth: int) -> int | None:
        """The next number of a level where it is no more than that, or one further on."""
        gap = self.draw(self._gap)
        value = self.last[depth] = self.last.get(depth, 0) + 1 + gap
        return value if gap else None

    def entry(self, ordinal: int | None) -> dict[str, Any]:
        """What sections and tasks have in common; the rarer fields together, to draw less."""
        drawer = self.drawer
        own: dict[str, Any] = {
            "title": drawer.line_or_nothing(),
            "text": drawer.prose_or_nothing(),
            "assignments": drawer.assignments(),
            "ordinal": ordinal,
        }
        if drawer.rarely():
            own_id = drawer.line_or_nothing()
            if own_id and own_id not in self.ids:
                self.ids.add(own_id)
                own["id"] = own_id
            own["open"] = drawer.rarely()
            own["milestones"] = drawer.some(drawer.milestone)
            own["notes"] = drawer.notes()
            own["succeeded_by"] = drawer.heirs()
        return own


def shuffled(plan: Plan, order: Sequence[int]) -> Plan:
    """A twin that says the same in another order: sections, tasks, units, lists, groups."""
    return replace(
        plan,
        units=_shuffle(plan.units, order),
        groups=tuple(
            group._replace(members=_shuffle(group.members, order))
            for group in _shuffle(plan.groups, order)
        ),
        sections=tuple(_shuffled_section(s, order) for s in _shuffle(plan.sections, order)),
        own_tasks=tuple(_shuffled_task(t, order) for t in _shuffle(plan.own_tasks, order)),
    )


def _shuffled_section(section: Section, order: Sequence[int]) -> Section:
    return replace(
        _shuffled_lists(section, order),
        sections=tuple(_shuffled_section(s, order) for s in _shuffle(section.sections, order)),
        tasks=tuple(_shuffled_task(t, order) for t in _shuffle(section.tasks, order)),
    )


def _shuffled_task(task: Task, order: Sequence[int]) -> Task:
    return replace(
        _shuffled_lists(task, order),
        parts=tuple(_shuffled_task(part, order) for part in _shuffle(task.parts, order)),
    )


def _shuffled_lists(entry: _E, order: Sequence[int]) -> _E:
    assignments = _shuffle(entry.assignments, order)
    return replace(entry, assignments=_by_role(assignments), places=(), ordinal=None)


def _shuffle(values: Sequence[_T], order: Sequence[int]) -> tuple[_T, ...]:
    """Values in another order, the same for the same numbers."""
    keys = {place: (order[place % len(order)], place) for place in range(len(values))}
    return tuple(values[place] for place in sorted(keys, key=lambda p: keys[p]))


def _by_role(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    return tuple(sorted(assignments, key=lambda a: [*Role].index(a.role)))
