"""What every answer in JSON holds: a JSON Schema for each, every key with its meaning.

Tests hold real answers to these schemas, and the manual's page about JSON is written from them.
Whoever adds a key describes it here; its Chinese goes into `manual_chinese.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from dutymatrix.diff import Kind
from dutymatrix.diff.identity import Evidence
from dutymatrix.plan.model import Role
from dutymatrix.progress.account import ActKind, State
from dutymatrix.progress.light import Light

Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""


def text(meaning: str, *words: str) -> Schema:
    """A text; one of some words where there are any."""
    return {"type": "string", "description": meaning, **({"enum": [*words]} if words else {})}


def date(meaning: str) -> Schema:
    """A day, 2018-12-31."""
    return {**text(meaning), "format": "date"}


def integer(meaning: str) -> Schema:
    """A whole number."""
    return {"type": "integer", "description": meaning}


def number(meaning: str) -> Schema:
    """A number with a fraction."""
    return {"type": "number", "description": meaning}


def flag(meaning: str) -> Schema:
    """Yes or no."""
    return {"type": "boolean", "description": meaning}


def named(record: str, meaning: str) -> Schema:
    """One of `RECORDS`."""
    return {"$ref": f"#/$defs/{record}", "description": meaning}


def many(item: Schema | str, meaning: str) -> Schema:
    """A list; a text names the record that its items are."""
    items = named(item, "") if isinstance(item, str) else item
    return {"type": "array", "items": _bare(items), "description": meaning}


def texts(meaning: str) -> Schema:
    """A list of texts."""
    return many(text(""), meaning)


def table(value: Schema, meaning: str) -> Schema:
    """An object whose keys are the plan's own words."""
    return {"type": "object", "additionalProperties": _bare(value), "description": meaning}


def one_of(meaning: str, *schemas: Schema) -> Schema:
    """What is one thing or another."""
    return {"anyOf": [_bare(schema) for schema in schemas], "description": meaning}


def maybe(schema: Schema) -> Schema:
    """The same, or null."""
    return one_of(schema["description"], schema, {"type": "null"})


def record(meaning: str, keys: Mapping[str, Schema], *, optional: Sequence[str] = ()) -> Schema:
    """An object with these keys, in this order and no others; always there unless optional."""
    return {
        "type": "object",
        "description": meaning,
        "properties": dict(keys),
        "required": [key for key in keys if key not in optional],
        "additionalProperties": False,
        "keyOrder": [*keys],
    }


def _bare(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key != "description"}


_ROLES = tuple(role.value for role in Role)
_COUNTS = {
    "lead": integer("How many tasks it leads."),
    "responsible": integer("For how many it is responsible, no lead being stated."),
    "join": integer("In how many it takes part."),
    "guide": integer("How many it guides."),
}
_COMMIT = {
    "commit": text("Id of the commit."),
    "short": text("The id as git shortens it."),
    "date": {**text("When its author made it, with the time zone."), "format": "date-time"},
    "author": text("Who made it."),
    "subject": text("First line of its message."),
}
_PERHAPS_COMMIT = {key: maybe(schema) for key, schema in _COMMIT.items()}
HEAD = {
    "format_version": {
        **integer("Raised when a key changes its meaning or goes."),
        "const": 1,
    },
    "plan": text("Title of the plan."),
}
"""What every answer begins with."""

_SEVERAL = {"plan": {"type": "null", "description": "Always null: there are several."}}

_TASK_HEAD = {
    "number": text("Its path, 3.3, whatever the document prints."),
    "label": text("Its number as the document prints it, （三）3."),
    "title": text("Its title, or the first clause of its wording."),
}
_CONTACTS = table(
    text("An office, a telephone: what the roster says."),
    "Whom to call: by name, of those named here that the roster has a contact for.",
)
_DUTIES = {
    "unit": text("The unit or group."),
    "counts": named("counts", "What names it itself."),
    "via_counts": named("counts", "What reaches it through a group, counted apart."),
    "duties": many("duty", "Its own duties, then those through groups."),
    "contacts": _CONTACTS,
    "standing": texts("Rules of the document that add the unit to all tasks; absent without any."),
}
_TASKS = {
    "total": integer("The number of tasks in this answer."),
    "tasks": many("task", "The tasks, in the document's order."),
}
_PARTNERS = many("partner", "Who shares tasks with it, the closest first.")
_HISTORY = {
    "last": maybe(named("commit", "The last commit that had it; null where it is still there.")),
    "entries": many("entry", "Commits that changed it, the newest first."),
}
_HISTORY_END = {
    "skipped": many("commit", "Commits whose plan cannot be read."),
    "shallow": flag("Whether older commits are missing in this clone."),
}

