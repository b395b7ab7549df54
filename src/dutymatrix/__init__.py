"""Who leads and who joins each task of an official plan.

The names in `__all__` are the library; they load on first use, so that
`import dutymatrix` costs nothing a program does not ask for.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dutymatrix.check import check_plan
    from dutymatrix.dutylist import DutyList, duties_of
    from dutymatrix.error import DutymatrixError
    from dutymatrix.finding import Finding, InvalidPlanError, Severity
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
    from dutymatrix.outline import find_item
    from dutymatrix.planfile import dump_plan, load_plan, parse_plan
    from dutymatrix.roster import Roster

__version__ = "0.1.0"

__all__ = [
    "Assignment",
    "DutyList",
    "DutymatrixError",
    "Finding",
    "Group",
    "InvalidPlanError",
    "Item",
    "Milestone",
    "Plan",
    "Role",
    "Roster",
    "Section",
    "Severity",
    "Task",
    "Unit",
    "check_plan",
    "dump_plan",
    "duties_of",
    "find_item",
    "load_plan",
    "parse_plan",
]

_HOME = {
    "Assignment": "model",
    "DutyList": "dutylist",
    "DutymatrixError": "error",
    "Finding": "finding",
    "Group": "model",
    "InvalidPlanError": "finding",
    "Item": "model",
    "Milestone": "model",
    "Plan": "model",
    "Role": "model",
    "Roster": "roster",
    "Section": "model",
    "Severity": "finding",
    "Task": "model",
    "Unit": "model",
    "check_plan": "check",
    "dump_plan": "planfile",
    "duties_of": "dutylist",
    "find_item": "outline",
    "load_plan": "planfile",
    "parse_plan": "planfile",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the type is that of the name asked for
    """Import the module that a public name lives in."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
