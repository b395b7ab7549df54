"""A plan as rows that can be compared: every section, task and part, in the document's order."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dutymatrix.plan.model import Assignment, Entry, Item, Milestone, Plan, Section, Task
from dutymatrix.wording.script import spelling, spellings


class Content(NamedTuple):
    """What a row says, wherever it stands."""

    title: str
    text: str
    assignments: tuple[Assignment, ...]
    open: bool
    milestones: tuple[Milestone, ...]
    notes: tuple[tuple[str, str], ...]
    id: str | None
    succeeded_by: tuple[tuple[str, str], ...] = ()


class Spelled(NamedTuple):
    """What a row is called and says, however it is printed."""

    title: str
    text: str


class Rows:
    """The rows of one plan.

    Those of `plan.items`, and besides sections without roles and items that say nothing but
    the title of their parts.
    """

    def __init__(self, plan: Plan) -> None:
        self.all = tuple(_iter_rows(plan))
        self.by_number: Mapping[str, Item] = {row.number: row for row in self.all}
        self.place: Mapping[str, int] = {row.number: at for at, row in enumerate(self.all)}
        self.sections = [row for row in self.all if isinstance(row.entry, Section)]
        self.wholes = [row for row in self.all if _is_whole(row, plan)]
        """Items that say nothing but the title of their parts."""
        wholes = {row.number for row in self.wholes}
        self.tasks = [
            row
            for row in self.all
            if not isinstance(row.entry, Section) and row.number not in wholes
        ]
        self.above: Mapping[str, str] = {row.number: parent_of(row.number) for row in self.all}
        """Number of what each row stands in, "" at the top."""
        self.within: Mapping[str, list[str]] = _numbers_within(self.above)
        """Numbers of what stands in a row, by its number; those at the top by ""."""
        # By the entry, for nobody refuses a document that has a number twice.
        self._contents = {id(row.entry): content_of(row.entry) for row in self.all}
        self.hashes: Mapping[str, int] = self._hash_contents()
        """A hash of each row by its number: the same where it holds the same, in any order."""
        self._spelled: dict[str, Spelled] = {}

    def _hash_contents(self) -> dict[str, int]:
        found: dict[str, int] = {}
        # What stands in a row comes after it.
        for row in reversed(self.all):
            is_section = isinstance(row.entry, Section)
            within = self.within.get(row.number, ())
            below = tuple(sorted([found[number] for number in within])) if within else ()
            found[row.number] = hash((is_section, self.content(row), below))
        return found

    def content(self, row: Item) -> Content:
        """What a row says, wherever it stands."""
        return self._contents[id(row.entry)]

    def spelled(self, row: Item) -> "Spelled":
        """The title and the wording of a row."""
        if row.number not in self._spelled:
            self._spelled[row.number] = Spelled(*map(spelling, (row.entry.title, row.entry.text)))
        return self._spelled[row.number]

    def spell(self, rows: Sequence[Item]) -> None:
        """Spell many rows, that `spelled` is asked for, at once: by one it takes twice as long."""
        titles = spellings([row.entry.title for row in rows])
        texts = spellings([row.entry.text for row in rows])
        numbers = (row.number for row in rows)
        self._spelled.update(zip(numbers, map(Spelled, titles, texts), strict=True))


def parent_of(number: str) -> str:
    """Path of what a row stands in: 3 for 3.3, 3.3 for its part 3.3a, "" at the top."""
    return number[:-1] if is_part(number) else number.rpartition(".")[0]


def content_of(entry: Entry) -> Content:
    """What an entry says."""
    return Content(
        entry.title,
        entry.text,
        entry.assignments,
        entry.open,
        entry.milestones,
        entry.notes,
        entry.id,
        entry.succeeded_by,
    )


def _is_whole(row: Item, plan: Plan) -> bool:
    return not isinstance(row.entry, Section) and row.number not in plan.item_by_number


def is_part(number: str) -> bool:
    """Whether a row is one of several lists of an item."""
    return number[-1].isalpha()


def _numbers_within(above: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for number, holder in above.items():
        found.setdefault(holder, []).append(number)
    return found


def _iter_rows(plan: Plan) -> Iterator[Item]:
    tasks: dict[str, list[Item]] = {}
    for item in plan.items:
        if not isinstance(item.entry, Section):
            tasks.setdefault(item.section_number, []).append(item)
    yield from _with_wholes(plan.own_tasks, tasks.get("", ()))
    above: dict[str, tuple[Section, ...]] = {"": ()}
    for number, (label, section) in plan.section_by_number.items():
        above[number] = (*above[parent_of(number)], section)
        yield Item(number, label, section, section.headline, above[number])
        yield from _with_wholes(section.tasks, tasks.get(number, ()))


def _with_wholes(tasks: Sequence[Task], items: Sequence[Item]) -> Iterator[Item]:
    """The items of some tasks, and one for each task that has none but those of its parts."""
    at = 0
    for task in tasks:
        first = items[at]
        own = first.entry is task
        if not own:
            yield Item(first.number[:-1], first.label[:-1], task, task.headline, first.sections)
        end = at + own + len(task.parts)
        yield from items[at:end]
        at = end