_OLD_TITLE, _NEW_TITLE = text("Its title before."), text("Its title now.")
_OLD_NAMES, _NEW_NAMES = texts("Names before."), texts("Names now.")
_SAID = (text(""), texts(""), table(text(""), ""), many("standing_rule", ""), {"type": "null"})
_FACTS = (text(""), texts(""), flag(""), table(text(""), ""), {"type": "null"})
_FIELD = text("What changed, as the plan file calls it.")
_NAMED_BY = integer("How many tasks name it.")

_EVIDENCE = text(
    "What it rests on: the rosters (an alias, a full name, a new successor), the name in "
    "another form, or a usual succession with tasks that agree.",
    *(evidence.value for evidence in Evidence),
)
_EVIDENCE_OF_SEVERAL = text(
    "What it rests on: the rosters (an alias, a full name, a new successor), or a usual "
    "succession with tasks that agree.",
    Evidence.ROSTER.value,
    Evidence.SUCCESSION.value,
)

CHANGES: dict[Kind, Schema] = {
    Kind.ADDED: record("A task that was not there.", {}),
    Kind.REMOVED: record("A task that is no longer there.", {}),
    Kind.SPLIT: record("One task became several.", {"into": many("place", "The tasks it became.")}),
    Kind.MERGED: record("Several tasks became one.", {"from": many("place", "The tasks it was.")}),
    Kind.MOVED: record(
        "A task is in another section, a part in another item.",
        {
            "from": text('Path of what it was in; "" outside sections.'),
            "to": text('Path of what it is in; "" outside sections.'),
        },
    ),
    Kind.REORDERED: record("A task is elsewhere in its section.", {}),
    Kind.LEAD_CHANGED: record(
        "Others lead.",
        {
            "from": texts("Who led."),
            "to": texts("Who leads."),
            "before": table(maybe(named("role", "")), "Roles before of those who came to lead."),
            "after": table(maybe(named("role", "")), "Roles now of those who led."),
        },
    ),
    Kind.JOINED: record(
        "Units that had no role have one.",
        {
            "units": texts("The units."),
            "role": named("role", "Their role."),
            "open": flag("True where the list now ends in 等; no units are named then."),
        },
        optional=["open"],
    ),
    Kind.LEFT: record(
        "Units that had a role have none.",
        {
            "units": texts("The units."),
            "role": named("role", "The role they had."),
            "open": flag("True where the list ended in 等; no units are named then."),
        },
        optional=["open"],
    ),
    Kind.ROLE_CHANGED: record(
        "Units have another role.",
        {
            "units": texts("The units."),
            "from": named("role", "Their role before."),
            "to": named("role", "Their role now."),
        },
    ),
    Kind.UNITS_REORDERED: record(
        "The same units in another order.",
        {"role": named("role", "Their role."), "from": _OLD_NAMES, "to": _NEW_NAMES},
    ),
    Kind.SENTENCE_MOVED: record(
        "Sentences went from one task (old) to another (new).",
        {"text": text("What they say."), "units": texts("Who came to the other task with them.")},
    ),
    Kind.RETITLED: record("A task has another title.", {"from": _OLD_TITLE, "to": _NEW_TITLE}),
    Kind.REWORDED: record(
        "A task has another wording.",
        {
            "field": text("The note that changed; absent where it is the wording itself."),
            "from": text("The wording before."),
            "to": text("The wording now."),
            "marked": text("Both in one: [-deleted-] and {+added+}."),
        },
        optional=["field"],
    ),
    Kind.MILESTONE_CHANGED: record(
        "A task has other dates or targets.",
        {
            "from": many("milestone", "Those of the old plan alone; all where the order changed."),
            "to": many("milestone", "Those of the new plan alone; all where the order changed."),
        },
    ),
    Kind.SECTION_ADDED: record("A section that was not there.", {}),
    Kind.SECTION_REMOVED: record("A section that is no longer there.", {}),
    Kind.SECTION_MOVED: record(
        "A section is elsewhere.",
        {
            "from": text('Path of what it was in; "" at the top.'),
            "to": text('Path of what it is in; "" at the top.'),
        },
    ),
    Kind.SECTION_RETITLED: record(
        "A section has another title.", {"from": _OLD_TITLE, "to": _NEW_TITLE}
    ),
    Kind.UNIT_RENAMED: record(
        "A unit has another name.",
        {
            "from": text("Its name before."),
            "to": text("Its name now."),
            "tasks": _NAMED_BY,
            "by": _EVIDENCE,
        },
    ),
    Kind.UNIT_MERGED: record(
        "Several units became one.",
        {
            "from": _OLD_NAMES,
            "to": text("Its name now."),
            "tasks": _NAMED_BY,
            "by": _EVIDENCE_OF_SEVERAL,
        },
    ),
    Kind.UNIT_SPLIT: record(
        "One unit became several.",
        {
            "from": text("Its name before."),
            "to": _NEW_NAMES,
            "tasks": integer("How many tasks named it."),
            "by": _EVIDENCE_OF_SEVERAL,
        },
    ),
    Kind.UNIT_SUCCEEDED: record(
        "The roster says from now on who took over from a unit; the tasks stay as they are.",
        {
            "from": text("The unit that ended."),
            "to": texts("Who took over."),
            "until": maybe(date("Its last day; null where the roster does not say.")),
            "tasks": integer("How many tasks it had on its last day."),
            "loads": many("succession_load", "What it makes of the loads."),
        },
    ),
    Kind.UNIT_DROPPED: record(
        "The roster no longer has a unit.",
        {"unit": text("The unit."), "tasks": integer("How many tasks named it.")},
    ),
    Kind.GROUP_CHANGED: record(
        "A group has other members, came or went.",
        {
            "group": text("The group."),
            "gained": texts("Members that came."),
            "lost": texts("Members that went."),
            "tasks": _NAMED_BY,
            "added": flag("True where the group is new."),
            "removed": flag("True where the group is gone."),
            "open": flag("Whether others may belong to it now; absent where that did not change."),
        },
        optional=["added", "removed", "open"],
    ),
    Kind.ROSTER_CHANGED: record(
        "The roster says something else: a new unit, a fact about a unit, or another order.",
        {
            "unit": text("The unit or group."),
            "added": flag("True where the unit is new."),
            "field": _FIELD,
            "from": one_of("The value before.", *_FACTS),
            "to": one_of("The value now.", *_FACTS),
            "moved": texts("Names that are elsewhere in the order."),
        },
        optional=["unit", "added", "field", "from", "to", "moved"],
    ),
    Kind.PLAN_CHANGED: record(
        "Something said of the plan as a whole, or a task's id or number.",
        {
            "field": _FIELD,
            "title": text("Heading of the chapter, where the field is common."),
            "from": one_of("The value before.", *_SAID),
            "to": one_of("The value now.", *_SAID),
        },
        optional=["title"],
    ),
}
"""What a change tells, by its kind: the meaning of the kind, and the keys of its `detail`."""

