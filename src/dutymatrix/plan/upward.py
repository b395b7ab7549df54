"""The one place where `plan` reaches up: what plans and answers show of themselves in Python.

Rooms know only those below them. In a notebook a plan is asked directly, and how it looks is
the business of `screen`; so the rooms that answer are named here, and loaded once somebody asks.
"""

from importlib import import_module
from typing import Any

from dutymatrix.measure import shown

_HOME = {
    "html_of": "screen.notebook",
    "records_of": "screen.notebook",
    "find_item": "plan.number",
    "name_of": "plan.name",
}

# Characters of a line; Chinese ones are two columns wide.
_LONGEST = 90


def ask(function: str, *about: object) -> Any:  # noqa: ANN401 - the type is the function's
    """What a function of another room says."""
    room = import_module(f"dutymatrix.{_HOME[function]}")
    return getattr(room, function)(*about)


def in_a_line(value: object, *said: str) -> str:
    """A value for the prompt, however much it holds: `<Plan 试行方案 · 43 tasks, 31 units>`."""
    line = shown(" · ".join(filter(None, said)))
    cut = f"{line[:_LONGEST]}…" if len(line) > _LONGEST else line
    return f"<{type(value).__name__} {cut}>"
