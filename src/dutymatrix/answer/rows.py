"""Rows of a table that may have millions of cells, most of which say nothing."""

from collections.abc import Callable, Iterator, Sequence
from operator import eq
from typing import Generic, TypeVar, overload

T = TypeVar("T")

_MOST_KEPT = 1_000_000
"""Cells of a table that is made once."""


def rows_of(make: Callable[[int], T], number: int, width: int) -> Sequence[T]:
    """All rows of a table; of a very large one each is made whenever somebody looks at it.

    Args:
        make: What makes a row of its place.
        number: How many there are.
        width: How many cells each has.
    """
    rows = Rows(make, range(number))
    return (*rows,) if number * width <= _MOST_KEPT else rows


class Rows(Sequence[T], Generic[T]):
    """A sequence that makes each row when it is looked at and keeps none; equal to a tuple."""

    def __init__(self, make: Callable[[int], T], places: Sequence[int]) -> None:
        self._make = make
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> "Rows[T]": ...

    def __getitem__(self, place: int | slice) -> "T | Rows[T]":
        """A row, or some of them."""
        if isinstance(place, slice):
            return Rows(self._make, self._places[place])
        return self._make(self._places[place])

    def __iter__(self) -> Iterator[T]:
        return map(self._make, self._places)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash((*self,))

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """As a tuple: what makes rows cannot be handed to another process."""
        return tuple, ((*self,),)
