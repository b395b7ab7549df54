"""Two revisions brought to the same levels: one chapter with tasks, and two of them.

Where only one chapter of a document has lists, its tasks stand at the top of the plan and its
heading is the plan's `chapter`; where a second one gets lists, both are sections. So that no
task seems to move, the plan of one chapter is compared as if it had the others' sections.
"""

import re
from dataclasses import replace

from dutymatrix.plan.model import Chapter, Plan, Section, Task
from dutymatrix.wording.script import spelling

_ORDINAL = "[一二三四五六七八九十百]+"
_NUMBER = re.compile(rf"^(?:{_ORDINAL}、|第{_ORDINAL}(?:章|节|部分|编|篇)[、：]?|（{_ORDINAL}）)")


def level_plans(old: Plan, new: Plan) -> tuple[Plan, Plan]:
    """Both plans, the one of a single chapter with a section for it."""
    return _levelled(old, new), _levelled(new, old)


def _levelled(plan: Plan, other: Plan) -> Plan:
    """A plan with the chapters as sections that are sections in the other one."""
    if not plan.chapter or other.chapter or not other.sections:
        return plan
    heading = heading_of(plan.chapter)
    by_heading = {spelling(section.title): section for section in other.sections}
    if heading not in by_heading:
        return plan
    own = Section(title=by_heading[heading].title, sections=plan.sections, tasks=plan.own_tasks)
    common = {
        spelling(chapter.title): chapter
        for chapter in plan.common
        if spelling(chapter.title) in by_heading
    }
    sections = [
        replace(own if each == heading else _as_section(common[each]), ordinal=section.ordinal)
        for each, section in by_heading.items()
        if each == heading or each in common
    ]
    return replace(
        plan,
        chapter="",
        numbering=other.numbering,
        running=other.running,
        sections=tuple(sections),
        own_tasks=(),
        common=tuple(c for c in plan.common if spelling(c.title) not in common),
    )


def heading_of(chapter: str) -> str:
    """What a chapter is called, without its number, spelt alike: 一、重点任务 → 重点任务."""
    return _NUMBER.sub("", spelling(chapter))


def _as_section(chapter: Chapter) -> Section:
    tasks = tuple(Task(title=clause.title, text=clause.text) for clause in chapter.items)
    return Section(title=chapter.title, text=chapter.text, tasks=tasks)
