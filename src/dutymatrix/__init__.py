"""Who leads and who joins each task of an official plan.

The names in `__all__` are the library; they load on first use, so that
`import dutymatrix` costs nothing a program does not ask for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dutymatrix.answer.duties import DutyList, duties_of
    from dutymatrix.answer.graph import build_graph, project_units
    from dutymatrix.answer.matrix import Axis, CrossTab, Measure, crosstab
    from dutymatrix.answer.partners import partners_of
    from dutymatrix.answer.stats import Stats, stats_of
    from dutymatrix.answer.units import UnitLoad, unit_loads
    from dutymatrix.answer.whatif import WhatIf, WhatIfMerge, WhatIfRename, apply_what_if
    from dutymatrix.check import check_plan
    from dutymatrix.diff import PlanDiff, diff_plans
    from dutymatrix.document import Intake, import_document
    from dutymatrix.document.proof.verify import verify_plan
    from dutymatrix.error import DutymatrixError
    from dutymatrix.finding import Finding, InvalidPlanError
    from dutymatrix.finding.rule import Severity
    from dutymatrix.plan.model import (
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
    from dutymatrix.plan.name import Roster
    from dutymatrix.plan.number import find_item, find_section
    from dutymatrix.plan.selection import Filter, Order, select_items
    from dutymatrix.planfile import load_plan, parse_plan
    from dutymatrix.planfile.writer import dump_plan

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
    "Milestone",
    "Order",
    "Plan",
    "PlanDiff",
    "Role",
    "Roster",
    "Section",
    "Severity",
    "Stats",
    "Task",
    "Unit",
    "UnitLoad",
    "WhatIf",
    "WhatIfMerge",
    "WhatIfRename",
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
    "Assignment": "plan.model",
    "Axis": "answer.matrix",
    "CrossTab": "answer.matrix",
    "DutyList": "answer.duties",
    "DutymatrixError": "error",
    "Filter": "plan.selection",
    "Finding": "finding",
    "Group": "plan.model",
    "Intake": "document",
    "InvalidPlanError": "finding",
    "Item": "plan.model",
    "Measure": "answer.matrix",
    "Milestone": "plan.model",
    "Order": "plan.selection",
    "Plan": "plan.model",
    "PlanDiff": "diff",
    "Role": "plan.model",
    "Roster": "plan.name",
    "Section": "plan.model",
    "Severity": "finding.rule",
    "Stats": "answer.stats",
    "Task": "plan.model",
    "Unit": "plan.model",
    "UnitLoad": "answer.units",
    "WhatIf": "answer.whatif",
    "WhatIfMerge": "answer.whatif",
    "WhatIfRename": "answer.whatif",
    "apply_what_if": "answer.whatif",
    "build_graph": "answer.graph",
    "check_plan": "check",
    "crosstab": "answer.matrix",
    "diff_plans": "diff",
    "dump_plan": "planfile.writer",
    "duties_of": "answer.duties",
    "find_item": "plan.number",
    "find_section": "plan.number",
    "import_document": "document",
    "load_plan": "planfile",
    "parse_plan": "planfile",
    "partners_of": "answer.partners",
    "project_units": "answer.graph",
    "select_items": "plan.selection",
    "stats_of": "answer.stats",
    "unit_loads": "answer.units",
    "verify_plan": "document.proof.verify",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type is that of the name asked for
    """Import the module that a public name lives in."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
