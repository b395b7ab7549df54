"""Dates, goals and targets inside the wording of a task.

2018年底前，推动被纳入警示地区实现摘帽目标。
Milestone(by=2018-12-31, said="2018年底前", goal="推动被纳入警示地区实现摘帽目标")
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dutymatrix.plan.model import Milestone
from dutymatrix.plan.period import parse_period, read_year_before
from dutymatrix.wording import iter_sentences
from dutymatrix.wording.script import plain
from dutymatrix.wording.time import (
    ANOTHER_YEAR,
    AT_LEAST,
    DATE_ALONE,
    DUE,
    FIGURE,
    OR_MORE,
    STATED,
    STRETCH,
    WITHIN_YEARS,
    is_deadline_of_plan,
    sets_deadline,
)

_DUE = re.compile(rf"{DUE}|{DATE_ALONE}")
_STATED = re.compile(STATED)
_FIGURE = re.compile(rf"(?P<least>(?:{AT_LEAST}){{0,3}})(?P<figure>{FIGURE})(?P<more>{OR_MORE})?")
_SHARE = re.compile(r"%|个百分点|[0-9]：[0-9]|[0-9]:[0-9]")
_YEARS = re.compile("年(?:之|以)?内|年(?:左右)?(?:时间|的?努力)")
_YEAR = re.compile("[12][0-9]{3}[-年./]")
_WHOLE_YEAR = re.compile("[到至在]?([12][0-9]{3})年")
_STRETCH = re.compile(STRETCH)
_MONTH_OF = re.compile("(?:[12][0-9]{3}年)?[0-9]{1,2}月")
_EACH = re.compile("每(?:年|季|月)")
_STAGE = re.compile(r"[（(]([^（）()]+)[）)]$")
_WITHIN_YEARS = re.compile(WITHIN_YEARS)
_CLAUSE_END = "，；。！？"
_AROUND = "，；。、： ,;"
_OPENERS = "（【〔[《“(["
_CLOSERS = "）】〕]》”)]"
_MARKS = re.compile(f"[{re.escape(_CLAUSE_END + _OPENERS + _CLOSERS)}、]")
# No date is without the one, no figure without the other.
_DATE_OR_FIGURE = re.compile("[年月0-9]")


class Horizon(NamedTuple):
    """What a date without a year of its own hangs on."""

    ends_on: date | None
    """The last day of the plan: 三年内."""
    year: int | None
    """The one year that the plan is for, else that of its issue: 年底前."""
    titled: bool = False
    """Whether the title says that year."""


class _Due(NamedTuple):
    said: str
    by: date | None
    leads: bool
    """Whether it stands at the head of its clause, and so holds for the clauses after it."""


class _Clause(NamedTuple):
    goal: str
    due: _Due | None
    target: str


def find_milestones(text: str, horizon: Horizon) -> tuple[Milestone, ...]:
    """The dates and targets of a wording, sentence by sentence."""
    found: list[Milestone] = []
    for paragraph in text.split("\n"):
        at = 0
        # Widths say nothing; what is found is told as the document prints it.
        read = plain(paragraph)
        if not _DATE_OR_FIGURE.search(read):
            continue
        for sentence in iter_sentences(read):
            printed = paragraph[at : at + len(sentence)]
            at += len(sentence)
            milestones = _in_sentence(sentence, horizon)
            if printed == sentence:
                found.extend(milestones)
            else:
                found.extend(_as_printed(milestone, sentence, printed) for milestone in milestones)
    return tuple(found)


def _as_printed(milestone: Milestone, sentence: str, printed: str) -> Milestone:
    def back(text: str) -> str:
        at = sentence.find(text)
        return printed[at : at + len(text)] if at >= 0 else text

    return milestone._replace(
        said=back(milestone.said), goal=back(milestone.goal), target=back(milestone.target)
    )


def stated_milestones(said: str, horizon: Horizon) -> tuple[Milestone, ...]:
    """The milestones of a field that states deadlines; () where it names no date.

    6月底前启动，12月底前完成 states two, each with what is due.
    """
    found = [*_STATED.finditer(said)]
    bounds = [*(match.start() for match in found), len(said)]
    milestones = []
    for match, end in zip(found, bounds[1:], strict=True):
        by = _day_in(said[: match.start()], match[0], horizon)
        if by is None:
            continue
        if _YEAR.search(match[0]):
            horizon = horizon._replace(year=by.year)
        goal = said[match.end() : end].strip(_AROUND) if len(found) > 1 else ""
        milestones.append(Milestone(by, match[0], goal))
    return tuple(milestones)


def stage_milestones(title: str, horizon: Horizon) -> tuple[Milestone, ...]:
    """By when a stage ends whose heading says so: 宣传发动阶段（2019年3月—5月）."""
    stage = _STAGE.search(plain(title))
    match = _STATED.fullmatch(stage[1]) if stage else None
    by = day_of(match[0], horizon) if match else None
    if not (stage and by):
        return ()
    return (Milestone(by, title[stage.start(1) : stage.end(1)]),)


def day_of(said: str, horizon: Horizon) -> date | None:
    """The last day of a deadline; None where only people could tell."""
    said = said.removeprefix("力争").removesuffix("止")
    if "每" in said:
        return None
    if stretch := _STRETCH.fullmatch(said):
        return _last_of(stretch, horizon)
    if _YEARS.search(said) and not _YEAR.search(said):
        return horizon.ends_on
    readings = read_year_before(said)
    if readings:
        return readings.letter
    if not _YEAR.search(said):
        if horizon.year is None:
            return None
        said = f"{horizon.year}年" + said.lstrip("到至当今本").removeprefix("年")
    period = parse_period(said.replace("中前", "").replace("初前", "").removesuffix("前"))
    return period.last if period else None


def _last_of(stretch: re.Match[str], horizon: Horizon) -> date | None:
    """The last day of 2019年3月—5月: what the end does not say, the beginning does."""
    start, end = stretch["start"] or stretch["first"], stretch["end"] or stretch["last"]
    if stretch["last"]:
        month = _MONTH_OF.match(start)
        end = (month[0] if month else "") + end
    if not _YEAR.search(end) and (year := re.match("[12][0-9]{3}", start)):
        end = f"{year[0]}年{end}"
    last, first = day_of(end, horizon), day_of(start, horizon)
    # 11月—3月 ends in a year that it does not say.
    return None if last and first and last < first else last


def takes_year_from_context(said: str) -> bool:
    """Whether a deadline names a day of a year that stands elsewhere: 年底前."""
    return not (_YEAR.search(said) or _YEARS.search(said))


def _in_sentence(sentence: str, horizon: Horizon) -> Iterator[Milestone]:
    if not _DATE_OR_FIGURE.search(sentence):
        return
    due: _Due | None = None
    goals: list[str] = []
    """Clauses since the date; what follows a target belongs to nobody's deadline."""
    met = False
    for words, following in pairwise((*_clauses(sentence), "")):
        clause = _read_clause(words, following, horizon, dated=due is not None)
        if year := _year_said(words, clause.due):
            horizon = horizon._replace(year=year)
        if clause.due:
            yield from _without_target(due, goals)
            due, goals, met = clause.due, [], False
        if clause.target:
            yield from _without_target(due, goals)
            goals, met = [], True
            by, said = (due.by, due.said) if due else (None, "")
            yield Milestone(by, said, clause.goal, clause.target)
            if due and not due.leads:
                # 执行率三年内达到90%，保持率不低于85%: the date is the first clause's alone.
                due = None
        elif due and not met and clause.goal:
            goals.append(clause.goal)
    yield from _without_target(due, goals)


