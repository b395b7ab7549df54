"""What Tab offers. A shell waits for each Tab: nothing here may be slow or fail.

Shells take words apart, and a plan is anybody's: what one could run is left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stderr
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dutymatrix.plan.model import Plan


_LIVE = frozenset("\\$`\"'")

REQUEST = "_DUTYMATRIX_COMPLETE"
"""The variable by which a shell asks what Tab offers."""

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")
"""The shells that can be told what Tab offers."""

described: dict[str, str] = {}
"""What was said of the values offered last; Typer would load rich to pass it on."""


class _Offer(str):
    """A completion that need not begin with what was typed: 市卫计局 completes `wjj`."""

    __slots__ = ()

    def startswith(self, *_args: Any) -> bool:  # noqa: ANN401 - the signature of str
        """Fits: it was chosen by more than its beginning."""
        return True


def units(ctx: Any, _args: list[str], incomplete: str) -> list[str]:  # noqa: ANN401
    """Names of units and groups that what was typed so far may mean."""
    plan = _plan(ctx)
    if plan is None:
        return []
    from dutymatrix.plan.name import Roster

    roster = Roster(plan)
    # Those of the day first; one that there is not that day is offered where it alone is meant.
    names = [name for name in roster.names if name.startswith(incomplete)]
    return [_Offer(name) for name in names or roster.find(incomplete) if _is_inert(name)]


def numbers(ctx: Any, _args: list[str], incomplete: str) -> list[str]:  # noqa: ANN401
    """Numbers of tasks that begin so, with their titles."""
    plan = _plan(ctx)
    if plan is None or not plan.plans:
        return _describe(_numbers(plan, incomplete)) if plan else []
    from dutymatrix.error import DutymatrixError
    from dutymatrix.plan.number import find_plan

    # A blank ends a word for shells: first the plan, then the numbers in it.
    try:
        named = find_plan(plan, [*(ctx.params.get("numbers") or ())][-1])
    except (IndexError, DutymatrixError):
        return _describe(_plans(plan, incomplete))
    from dutymatrix.cli import several

    return _describe(_numbers(several.part_of(plan, [named]).plans[named], incomplete))


def sections(ctx: Any, _args: list[str], incomplete: str) -> list[str]:  # noqa: ANN401
    """Numbers of sections that begin so, as digits or as the document prints them."""
    plan = _plan(ctx)
    if plan is None or not plan.plans:
        return _describe(_sections(plan, incomplete)) if plan else []
    of_each = (found for own in plan.plans.values() for found in _sections(own, incomplete))
    return _describe([*_plans(plan, incomplete), *of_each])


def checked(ctx: Any, _args: list[str], incomplete: str) -> list[str]:  # noqa: ANN401
    """Codes of rules that begin so, to be explained; shells know the files to check."""
    return rules(incomplete) if ctx.params.get("explain") else []


def rules(incomplete: str) -> list[str]:
    """Codes of rules and families that begin so, each with what it finds."""
    from dutymatrix.finding.rule import FAMILIES, RULES
    from dutymatrix.i18n import _

    said = {**FAMILIES, **{code: rule.what for code, rule in RULES.items()}}
    typed = incomplete.upper()
    return _describe((code, _(said[code])) for code in sorted(said) if code.startswith(typed))


def kinds(incomplete: str) -> list[str]:
    """Kinds of changes that begin so, each with its word on the screen; that is offered, too."""
    from dutymatrix.i18n import _
    from dutymatrix.screen.diff import KIND_WORDS

    said = {kind.value: _(word) for kind, word in KIND_WORDS.items()}
    if words := [word for word in said.values() if incomplete and word.startswith(incomplete)]:
        return words
    return _describe(own for own in said.items() if own[0].startswith(incomplete))


def shells(incomplete: str) -> list[str]:
    """Names of shells that begin so."""
    return [shell for shell in SHELLS if shell.startswith(incomplete)]


def formats(ctx: Any, _args: list[str], incomplete: str) -> list[str]:  # noqa: ANN401
    """Formats of the command that begin so."""
    from dutymatrix.cli.formats import offered_by

    return [name for name in offered_by(ctx.info_name) if name.startswith(incomplete)]


def _numbers(plan: "Plan", incomplete: str) -> Iterator[tuple[str, str]]:
    from dutymatrix.plan.numbering import parse_number

    # As far as it is typed, 三· is 3.
    path = ".".join(parse_number(incomplete) or ())
    for item in plan.items:
        for written in (item.number, item.label):
            if written.startswith(incomplete) and _is_inert(written):
                yield written, item.title
                break
        else:
            if path and item.number.startswith(path if "." in path else f"{path}."):
                rest = item.number.removeprefix(path)
                ends = incomplete[-1].isalnum()
                yield incomplete + (rest if ends else rest.removeprefix(".")), item.title


def _plans(plan: "Plan", incomplete: str) -> Iterator[tuple[str, str]]:
    """Short names of several plans."""
    for name, own in plan.plans.items():
        if name.startswith(incomplete) and _is_inert(name):
            yield name, own.title


def _sections(plan: "Plan", incomplete: str) -> Iterator[tuple[str, str]]:
    from dutymatrix.plan.numbering import parse_number

    path = ".".join(parse_number(incomplete) or ())
    for number, (label, section) in plan.section_by_number.items():
        for written in (number, label):
            if written.startswith(incomplete) and _is_inert(written):
                yield written, label + section.title
                break
        else:
            if path == number:
                yield _Offer(number), label + section.title


def _is_inert(text: str) -> bool:
    return _LIVE.isdisjoint(text)


def _describe(offers: Iterable[tuple[str, str]]) -> list[str]:
    """The values; what is said of them is kept for the shells that show it."""
    described.clear()
    for value, text in offers:
        described[value] = "".join(char for char in text if char not in _LIVE)
    return [*described]


def _plan(ctx: Any) -> "Plan | None":  # noqa: ANN401 - Typer's context
    from dutymatrix.cli.session import find_plan, is_file, is_folder, load
    from dutymatrix.error import DutymatrixError

    root = ctx.find_root()
    try:
        named = ctx.params.get("plan") or root.params.get("plan")
        paths = [*map(Path, named)] if isinstance(named, list | tuple) else [named]
        path = find_plan(paths[0] if paths else None)
        if len(paths) > 1 or is_folder(path):
            return _several([*paths[1:], path], ctx)
        # A pipe would be waited for, and what it says be lost to the command itself.
        return load(path, _day(ctx)) if is_file(path) else None
    except DutymatrixError:
        return None


def _several(paths: Sequence[Path], ctx: Any) -> "Plan":  # noqa: ANN401 - Typer's context
    """Several plans as one; of a data set no more than its roster."""
    from dutymatrix.cli import several
    from dutymatrix.cli.session import Asked

    asked = Asked(
        tuple(paths), bool(ctx.params.get("recursive")), bool(ctx.params.get("documents"))
    )
    # What cannot be read is said by the command itself.
    with redirect_stderr(StringIO()):
        return several.open_(asked, _day(ctx))


def _day(ctx: Any) -> date:  # noqa: ANN401 - Typer's context
    """The day whose units are meant; today also where what was typed is none."""
    from dutymatrix.plan.period import parse_day

    typed = ctx.params.get("as_of") or ctx.params.get("as_of_")
    return (parse_day(typed) if typed else None) or date.today()
