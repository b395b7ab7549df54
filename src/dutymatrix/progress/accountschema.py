"""The format of progress files as JSON Schema 2020-12, for editors that complete and explain keys.

As in that of plans, YAML types what the reader takes for text, and a key may be left empty.
"""

import json
from collections.abc import Mapping
from typing import Any

from dutymatrix.i18n import N_, _
from dutymatrix.planfile.schema import DIALECT, Schema
from dutymatrix.progress.account import FORMAT, ActKind
from dutymatrix.progress.accountrecord import STATES

_DAY: Schema = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}"}
_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}

_KEYS: Mapping[str, Mapping[str, str]] = {
    "round": {
        "period": N_("the period reported on: 2018年上半年"),
        "due": N_("when the forms are to be back"),
        "for": N_("lead: only leading units got a form"),
    },
    "entry": {
        "id": N_("the permanent id of the task in the plan"),
        "task": N_("the title of the task"),
        "section": N_("the title of the section that it is in"),
        "which": N_("which one of those with this title in this section"),
        "acts": N_("what the keeper decided, in this order"),
        "reports": N_("what units reported"),
    },
    "act": {
        ActKind.CLOSED.value: N_("the day of closing"),
        ActKind.REOPENED.value: N_("the day of reopening"),
        ActKind.EXTENDED.value: N_("the new deadline"),
        "note": N_("why"),
    },
    "report": {
        "unit": N_("who reports"),
        "period": N_("the period reported on: 2018年上半年"),
        "state": N_("how far it is"),
        "text": N_("what was done"),
        "problems": N_("what is in the way"),
        "next": N_("what will be done"),
        "filled_on": N_("the day it was filled in"),
        "by": N_("who filled it in"),
        "phone": N_("where to call"),
    },
}
"""The keys of each record, with what they say."""

_VALUES: Mapping[str, Schema] = {
    **dict.fromkeys(("due", "filled_on", *(kind.value for kind in ActKind)), _DAY),
    "for": {"enum": ["lead", "all", None]},
    "which": {"type": ["integer", "null"], "minimum": 1},
    "state": {"enum": [*STATES, None]},
    "acts": {"type": ["array", "null"], "items": {"$ref": "#/$defs/act"}},
    "reports": {"type": ["array", "null"], "items": {"$ref": "#/$defs/report"}},
}
_NEEDED: Mapping[str, Schema] = {
    "round": {"required": ["period"]},
    "entry": {"anyOf": [{"required": ["task"]}, {"required": ["id"]}]},
    "act": {"oneOf": [{"required": [kind.value]} for kind in ActKind]},
    "report": {"required": ["unit", "period"]},
}


def render_account_schema() -> str:
    """The schema as JSON, explained in the language in force."""
    return json.dumps(build_account_schema(), ensure_ascii=False, indent=2) + "\n"


def build_account_schema() -> Schema:
    """The schema of progress files."""
    lists: dict[str, Any] = {
        key: {"type": ["array", "null"], "items": {"$ref": f"#/$defs/{record}"}}
        for key, record in (("periods", "round"), ("progress", "entry"))
    }
    return {
        "$schema": DIALECT,
        "title": "dutymatrix progress",
        "type": "object",
        "properties": {"format": {"const": FORMAT}, **lists},
        "additionalProperties": False,
        "$defs": {
            record: {
                "type": "object",
                "properties": {
                    key: {**_VALUES.get(key, _TEXT), "description": _(said)}
                    for key, said in keys.items()
                },
                "additionalProperties": False,
                **_NEEDED[record],
            }
            for record, keys in _KEYS.items()
        },
    }
