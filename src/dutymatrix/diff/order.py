"""Who kept the order and who did not."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import lt


def places_out_of_order(values: Sequence[int]) -> list[int]:
    """Places of the fewest values without which the others rise."""
    if all(map(lt, values, values[1:])):
        return []
    kept = set(_longest_rise(values))
    return [place for place in range(len(values)) if place not in kept]


def _longest_rise(values: Sequence[int]) -> list[int]:
    """Places of the longest selection of values that rises, the last place first."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        length = bisect_left(tails, value)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        ends[length : length + 1] = [place]
    found: list[int] = []
    place = ends[-1] if ends else -1
    while place >= 0:
        found.append(place)
        place = before[place]
    return found
