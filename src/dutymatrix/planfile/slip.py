"""What people get wrong in YAML: known by the line in which it stands."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from dutymatrix.i18n import N_, _

_KEYS = (
    "title|text|lead|responsible|join|guide|open|milestones|notes|parts|by|said|goal|target"
    "|sections|tasks|units|groups|common|items|members|aliases"
)
KEY_WORDS = {
    "标题": "title",
    "任务": "title",
    "正文": "text",
    "内容": "text",
    "牵头": "lead",
    "牵头单位": "lead",
    "责任": "responsible",
    "责任单位": "responsible",
    "参与": "join",
    "参与单位": "join",
    "配合": "join",
    "配合单位": "join",
    "指导": "guide",
    "指导单位": "guide",
    "单位": "units",
    "统称": "groups",
    "完成时限": "milestones",
    "备注": "notes",
    "等": "open",
}

_FULL_WIDTH_COLON = N_("after {key} there is a full-width colon; YAML needs “: ”")
_NO_BLANK = N_("after {key}: a blank is missing")

# Compiled only where something is amiss: a plan without mistakes never needs them.
# What mostly breaks the structure of a plan, with the place of the slip in each line.
_SLIPS = (
    (r" *(?P<at>\t)", N_("a tab indents this line; YAML allows only blanks")),
    (r" *(?P<at>　)", N_("a full-width blank indents this line; YAML allows only ASCII blanks")),
    (r" *(?P<at>[－–—])", N_("this dash is none that YAML knows; write “- ”")),
    (r" *(?P<at>-)(?=[^-\s])", N_("after - a blank is missing")),
    (r"[ -]*(?P<key>[a-z_]+)[ \t]*(?P<at>：)", _FULL_WIDTH_COLON),
    (r" *(?P<key>[^\s:：#'\"-][^\s:：#]*)(?P<at>：)\s*$", _FULL_WIDTH_COLON),
    (rf" *(?:- +)?(?P<key>{'|'.join(KEY_WORDS)})[ \t]*(?P<at>：)", _FULL_WIDTH_COLON),
    (r"[ -]*(?P<key>[a-z_]+)(?P<at>:)(?=[^\s:])", _NO_BLANK),
    (
        rf" *(?:- +)?(?P<key>{_KEYS})(?P<at>)(?=\s*$|\s+[^\s:：])",
        N_("after {key} a colon is missing"),
    ),
)
# A line that goes on with the text above it, and was hardly meant to.
_HIDDEN_KEYS = (
    (rf"\s*(?:- +)?(?P<key>{_KEYS})[ \t]*(?P<at>：)", _FULL_WIDTH_COLON),
    (rf"\s*(?:- +)?(?P<key>{_KEYS})(?P<at>:)(?=[^\s:/])", _NO_BLANK),
)
# Between two of these nobody writes a blank.
_CHINESE = "[^\x00-\u2e7f]"


class Slip(NamedTuple):
    """What is wrong in a line."""

    line: int
    """From 1, counted from the first line that was looked at."""
    column: int
    """From 1."""
    message: str


def find_slip(line: str) -> Slip | None:
    """What is wrong in a line by which YAML's structure mostly breaks."""
    return _first(line, _SLIPS)


def find_folded(value: str, lines: Sequence[str], style: str | None) -> Slip | None:
    """The first place at which the lines of a text were joined otherwise than was meant.

    Args:
        value: The text, as YAML reads it.
        lines: The lines it stands in, the first one from where it begins.
        style: How it is written: `>` or a quote; libyaml says "" of plain text, PyYAML None.
    """
    if not style:
        for place, line in enumerate(lines[1:], 2):
            if slip := _first(line, _HIDDEN_KEYS):
                return slip._replace(line=place)
    if not re.search(f"{_CHINESE} {_CHINESE}", value):
        return None
    for place, above, line in _joined(lines, style):
        if re.match(_CHINESE, above[-1]) and re.match(_CHINESE, line[0]):
            column = lines[place - 1].index(line) + 1
            what = _("between this line and the one above YAML puts a blank, in Chinese text")
            return Slip(place, column, what)
    return None


def _joined(lines: Sequence[str], style: str | None) -> Iterator[tuple[int, str, str]]:
    """Lines that a blank joins: which the second is, and both without the blanks around them."""
    # A line of a folded text that is indented further keeps its end; its first line is no text.
    first = 1 if style == ">" else 0
    indents = [len(line) - len(line.lstrip(" ")) for line in lines[first:] if line.strip()]
    indent = min(indents, default=0) if style == ">" else None
    for place, (above, line) in enumerate(pairwise(lines[first:]), first + 2):
        if not (above.strip() and line.strip()):
            continue
        if indent is None or not any(each[indent : indent + 1].isspace() for each in (above, line)):
            yield place, above.strip(), line.strip()


@cache
def _compiled(slips: tuple[tuple[str, str], ...]) -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(pattern), message) for pattern, message in slips]


def _first(line: str, slips: tuple[tuple[str, str], ...]) -> Slip | None:
    for pattern, message in _compiled(slips):
        if found := pattern.match(line):
            key = found.groupdict().get("key")
            return Slip(1, found.start("at") + 1, _(message).format(key=key))
    return None
