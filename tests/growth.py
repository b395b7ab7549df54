"""Whether something takes as much longer as there is more of it, whatever the machine."""

from collections.abc import Callable
from time import process_time
from typing import TypeVar

_T = TypeVar("_T")

_TIMES = 4
# Reading everything again for every piece makes it sixteen.
_AT_MOST = 8
_ATTEMPTS = 3


def grows_with_input(work: Callable[[_T], object], make: Callable[[int], _T], size: int) -> bool:
    """Whether four times the input costs less than eight times as much.

    Args:
        work: What is done with an input.
        make: Makes an input of a size.
        size: The smaller size.
    """
    small, large = make(size), make(_TIMES * size)
    # Another process may be in the way once, not every time.
    return any(_cost(work, large) < _AT_MOST * _cost(work, small) for _ in range(_ATTEMPTS))


def _cost(work: Callable[[_T], object], given: _T) -> float:
    begun = process_time()
    work(given)
    return process_time() - begun
