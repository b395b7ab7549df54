"""What Tab offers. A shell waits for each Tab: nothing here may be slow or fail."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dutymatrix.model import Plan


class _Offer(str):
    """A completion that need not begin with what was typed: 市卫计局 completes `wjj`."""

    __slots__ = ()

    def startswith(self, *_args: Any) -> bool:  # noqa: ANN401 - the signature of str
        """Fits: it was chosen by more than its beginning."""
        return True


def units(ctx: Any, _args: list[str], incomplete: str) -> list[tuple[str, str]]:  # noqa: ANN401
    """Names of units and groups that what was typed so far may mean."""
    plan = _plan(ctx)
    if plan is None:
        return []
    from dutymatrix.roster import Roster

    roster = Roster(plan)
    names = [name for name in roster.names if name.startswith(incomplete)]
    return [(_Offer(name), "") for name in names or roster.find(incomplete)]


def numbers(ctx: Any, _args: list[str], incomplete: str) -> list[tuple[str, str]]:  # noqa: ANN401
    """Numbers of tasks that begin so, with their titles."""
    plan = _plan(ctx)
    return list(_numbers(plan, incomplete)) if plan else []


def _numbers(plan: "Plan", incomplete: str) -> Iterator[tuple[str, str]]:
    for item in plan.items:
        for written in (item.number, item.label):
            if written.startswith(incomplete):
                yield written, item.title
                break


def _plan(ctx: Any) -> "Plan | None":  # noqa: ANN401 - Typer's context
    from dutymatrix.cli.session import load
    from dutymatrix.error import DutymatrixError

    root = ctx.find_root()
    try:
        return load(ctx.params.get("plan") or root.params.get("plan"))
    except DutymatrixError:
        return None
