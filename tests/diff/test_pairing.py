"""The best assignment."""

from dutymatrix.diff.pairing import best_pairs


def test_the_best_assignment_is_not_the_best_first() -> None:
    scores = {("a", "x"): 0.9, ("a", "y"): 0.8, ("b", "x"): 0.85, ("b", "y"): 0.3}
    assert {*best_pairs(scores)} == {("a", "y"), ("b", "x")}


def test_one_good_pair_is_better_than_two_poor_ones() -> None:
    scores = {("a", "x"): 0.95, ("a", "y"): 0.5, ("b", "x"): 0.5}
    assert {*best_pairs(scores)} == {("a", "x")}


def test_several_that_want_the_same_one_get_nothing_but_the_nearest() -> None:
    scores = {("a", "x"): 0.6, ("b", "x"): 0.7, ("c", "z"): 0.5}
    assert {*best_pairs(scores)} == {("b", "x"), ("c", "z")}


def test_a_large_group_is_matched_best_first() -> None:
    scores = {(f"{n}", f"{m}"): 0.9 if n == m else 0.6 for n in range(70) for m in range(70)}
    scores["0", "1"] = 0.95
    found = {*best_pairs(scores)}
    assert ("0", "1") in found
    assert ("2", "2") in found
    assert len(found) == 70
