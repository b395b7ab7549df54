"""Rules of a document about who leads, and about units that every list is meant to have.

    列在分工项目首位的为牵头单位，其他为主要参与单位
    第一个逗号前为牵头单位，下同
    以下各项工作均需相关市、县（市、区）政府推进，不再单独列出

Such a rule stands in the preamble, in the first list or in a later one, and holds for all.
"""

import re
from enum import Enum
from typing import NamedTuple

from dutymatrix.document.flow import Flow
from dutymatrix.document.listing.grammar import normal_name, parse_listing
from dutymatrix.plan.model import Role, Standing
from dutymatrix.wording.organisation import MARKS_OF_NAMES
from dutymatrix.wording.script import CLOSERS, OPENERS
from dutymatrix.wording.verb import (
    COMMA_WORDS,
    LEADERS,
    LIKEWISE,
    MARKED,
    ORDER_WORDS,
    STANDING_ENDS,
    STANDING_HEADS,
    STANDING_TAILS,
    STANDING_VERBS,
)

_MARKED = rf"(?:{'|'.join(MARKED)})[“\"（]?[{re.escape(MARKS_OF_NAMES)}]"
_COMMA = re.compile("|".join(COMMA_WORDS))
_ORDER = re.compile(rf"(?P<mark>{_MARKED})|{_COMMA.pattern}|{'|'.join(ORDER_WORDS)}")
# 第一个由企业牵头的联合体 is no rule: what leads is called so, or the clause ends with it.
_LEADER = re.compile(
    rf"[为是即][^，。；]{{0,6}}(?:{'|'.join(LEADERS)})|(?:{'|'.join(LEADERS)})(?:单位|部门|机构|负责|$)"
)
_STANDING = re.compile("|".join(STANDING_HEADS))
_BOUNDARY = "，。；：\n" + OPENERS + CLOSERS
_FURTHER = re.compile(
    rf"，(?:{'|'.join(LIKEWISE)}|(?:其他|其余|其它)(?:单位|部门)?均?为[^，。；）】〕\]\n]{{2,12}})"
)
_CALLED = re.compile(r"为((?:主要|共同)?[^，。；为]{2,4}(?:单位|部门))")
_LONGEST_CLAUSE = 40
_LONGEST_STANDING = 80


class Place(Enum):
    """Where in a list those stand who lead."""

    FIRST = "first"
    """列首位的为牵头单位."""
    BEFORE_COMMA = "before comma"
    """第一个逗号前为牵头单位; all of a list without one."""
    MARKED = "marked"
    """标*的为牵头单位."""


class LeadRule(NamedTuple):
    """The document's sentence about who leads."""

    place: Place
    start: int
    text: str
    names: dict[Role, str]
    """What the sentence calls the roles."""
    stretches: tuple[tuple[int, int], ...]
    """Where it stands in brackets of its own, and so is no wording."""


def find_lead_rule(flow: Flow) -> LeadRule | None:
    """The rule that tells by their place who leads; None where no such rule stands anywhere."""
    text = flow.plain
    for order in _ORDER.finditer(text):
        start = order.start()
        while (
            start and text[start - 1] not in _BOUNDARY and order.start() - start < _LONGEST_CLAUSE
        ):
            start -= 1
        end = order.end()
        while end < len(text) and text[end] not in _BOUNDARY and end - start < _LONGEST_CLAUSE:
            end += 1
        if not _LEADER.search(text, start, end):
            continue
        names = {}
        called = _CALLED.search(text, order.end(), end)
        if called:
            names[Role.LEAD] = called[1]
        while further := _FURTHER.match(text, end):
            others = _CALLED.search(text, end, further.end())
            if others:
                names[Role.JOIN] = others[1]
            end = further.end()
        place = Place.MARKED if order["mark"] else Place.FIRST
        if _COMMA.search(text, start, end):
            place = Place.BEFORE_COMMA
        stretches = _bracket_around(text, start, end)
        return LeadRule(place, start, flow.text[start:end], names, stretches)
    return None


def _bracket_around(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    if text[start - 1 : start] in OPENERS and text[end : end + 1] in CLOSERS:
        return ((start - 1, end + 1),)
    return ()


def find_standing(flow: Flow) -> tuple[Standing, ...]:
    """Rules that add units to all lists below."""
    text = flow.plain
    found = []
    done = 0
    for head in _STANDING.finditer(text):
        start = head.start()
        if start < done or text[start - 1 : start] not in ("", *_BOUNDARY):
            continue
        end = start
        while end < len(text) and text[end] not in "。；\n" and end - start < _LONGEST_STANDING:
            end += 1
        clause = text[start:end]
        stop = _end_of_rule(clause)
        if stop is None:
            continue
        verb = next((verb for verb in STANDING_VERBS if verb in clause), "")
        if not verb or not ("均" in clause or "都" in clause):
            continue
        end = start + stop
        first = start + clause.index(verb) + len(verb)
        found.append(Standing(flow.text[start:end], _units(flow, first, end)))
        done = end
    return tuple(found)


def _end_of_rule(clause: str) -> int | None:
    """Where a rule ends: with the clause that says that it is not repeated."""
    places = [clause.find(word) for word in STANDING_ENDS if word in clause]
    if not places:
        return None
    depth = 0
    for place, char in enumerate(clause):
        if char in OPENERS:
            depth += 1
        elif char in CLOSERS:
            depth -= 1
            if depth < 0:
                return place
        elif char == "，" and place > max(places):
            return place
    return len(clause)


def _units(flow: Flow, start: int, end: int) -> tuple[str, ...]:
    """The units that a rule names, behind its verb."""
    clause = flow.plain[start:end]
    stops = [clause.find(word) for word in STANDING_ENDS if word in clause]
    clause = clause[: min(stops, default=len(clause))].rstrip("，")
    while tail := next((tail for tail in STANDING_TAILS if clause.endswith(tail)), ""):
        clause = clause.removesuffix(tail)
    listing = parse_listing(flow, start, start + len(clause))
    return tuple(normal_name(member.name) for member in listing.members) if listing else ()