_CHANGE = record(
    "One difference between two revisions.",
    {
        "kind": text("What happened; the kinds are below."),
        "old": maybe(named("place", "The task or section as it was.")),
        "new": maybe(named("place", "The task or section as it is.")),
        "detail": {"type": "object", "description": "More about it, by its kind."},
    },
)
_CHANGE["oneOf"] = [
    {"properties": {"kind": {"const": kind.value}, "detail": _bare(detail)}}
    for kind, detail in CHANGES.items()
]

_REPORTED = {
    **_TASK_HEAD,
    "lead": texts("Units that lead."),
    "due": maybe(date("The deadline that counts; null where there is none.")),
    "said": text("The plan's own words for its deadlines."),
    "light": text(
        "red: overdue and not closed; amber: due soon or behind; green; grey: closed.",
        *(light.value for light in Light),
    ),
    "closed": maybe(date("The day of closing; null where it is open.")),
    "extended_to": maybe(date("The deadline that the keeper gave it; null without one.")),
    "unreported": texts("Units that have not reported on it for the period."),
    "reports": many("report", "What units said of it: in the ledger the last word of each."),
}
_LEDGER = {
    "period": maybe(text("The period that reports are due for; null without one.")),
    "unreported": texts("Units that owe the form of the period, in roster order."),
    "counts": named("light_counts", "How many tasks stand how."),
}
RECORDS: dict[str, Schema] = {
    "light_counts": record(
        "Tasks of this answer by their light.",
        {
            "total": integer("All of them."),
            "closed": integer("How many are closed."),
            "on_time": integer("How many are green."),
            "due_or_behind": integer("How many are amber."),
            "overdue": integer("How many are red."),
            "unreported": integer("How many units owe the form of the period."),
        },
    ),
    "report": record(
        "What a unit reports of a task.",
        {
            "unit": text("The unit."),
            "period": text("The period that it reports on."),
            "state": maybe(
                text("How far it says that the task is.", *(state.value for state in State))
            ),
            "text": text("What was done."),
            "problems": text("What is in the way."),
            "next": text("What will be done."),
            "on": maybe(date("When it was filled in.")),
            "by": text("Who filled it in."),
        },
    ),
    "act": record(
        "What the keeper of the plan decided.",
        {
            "act": text("What.", *(kind.value for kind in ActKind)),
            "day": date("The day of closing or reopening; of an extension the new deadline."),
            "note": text("Why."),
            "by": maybe(text("Who committed it; null where git does not say.")),
            "at": {
                **maybe(text("When, with the time zone; null where git does not say.")),
                "format": "date-time",
            },
        },
    ),
    "ledger_task": record("A task in the ledger.", _REPORTED),
    "told_task": record(
        "A task with all that is known of how far it is.",
        {**_REPORTED, "acts": many("act", "What was decided, in this order.")},
    ),
    "role": text(
        "What a unit does in a task: lead it, be responsible where no lead is stated, "
        "take part (join), or guide.",
        *_ROLES,
    ),
    "counts": record("Numbers of tasks by role.", _COUNTS),
    "task": record(
        "A task: the smallest numbered duty that carries a list of units.",
        {
            "plan": text("Title of its plan; only where several plans are asked."),
            "number": _TASK_HEAD["number"],
            "label": _TASK_HEAD["label"],
            "id": maybe(text("Its permanent id, where the plan file gives one.")),
            "section": text('Title of its section; "" outside sections.'),
            "section_number": text('Path of its section, 3; "" outside sections.'),
            "title": _TASK_HEAD["title"],
            "text": text("Its wording; paragraphs are separated by a line feed."),
            "lead": texts("Who leads."),
            "responsible": texts("Who is responsible where no lead is stated."),
            "join": texts("Who takes part."),
            "guide": texts("Who guides."),
            "printed": table(
                texts("Names."),
                "Units that took over, with the names that the document gives them; only "
                "where there are any.",
            ),
            "open": flag("Whether its list ends in 等, so that others may belong to it."),
            "milestones": many("milestone", "Its dates, goals and targets."),
            "notes": table(text(""), "Other fields of the document by their names."),
            "line": integer("The line of the file where it begins."),
            "light": text(
                "red: overdue and not closed; amber: due soon or behind; green; grey: closed. "
                "Only where there is a progress file.",
                *(light.value for light in Light),
            ),
        },
        optional=["plan", "printed", "light"],
    ),
    "milestone": record(
        "A date, goal or target inside a task.",
        {
            "by": maybe(date("The last day; null where the document gives no date.")),
            "said": text("The document's words for the date."),
            "goal": text("What is to be reached."),
            "target": maybe(text("The measurable part, as the document has it.")),
        },
    ),
    "duty": record(
        "A task seen from a unit.",
        {
            "role": named("role", "What the unit, or the group it is in, does there."),
            "via": maybe(text("The group through which it reaches the unit; null: named itself.")),
            "printed": maybe(text("The name that the document gives the unit; null: the same.")),
            "task": named("task", "The task."),
        },
    ),
    "duty_list": record("All duties of one unit.", _DUTIES, optional=["standing"]),
    "duty_list_of_plans": record(
        "All duties of one unit in several plans.",
        {
            **{key: _DUTIES[key] for key in ("unit", "counts", "via_counts")},
            "plans": many("plan_duties", "The plans in which it has duties, the newest first."),
            **{key: _DUTIES[key] for key in ("contacts", "standing")},
        },
        optional=["standing"],
    ),
    "plan_duties": record(
        "The duties of one unit in one of several plans.",
        {
            "plan": text("Title of the plan."),
            "path": text("Its path."),
            "counts": _DUTIES["counts"],
            "via_counts": _DUTIES["via_counts"],
            "duties": _DUTIES["duties"],
        },
    ),
    "plan_entry": record(
        "One of several plans.",
        {
            "name": text("What it is called for short; numbers begin with it: 禁毒方案 3.3."),
            "plan": text("Title of the plan."),
            "path": text("Its path."),
            "document_number": text('Number of the document; "" where it has none.'),
            "issued_on": maybe(date("When it was issued.")),
            "sections": integer("Number of its sections."),
            "tasks": integer("Number of its tasks."),
            "units": integer("Number of its units, without groups."),
            "findings": integer("Number of problems that check reports."),
        },
    ),
    "unit_entry": record(
        "A unit or group of the roster with the number of its tasks.",
        {
            "name": text("Its name in the plan."),
            "kind": text("What it is.", "unit", "group"),
            "full_name": maybe(text("Its full name, where the roster gives one.")),
            "aliases": texts("Other names."),
            "contact": maybe(text("Whom to call, where the roster says so.")),
            "members": texts("Members of a group, where they are listed."),
            "open": flag("Whether nobody can list the members of the group."),
            **_COUNTS,
            "via_counts": named("counts", "What reaches it through a group, counted apart."),
            "tasks": texts("Paths of the tasks that name it."),
        },
    ),
    "partner": record(
        "A unit or group that shares tasks.",
        {
            "unit": text("The unit or group."),
            "shared": integer("The number of tasks they share."),
            "tasks": texts("Paths of these tasks."),
        },
    ),
    "share": record(
        "How much a unit or group carries.",
        {
            "unit": text("The unit or group."),
            **_COUNTS,
            "lead_share": number("Its share of all leads, 0 to 1."),
        },
    ),
    "part": record(
        "Something that the program works with.",
        {
            "part": text("What it is: plan, pdfplumber, git_setup."),
            "state": text("How it stands: look is worth a look.", "ok", "missing", "look"),
            "found": text("What is there or missing, for people."),
            "mend": texts("What to do or to type; nothing where it is ok."),
        },
    ),
    "tie": record(
        "Two units that share tasks.",
        {
            "units": texts("Their names."),
            "shared": integer("The number of tasks they share."),
        },
    ),
    "unit_node": record(
        "A unit in the graph.",
        {
            "bipartite": {**integer("Side of the graph: 0 are units and groups."), "const": 0},
            "kind": text("What the node is.", "unit"),
            "name": text("Its name in the plan."),
            "open": flag("Always false."),
            "id": text("Key of the node: unit: and the name."),
        },
    ),
    "group_node": record(
        "A group in the graph; it has no edges to its members.",
        {
            "bipartite": {**integer("Side of the graph: 0 are units and groups."), "const": 0},
            "kind": text("What the node is.", "group"),
            "name": text("Its name in the plan."),
            "open": flag("Whether nobody can list the members of the group."),
            "members": text("Names of its members, separated by line feeds."),
            "id": text("Key of the node: unit: and the name."),
        },
    ),
    "task_node": record(
        "A task in the graph.",
        {
            "bipartite": {**integer("Side of the graph: 1 are tasks."), "const": 1},
            "kind": text("What the node is.", "task"),
            **_TASK_HEAD,
            "section_number": text('Path of its section, 3; "" outside sections.'),
            "section_label": text('Label of its section, （三）; "" outside sections.'),
            "section": text('Title of its section; "" outside sections.'),
            "open": flag("Whether its list ends in 等, so that others may belong to it."),
            "plan": text("Short name of its plan; only where several plans are asked."),
            "plan_title": text("Title of that plan."),
            "by": date("Its earliest date; absent where it has none."),
            "line": integer("The line of the file where it begins."),
            "id": text("Key of the node: task: and the path."),
        },
        optional=["plan", "plan_title", "by"],
    ),
    "edge": record(
        "An assignment in the graph.",
        {
            "role": named("role", "What the unit does in the task."),
            "line": integer("The line of the file where the name is."),
            "source": text("Key of the unit's node."),
            "target": text("Key of the task's node."),
        },
    ),
    "finding": record(
        "One problem, at its place.",
        {
            "code": text("The rule that found it, DM301."),
            "severity": text("Whether the plan can be used in spite of it.", "error", "warning"),
            "file": text("The file it is in."),
            "line": integer("Its line, from 1; 0 where it is about the whole file."),
            "column": integer("Its column, from 1; 0 where it is about the whole file."),
            "message": text("What is wrong, in the user's language."),
            "hint": text("The next step, in the user's language."),
            "number": maybe(text("Path of the task it belongs to.")),
            "mendable": flag("Whether check --fix mends what its rule finds, where that is plain."),
        },
    ),
    "made_from": record(
        "Which version of the plan a paper was made from.",
        {
            "digest": text("What git calls the content of the plan then."),
            "commit": maybe(text("The last commit that has it; null where none has.")),
            "after": maybe(text("Else the commit that it was edited on, if known.")),
            "before": maybe(text("And the next commit of the plan, if there is one.")),
            "as_of": maybe(date("The day whose units the paper has, where that matters.")),
            "is_present": flag("Whether the plan is the same now."),
        },
    ),
    "checked": record(
        "A plan file that was checked.",
        {
            "plan": maybe(text("Title of the plan; null where the file cannot be read as one.")),
            "path": text("Its path."),
            "findings": many("finding", "The problems, sorted by place."),
        },
    ),
    "letter": record(
        "A letter; a round in which nobody was to be written to has one without a unit.",
        {
            "day": text("The day of its round, YYYY-MM-DD."),
            "folder": text("Where the letters of its round are."),
            "old": text("What papers call the version before."),
            "new": text("What papers call the version after."),
            "unit": text("Whom it is to."),
            "to": text("The addressee."),
            "tasks": maybe(integer("How many tasks change for the unit.")),
            "file": text("Its file."),
            "scope": text("The one unit that the round was for; empty where it was for all."),
            "old_version": text("The version before: a commit, or a path from the folder."),
            "new_version": text("The version after."),
            "old_digest": text("What git calls the content of the version before."),
            "new_digest": text("And that of the version after."),
        },
    ),
    "unread": record(
        "A file that could not be read.",
        {"path": text("Its path."), "reason": text("Why not, in the user's language.")},
    ),
    "coverage": record(
        "How much of the document's lists is in the plan.",
        {
            "lists_found": integer("Lists of units found in the document."),
            "lists_used": integer("Those that became part of the plan."),
            "assignments": integer("The number of assignments that they gave."),
        },
    ),
    "place": record(
        "A task or section of one of the two plans.",
        {"number": text("Its path in that plan."), "title": text("Its title.")},
    ),
    "change": _CHANGE,
    "standing_rule": record(
        "A rule of the document that adds units to all tasks.",
        {"text": text("Its wording."), "units": texts("The units it names.")},
    ),
    "renumbering": record(
        "A task that only got another number, because others came or went.",
        {"old": text("Its path before."), "new": text("Its path now.")},
    ),
    "hint": record(
        "Two names that would be one office's by their tasks, if the roster said so.",
        {
            "from": text("The old name."),
            "to": text("The new name."),
            "line": text("The line of the old name in the new roster that says so."),
        },
    ),
    "impact": record(
        "What the revision means for a unit or group that it affects.",
        {
            "unit": text("Its name in the new plan."),
            **{role: named("role_impact", f"Its tasks with the role {role}.") for role in _ROLES},
            "via": named("via_impact", "Its tasks through groups."),
            "reworded": texts("Paths of its tasks with another title, wording, date or target."),
            "moved": texts("Paths of its tasks that are elsewhere."),
            "new_lead": texts("Paths of its tasks that others lead than before."),
        },
    ),
    "role_impact": record(
        "One role of a unit before and after.",
        {
            "old": integer("The number of tasks before."),
            "new": integer("The number of tasks now."),
            "gained": texts("Paths of tasks gained, in the new plan."),
            "lost": texts("Paths of tasks lost, in the old plan."),
        },
    ),
    "succession_load": record(
        "Tasks of a unit on the day after, by both rosters.",
        {
            "unit": text("Who took over; the unit itself where nobody did."),
            "old": integer("How many by the old roster."),
            "new": integer("How many by the new one."),
        },
    ),
    "via_impact": record(
        "Tasks that reach a unit through groups, before and after.",
        {
            "gained": texts("Paths of tasks gained, in the new plan."),
            "lost": texts("Paths of tasks lost, in the old plan."),
        },
    ),
    "followed_task": record("The task whose history it is.", _TASK_HEAD),
    "commit": record("A commit.", _COMMIT),
    "entry": record(
        "A commit that changed it; what is not committed yet has null for the commit's keys.",
        {
            **_PERHAPS_COMMIT,
            "path": text("Where the plan file was, from the repository's root."),
            "names": texts("What the commit calls it: paths of a task, names of a unit."),
            "first": flag("Whether the plan began here."),
            "changes": many("change", "What changed."),
        },
    ),
    "origin": record(
        "One thing that a task says, and the commit that said it first without a break.",
        {
            "what": text("What it is.", "title", "text", "milestone", *_ROLES),
            "value": one_of(
                "The title, one sentence, one unit, or one milestone.",
                text(""),
                named("milestone", ""),
            ),
            "state": text(
                "Whether a commit said it, the file alone, or a commit older than was looked at.",
                "committed",
                "uncommitted",
                "older",
            ),
            **_PERHAPS_COMMIT,
        },
    ),
}
"""Objects that answers hold, by the name that the manual gives them."""