def _year_said(words: str, due: _Due | None) -> int | None:
    """The year in which the months of later clauses lie: 2018年6月底前启动，12月底前完成."""
    if due and due.by and _YEAR.search(due.said):
        return due.by.year
    alone = _WHOLE_YEAR.fullmatch(words)
    return int(alone[1]) if alone else None


def _without_target(due: _Due | None, goals: Sequence[str]) -> Iterator[Milestone]:
    """The milestone of a date whose clauses have no targets."""
    if due and goals:
        yield Milestone(due.by, due.said, "，".join(goals))


def _clauses(sentence: str) -> Iterator[str]:
    """Stretches between commas outside brackets and quotes; another date begins one, too."""
    depth = start = 0
    for mark in _MARKS.finditer(sentence):
        place, char = mark.start(), mark[0]
        if char in _OPENERS:
            depth += 1
        elif char in _CLOSERS:
            depth = max(0, depth - 1)
        elif depth == 0 and (
            char in _CLAUSE_END
            or (char == "、" and _divides(sentence[start:place], sentence, place + 1))
        ):
            yield sentence[start:place]
            start = place + 1
    if start < len(sentence):
        yield sentence[start:]


def _divides(before: str, sentence: str, place: int) -> bool:
    """Whether a date with what is due follows another: 6月底前启动、12月底前完成."""
    if not _DUE.match(sentence, place):
        return False
    own = _DUE.search(before)
    return own is not None and own.end() < len(before)


def _read_clause(words: str, following: str, horizon: Horizon, *, dated: bool) -> _Clause:
    """A clause's date, its goal and its target."""
    if not _DATE_OR_FIGURE.search(words):
        return _Clause(words, None, "")
    found = _find_due(words, following)
    due = None
    goal = measured = words
    if found:
        leads = found.start() == 0
        due = _Due(found[0], _day_in(words[: found.start()], found[0], horizon), leads)
        # What stands before a date is mostly what it was: 由30%提高到2020年底的40%.
        measured = words[found.end() :]
        if leads:
            goal = measured.lstrip("，：")
    is_dated = dated or due is not None
    before = words[: found.start()] if found else ""
    target = _target(measured, dated=is_dated) or _target(before, dated=is_dated)
    return _Clause(goal, due, target)


def _day_in(before: str, said: str, horizon: Horizon) -> date | None:
    """The day of a deadline in its clause, which may say that it is one of another year."""
    if takes_year_from_context(said) and (_EACH.search(before) or before.endswith(ANOTHER_YEAR)):
        return None
    return day_of(said, horizon)


def _find_due(words: str, following: str) -> re.Match[str] | None:
    """The first deadline of a clause."""
    year = _WHOLE_YEAR.fullmatch(words)
    if year and (found := _DUE.match(words + following)):
        # 2018年，完成三成: the comma parts a year from what is due.
        return year if found[0] == year[0] else None
    for found in _DUE.finditer(words):
        before, after = words[: found.start()], words[found.end() :]
        if _is_inside(words, found.start()):
            continue
        within = _WITHIN_YEARS.search(found[0])
        if within is None or _YEAR.match(found[0]):
            if is_deadline_of_plan(before, found[0], after):
                return found
        elif sets_deadline(before, after or following):
            return found
    return None


def _is_inside(words: str, place: int) -> bool:
    """Whether a place is in brackets or quotes: a document's title, an example."""
    before = words[:place]
    return sum(map(before.count, _OPENERS)) > sum(map(before.count, _CLOSERS))


def _target(clause: str, *, dated: bool) -> str:
    """The measurable part of a clause; a bare number counts only where a date stands."""
    for match in _FIGURE.finditer(clause):
        if match["least"] or match["more"] or _SHARE.search(match["figure"]) or dated:
            return match[0]
    return ""
