"""The format of plan files as JSON Schema 2020-12, for editors and for other programs.

What a schema can say of a plan the reader says too, and a test holds the two together. It cannot
say that a name stands on the roster (of one plan it can: `build_schema`), that it stands once,
that a day is in the calendar or that numbers rise. YAML types `2018` and `no`, and the reader
takes them for text: hence numbers and booleans wherever text stands, and nothing (`null`) wherever
a key may be left empty.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from dutymatrix.i18n import CHINESE, ENGLISH, N_, _
from dutymatrix.plan.model import FORMAT, Plan

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema, or a part of one."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_DAY = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])([Tt\s].*)?$"
_MOST_PARTS = 26

_TITLE, _TEXT = N_("the title, without its number"), N_("the wording, one sentence per line")
_ROLES = {
    "lead": N_("who leads: one name, or a list, one per line"),
    "responsible": N_("who is responsible, where no lead is stated"),
    "join": N_("who takes part"),
    "guide": N_("who guides"),
}
_ENTRY = {
    "id": N_("a permanent name that revisions keep; never the number"),
    "number": N_("where the document's count starts again or skips; else the order gives it"),
    "title": _TITLE,
    "text": _TEXT,
    **_ROLES,
    "open": N_("true: the list ends in 等, others may belong to it"),
    "succeeded_by": N_("of a unit that ended, which successor took this over: unit: successor"),
    "milestones": N_("what is due by when"),
    "notes": N_("further fields of the document, 适用范围: …"),
}
_NAMED = {
    "full_name": N_("the full name; it is found under it, too"),
    "aliases": N_("other names under which it is found"),
    "contact": N_("whom to call, in one line: an office, a telephone"),
}
RECORDS: Mapping[str, Mapping[str, str]] = {
    "plan": {
        "format": N_("the version of the format: 1"),
        "title": N_("the document's title"),
        "document_number": N_("the document's number, 吴委办〔2017〕93号"),
        "issued_by": N_("who issued it, one per line"),
        "issued_on": N_("the day of issue, year-month-day"),
        "ends_on": N_("its last day; 三年内 is due by then"),
        "role_rule": N_("the document's sentence about who leads"),
        "role_names": N_("what the document calls the roles"),
        "language": N_("zh_CN or en: the language of heads in files"),
        "chapter": N_("the chapter that the sections are in, 二、工作任务"),
        "numbering": N_("how each level prints the number one, outermost first: （一）, 1."),
        "running": N_("those of numbering: that run on through the level above"),
        "preamble": N_("what comes before the sections"),
        "units": N_("the roster, in order of precedence: one unit per line"),
        "groups": N_("phrases for several units, 各镇（街）"),
        "standing": N_("rules that add units to all that follows"),
        "sections": N_("numbered headings; each holds sections or tasks"),
        "tasks": N_("tasks of a plan without sections"),
        "common": N_("chapters without lists, 总体要求: they bind everybody"),
    },
    "section": {
        **_ENTRY,
        "sections": N_("sections in this one"),
        "tasks": N_("the tasks, in the document's order"),
    },
    "task": {**_ENTRY, "parts": N_("where one item holds several lists: a task for each")},
    "role_names": {
        "lead": N_("what the document calls those who lead"),
        "responsible": N_("what it calls those who are responsible"),
        "join": N_("what it calls those who take part"),
        "guide": N_("what it calls those who guide"),
    },
    "milestone": {
        "by": N_("the day, year-month-day; absent where the text gives none"),
        "said": N_("the document's words for it, 2018年底前"),
        "goal": N_("what is to be reached"),
        "target": N_("its measurable part, word for word"),
    },
    "unit": {
        **_NAMED,
        "until": N_("its last day under this name"),
        "succeeded_by": N_("who took over, one or several"),
        "tasks": N_("of several successors, who took which task: 3.3: successor"),
    },
    "group": {
        **_NAMED,
        "members": N_("units or groups that belong to it, one per line"),
        "open": N_("true: nobody can list its members"),
    },
    "standing_rule": {
        "text": N_("the document's sentence"),
        "units": N_("whom it adds"),
    },
    "chapter": {"title": _TITLE, "text": _TEXT, "items": N_("its titled paragraphs")},
    "clause": {"title": _TITLE, "text": _TEXT},
}
"""The keys of each record, and what they mean."""


_TEXT_OR_NOTHING: Schema = {"type": ["string", "number", "boolean", "null"]}
_SAID: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_NAME: Schema = {"type": "string", "pattern": r"\S"}
_KINDS: Mapping[str, Schema] = {
    "text": _TEXT_OR_NOTHING,
    "name": _NAME,
    "names": {"anyOf": [_NAME, {"type": "array", "items": _NAME}, {"type": "null"}]},
    "day": {"type": ["string", "null"], "pattern": _DAY, "examples": ["2018-12-31"]},
    "whole": {
        "anyOf": [
            {"type": "integer", "minimum": 1, "maximum": 9999},
            {"type": "string", "pattern": "^(?!0+$)[0-9]{1,4}$"},
            {"type": "null"},
        ]
    },
    "flag": {
        "anyOf": [
            {"type": ["boolean", "null"]},
            {"type": "string", "pattern": "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"},
        ]
    },
    "fields": {"type": ["object", "null"], "additionalProperties": _TEXT_OR_NOTHING},
    "heirs": {"type": ["object", "null"], "additionalProperties": _NAME},
    "format": {"enum": [FORMAT, str(FORMAT), None]},
    "language": {"enum": [CHINESE, ENGLISH, None]},
}
_KIND_OF = {
    "format": "format",
    "language": "language",
    "number": "whole",
    "open": "flag",
    "notes": "fields",
    **dict.fromkeys(("by", "until", "issued_on", "ends_on"), "day"),
    **dict.fromkeys(("aliases", "issued_by", "numbering", "running"), "names"),
    **dict.fromkeys((*_ROLES, "members", "succeeded_by", "units"), "roster_names"),
}
"""What stands under a key, where it is not text, a list or a roster."""
_HEIRS = {("unit", "tasks"), ("section", "succeeded_by"), ("task", "succeeded_by")}
"""Keys that mean something else elsewhere: there they say who took over what."""
_LISTS = {
    "milestones": "milestone",
    "standing": "standing_rule",
    "sections": "section",
    "tasks": "task",
    "parts": "part",
    "common": "chapter",
    "items": "clause",
}
"""The records that a list under a key holds."""


def render_schema(plan: Plan | None = None) -> str:
    """The schema as JSON; the argument is that of `build_schema`."""
    return json.dumps(build_schema(plan), ensure_ascii=False, indent=2) + "\n"


def build_schema(plan: Plan | None = None) -> Schema:
    """The schema of plan files, described in the language in force.

    Args:
        plan: One whose roster and titles are put in, so that an editor completes them and marks
            a name that is on no roster; None: of plans at large.
    """
    records = {record: _record(record, keys) for record, keys in RECORDS.items()}
    for record in ("unit", "group", "role_names"):
        records[record]["type"] = ["object", "null"]
    for record in ("plan", "section"):
        records[record]["not"] = {"allOf": [_some("sections"), _some("tasks")]}
    records["task"]["anyOf"] = [_said("title"), _said("text"), _some("parts")]
    records["standing_rule"]["allOf"] = [_said("text")]
    records["part"] = {"allOf": [_ref("task")], "not": _some("parts")}
    whole = records.pop("plan")
    kinds = {**_KINDS, "roster_names": _KINDS["names"]}
    if plan:
        listed = {"type": "string", "enum": [*plan.rank]}
        kinds["roster_names"] = {
            "anyOf": [listed, {"type": "array", "items": listed}, {"type": "null"}]
        }
        sections = (section.title for _label, section in plan.section_by_number.values())
        _exemplify(records["section"], sections)
        _exemplify(records["task"], (item.title for item in plan.items))
    return {
        "$schema": DIALECT,
        "title": plan.title if plan else _("a plan of dutymatrix"),
        **whole,
        "allOf": [_said("title")],
        "$defs": {**kinds, **records},
    }


def _record(record: str, keys: Mapping[str, str]) -> Schema:
    return {
        "type": "object",
        "properties": {
            key: {**_value(record, key), "description": _(what)} for key, what in keys.items()
        },
        "additionalProperties": False,
    }


def _value(record: str, key: str) -> Schema:
    if record == "plan" and key in {"units", "groups"}:
        return {
            "type": ["object", "null"],
            "propertyNames": _NAME,
            "additionalProperties": _ref(key.removesuffix("s")),
        }
    if key == "role_names":
        return _ref(key)
    if record == "role_names":
        return _ref("text")
    if (record, key) in _HEIRS:
        return _ref("heirs")
    if key in _LISTS:
        most = {"maxItems": _MOST_PARTS} if key == "parts" else {}
        return {"type": ["array", "null"], "items": _ref(_LISTS[key]), **most}
    return _ref(_KIND_OF.get(key, "text"))


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _said(key: str) -> Schema:
    """That a text stands under a key."""
    return {"required": [key], "properties": {key: _SAID}}


def _some(key: str) -> Schema:
    """That a list that is not empty stands under a key."""
    return {"required": [key], "properties": {key: {"type": "array", "minItems": 1}}}


def _exemplify(record: Schema, titles: Iterable[str]) -> None:
    """Give an editor the titles that a record has in a plan."""
    record["properties"]["title"]["examples"] = [*dict.fromkeys(filter(None, titles))]
