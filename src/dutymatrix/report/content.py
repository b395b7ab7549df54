"""What the page holds: the answers of the terminal, as data that its scripts draw.

Tasks and units are named by their place in the lists `tasks` and `units`. All counts and orders
come from `answer/`; the page only shows, chooses and searches.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from gettext import NullTranslations
from types import MappingProxyType
from typing import Any

from dutymatrix.answer.duties import Duty, DutyList, duties_of
from dutymatrix.answer.graph import PlanGraph, project_units, unit_node
from dutymatrix.answer.matrix import Axis, crosstab
from dutymatrix.answer.tally import had_roles
from dutymatrix.answer.units import UnitLoad, unit_loads
from dutymatrix.markup.json_ import milestone_data
from dutymatrix.markup.view import Table, word_cell
from dutymatrix.plan.initials import initials_of
from dutymatrix.plan.model import Entry, Group, Item, Plan, Span
from dutymatrix.plan.name import groups_of
from dutymatrix.plan.number import chapter_number
from dutymatrix.plan.tenure import heirs_on
from dutymatrix.progress.account import period_order
from dutymatrix.progress.ledger import Ledger, Row
from dutymatrix.progress.light import LIGHT_WORDS
from dutymatrix.revision.git import Commit
from dutymatrix.screen.condition import succession_lines
from dutymatrix.screen.entry import due, role_head
from dutymatrix.screen.progress import decided, due_said, report_said
from dutymatrix.wording.role import ROLE_WORDS

Content = Mapping[str, Any]
"""Of texts, numbers, lists and mappings, as JSON can write it."""


def build_content(
    plan: Plan,
    graph: PlanGraph,
    today: date,
    words: NullTranslations,
    changes: tuple[Table, ...] = (),
    ledger: Ledger | None = None,
    authors: Mapping[Span, Commit] = MappingProxyType({}),
) -> Content:
    """The data of a plan's page.

    Args:
        plan: The plan.
        graph: Its graph, as `build_graph` gives it.
        today: The day from which what is overdue counts.
        words: The language of the page.
        changes: What a revision changed, as `diff` shows it.
        ledger: How far the tasks are; None where nobody knows.
        authors: Who wrote down each act of the keeper, as far as git knows.
    """
    rows = ledger.row_by_number if ledger else {}
    projection = project_units(graph)
    place = plan.place_by_number
    rank = plan.rank
    loads = unit_loads(plan, plan.items)
    return {
        "title": plan.title,
        "today": today.isoformat(),
        "chapter": chapter_number(plan),
        "roles": _roles(plan, loads, words),
        "sections": [
            {"number": number, "label": label, "title": section.headline}
            for number, (label, section) in plan.section_by_number.items()
        ],
        "tasks": [
            {**_task(item, rank), **_progress(rows.get(item.number), authors, words)}
            for item in plan.items
        ],
        "units": [
            _unit(plan, projection, load, duties_of(plan, load.name, held=True), place, rank, words)
            for load in loads
        ],
        "counts": _counts(graph, rank),
        "absent": [*_absent(plan, place, rank, words)],
        "changes": [_table(table, words) for table in changes],
    }


def _roles(plan: Plan, loads: tuple[UnitLoad, ...], words: NullTranslations) -> list[object]:
    occurring = had_roles(tally for load in loads for tally in (load.tally, load.via_tally))
    return [
        {
            "key": role.value,
            "head": role_head(plan, role, words),
            "does": words.gettext(ROLE_WORDS[role].does),
            "mark": words.gettext(ROLE_WORDS[role].mark),
        }
        for role in occurring
    ]


def _task(item: Item, rank: Mapping[str, int]) -> dict[str, object]:
    entry = item.entry
    return {
        "number": item.number,
        "label": item.label,
        "section": item.section_number,
        "title": item.title,
        "text": entry.text,
        "named": [[rank[name], role.value] for name, role in entry.role_by_unit.items()],
        **({"printed": _printed(entry, rank)} if entry.printed else {}),
        "open": entry.open,
        "due": due(item),
        "milestones": [milestone_data(milestone) for milestone in entry.milestones],
        "notes": [*entry.notes],
    }


def _progress(
    row: Row | None, authors: Mapping[Span, Commit], words: NullTranslations
) -> dict[str, object]:
    """How far a task is: its light, what the keeper decided, what units reported, latest first."""
    if row is None:
        return {}
    reports = row.entry.reports if row.entry else ()
    latest_first = sorted(reports, key=lambda report: period_order(report.period), reverse=True)
    return {
        "due": due_said(row, words),
        "light": (row.light.value, words.gettext(LIGHT_WORDS[row.light])),
        "progress": [
            *decided(row, words, authors),
            *((report.period, report_said(report, words)) for report in latest_first),
        ],
    }


def _printed(entry: Entry, rank: Mapping[str, int]) -> list[tuple[int, str, str]]:
    """The document's list of units that took over, each with the name that stands there."""
    return [
        (rank[unit], role.value, name)
        for (unit, role), name in zip(entry.assignments, entry.wording, strict=True)
    ]


