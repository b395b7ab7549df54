"""Rules as people name them: by a code, DM502, or by the beginning that a family has, DM5."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from dutymatrix.error import DutymatrixError, quoted
from dutymatrix.finding.rule import FAMILIES, RULES
from dutymatrix.i18n import _

ALL = "DM"
"""What all codes begin with."""

DEFAULT = frozenset(code for code, rule in RULES.items() if rule.by_default)
"""Codes of the rules that are looked for unasked."""

_BETWEEN = r"[\s,，、;；]+"


class UnknownRuleError(DutymatrixError):
    """What was typed is neither a rule nor a family of rules."""

    def __init__(self, typed: str) -> None:
        near = near_codes(typed)
        meant = _("did you mean {names}?").format(names=", ".join(near)) + "\n" if near else ""
        super().__init__(
            _("there is no rule {code}").format(code=quoted(typed))
            + "\n"
            + meant
            + _("dutymatrix check --explain lists the rules")
        )


def split_codes(typed: str) -> list[str]:
    """Codes that stand in one text, with commas or blanks between them."""
    return [code for code in re.split(_BETWEEN, typed) if code]


def codes_of(typed: str) -> tuple[str, ...]:
    """The rules that a code or a family stands for; empty where it is neither."""
    code = typed.upper()
    if code in RULES:
        return (code,)
    if code == ALL or code in FAMILIES:
        return tuple(rule for rule in RULES if rule.startswith(code))
    return ()


def near_codes(typed: str) -> list[str]:
    """Codes and families that look like what was typed."""
    return get_close_matches(typed.upper(), [*FAMILIES, *RULES], cutoff=0.7)


def iter_codes(typed: Iterable[str]) -> Iterator[str]:
    """The rules that all of these stand for.

    Raises:
        UnknownRuleError: One of them is neither a code nor a family.
    """
    for word in typed:
        codes = codes_of(word)
        if not codes:
            raise UnknownRuleError(word)
        yield from codes
