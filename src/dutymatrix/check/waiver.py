"""Comments that waive rules, `# dm: ignore DM502 as agreed`: what those find there stays unsaid.

Such a comment stands beside what it is about, or on a line of its own above that. Beside the key
of a text of several lines it is about all of them. Errors are never waived: a plan that has one
cannot be used, whoever agreed to it.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dutymatrix.finding import Finding, found
from dutymatrix.finding.choice import codes_of, is_waivable, near_codes
from dutymatrix.finding.rule import RULES, Severity
from dutymatrix.i18n import _, enumerated
from dutymatrix.planfile.comment import WAIVER_MARK
from dutymatrix.planfile.scalar import Scalars, scan_scalars

IDLE = "DM121"
"""The rule about comments that waive nothing."""

# What follows the codes is the reason; another # begins another comment.
_WAIVER = WAIVER_MARK + r"(?P<codes>(?:[ \t,，、]*(?i:dm\w*))*)[^#\r\n]*"


class Waiver(NamedTuple):
    """A comment that waives rules.

    Example:
        `- by: 2018-12-31  # dm: ignore DM502 as agreed` in line 7 is
        `Waiver(line=7, column=19, text="# dm: ignore DM502 as agreed", codes=("DM502",), …)`
    """

    line: int
    column: int
    """Both from 1."""
    text: str
    """All of it, with the reason."""
    codes: tuple[str, ...]
    """Rules and families, as they are written."""
    first: int
    """The first line that it is about."""
    last: int


class Idle(NamedTuple):
    """A waiver, or a code in it, that waives nothing."""

    waiver: Waiver
    code: str
    """"" where it names none."""
    message: str
    hint: str | None = None
    """The next step, where it is another than the rule's."""
    is_needless: bool = False
    """Whether it can go: there is nothing that it was meant for."""


def find_waivers(text: str) -> tuple[Waiver, ...]:
    """The waivers in the text of a plan file, in its order; what a scalar says is none."""
    # Only a plan with some pays for them.
    return tuple(_iter_waivers(text)) if re.search(WAIVER_MARK, text) else ()


def waive(
    findings: Sequence[Finding], waivers: Sequence[Waiver], chosen: Container[str], file: str
) -> tuple[Finding, ...]:
    """The findings that nobody waived, and those about idle waivers.

    Args:
        findings: Those of a plan file without errors.
        waivers: The waivers in its text.
        chosen: Codes of the rules that were looked for; of others nobody knows what they find.
        file: The name that findings give.
    """
    warnings = _warnings(findings)
    waived = {
        finding
        for waiver in waivers
        for finding in _about(waiver, warnings)
        if any(finding.code in codes_of(code) for code in waiver.codes)
    }
    left = [finding for finding in findings if finding not in waived]
    if IDLE in chosen:
        left += (
            found(file, (idle.waiver.line, idle.waiver.column), IDLE, idle.message, idle.hint)
            for idle in iter_idle(findings, waivers, chosen)
        )
    return tuple(sorted(left))


def iter_idle(
    findings: Iterable[Finding], waivers: Iterable[Waiver], chosen: Container[str]
) -> Iterator[Idle]:
    """Waivers and codes in them that waive nothing; the arguments are those of `waive`."""
    warnings = _warnings(findings)
    for waiver in waivers:
        here = {finding.code for finding in _about(waiver, warnings)}
        if not waiver.codes:
            yield _nameless(waiver, here)
        for code in waiver.codes:
            rules = codes_of(code)
            waivable = [rule for rule in rules if is_waivable(rule)]
            if not rules:
                yield _unknown(waiver, code)
            elif not waivable:
                what = _("{code} finds errors; these cannot be ignored").format(code=code)
                yield Idle(waiver, code, what, is_needless=True)
            elif here.isdisjoint(rules) and all(_is_asked(rule, chosen) for rule in waivable):
                what = _("there is nothing here that {code} finds").format(code=code)
                yield Idle(waiver, code, what, is_needless=True)


def _is_asked(rule: str, chosen: Container[str]) -> bool:
    """Whether a plan alone is asked what a rule finds: not of its document, nor of others."""
    return rule in chosen and not (RULES[rule].of_document or RULES[rule].of_folder)


