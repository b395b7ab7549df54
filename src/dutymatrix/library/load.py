"""Who carries how much in a data set, counted by DuckDB: no task is read for it."""

from collections import defaultdict
from typing import NamedTuple

from dutymatrix.answer.matrix import Axis
from dutymatrix.answer.tally import Tally
from dutymatrix.answer.units import LoadCounts, UnitLoad
from dutymatrix.library.crosstab import tallies_by
from dutymatrix.library.retrieval import RANKED, DataSet
from dutymatrix.plan.model import Item, Plan, Task
from dutymatrix.plan.name import groups_of


def count_loads(data: DataSet, whole: Plan) -> tuple[UnitLoad, ...]:
    """What `answer.units.unit_loads` says of all tasks, which are only counted.

    Args:
        data: The data set.
        whole: Its plans as one, with the roster.
    """
    own = tallies_by(data, Axis.UNIT)
    pairs = [(name, group) for name in whole.rank for group in groups_of(whole, name)]
    rows = data.rows(
        """
        WITH reached AS (SELECT unnest(?::VARCHAR[]) AS name, unnest(?::VARCHAR[]) AS unit)
        SELECT name, role, count(DISTINCT (plan, number))
        FROM edges JOIN reached USING (unit) GROUP BY GROUPING SETS ((name, role), (name))
        """,
        [*map(list, zip(*pairs, strict=True))] if pairs else [[], []],
    )
    via: defaultdict[str, dict[str, int]] = defaultdict(dict)
    sizes: dict[str, int] = {}
    for name, role, n in rows:
        if role is None:
            sizes[name] = n
        else:
            via[name][role] = n
    return tuple(
        UnitLoad(
            record,
            (),
            (),
            LoadCounts(
                own.get(record.name, Tally()),
                Tally(**via.get(record.name, {})),
                sizes.get(record.name, 0),
            ),
        )
        for record in whole.roster
    )


class Spread(NamedTuple):
    """What `answer.stats.build_stats` is given."""

    tallies: dict[str, Tally]
    alone: tuple[str, ...]
    led: dict[str, list[str]]
    pairs: list[tuple[str, str, int]]
    """Each two names that share tasks, and how many these are."""
    items: tuple[Item, ...]
    """The tasks that are named in it, of which there is no more than number and label."""


def count_spread(data: DataSet, whole: Plan) -> Spread:
    """How the work of all tasks is spread; the arguments are those of `count_loads`."""
    own = tallies_by(data, Axis.UNIT)
    rows = data.rows(
        f"""
        WITH counted AS (
          SELECT plan, number, count(*) AS units, any_value(unit) AS unit,
            count(*) FILTER (role = 'lead') AS leads, any_value(unit) FILTER (role = 'lead') AS lead
          FROM edges GROUP BY plan, number)
        SELECT plan, number, label, CASE WHEN units = 1 AND NOT open THEN unit END,
          CASE WHEN leads = 1 THEN lead END
        FROM tasks JOIN counted USING (plan, number) JOIN {RANKED} USING (plan)
        WHERE units = 1 AND NOT open OR leads = 1 ORDER BY rank, position
        """
    )
    nothing = Task()
    alone: list[str] = []
    led: dict[str, list[str]] = {name: [] for name in whole.rank}
    items = []
    for plan, own_number, label, only, lead in rows:
        number = f"{plan} {own_number}"
        items.append(Item(number, f"{plan} {label}", nothing, "", (), plan))
        if only is not None and only not in whole.group_by_name:
            alone.append(number)
        if lead is not None:
            led[lead].append(number)
    pairs = data.rows(
        "SELECT one.unit, other.unit, count(*) FROM edges AS one JOIN edges AS other"
        " USING (plan, number) WHERE one.unit < other.unit GROUP BY ALL"
    )
    tallies = {name: own.get(name, Tally()) for name in whole.rank}
    return Spread(tallies, tuple(alone), led, pairs, tuple(items))