DIFF_RECORDS = frozenset(
    {"diff", "change", "place", "standing_rule", "renumbering", "hint"}
    | {"impact", "role_impact", "succession_load", "via_impact"}
)
"""What only pairs of plans show whole: the answer of `diff` and the records of its own."""


def _answer(meaning: str, keys: Mapping[str, Schema], *, optional: Sequence[str] = ()) -> Schema:
    return record(meaning, {**HEAD, **keys}, optional=optional)


_AS_OF = {"as_of": date("The day whose units are meant; only where units of the plan end.")}


_OF_ANY = {"plan": maybe(text("Title of the plan; null where several are asked."))}


def _dated(meaning: str, keys: Mapping[str, Schema], *, optional: Sequence[str] = ()) -> Schema:
    """An answer that depends on the day where units of the plan end."""
    return _answer(meaning, {"plan": HEAD["plan"], **_AS_OF, **keys}, optional=["as_of", *optional])


_CELL = one_of("", integer(""), many("role", ""), named("counts", ""))
_TOTAL = one_of("", integer(""), named("counts", ""))

ANSWERS: dict[str, Schema] = {
    "duties": _dated("Of one unit: its duties.", _DUTIES, optional=["standing"]),
    "duties (several)": _dated(
        "Of several units, and with --all: a list for each.",
        {
            **_OF_ANY,
            "units": many(
                one_of("", named("duty_list", ""), named("duty_list_of_plans", "")),
                "The lists, as asked for; with --all in roster order.",
            ),
        },
    ),
    "duties (several plans)": _dated(
        "Of one unit in several plans: its duties by plan.",
        {
            **_SEVERAL,
            **{key: _DUTIES[key] for key in ("unit", "counts", "via_counts")},
            "plans": many("plan_duties", "The plans in which it has duties, the newest first."),
            **{key: _DUTIES[key] for key in ("contacts", "standing")},
        },
        optional=["standing"],
    ),
    "plans": _answer(
        "The plans there are.",
        {**_SEVERAL, "plans": many("plan_entry", "The plans, the newest first.")},
    ),
    "task, tasks": _dated(
        "The tasks asked for, or chosen by filters.", {**_OF_ANY, **_TASKS, "contacts": _CONTACTS}
    ),
    "units": _dated(
        "The roster, or the units that filters choose.",
        {**_OF_ANY, "units": many("unit_entry", "The units and groups, in roster order.")},
    ),
    "matrix": _dated(
        "A cross-tab.",
        {
            **_OF_ANY,
            "rows": many(
                one_of("", text(""), integer(""), {"type": "null"}),
                "Keys of the rows: a name, a path, a role or a year; null: no lead, no date.",
            ),
            "columns": many(
                one_of("", text(""), integer(""), {"type": "null"}),
                "Keys of the columns, of the same kinds.",
            ),
            "counts": text(
                "What numbers count: each task once, or assignments, a task for each unit.",
                *("tasks", "assignments"),
            ),
            "cells": many(
                many(_CELL, ""),
                "Row by row: a number (--cells count), roles (mark) or numbers by role (pair).",
            ),
            "row_totals": maybe(many(_TOTAL, "Totals of the rows; null for unit by unit.")),
            "column_totals": maybe(many(_TOTAL, "Totals of the columns; null likewise.")),
            "total": maybe({**_TOTAL, "description": "Total of all; null likewise."}),
        },
    ),
    "partners": _dated(
        "Of one unit: whom it works with.",
        {**_OF_ANY, "unit": text("The unit or group."), "partners": _PARTNERS},
    ),
    "partners (several)": _dated(
        "Of several units: who shares the tasks that all of them are on.",
        {**_OF_ANY, "units": texts("The units and groups."), "partners": _PARTNERS},
    ),
    "stats": _dated(
        "How the work is spread.",
        {
            **_OF_ANY,
            "units": many("share", "What each carries, in roster order."),
            "concentration": maybe(
                number("Sum of the squared shares of leads, 0 to 1; null where nobody leads.")
            ),
            "alone": texts("Paths of tasks that name one unit only."),
            "never_lead": texts("Who leads nothing."),
            "idle": texts("Who has no task."),
            "leaderless_without": table(
                texts(""), "By unit: paths of the tasks that nobody else leads."
            ),
            "communities": many(
                texts(""),
                "Units that work together: communities of greatest modularity in the graph of "
                "shared tasks (greedy algorithm of Clauset, Newman and Moore).",
            ),
            "ties": many("tie", "Pairs that share tasks, the closest first."),
        },
    ),
    "graph": _dated(
        'The graph as node-link data, which networkx.node_link_graph(…, edges="edges") reads.',
        {
            **_OF_ANY,
            "directed": {**flag("Always false."), "const": False},
            "multigraph": {**flag("Always false."), "const": False},
            "graph": record("Always empty.", {}),
            "nodes": many(
                one_of("", *(named(node, "") for node in ("unit_node", "group_node", "task_node"))),
                "Units and groups in roster order, then tasks in the document's.",
            ),
            "edges": many("edge", "The assignments."),
        },
    ),
    "import": _answer(
        "What was read from a document.",
        {
            **_TASKS,
            "findings": many("finding", "What is uncertain."),
            "coverage": named("coverage", "How much of the document's lists is in the plan."),
        },
    ),
    "verify, check": _answer(
        "What is wrong in a plan, or differs from its document.",
        {
            "plan": maybe(text("Title of the plan; null where the file cannot be read as one.")),
            "file": text("The paper that was asked about; only of one made from the plan."),
            "made_from": named("made_from", "The version that it was made from; only of one."),
            "findings": many("finding", "The problems, sorted by place."),
        },
        optional=["file", "made_from"],
    ),
    "check (several)": _answer(
        "What is wrong in several plans, or in those of a folder.",
        {
            "plan": {"type": "null", "description": "Always null: there are several."},
            "plans": many("checked", "The plans, in the order in which they were named."),
            "unread": many("unread", "Files that were named and could not be read."),
        },
    ),
    "doctor": _answer(
        "What is there for the program, and what is not.",
        {
            "plan": {"type": "null", "description": "Always null: it is about the machine."},
            "parts": many("part", "What was looked at, always in this order."),
        },
    ),
    "diff": _dated(
        "What a revision changes, and what that means for each unit.",
        {
            "old": text("The old revision: a file, or a commit with its day."),
            "new": text("The new revision."),
            "summary": table(integer(""), "The number of changes by kind."),
            "changes": many("change", "The changes asked for."),
            "renumbered": many("renumbering", "Tasks that only got another number."),
            "hints": many("hint", "What the tasks alone would suggest of names, and do not prove."),
            "impact": many("impact", "What it means for each unit affected, in roster order."),
        },
    ),
    "diff (letters)": _answer(
        "Of a folder of letters: who was told what, of which revision.",
        {
            "plan": {"type": "null", "description": "Always null: it is about the letters."},
            "letters": many("letter", "The letters, round by round."),
        },
    ),
    "progress": _dated(
        "How far the tasks are: all, or those that filters choose.",
        {**_LEDGER, "tasks": many("ledger_task", "The tasks, in the document's order.")},
    ),
    "progress (task)": _dated(
        "All that is known of how far some tasks are.",
        {**_LEDGER, "tasks": many("told_task", "The tasks, as asked for.")},
    ),
    "history": _dated(
        "Of a unit: the commits that changed its duties.",
        {"unit": text("The unit or group."), **_HISTORY, **_HISTORY_END},
    ),
    "history (task)": _answer(
        "Of a task: the commits that changed it, and where all that it says comes from.",
        {
            "task": named("followed_task", "The task, as it is now or was last."),
            **_HISTORY,
            "blame": many("origin", "What it says now, thing by thing."),
            **_HISTORY_END,
        },
    ),
}
"""The answers by command: what follows in brackets is another form of the same command's."""


