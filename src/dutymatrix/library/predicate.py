"""Filters as conditions of SQL: which tasks of a data set an answer can have.

They choose too many rather than too few: whoever answers filters again what was read.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from dutymatrix.plan.model import Plan, Role
from dutymatrix.plan.name import groups_of
from dutymatrix.plan.selection import Filter, fold_width, is_chinese

# What a text that is written otherwise may have in the place of a Chinese character.
_OTHERWISE = (
    r"[\x{2E80}-\x{2FD5}\x{3038}-\x{303A}\x{3192}-\x{319F}\x{3200}-\x{33FF}"
    r"\x{F900}-\x{FAFF}\x{1F200}-\x{1F2FF}\x{2F800}-\x{2FA1F}]"
)
_IDEOGRAPHS = range(0x4E00, 0xA000)


class Predicate(NamedTuple):
    """A condition of SQL on the rows of `tasks`."""

    sql: str = "true"
    values: tuple[object, ...] = ()
    """What its question marks stand for."""

    def __and__(self, other: "Predicate") -> "Predicate":
        """Both of them."""
        return Predicate(f"({self.sql} AND {other.sql})", (*self.values, *other.values))

    def __or__(self, other: "Predicate") -> "Predicate":
        """One of them, or both."""
        return Predicate(f"({self.sql} OR {other.sql})", (*self.values, *other.values))


NOTHING = Predicate("false")


def named(names: Iterable[str], roles: Iterable[Role] = ()) -> Predicate:
    """One of the names stands in the task, in any role or in one of these."""
    return _with_row("assignments", ("unit", names), ("role", (role.value for role in roles)))


def known(names: Iterable[str]) -> Predicate:
    """The task is of a plan whose roster has one of the names."""
    return Predicate(
        "plan IN (SELECT plan FROM units WHERE list_contains(?::VARCHAR[], name))", ([*names],)
    )


def within(plans: Iterable[str]) -> Predicate:
    """The task is one of these plans', by their short names."""
    return Predicate("plan IN (SELECT unnest(?::VARCHAR[]))", ([*plans],))


def called(word: str) -> Predicate:
    """The task has the word as its id or its label."""
    return Predicate("(id = ? OR label = ?)", (word, word))


def surely_says(word: str) -> Predicate:
    """The task has the word in its title or wording; others may have it, too."""
    if not is_chinese(word):
        return NOTHING
    return Predicate("(contains(title, ?) OR contains(text, ?))", (word, word))


def met_by(
    plan: Plan, wanted: Filter, printed: Callable[[Iterable[str]], Iterable[str]]
) -> Predicate:
    """The task may meet the conditions of a filter.

    Args:
        plan: What the filter is about.
        wanted: With names of units and paths of sections as the plan has them.
        printed: The names that documents may have for some.
    """
    found = Predicate()
    for roles, names in (
        ((), wanted.units),
        ((Role.LEAD,), wanted.lead),
        ((Role.JOIN,), wanted.join),
    ):
        for name in names:
            reached = groups_of(plan, name) if wanted.through_groups else ()
            found &= named(printed((name, *reached)), roles)
    if wanted.sections:
        found &= _in_sections(wanted.sections)
    for word in wanted.texts:
        found &= _said(word)
    bounds = [
        (f"own.by {sign} ?", day)
        for sign, day in (
            ("<=", wanted.due_by),
            (">", wanted.due_after),
            ("<", wanted.overdue),
        )
        if day
    ]
    if bounds:
        sql = " AND ".join(condition for condition, _day in bounds)
        # What is said of the year before is in doubt, whatever day was taken.
        found &= Predicate(
            _EXISTS.format(table="milestones", sql=f"(({sql}) OR contains(own.said, '前'))"),
            tuple(day for _condition, day in bounds),
        )
    if wanted.no_due:
        found &= Predicate("due IS NULL")
    if wanted.without_join:
        joined = _with_row("assignments", ("role", (Role.JOIN.value,)))
        found &= Predicate(f"NOT {joined.sql}", joined.values)
    return found


_EXISTS = (
    "EXISTS (SELECT 1 FROM {table} AS own"
    " WHERE own.plan = tasks.plan AND own.number = tasks.number AND {sql})"
)


def _with_row(table: str, *columns: tuple[str, Iterable[str]]) -> Predicate:
    """The task has a row in a table with one of some values in each of some columns."""
    wanted = [(column, [*values]) for column, values in columns]
    wanted = [(column, values) for column, values in wanted if values] or wanted[:1]
    sql = " AND ".join(f"list_contains(?::VARCHAR[], own.{column})" for column, _own in wanted)
    return Predicate(
        _EXISTS.format(table=table, sql=sql), tuple(values for _column, values in wanted)
    )


def _in_sections(sections: Iterable[str]) -> Predicate:
    """The task stands in one of some sections of some plans."""
    plans: dict[str, list[str]] = {}
    for section in sections:
        name, _blank, path = section.partition(" ")
        plans.setdefault(path, []).append(name)
    found = NOTHING
    for path, names in plans.items():
        inside = Predicate("starts_with(number || '.', ?)", (f"{path}.",)) if path else Predicate()
        found |= within(names) & inside
    return found


def _said(word: str) -> Predicate:
    """The task says all the Chinese characters of a word, or what may stand for one."""
    chars = [char for char in dict.fromkeys(fold_width(word)) if ord(char) in _IDEOGRAPHS]
    says = " AND ".join(["true", *("contains(own.said, ?)" for _char in chars)])
    sql = (
        "(plan, number) IN (SELECT (plan, number) FROM said AS own"
        f" WHERE ({says}) OR regexp_matches(own.said, '{_OTHERWISE}'))"
    )
    return Predicate(sql, tuple(chars))
