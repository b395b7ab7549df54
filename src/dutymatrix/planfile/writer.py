"""Canonical YAML of a plan: block style, one unit a line, one sentence a line.

A blank line stands between tasks and between sections: with it, two branches that append
a unit here and insert a task there merge in plain git; without it they conflict.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from itertools import chain
from typing import TypeVar

from dutymatrix.error import DutymatrixError
from dutymatrix.finding import Finding, has_errors
from dutymatrix.i18n import _, enumerated
from dutymatrix.plan.model import (
    FORMAT,
    KEY_BY_FIELD,
    Chapter,
    Clause,
    Entry,
    Group,
    Milestone,
    Plan,
    Role,
    Section,
    Standing,
    Task,
    Unit,
)
from dutymatrix.planfile.reader import read_text
from dutymatrix.wording import break_lines

_T = TypeVar("_T")

# YAML looks no further for the colon behind a key; the quotes count.
_LONGEST_KEY = 1_000

# A plain scalar begins with a letter, a digit or a mark YAML does not use, and holds no
# ": " or " #"; everything else is quoted.
_PLAIN = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`=~<\s])(?:(?!: |:$| #)[^\t\r\n])*(?<!\s)")
# What other YAML readers take for something else than a text.
_OTHER_KIND = re.compile(
    r"(?i:null|true|false|yes|no|on|off|y|n|[-+]?\.?[0-9][0-9_.,:eExobA-F+-]*|[-+]?\.(inf|nan))"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*"
    r"|(---|\.\.\.).*"
)


class UnwritablePlanError(DutymatrixError):
    """A plan file would not say what its plan says; why not is among the findings."""

    def __init__(self, file: str, keys: Sequence[str], findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        if keys:
            what = _("what is under {keys} would be read as something else")
            what = what.format(keys=enumerated(f"{key}:" for key in keys))
        else:
            what = _("it would have the errors above")
        super().__init__(
            _("no plan file of {file} was written: {what}").format(file=file, what=what)
            + "\n"
            + _("fix or take out the place in the document; please report it, the fault is ours")
        )


def write_plan(plan: Plan) -> str:
    """YAML of a plan that was read back: it is accepted, and says what the plan says.

    Raises:
        UnwritablePlanError: It would not.
    """
    text = dump_plan(plan)
    back, findings = read_text(text, _("plan file"))
    if back is None or has_errors(findings):
        raise UnwritablePlanError(plan.file, (), findings)
    if back != plan:
        said = [field.name for field in fields(Plan) if field.compare]
        keys = [KEY_BY_FIELD.get(n, n) for n in said if getattr(back, n) != getattr(plan, n)]
        raise UnwritablePlanError(plan.file, keys, ())
    return text


def dump_plan(plan: Plan) -> str:
    """YAML of a plan, so that `parse_plan(dump_plan(plan)) == plan`.

    Names and wording must be free of control characters, which no plan file may hold, and
    texts in canonical form (`wording.join_lines`).
    """
    blocks = (
        _head(plan),
        _block("units", chain.from_iterable(map(_unit, plan.units))),
        _block("groups", chain.from_iterable(map(_group, plan.groups))),
        _records("standing", plan.standing, _standing),
        _records("sections", plan.sections, _section, apart=True),
        _records("tasks", plan.own_tasks, _task, apart=True),
        _records("common", plan.common, _chapter, apart=True),
    )
    return "\n\n".join(text for block in blocks if (text := "\n".join(block))) + "\n"


def format_scalar(text: str) -> str:
    """A text as a YAML scalar on one line, in quotes only where it needs them."""
    if text and _PLAIN.fullmatch(text) and not _OTHER_KIND.fullmatch(text):
        return text
    return _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'


def _keyed(name: str) -> Iterator[str]:
    """A name as a key, up to its colon."""
    key = format_scalar(name)
    if len(key) > _LONGEST_KEY:
        yield f"? {key}"
        key = ""
    yield f"{key}:"


# Records: the lines of each, not indented.


def _head(plan: Plan) -> Iterator[str]:
    yield f"format: {FORMAT}"
    yield from _text("title", plan.title)
    yield from _text("document_number", plan.document_number)
    yield from _names("issued_by", plan.issued_by)
    yield from _date("issued_on", plan.issued_on)
    yield from _date("ends_on", plan.ends_on)
    yield from _line_or_prose("role_rule", plan.role_rule)
    names = plan.role_names
    yield from _mapping("role_names", {r.value: names[r] for r in Role if r in names})
    if plan.language != Plan.language:
        yield from _text("language", plan.language)
    yield from _text("chapter", plan.chapter)
    yield from _flow("numbering", plan.numbering)
    yield from _flow("running", plan.running)
    yield from _prose("preamble", plan.preamble)


def _unit(unit: Unit) -> Iterator[str]:
    yield from _keyed(unit.name)
    if unit == Unit(unit.name):
        return  # as most are in a roster that an import made
    yield from _indent(_text("full_name", unit.full_name))
    yield from _indent(_names("aliases", unit.aliases))
    yield from _indent(_text("contact", unit.contact))
    yield from _indent(_date("until", unit.until))
    yield from _indent(_names("succeeded_by", unit.succeeded_by))
    yield from _indent(_mapping("tasks", dict(unit.tasks)))


def _group(group: Group) -> Iterator[str]:
    yield from _keyed(group.name)
    yield from _indent(_text("full_name", group.full_name))
    yield from _indent(_names("aliases", group.aliases))
    yield from _indent(_text("contact", group.contact))
    yield from _indent(_names("members", group.members))
    yield from _indent(_flag("open", group.open))


def _standing(standing: Standing) -> Iterator[str]:
    yield from _prose("text", standing.text)
    yield from _names("units", standing.units)


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield from _clause(chapter)
    yield from _records("items", chapter.items, _clause, apart=True)


def _clause(clause: Chapter | Clause) -> Iterator[str]:
    yield from _text("title", clause.title)
    yield from _prose("text", clause.text)


def _section(section: Section) -> Iterator[str]:
    own = [*_entry(section)]
    yield from own
    inner = [
        *_records("sections", section.sections, _section, apart=True),
        *_records("tasks", section.tasks, _task, apart=True),
    ]
    if own and inner:
        yield ""
    yield from inner


def _task(task: Task) -> Iterator[str]:
    yield from _entry(task)
    yield from _records("parts", task.parts, _task, apart=True)


def _entry(entry: Entry) -> Iterator[str]:
    yield from _text("id", entry.id)
    if entry.ordinal is not None:
        yield f"number: {entry.ordinal}"
    yield from _text("title", entry.title)
    yield from _prose("text", entry.text)
    for role in Role:
        names = entry.units(role)
        # A lead is mostly one unit; the others are lists, so that git merges an added line.
        if role is Role.LEAD and len(names) == 1:
            yield from _text(role.value, names[0])
        else:
            yield from _names(role.value, names)
    yield from _flag("open", entry.open)
    yield from _mapping("succeeded_by", dict(entry.succeeded_by))
    yield from _records("milestones", entry.milestones, _milestone)
    yield from _mapping("notes", dict(entry.notes))


def _milestone(milestone: Milestone) -> Iterator[str]:
    yield from _date("by", milestone.by)
    yield from _text("said", milestone.said)
    yield from _line_or_prose("goal", milestone.goal)
    yield from _text("target", milestone.target)


# Values: a key and what stands under it; nothing where there is nothing to say.


def _text(key: str, text: str | None) -> Iterator[str]:
    if text:
        yield f"{key}: {format_scalar(text)}"


def _line_or_prose(key: str, text: str) -> Iterator[str]:
    return _prose(key, text) if "\n" in text else _text(key, text)


def _prose(key: str, text: str) -> Iterator[str]:
    if text:
        yield f"{key}: |-"
        yield from _indent(break_lines(text))


def _date(key: str, day: date | None) -> Iterator[str]:
    if day:
        yield f"{key}: {day.isoformat()}"


def _flag(key: str, value: bool) -> Iterator[str]:
    if value:
        yield f"{key}: true"


def _names(key: str, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"{key}:"
        yield from (f"- {format_scalar(name)}" for name in names)


def _flow(key: str, forms: Sequence[str]) -> Iterator[str]:
    if forms:
        # In a flow list a comma or a bracket would end a plain scalar.
        quoted = (_quoted(form) if any(map(str.isascii, form)) else form for form in forms)
        yield f"{key}: [{', '.join(quoted)}]"


def _mapping(key: str, values: Mapping[str, str]) -> Iterator[str]:
    if values:
        yield f"{key}:"
        for name, text in values.items():
            *above, key = _keyed(name)
            yield from _indent((*above, *_line_or_prose(key.removesuffix(":"), text)))


def _block(key: str, lines: Iterable[str]) -> Iterator[str]:
    inner = [*_indent(lines)]
    if inner:
        yield from (f"{key}:", *inner)


def _records(
    key: str,
    records: Sequence[_T],
    lines_of: Callable[[_T], Iterable[str]],
    *,
    apart: bool = False,
) -> Iterator[str]:
    """A list of records; `apart` puts a blank line between them."""
    for place, record in enumerate(records):
        if not place:
            yield f"{key}:"
        elif apart:
            yield ""
        lines = iter(lines_of(record))
        # A record that says nothing still counts.
        yield f"- {next(lines, '{}')}"
        yield from _indent(lines)


def _indent(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)