def schema_of(answer: str) -> Schema:
    """An answer's schema, whole."""
    return {**ANSWERS[answer], "$defs": RECORDS}


def problems(answer: str, data: object) -> list[str]:
    """What in an answer is not as its schema says."""
    return [
        f"{error.json_path}: {error.message}"
        for error in _validator(schema_of(answer)).iter_errors(data)
    ]


def iter_meanings(schema: Schema | None = None) -> Iterator[str]:
    """Every description, of one schema or of all."""
    if schema is None:
        for each in (*ANSWERS.values(), *RECORDS.values(), *CHANGES.values()):
            yield from iter_meanings(each)
        return
    if meaning := schema.get("description"):
        yield meaning
    for each in schema.get("properties", {}).values():
        yield from iter_meanings(each)


def described(name: str) -> set[str]:
    """Every place and type in an answer or a record of a name, those it refers to left out."""
    return {*_places(ANSWERS.get(name) or RECORDS[name], name)}


def occurring(name: str, value: object) -> set[str]:
    """The places and types of `described` that a value has, in whatever it holds."""
    return {*_places_of(ANSWERS.get(name) or RECORDS[name], name, value)}


def _places(schema: Schema, at: str) -> Iterator[str]:
    if "$ref" in schema:
        yield f"{at} = {_referred(schema)}"
        return
    if "type" in schema:
        yield f"{at}: {schema['type']}"
    yield from (f"{at} = {word}" for word in schema.get("enum", ()))
    for place, _key, inner in _inner(schema, at):
        yield from _places(inner, place)
    for place, inner in _alternatives(schema, at):
        yield from _places(inner, place)


