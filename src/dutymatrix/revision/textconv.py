"""A plan as one fact a line, for git to compare.

What a section or task says stands below its title and does not repeat it, and no line holds a
number that a task before it could change: so a new title, or a task that goes, is no more
lines than it says.
"""

from collections.abc import Iterator
from gettext import NullTranslations

from dutymatrix.document.block import Document, Paragraph
from dutymatrix.i18n import N_, messages_in
from dutymatrix.plan.model import Entry, Group, Plan, Section, Unit
from dutymatrix.wording import break_lines
from dutymatrix.wording.role import ROLE_WORDS

FUNCTION_NAMES = (
    r"^##+ (.*)$",
    r"^ *[*] (.*)$",
    # The plan file itself: tasks and sections, and what stands before all of them.
    r"^ *-? *title: *[\"']?(.*[^\"' ])[\"']? *$",
    r"^([a-z_]+:)",
)
"""What git shows above a hunk: the section or task (`diff.*.xfuncname`)."""

FACTS = 2
"""Which facts these are: git is not to take those of a former version for ours."""

_BETWEEN = " · "

Fact = tuple[str, ...]
"""What a line says, from the general to the particular."""


def render_facts(plan: Plan) -> str:
    """The facts of a plan in its own language, one a line."""
    words = messages_in(plan.language)
    blocks = (
        _head(plan, words),
        _roster(plan, words),
        _standing(plan, words),
        *(_entry_facts(entry, words) for entry in _iter_entries(plan)),
        _common(plan),
    )
    return "\n".join(
        "".join(f"{_BETWEEN.join(fact)}\n" for fact in facts)
        for facts in map(list, blocks)
        if facts
    )


def render_document(document: Document) -> str:
    """The text of a document: a sentence a line, and a line for each row of a table."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines += (line for line in break_lines(block.text) if line)
        else:
            lines += (" | ".join(" ".join(cell.split()) for cell in row) for row in block.rows)
    return "".join(f"{line}\n" for line in lines)


def _head(plan: Plan, words: NullTranslations) -> Iterator[Fact]:
    said = words.gettext
    plain = (
        (said(N_("plan")), plan.title),
        (said(N_("document number")), plan.document_number),
        *((said(N_("issued by")), name) for name in plan.issued_by),
        (said(N_("issued on")), str(plan.issued_on or "")),
        (said(N_("ends on")), str(plan.ends_on or "")),
        *((said(N_("rule of roles")), line) for line in break_lines(plan.role_rule)),
        *((said(ROLE_WORDS[role].fact), name) for role, name in plan.role_names.items()),
        (said(N_("language")), plan.language if plan.language != Plan.language else ""),
        (said(N_("chapter")), plan.chapter),
        (said(N_("numbering")), " ".join(plan.numbering)),
        (said(N_("running numbers")), " ".join(plan.running)),
        *((said(N_("preamble")), line) for line in break_lines(plan.preamble)),
    )
    return (fact for fact in plain if fact[1])


def _roster(plan: Plan, words: NullTranslations) -> Iterator[Fact]:
    said = words.gettext
    for unit in plan.units:
        about = (said(N_("unit")), unit.name)
        yield about
        yield from _spellings(about, unit, words)
        if unit.until:
            yield (*about, said(N_("until")), str(unit.until))
        yield from ((*about, said(N_("succeeded by")), name) for name in unit.succeeded_by)
        yield from ((*about, said(N_("succeeded by")), number, name) for number, name in unit.tasks)
    for group in plan.groups:
        about = (said(N_("group")), group.name)
        yield about
        yield from _spellings(about, group, words)
        yield from ((*about, said(N_("member")), name) for name in group.members)
        if group.open:
            yield (*about, said(N_("open")))


def _spellings(about: Fact, record: Unit | Group, words: NullTranslations) -> Iterator[Fact]:
    if record.full_name:
        yield (*about, words.gettext(N_("full name")), record.full_name)
    yield from ((*about, words.gettext(N_("alias")), alias) for alias in record.aliases)
    if record.contact:
        yield (*about, words.gettext(N_("contact")), record.contact)


def _standing(plan: Plan, words: NullTranslations) -> Iterator[Fact]:
    what = words.gettext(N_("rule for all tasks"))
    for rule in plan.standing:
        yield (what, rule.text)
        yield from ((what, rule.text, name) for name in rule.units)


def _iter_entries(holder: Plan | Section, depth: int = 0) -> Iterator[tuple[str, Entry]]:
    """Sections, tasks and their parts in the document's order, each with its heading."""
    for section in holder.sections:
        yield f"{'#' * (depth + 2)} {section.headline}", section
        yield from _iter_entries(section, depth + 1)
    for task in holder.own_tasks if isinstance(holder, Plan) else holder.tasks:
        yield f"* {task.headline}", task
        yield from ((f"  * {part.headline}", part) for part in task.parts)


def _entry_facts(headed: tuple[str, Entry], words: NullTranslations) -> Iterator[Fact]:
    heading, entry = headed
    yield (heading,)
    yield from _entry(entry, words)


def _entry(entry: Entry, words: NullTranslations) -> Iterator[Fact]:
    said = words.gettext
    if entry.id:
        yield (said(N_("id")), entry.id)
    if entry.ordinal is not None:
        yield (said(N_("number")), str(entry.ordinal))
    yield from ((said(N_("text")), line) for line in break_lines(entry.text) if line)
    yield from ((said(ROLE_WORDS[role].fact), unit) for unit, role in entry.assignments)
    if entry.open:
        yield (said(N_("others may take part")),)
    for milestone in entry.milestones:
        dates = (str(milestone.by or ""), milestone.said)
        fact = (*dates, milestone.goal.replace("\n", ""), milestone.target)
        yield (said(N_("milestone")), *filter(None, fact))
    yield from ((said(N_("succeeded by")), *heirs) for heirs in entry.succeeded_by)
    for name, text in entry.notes:
        yield from ((name, line) for line in break_lines(text) if line)


def _common(plan: Plan) -> Iterator[Fact]:
    for chapter in plan.common:
        if chapter.title:
            yield (f"## {chapter.title}",)
        yield from ((line,) for line in break_lines(chapter.text) if line)
        for clause in chapter.items:
            lines = [line for line in break_lines(clause.text) if line]
            yield from ((clause.title, line) if clause.title else (line,) for line in lines)
            if clause.title and not lines:
                yield (clause.title,)
