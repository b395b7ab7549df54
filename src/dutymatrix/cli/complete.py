"""What Tab offers. A shell waits for each Tab: nothing here may be slow or fail.

Shells take words apart, and a plan is anybody's: what one could run is left out.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dutymatrix.model import Plan


_LIVE = frozenset("\\$`\"'")

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
    from dutymatrix.roster import Roster

    roster = Roster(plan)
    names = [name for name in roster.names if name.startswith(incomplete)]
    return [_Offer(name) for name in names or roster.find(incomplete) if _is_inert(name)]


def numbers(ctx: Any, _args: list[str], incomplete: str) -> list[str]:  # noqa: ANN401
    """Numbers of tasks that begin so, with their titles."""
    plan = _plan(ctx)
    return _describe(_numbers(plan, incomplete)) if plan else []


def sections(ctx: Any, _args: list[str], incomplete: str) -> list[str]:  # noqa: ANN401
    """Numbers of sections that begin so, with their titles."""
    plan = _plan(ctx)
    return _describe(
        (number, label + section.title)
        for number, (label, section) in (plan.section_by_number.items() if plan else ())
        if number.startswith(incomplete)
    )


def orders(incomplete: str) -> list[str]:
    """Orders of a list that begin so."""
    return [name for name in ("number", "due", "lead") if name.startswith(incomplete)]


def formats(incomplete: str) -> list[str]:
    """Formats that begin so."""
    from dutymatrix.cli.options import TEXT_FORMATS

    return [name for name in TEXT_FORMATS if name.startswith(incomplete)]


def _numbers(plan: "Plan", incomplete: str) -> Iterator[tuple[str, str]]:
    from dutymatrix.numbering import parse_number

    # As far as it is typed, 三· is 3.
    path = ".".join(parse_number(incomplete) or ())
    for item in plan.items:
        for written in (item.number, item.label):
            if written.startswith(incomplete) and _is_inert(written):
                yield written, item.title
                break
        else:
            if path and item.number.startswith(path if "." in path else f"{path}."):
                yield _Offer(item.number), item.title


def _is_inert(text: str) -> bool:
    return _LIVE.isdisjoint(text)


def _describe(offers: Iterable[tuple[str, str]]) -> list[str]:
    """The values; what is said of them is kept for the shells that show it."""
    described.clear()
    for value, text in offers:
        described[value] = "".join(char for char in text if char not in _LIVE)
    return [*described]


def _plan(ctx: Any) -> "Plan | None":  # noqa: ANN401 - Typer's context
    from dutymatrix.cli.session import load
    from dutymatrix.error import DutymatrixError

    root = ctx.find_root()
    try:
        return load(ctx.params.get("plan") or root.params.get("plan"))
    except DutymatrixError:
        return None