def _places_of(schema: Schema, at: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if "$ref" in schema:
        name = _referred(schema)
        yield f"{at} = {name}"
        yield from _places_of(RECORDS[name], name, value)
        return
    if "type" in schema:
        yield f"{at}: {schema['type']}"
    if value in schema.get("enum", ()):
        yield f"{at} = {value}"
    for place, key, inner in _inner(schema, at):
        if key is not None:
            values = [value[key]] if key in value else []
        else:
            values = [*value.values()] if isinstance(value, dict) else value
        for each in values:
            yield from _places_of(inner, place, each)
    for place, inner in _alternatives(schema, at):
        if _validator({**inner, "$defs": RECORDS}).is_valid(value):
            yield from _places_of(inner, place, value)


def _inner(schema: Schema, at: str) -> Iterator[tuple[str, str | None, Schema]]:
    """What an object or a list holds: the place, the key where it has one, the schema."""
    for key, inner in schema.get("properties", {}).items():
        yield f"{at}.{key}", key, inner
    if "items" in schema:
        yield f"{at}[]", None, schema["items"]
    if isinstance(rest := schema.get("additionalProperties"), dict):
        yield f"{at}.*", None, rest


def _alternatives(schema: Schema, at: str) -> Iterator[tuple[str, Schema]]:
    for inner in schema.get("anyOf", ()):
        yield at, inner
    for inner in schema.get("oneOf", ()):
        yield f"{at}({inner['properties']['kind']['const']})", inner


def _referred(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _check_order(
    _validator: object, keys: list[str], value: object, _schema: object
) -> Iterator[ValidationError]:
    if isinstance(value, dict) and [*value] != [key for key in keys if key in value]:
        yield ValidationError(f"the keys are in another order: {', '.join(value)}")


# JSON Schema itself has no word for the order of keys.
_Validator = extend(Draft202012Validator, {"keyOrder": _check_order})


def _validator(schema: Schema) -> Draft202012Validator:
    return _Validator(schema, format_checker=FormatChecker(["date"]))
