"""What if units were merged, dropped or renamed: the options, and what is meant by them."""

from typing import TYPE_CHECKING, Annotated, NamedTuple
from unicodedata import normalize

import typer

from dutymatrix.cli import complete, session
from dutymatrix.error import DutymatrixError, quoted
from dutymatrix.i18n import N_, _

if TYPE_CHECKING:
    from dutymatrix.answer.whatif import WhatIf
    from dutymatrix.plan.model import Plan


class InvalidWhatIfError(DutymatrixError):
    """A what-if is not written in its form."""

    def __init__(self, typed: str, form: str) -> None:
        super().__init__(
            _("{typed} does not say what would become what").format(typed=quoted(typed))
            + "\n"
            + _("write it as {form}").format(form=form)
        )


class Supposed(NamedTuple):
    """What is supposed, as typed."""

    merge: Annotated[
        list[str] | None,
        typer.Option(
            "--merge", metavar="A+B=C", help=N_("What if units A and B were one, called C?")
        ),
    ] = None
    drop: Annotated[
        list[str] | None,
        typer.Option(
            "--drop",
            metavar=N_("UNIT"),
            help=N_("What if a unit were no longer there?"),
            autocompletion=complete.units,
        ),
    ] = None
    rename: Annotated[
        list[str] | None,
        typer.Option("--rename", metavar="A=B", help=N_("What if unit A were called B?")),
    ] = None


def imagine(plan: "Plan", typed: Supposed) -> "WhatIf":
    """The plan as it would be; the plan itself where nothing is supposed."""
    from dutymatrix.answer.whatif import WhatIf, WhatIfMerge, WhatIfRename, apply_what_if

    if not any(typed):
        return WhatIf(plan, (), ())
    merges = []
    for each in typed.merge or ():
        olds, new = _sides(each, "A+B=C")
        names = olds.split("+")
        if len(names) < 2:
            raise InvalidWhatIfError(each, "A+B=C")
        merges.append(WhatIfMerge(tuple(session.resolve(plan, name) for name in names), new))
    renames = []
    for each in typed.rename or ():
        old, new = _sides(each, "A=B")
        renames.append(WhatIfRename(session.resolve(plan, old), new))
    drops = [session.resolve(plan, name) for name in typed.drop or ()]
    return apply_what_if(plan, merges, drops, renames)


def _sides(typed: str, form: str) -> tuple[str, str]:
    """What stands before and after the equals sign, in full or half width."""
    left, _sign, right = normalize("NFKC", typed).partition("=")
    if not left.strip() or not right.strip():
        raise InvalidWhatIfError(typed, form)
    return left.strip(), right.strip()
