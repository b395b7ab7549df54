"""The sections, tasks and parts that a table's rows make, by its headings and its own numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

from dutymatrix.plan.model import Section, Task
from dutymatrix.plan.numbering import PART_LETTERS, parse_form, parse_number

_SECTION_FORM, _TASK_FORM = "（一）", "1."
_HANZI = "一二三四五六七八九十百"
# （一）建立机制, 二、推进工作, 第三章 保障
_HEADING = re.compile(
    rf"(?P<before>[（(第]?)(?P<value>[{_HANZI}]{{1,3}}|[0-9]{{1,3}})"
    r"(?P<after>[）)、]|[.．](?![0-9])|[章节]|部分)\s*(?P<title>\S.*)"  # noqa: RUF001
)
# The last number of a label: 3 of （三）3, （三） of 二（三）.
_LAST = re.compile(
    rf"[·、.．-]?(?:[（(][0-9{_HANZI}]+[）)]|第?[{_HANZI}]+[章节条]?|第?[0-9]+[章节条]?|[①-⑳])"  # noqa: RUF001
    r"[、.．]?[a-z]?$"  # noqa: RUF001
)
_LONGEST_LABEL = 40
# Higher ones are codes: 440883001.
_HIGHEST = 9999


class Row(NamedTuple):
    """A row of a table of tasks."""

    section: str
    """The heading that the table has for it; "" where it has none."""
    label: str
    """The number that the table has for it, （三）3; "" where it has none."""
    task: Task


class Tree(NamedTuple):
    """The rows as a plan holds them: sections, or tasks alone."""

    sections: tuple[Section, ...]
    tasks: tuple[Task, ...]
    numbering: tuple[str, ...]
    running: tuple[str, ...] = ()


class _Numbered(NamedTuple):
    """A row with its number: （三）3a is 3.3, in the section （三）, and a."""

    row: Row
    path: tuple[int, ...]
    letter: str
    above: str

    @property
    def is_section(self) -> bool:
        """Whether the number is the section's own."""
        return bool(self.path) and self.row.label == self.above

    @property
    def ordinal(self) -> int | None:
        """The number on the last level."""
        return self.path[-1] if self.path and not self.is_section else None


class _Heading(NamedTuple):
    title: str
    form: str
    value: int


def is_heading(text: str) -> bool:
    """Whether a line looks like a section's heading: it begins with a number."""
    return _HEADING.fullmatch(text) is not None


def label_above(label: str) -> str:
    """The section's label in a task's: （三） in （三）3; "" where there is none."""
    last = _LAST.search(label) if len(label) <= _LONGEST_LABEL else None
    return label[: last.start()] if last else ""


def build_tree(rows: Sequence[Row]) -> Tree:
    """The sections of rows that stand together; tasks alone where nothing tells sections."""
    numbered = [*_iter_numbered(rows)]
    own = (row.row.label for row in numbered if row.ordinal)
    form = next((_form_of(label) for label in own), _TASK_FORM)
    groups = [[*together] for _key, together in groupby(numbered, key=_section_key)]
    if not any(own[0].row.section or own[0].above for own in groups):
        return Tree((), _tasks(numbered), (form,))
    running = _runs_on(groups)
    headings = _headings(groups)
    sections, before, counted = [], 0, 0
    for heading, own_rows in zip(headings, groups, strict=True):
        ordinal = heading.value if heading.value > before + 1 else None
        sections.append(_section(heading.title, own_rows, ordinal, counted))
        before = heading.value
        counted = (own_rows[-1].ordinal or 0) if running else 0
    return Tree(
        tuple(sections), (), (headings[0].form or _SECTION_FORM, form), (form,) if running else ()
    )


def _iter_numbered(rows: Sequence[Row]) -> Iterator[_Numbered]:
    read = [(row, *_parse(row.label)) for row in rows]
    depth = max((len(path) for _row, path, _letter in read), default=0)
    for row, path, letter in read:
        is_above = 0 < len(path) < depth
        above = row.label if is_above else label_above(row.label) if len(path) > 1 else ""
        yield _Numbered(row, path, letter, above)


def _parse(label: str) -> tuple[tuple[int, ...], str]:
    """The digits of a label, and the letter of a part; nothing where it numbers no place."""
    path = parse_number(label) or ()
    letter = path[-1] if path and path[-1].isalpha() else ""
    digits = tuple(map(int, path[:-1] if letter else path))
    return (digits, letter) if max(digits, default=0) <= _HIGHEST else ((), "")


def _section_key(numbered: _Numbered) -> tuple[str, str]:
    """What the rows of a section share: its heading, else the beginning of their labels."""
    heading = numbered.row.section
    return (heading, "") if heading else ("", numbered.above)


# Sections


