"""What breaks the document's own pattern: numbers, titles, sections."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from dutymatrix.check.place import of_entry
from dutymatrix.finding import Finding
from dutymatrix.i18n import _
from dutymatrix.plan.model import Plan, Section, Task
from dutymatrix.plan.numbering import format_ordinal, parse_form
from dutymatrix.wording.script import plain, spelling

# Fewer siblings have no pattern, and of more this share makes it.
_FEWEST = 3
_MOST = 0.75
# A title is a heading; in a longer one the wording stands.
_LONGEST_TITLE = 60
# A number as documents print it before a title: 3. （三） 三、 ③; not 3.15 or 12345热线.
_PRINTED = re.compile(
    r"(?:[0-9]{1,2}[.、](?![0-9])|（(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})）"
    r"|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[条章节]|[①-⑳])"
)
_ENDS = tuple("。；，：、")
# So many characters of what begins are shown.
_SHOWN = 20


class _Sibling(NamedTuple):
    """An entry among those of its level and parent."""

    number: str
    label: str
    entry: Section | Task

    @property
    def value(self) -> int:
        return int(self.number.rpartition(".")[2])


def find_gaps(plan: Plan) -> Iterator[Finding]:
    """Numbers that the document leaves out (DM608)."""
    going_on = {depth for depth, form in enumerate(plan.numbering) if form in plan.running}
    if plan.common and not plan.chapter:
        # Chapters without lists are numbered with the sections: 一、总体要求 before 二.
        going_on.add(0)
    for depth, siblings in _iter_siblings(plan):
        first = siblings[0]
        if first.value > 1 and depth not in going_on:
            what = _("{label} is the first, there is no number one").format(label=first.label)
            yield of_entry(plan, "DM608", first.entry, what, first.number)
        for before, sibling in pairwise(siblings):
            if sibling.value > before.value + 1:
                what = _("{label} comes right after {other}")
                what = what.format(label=sibling.label, other=before.label)
                yield of_entry(plan, "DM608", sibling.entry, what, sibling.number)


def find_odd_titles(plan: Plan) -> Iterator[Finding]:
    """Titles that are unlike those beside them (DM609)."""
    for _depth, siblings in _iter_siblings(plan):
        titles = [sibling.entry.title for sibling in siblings]
        have_one = sum(map(bool, titles)) >= max(_FEWEST, _MOST * len(titles))
        is_alone = sum(title.endswith(_ENDS) for title in titles) == 1
        labels: dict[str, str] = {}
        for number, label, entry in siblings:
            title = entry.title
            other = labels.setdefault(spelling(title), label)
            if have_one and not title:
                what = _("{label} has no title, those beside it have one")
            elif _PRINTED.match(plain(title)):
                what = _("the title of {label} begins with a number: {title}")
            elif have_one and is_alone and title.endswith(_ENDS):
                what = _("the title of {label} ends as a sentence does: {title}")
            elif have_one and len(title) > _LONGEST_TITLE and not entry.text:
                what = _("the title of {label} holds its wording: {title}")
            elif title and other != label:
                what = _("{label} has the title of {other}: {title}")
            else:
                continue
            what = what.format(label=label, title=title, other=other)
            yield of_entry(plan, "DM609", entry, what, number, words=title)


def find_odd_sections(plan: Plan) -> Iterator[Finding]:
    """Sections that hold nothing, beside others that do (DM610)."""
    for _depth, siblings in _iter_siblings(plan):
        empty = [
            one for one in siblings if isinstance(one.entry, Section) and not _holds(one.entry)
        ]
        if len(siblings) - len(empty) < _FEWEST - 1:
            continue
        for number, label, section in empty:
            what = _("{label} {title} holds no task, the sections beside it do")
            what = what.format(label=label, title=section.headline)
            yield of_entry(plan, "DM610", section, what, number)


def _holds(section: Section) -> bool:
    return bool(section.sections or section.tasks or section.assignments)


def find_swallowed_items(plan: Plan) -> Iterator[Finding]:
    """Wordings in which the next item of the level begins (DM611)."""
    forms = [parse_form(form) for form in plan.numbering]
    for depth, siblings in _iter_siblings(plan):
        form = forms[min(depth, len(forms) - 1)] if forms else None
        if form is None or not form.after:
            continue
        first = plain(format_ordinal(form, 1))
        for one in siblings:
            text = plain(one.entry.text)
            place = _find_item(text, plain(format_ordinal(form, one.value + 1)))
            # A list of the wording's own begins with one.
            if place >= 0 and _find_item(text, first) < 0:
                said = one.entry.text[place : place + _SHOWN].partition("\n")[0]
                what = _("in the wording of {label} the next item begins: {said}")
                what = what.format(label=one.label, said=said)
                yield of_entry(plan, "DM611", one.entry, what, one.number, words=said)


def _find_item(text: str, number: str) -> int:
    """Where a sentence of a text begins with a number; -1 where none does."""
    if number not in text:
        return -1
    match = re.search(rf"(?:^|[。；：！？\n])\s?({re.escape(number)})(?![0-9])", text)
    return match.start(1) if match else -1


def _iter_siblings(plan: Plan) -> Iterator[tuple[int, list[_Sibling]]]:
    """The sections and the tasks of each parent, with their depth, in the document's order."""
    sections: dict[str, list[_Sibling]] = {}
    for number, (label, section) in plan.section_by_number.items():
        above = number.rpartition(".")[0]
        sections.setdefault(above, []).append(_Sibling(number, label, section))
    for above, siblings in sections.items():
        yield (above.count(".") + 1 if above else 0), siblings
    items = {id(item.entry): item for item in plan.items}
    holders = (section.tasks for _label, section in plan.section_by_number.values())
    for tasks in filter(None, (plan.own_tasks, *holders)):
        siblings = []
        for task in tasks:
            item = items.get(id(task))
            if item:
                siblings.append(_Sibling(item.number, item.label, task))
            else:
                # What only holds parts is numbered as they are.
                part = items[id(task.parts[0])]
                siblings.append(_Sibling(part.number[:-1], part.label[:-1], task))
        yield siblings[0].number.count("."), siblings
