"""What a terminal need not be given of the duties of a unit: they are counted, not read."""

from collections.abc import Collection, Mapping
from typing import Any

from dutymatrix.answer.duties import Beyond
from dutymatrix.answer.tally import Tally
from dutymatrix.library.retrieval import NEWEST_FIRST, DataSet


def newest_with(data: DataSet, names: Collection[str], most: int) -> tuple[str, ...]:
    """The newest plans that name some units, as many as have `most` assignments together.

    Returns:
        Their short names; at least one plan, where any names them.
    """
    rows = data.rows(
        f"""
        WITH counted AS (
          SELECT plan, count(*) AS n FROM edges
          WHERE list_contains(?::VARCHAR[], unit) GROUP BY plan),
        summed AS (
          SELECT plan, sum(n) OVER (ORDER BY {NEWEST_FIRST}) - n AS before
          FROM counted JOIN plans USING (plan))
        SELECT plan FROM summed WHERE before < ?
        """,
        [[*names], most],
    )
    return tuple(plan for (plan,) in rows)


def count_beyond(
    data: DataSet,
    unit: str,
    groups: Collection[str],
    unlisted: Collection[str],
    knowing: Collection[str],
    read: Collection[str],
) -> Beyond:
    """The duties of a unit in the plans of a data set that were not read.

    Args:
        data: The data set.
        unit: The unit or group.
        groups: Those that it is a member of.
        unlisted: Groups that may mean it.
        knowing: The plans that know it, in which they do.
        read: The plans that were, by their short names.
    """
    run = data.rows

    def tally(names: Collection[str]) -> Tally:
        rows = run(
            "SELECT role, count(DISTINCT (plan, number)) FROM edges"
            " WHERE list_contains(?::VARCHAR[], unit) AND plan NOT IN (SELECT unnest(?::VARCHAR[]))"
            " GROUP BY role",
            [[*names], [*read]],
        )
        return Tally(**dict(rows))

    [(plans,)] = run(
        "SELECT count(DISTINCT plan) FROM edges"
        " WHERE list_contains(?::VARCHAR[], unit) AND plan NOT IN (SELECT unnest(?::VARCHAR[]))",
        [[unit, *groups], [*read]],
    )
    unresolved: Mapping[str, Any] = dict(
        run(
            "SELECT unit, count(*) FROM edges"
            " WHERE list_contains(?::VARCHAR[], unit) AND plan NOT IN (SELECT unnest(?::VARCHAR[]))"
            " AND plan IN (SELECT unnest(?::VARCHAR[])) GROUP BY unit",
            [[*unlisted], [*read], [*knowing]],
        )
    )
    return Beyond(
        plans,
        tally([unit]),
        tally(groups),
        {group: unresolved[group] for group in unlisted if group in unresolved},
    )