def _headings(groups: Sequence[Sequence[_Numbered]]) -> list[_Heading]:
    """The headings of sections, their numbers apart where all have one."""
    for read in (_by_label, _by_number):
        found = [read(own[0]) for own in groups]
        told = [heading for heading in found if heading]
        forms = {heading.form for heading in told}
        values = (0, *(heading.value for heading in told))
        is_rising = all(one < other for one, other in pairwise(values))
        if len(told) == len(groups) and len(forms) == 1 and is_rising and parse_form(*forms):
            return told
    first = [own[0] for own in groups]
    titles = [one.row.section or one.above or one.row.task.headline for one in first]
    return [_Heading(title, "", n) for n, title in enumerate(titles, 1)]


def _by_label(first: _Numbered) -> _Heading | None:
    """The heading of a section that the labels of its tasks number."""
    above = first.above
    path, _letter = _parse(above)
    heading = first.row.section
    if not path or (heading and not heading.startswith(above)):
        return None
    # Where nothing but labels tells of a section, its number is all that it is called.
    title = heading.removeprefix(above).lstrip("、.．· \u3000") or above  # noqa: RUF001
    return _Heading(title, _form_of(above), path[-1])


def _by_number(first: _Numbered) -> _Heading | None:
    """The heading of a section that begins with its number."""
    found = _HEADING.fullmatch(first.row.section)
    if found is None:
        return None
    [value] = parse_number(found["value"]) or ("0",)
    form = found["before"] + _one_of(found["value"]) + found["after"]
    return _Heading(found["title"], form, int(value))


def _section(title: str, rows: Sequence[_Numbered], ordinal: int | None, counted: int) -> Section:
    """A section with its tasks; a row with its own number says who answers for it."""
    own, others = Task(title=title), rows
    if rows[0].is_section and len(rows) > 1:
        own, others = rows[0].row.task, rows[1:]
    return Section(
        title=title,
        text=own.text,
        assignments=own.assignments,
        places=own.places,
        open=own.open,
        milestones=own.milestones,
        notes=own.notes,
        ordinal=ordinal,
        span=rows[0].row.task.span,
        tasks=_tasks(others, counted),
    )


def _runs_on(groups: Sequence[Sequence[_Numbered]]) -> bool:
    """Whether the numbers of tasks go on where a section ends."""
    ordinals = [[row.ordinal for row in own if not row.is_section] for own in groups]
    ends = [(own[0], own[-1]) for own in ordinals if own]
    return len(ends) > 1 and all(
        one[1] is not None and other[0] is not None and one[1] < other[0]
        for one, other in pairwise(ends)
    )


# Tasks


def _tasks(rows: Sequence[_Numbered], counted: int = 0) -> tuple[Task, ...]:
    """The tasks of rows, several rows of one number as the parts of a task.

    Args:
        rows: Rows of one section, or of a plan without sections.
        counted: The number before the first of them: what does not follow is kept.
    """
    tasks: list[Task] = []
    for _key, together in groupby(rows, key=lambda row: row.path or id(row)):
        own = [*together]
        value = own[0].ordinal or counted + 1
        ordinal = value if value > counted + 1 else None
        counted = max(counted + 1, value)
        task = _task(own)
        tasks.append(task if task.ordinal == ordinal else replace(task, ordinal=ordinal))
    return tuple(tasks)


def _task(rows: Sequence[_Numbered]) -> Task:
    first, *others = rows
    if not others and not first.letter:
        return first.row.task
    if others and not first.letter and all(row.letter for row in others):
        item, rows = first.row.task, others
    else:
        titles = {row.row.task.title for row in rows}
        shared = titles.pop() if len(titles) == 1 else ""
        item = Task(title=shared, span=first.row.task.span)
    return replace(item, parts=tuple(_part(row.row.task, item.title) for row in rows))


def _part(task: Task, shared: str) -> Task:
    """A part; one that repeats the title of its item has none of its own."""
    return replace(task, title="") if task.title == shared and task.text else task


# Forms


def _one_of(numeral: str) -> str:
    return "一" if numeral[0] in _HANZI else "1"


def _form_of(label: str) -> str:
    """The form of the last number in a label: `1.` of （三）3, `（一）` of 二（三）."""
    last = label[len(label_above(label)) :].rstrip(PART_LETTERS).lstrip("·、.．-")  # noqa: RUF001
    digits = last.strip("第章节条（）()、.．")  # noqa: RUF001
    if "①" <= digits[:1] <= "⑳":
        return "①"
    one = _one_of(digits or "1")
    if last[:1] in "（(":
        return f"（{one}）"
    if last[:1] == "第":
        return f"第{one}{last[-1]}"
    return f"{one}、" if one == "一" else "1."
