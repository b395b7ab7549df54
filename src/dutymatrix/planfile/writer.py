"""Canonical YAML of a plan: block style, one unit a line, one sentence a line.

A blank line stands between tasks and between sections: with it, two branches that append
a unit here and insert a task there merge in plain git; without it they conflict.
"""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import chain

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
from dutymatrix.planfile.yamlline import (
    block_lines,
    date_line,
    flag_line,
    flow_line,
    indented,
    keyed,
    line_or_prose,
    mapping_lines,
    name_lines,
    prose_lines,
    record_lines,
    text_line,
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
        block_lines("units", chain.from_iterable(map(_unit, plan.units))),
        block_lines("groups", chain.from_iterable(map(_group, plan.groups))),
        record_lines("standing", plan.standing, _standing),
        record_lines("sections", plan.sections, _section, apart=True),
        record_lines("tasks", plan.own_tasks, _task, apart=True),
        record_lines("common", plan.common, _chapter, apart=True),
    )
    return "\n\n".join(text for block in blocks if (text := "\n".join(block))) + "\n"


# Records: the lines of each, not indented.


def _head(plan: Plan) -> Iterator[str]:
    yield f"format: {FORMAT}"
    yield from text_line("title", plan.title)
    yield from text_line("document_number", plan.document_number)
    yield from name_lines("issued_by", plan.issued_by)
    yield from date_line("issued_on", plan.issued_on)
    yield from date_line("ends_on", plan.ends_on)
    yield from line_or_prose("role_rule", plan.role_rule)
    names = plan.role_names
    yield from mapping_lines("role_names", {r.value: names[r] for r in Role if r in names})
    if plan.language != Plan.language:
        yield from text_line("language", plan.language)
    yield from text_line("chapter", plan.chapter)
    yield from flow_line("numbering", plan.numbering)
    yield from flow_line("running", plan.running)
    yield from prose_lines("preamble", plan.preamble)


def _unit(unit: Unit) -> Iterator[str]:
    yield from keyed(unit.name)
    if unit == Unit(unit.name):
        return  # as most are in a roster that an import made
    yield from indented(text_line("full_name", unit.full_name))
    yield from indented(name_lines("aliases", unit.aliases))
    yield from indented(text_line("contact", unit.contact))
    yield from indented(date_line("until", unit.until))
    yield from indented(name_lines("succeeded_by", unit.succeeded_by))
    yield from indented(mapping_lines("tasks", dict(unit.tasks)))


def _group(group: Group) -> Iterator[str]:
    yield from keyed(group.name)
    yield from indented(text_line("full_name", group.full_name))
    yield from indented(name_lines("aliases", group.aliases))
    yield from indented(text_line("contact", group.contact))
    yield from indented(name_lines("members", group.members))
    yield from indented(flag_line("open", group.open))


def _standing(standing: Standing) -> Iterator[str]:
    yield from prose_lines("text", standing.text)
    yield from name_lines("units", standing.units)


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield from _clause(chapter)
    yield from record_lines("items", chapter.items, _clause, apart=True)


def _clause(clause: Chapter | Clause) -> Iterator[str]:
    yield from text_line("title", clause.title)
    yield from prose_lines("text", clause.text)


def _section(section: Section) -> Iterator[str]:
    own = [*_entry(section)]
    yield from own
    inner = [
        *record_lines("sections", section.sections, _section, apart=True),
        *record_lines("tasks", section.tasks, _task, apart=True),
    ]
    if own and inner:
        yield ""
    yield from inner


def _task(task: Task) -> Iterator[str]:
    yield from _entry(task)
    yield from record_lines("parts", task.parts, _task, apart=True)


def _entry(entry: Entry) -> Iterator[str]:
    yield from text_line("id", entry.id)
    if entry.ordinal is not None:
        yield f"number: {entry.ordinal}"
    yield from text_line("title", entry.title)
    yield from prose_lines("text", entry.text)
    for role in Role:
        names = entry.units(role)
        # A lead is mostly one unit; the others are lists, so that git merges an added line.
        if role is Role.LEAD and len(names) == 1:
            yield from text_line(role.value, names[0])
        else:
            yield from name_lines(role.value, names)
    yield from flag_line("open", entry.open)
    yield from mapping_lines("succeeded_by", dict(entry.succeeded_by))
    yield from record_lines("milestones", entry.milestones, _milestone)
    yield from mapping_lines("notes", dict(entry.notes))


def _milestone(milestone: Milestone) -> Iterator[str]:
    yield from date_line("by", milestone.by)
    yield from text_line("said", milestone.said)
    yield from line_or_prose("goal", milestone.goal)
    yield from text_line("target", milestone.target)
