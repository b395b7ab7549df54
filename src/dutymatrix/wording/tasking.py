"""Whom a wording itself gives something to do, whatever the list of its task says.

各镇（街）具体负责实施 · 由市教育局会同市卫健局制定 · 市财政局、市审计局要加强监管

Who is only mentioned has nothing to do: 配合市公安局, 向市公安局报告, 市公安局关于……的通知,
对各镇（街）进行考核, 全市, 市教育局制定的标准.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from dutymatrix.wording.script import CLOSERS, OPENERS
from dutymatrix.wording.unit import find_and_others, is_unit, split_joined
from dutymatrix.wording.verb import ACTS, DUTIES, EXEMPTS, FACTS, LEADING, MOVES, WITH_OTHERS

_BOUNDARY = "，。；：！？\n"
_OPENING = re.compile(rf"(?:^|[{_BOUNDARY}])(?:(?:具体|并|均|原则上)?(?:应|要|须)?[由请])?")
# 由 within a clause; not of 理由, 经由, 由于.
_BY = re.compile("(?<![理自缘事因经])由(?![于此来表衷])")
# What all of them begin with, and some more: at any other character none need be tried.
_HEADS = "".join({*re.findall(r"(?:\b|[:|])([\u4e00-\u9fff])", " ".join((*DUTIES, *ACTS)))})
_DUTY = re.compile(rf"(?=[{_HEADS}])(?:(?P<duty>{'|'.join(DUTIES)})|(?:{'|'.join(ACTS)}))")
_FACT = re.compile("|".join(FACTS))
_LEADING = re.compile("|".join(LEADING))
_WITH = re.compile("|".join(WITH_OTHERS))
_EXEMPT = re.compile(
    # 消除, 解除 except nobody.
    rf"(?:(?<![消解免清排去])除|不含|不包括)(?P<but>[^{_BOUNDARY}除]{{2,40}}?)(?:以?外|[，。；）])"
    rf"|(?:^|[{_BOUNDARY}（])(?P<no_more>[^{_BOUNDARY}]{{2,40}}?)(?:{'|'.join(EXEMPTS)})"
    rf"|[由将](?P<moved>[^{_BOUNDARY}由将]{{2,40}}?)(?:承担|负责|牵头)的[^。；\n]{{1,20}}?"
    rf"(?:{'|'.join(MOVES)})"
)
# What stands behind another 由 is read from there.
_CLAUSE = re.compile(rf"[^{_BOUNDARY}由]{{0,120}}(?:(?<=自)由[^{_BOUNDARY}由]{{0,120}})*")
_SHORTEST = 2
_SPLITTING = re.compile(f"[、{re.escape(OPENERS + CLOSERS)}]")
# So many verbs of a clause are tried as the one that the names end at.
_VERBS = 6


class Tasking(NamedTuple):
    """Units that a clause makes do something."""

    start: int
    """Offset of the first name."""
    names: tuple[str, ...]
    """In the plain writing, as the clause has them."""
    leads: bool
    """Whether the clause says that the first of them leads."""


def find_taskings(text: str, is_name: Callable[[str], bool]) -> Iterator[Tasking]:
    """Who is given something to do, clause by clause.

    Args:
        text: A wording, in the plain writing.
        is_name: Whether a text is certainly a name; the first of several must be one, the
            others may only look like units.
    """
    starts = {match.end(): match[0].endswith(("由", "请")) for match in _OPENING.finditer(text)}
    starts |= {match.end(): True for match in _BY.finditer(text)}
    verbs = [*_DUTY.finditer(text)]
    places = [verb.start() for verb in verbs]
    for start in sorted(starts):
        first = bisect_left(places, start + _SHORTEST)
        near = verbs[first : first + _VERBS]
        if found := _read(text, start, near, is_name, by=starts[start]):
            yield found


def find_exempt(text: str) -> Iterator[str]:
    """What stands where a wording excepts somebody, or gives a part of theirs to others.

    除市公安局外, 市公安局不再承担, 将市公安局承担的审批职责划转至市司法局.

    Args:
        text: A wording, in the plain writing.
    """
    for match in _EXEMPT.finditer(text):
        yield from re.split("[、和及]", match[match.lastgroup or 0])


def _read(
    text: str,
    start: int,
    verbs: Iterable[re.Match[str]],
    is_name: Callable[[str], bool],
    *,
    by: bool,
) -> Tasking | None:
    """What a clause says from where its subject may begin; `verbs` are those that follow."""
    clause = _CLAUSE.match(text, start)
    end = clause.end() if clause else start
    found = None
    for verb in takewhile(lambda verb: verb.start() < end, verbs):
        names = _names(text, start, verb.start(), is_name)
        if not names or (found and not all(map(is_name, names))):
            continue  # 市公安局会同市司法局制定 names two, 市公安局抓紧组织落实 one.
        # 各镇（街）落实情况 only tells.
        if by or verb["duty"] or not _FACT.search(text, verb.end(), end):
            leads = bool(_LEADING.match(text, verb.start())) or bool(found and found.leads)
            found = Tasking(start, names, leads)
    if found:
        return found
    # 市委组织部、市财政局等相关部门，结合职能分工……
    follows = _DUTY.match(text, end + 1) if text[end : end + 1] == "，" else None
    names = _names(text, start, end, is_name) if follows and follows["duty"] else ()
    return Tasking(start, names, leads=False) if names else None


def _names(text: str, start: int, end: int, is_name: Callable[[str], bool]) -> tuple[str, ...]:
    """The names that make up a stretch; none where anything else stands in it."""
    others = find_and_others(text, start, end)
    if others and others[1] < end:
        return ()
    names = tuple(_split(text, start, others[0] if others else end))
    if names and is_name(names[0]) and all(is_name(name) or is_unit(name) for name in names):
        return names
    return ()


def _split(text: str, start: int, end: int) -> Iterator[str]:
    """What 、, 和, 及 or 会同 part, outside brackets."""
    depth = 0
    at = start
    for mark in _SPLITTING.finditer(text, start, end):
        if mark[0] in OPENERS:
            depth += 1
        elif mark[0] in CLOSERS:
            depth -= 1
        elif depth == 0:
            yield from _split_joined(text, at, mark.start())
            at = mark.end()
    yield from _split_joined(text, at, end)


def _split_joined(text: str, start: int, end: int) -> Iterator[str]:
    for piece in split_joined(text, start, end):
        yield from _WITH.split(text[piece.start : piece.end])