def _absent(
    plan: Plan, place: Mapping[str, int], rank: Mapping[str, int], words: NullTranslations
) -> Iterator[dict[str, object]]:
    """Units that there are not on the page's day, with what the document gave them by name."""
    for record in plan.absent:
        if record.name in rank:
            continue  # who took over is to be settled: it stands among the groups
        yield {
            "name": record.name,
            "full_name": record.full_name or "",
            "aliases": [*record.aliases],
            "initials": [*initials_of(record.name)],
            # Who is there for it: one that is not there yet is its own.
            "heirs": [rank[name] for name in heirs_on(plan, record.name) if name in rank],
            "said": [*succession_lines(plan, record.name, words)],
            "own": [
                [place[duty.item.number], duty.role.value]
                for duty in duties_of(plan, record.name).own
            ],
        }


def _unit(
    plan: Plan,
    projection: PlanGraph,
    load: UnitLoad,
    duties: DutyList,
    place: Mapping[str, int],
    rank: Mapping[str, int],
    words: NullTranslations,
) -> dict[str, object]:
    record = load.record

    def listed(own: tuple[Duty, ...]) -> Iterator[list[object]]:
        for duty in own:
            via = [] if duty.via is None else [rank[duty.via]]
            printed = [None, duty.printed] if duty.printed else []
            yield [place[duty.item.number], duty.role.value, *via, *printed]

    return {
        "name": record.name,
        "group": load.is_group,
        "full_name": record.full_name or "",
        "aliases": [*record.aliases],
        "contact": record.contact or "",
        "initials": [*initials_of(record.name)],
        "members": [rank[name] for name in record.members] if isinstance(record, Group) else [],
        "groups": [rank[name] for name in groups_of(plan, record.name)],
        "counts": {**load.tally.data(), "via": sum(load.via_tally)},
        "tasks": sum(load.tally),
        "said": [*succession_lines(plan, record.name, words)],
        "own": [*listed(duties.own)],
        "through": [*listed(duties.through)],
        "unresolved": [
            [rank[group], [place[item.number] for item in items]]
            for group, items in duties.unresolved.items()
        ],
        "standing": [rule.text for rule in duties.standing],
        "partners": [*_partners(projection, record.name, rank)],
    }


def _partners(projection: PlanGraph, name: str, rank: Mapping[str, int]) -> list[tuple[int, int]]:
    """Places of units with the number of tasks shared, as `partners_of` orders them."""
    node = unit_node(name)
    shared = (
        (rank[projection.nodes[other]["name"]], edge["weight"])
        for other, edge in projection[node].items()
    )
    return sorted(shared, key=lambda pair: (-pair[1], pair[0]))


def _counts(graph: PlanGraph, rank: Mapping[str, int]) -> dict[str, object]:
    """Units by sections."""
    table = crosstab(graph, Axis.UNIT, Axis.SECTION)
    return {
        "sections": [label.key for label in table.columns],
        "units": [rank[str(label.key)] for label in table.rows],
        "cells": (*table.cells,),
        "row_totals": table.row_totals,
        "column_totals": table.column_totals,
        "total": table.total,
    }


def _table(table: Table, words: NullTranslations) -> dict[str, object]:
    return {
        "title": table.title,
        "heads": [words.gettext(column.head) for column in table.columns],
        "marked": [column.marked for column in table.columns],
        "rows": [[word_cell(cell, words) for cell in row] for row in table.rows],
        "notes": [*table.notes],
    }