def without_needless(text: str, idles: Iterable[Idle]) -> tuple[str, int]:
    """The text without the waivers, or the codes in them, that can go; and how many went.

    Args:
        text: The text of a plan file.
        idles: What is idle in it.
    """
    gone = 0
    lines = text.split("\n")
    needless: dict[Waiver, set[str]] = defaultdict(set)
    for idle in idles:
        if idle.is_needless:
            needless[idle.waiver].add(idle.code)
    # From the end: what goes moves only what stands behind it.
    for waiver in sorted(needless, reverse=True):
        left = [code for code in waiver.codes if code not in needless[waiver]]
        line, at = lines[waiver.line - 1], waiver.column - 1
        before, behind = line[:at], line[at + len(waiver.text) :]
        mark, reason = _parted(waiver)
        if not left and reason.strip():
            continue  # somebody's words; whether they still hold is a person's answer
        gone += len(needless[waiver])
        if left:
            lines[waiver.line - 1] = f"{before}{mark} {', '.join(left)}{reason}{behind}"
        elif behind.strip():
            lines[waiver.line - 1] = before + behind.lstrip(" \t")
        elif before.strip():
            lines[waiver.line - 1] = before.rstrip(" \t") + behind
        else:
            del lines[waiver.line - 1]
    return "\n".join(lines), gone


def _parted(waiver: Waiver) -> tuple[str, str]:
    """What a waiver says before its codes, and the reason behind them."""
    match = re.match(_WAIVER, waiver.text)
    assert match  # it was found by it
    start, end = match.span("codes")
    return waiver.text[:start], waiver.text[end:]


def _nameless(waiver: Waiver, here: set[str]) -> Idle:
    if not here:
        return Idle(
            waiver, "", _("the comment names no rule, and there is nothing here"), is_needless=True
        )
    codes = ", ".join(sorted(here))
    hint = _("name the rule: {comment}").format(comment=f"# dm: ignore {codes}")
    return Idle(waiver, "", _("the comment names no rule"), hint)


def _unknown(waiver: Waiver, code: str) -> Idle:
    near = near_codes(code)
    hint = _("did you mean {names}?").format(names=enumerated(near)) if near else None
    return Idle(waiver, code, _("there is no rule {code}").format(code=code), hint)


def _warnings(findings: Iterable[Finding]) -> Mapping[int, list[Finding]]:
    """Findings that may be waived, by their line."""
    by_line: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if RULES[finding.code].severity is Severity.WARNING:
            by_line[finding.line].append(finding)
    return by_line


def _about(waiver: Waiver, warnings: Mapping[int, list[Finding]]) -> Iterator[Finding]:
    for line in range(waiver.first, waiver.last + 1):
        yield from warnings.get(line, ())


# Finding them.


def _iter_waivers(text: str) -> Iterator[Waiver]:
    scalars = scan_scalars(text)
    # A text of several lines is one with the line in which its key stands, or its last quote.
    through = {scalar.line: scalar.last for scalar in scalars.all}
    since = {scalar.last: scalar.line for scalar in scalars.all if scalar.last > scalar.line}
    lines = text.split("\n")
    beneath = _beneath(lines)
    start = 0
    for n, line in enumerate(lines):
        marks = [*re.finditer(_WAIVER, line)]
        comment = _comment(line, start, scalars) if marks else 0
        if line[:comment].strip():
            first, last = since.get(n, n), through.get(n, n)
        else:
            first = beneath[n]
            last = through.get(first, first)
        for mark in marks:
            if comment <= mark.start() < scalars.known - start:
                codes = tuple(re.findall(r"(?i)dm\w*", mark["codes"]))
                place = (n + 1, mark.start() + 1)
                yield Waiver(*place, mark[0].rstrip(), codes, first + 1, last + 1)
        start += len(line) + 1


def _beneath(lines: Sequence[str]) -> list[int]:
    """What a comment on a line of its own is about: the line beneath it, or itself."""
    beneath = [*range(len(lines))]
    for n in range(len(lines) - 2, -1, -1):
        if lines[n].lstrip(" ").startswith("#"):
            below = lines[n + 1]
            beneath[n] = (
                beneath[n + 1] if below.lstrip(" ").startswith("#") else n + bool(below.strip())
            )
    return beneath


def _comment(line: str, start: int, scalars: Scalars) -> int:
    """Where the comment of a line begins; its length where it has none."""
    for mark in re.finditer(r"(?:^|(?<=[ \t]))#", line):
        if not scalars.holds(start + mark.start()):
            return mark.start()
    return len(line)
