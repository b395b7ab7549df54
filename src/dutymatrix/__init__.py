"""Who leads and who joins each task of an official plan.

The names in `__all__` are the library; they load on first use, so that
`import dutymatrix` costs nothing a program does not ask for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dutymatrix.analysis import Stats, partners_of, stats_of
    from dutymatrix.check import check_plan
    from dutymatrix.diff import PlanDiff, diff_plans
    from dutymatrix.dutylist import DutyList, duties_of
    from dutymatrix.error import DutymatrixError
    from dutymatrix.finding import Finding, InvalidPlanError
    from dutymatrix.graph import build_graph, project_units
    from dutymatrix.intake import Intake, import_document
    from dutymatrix.model import (
        Assignment,
        Group,
        Item,
        Milestone,
        Plan,
        Role,
        Section,
        Task,
        Unit,
    )
    from dutymatrix.outline import find_item, find_section
    from dutymatrix.planfile import load_plan, parse_plan
    from dutymatrix.planfile.writer import dump_plan
    from dutymatrix.query import Filter, Order, select_items
    from dutymatrix.roster import Roster
    from dutymatrix.rule import Severity
    from dutymatrix.tabulation import Axis, CrossTab, Measure, crosstab
    from dutymatrix.unitload import UnitLoad, unit_loads
    from dutymatrix.verify import verify_plan
    from dutymatrix.whatif import Merge, Rename, WhatIf, apply_what_if

__version__ = "0.1.0"

__all__ = [
    "Assignment",
    "Axis",
    "CrossTab",
    "DutyList",
    "DutymatrixError",
    "Filter",
    "Finding",
    "Group",
    "Intake",
    "InvalidPlanError",
    "Item",
    "Measure",
    "Merge",
    "Milestone",
    "Order",
    "Plan",
    "PlanDiff",
    "Rename",
    "Role",
    "Roster",
    "Section",
    "Severity",
    "Stats",
    "Task",
    "Unit",
    "UnitLoad",
    "WhatIf",
    "apply_what_if",
    "build_graph",
    "check_plan",
    "crosstab",
    "diff_plans",
    "dump_plan",
    "duties_of",
    "find_item",
    "find_section",
    "import_document",
    "load_plan",
    "parse_plan",
    "partners_of",
    "project_units",
    "select_items",
    "stats_of",
    "unit_loads",
    "verify_plan",
]

_HOME = {
    "Assignment": "model",
    "Axis": "tabulation",
    "CrossTab": "tabulation",
    "DutyList": "dutylist",
    "DutymatrixError": "error",
    "Filter": "query",
    "Finding": "finding",
    "Group": "model",
    "Intake": "intake",
    "InvalidPlanError": "finding",
    "Item": "model",
    "Measure": "tabulation",
    "Merge": "whatif",
    "Milestone": "model",
    "Order": "query",
    "Plan": "model",
    "PlanDiff": "diff",
    "Rename": "whatif",
    "Role": "model",
    "Roster": "roster",
    "Section": "model",
    "Severity": "rule",
    "Stats": "analysis",
    "Task": "model",
    "Unit": "model",
    "UnitLoad": "unitload",
    "WhatIf": "whatif",
    "apply_what_if": "whatif",
    "build_graph": "graph",
    "check_plan": "check",
    "crosstab": "tabulation",
    "diff_plans": "diff",
    "dump_plan": "planfile.writer",
    "duties_of": "dutylist",
    "find_item": "outline",
    "find_section": "outline",
    "import_document": "intake",
    "load_plan": "planfile",
    "parse_plan": "planfile",
    "partners_of": "analysis",
    "project_units": "graph",
    "select_items": "query",
    "stats_of": "analysis",
    "unit_loads": "unitload",
    "verify_plan": "verify",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type is that of the name asked for
    """Import the module that a public name lives in."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
