"""Rules as people name them: by a code, DM502, or by the beginning that a family has, DM5."""

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from dutymatrix.error import DutymatrixError, quoted
from dutymatrix.finding.rule import FAMILIES, RULES, Severity
from dutymatrix.i18n import _, enumerated

ALL = "DM"
"""What all codes begin with."""

DEFAULT = frozenset(code for code, rule in RULES.items() if rule.by_default)
"""Codes of the rules that are looked for unasked."""

_MOST_NEAR = 3
_BETWEEN = r"[\s,，、;；]+"


class UnknownRuleError(DutymatrixError):
    """What was typed is neither a rule nor a family of rules."""

    def __init__(self, typed: str) -> None:
        near = near_codes(typed)
        meant = _("did you mean {names}?").format(names=enumerated(near)) + "\n" if near else ""
        super().__init__(
            _("there is no rule {code}").format(code=quoted(typed))
            + "\n"
            + meant
            + _("dutymatrix check --explain lists the rules")
        )


class IgnoredErrorRuleError(DutymatrixError):
    """A rule that finds errors was to be ignored."""

    def __init__(self, typed: str) -> None:
        super().__init__(
            _("{code} finds errors; these cannot be ignored").format(code=quoted(typed))
            + "\n"
            + _("fix them: no other command uses a plan that has errors")
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


def is_waivable(code: str) -> bool:
    """Whether people may leave unsaid what a rule finds: errors are always said."""
    return RULES[code].severity is not Severity.ERROR


def choose(
    select: Iterable[str] = (), ignore: Iterable[str] = (), among: Collection[str] = DEFAULT
) -> frozenset[str]:
    """Codes of the rules whose findings count.

    Args:
        select: Rules and families that count; all of `among` where there are none. A family
            stands for those of its rules that are looked for unasked.
        ignore: Rules and families that do not count.
        among: What counts where nothing is selected.

    Raises:
        UnknownRuleError: One of them is neither a rule nor a family.
        IgnoredErrorRuleError: A rule to be ignored finds errors.
    """
    selected = [
        code for word in select for code in _known(word) if code == word.upper() or code in DEFAULT
    ]
    ignored: set[str] = set()
    for word in ignore:
        codes = _known(word)
        if not any(map(is_waivable, codes)):
            raise IgnoredErrorRuleError(word)
        ignored.update(codes)
    return frozenset(selected or among) - ignored


def near_codes(typed: str) -> list[str]:
    """A few codes and families that look like what was typed: those that begin so, if any do."""
    code = typed.upper()
    names = sorted([*FAMILIES, *RULES])
    begin = [name for name in names if len(code) > len(ALL) and name.startswith(code)]
    return begin[:_MOST_NEAR] or get_close_matches(code, names, _MOST_NEAR, 0.7)


def rules_named(typed: Iterable[str]) -> list[str]:
    """The rules that all of these stand for, in their order.

    Raises:
        UnknownRuleError: One of them is neither a rule nor a family.
    """
    return [code for word in typed for code in _known(word)]


def _known(word: str) -> tuple[str, ...]:
    codes = codes_of(word)
    if not codes:
        raise UnknownRuleError(word)
    return codes
