"""Assignments counted by role: the one way in which every answer counts them."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from dutymatrix.plan.model import Role


class Tally(NamedTuple):
    """Numbers of assignments by role, in the order of `Role`."""

    lead: int = 0
    responsible: int = 0
    join: int = 0
    guide: int = 0

    def by_role(self) -> dict[Role, int]:
        """The number of each role."""
        return dict(zip(Role, self, strict=True))

    def data(self) -> dict[str, int]:
        """The same by the roles' machine words, as JSON has it."""
        return self._asdict()


def count_roles(roles: Iterable[str]) -> Tally:
    """How often each role occurs, by its machine word."""
    return Tally(**Counter(roles))


def count_tasks(duties: Iterable[tuple[str, Role]]) -> Tally:
    """In how many tasks each role occurs, from pairs of a task's number and a role."""
    return count_roles(role.value for _number, role in {*duties})


def had_roles(tallies: Iterable[Tally]) -> tuple[Role, ...]:
    """Roles that take a column: leading and joining, and others that somebody has."""
    sums = [sum(numbers) for numbers in zip(*tallies, strict=True)] or [0] * len(Role)
    return tuple(
        role for role, n in zip(Role, sums, strict=True) if n or role in (Role.LEAD, Role.JOIN)
    )
