"""What if units were merged, dropped or renamed: the options, and what is meant by them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated
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


MergeOption = Annotated[
    list[str] | None,
    typer.Option("--merge", metavar="A+B=C", help=N_("What if units A and B were one, called C?")),
]


DropOption = Annotated[
    list[str] | None,
    typer.Option(
        "--drop",
        metavar=N_("UNIT"),
        help=N_("What if a unit were no longer there?"),
        autocompletion=complete.units,
    ),
]


RenameOption = Annotated[
    list[str] | None,
    typer.Option("--rename", metavar="A=B", help=N_("What if unit A were called B?")),
]


def imagine(
    plan: "Plan",
    merge: Sequence[str] | None,
    drop: Sequence[str] | None,
    rename: Sequence[str] | None,
) -> "WhatIf":
    """The plan as it would be; the plan itself where nothing is supposed."""
    from dutymatrix.answer.whatif import Merge, Rename, WhatIf, apply_what_if

    if not (merge or drop or rename):
        return WhatIf(plan, (), ())
    merges = []
    for typed in merge or ():
        olds, new = _sides(typed, "A+B=C")
        names = olds.split("+")
        if len(names) < 2:
            raise InvalidWhatIfError(typed, "A+B=C")
        merges.append(Merge(tuple(session.resolve(plan, name) for name in names), new))
    renames = []
    for typed in rename or ():
        old, new = _sides(typed, "A=B")
        renames.append(Rename(session.resolve(plan, old), new))
    drops = [session.resolve(plan, name) for name in drop or ()]
    return apply_what_if(plan, merges, drops, renames)


def _sides(typed: str, form: str) -> tuple[str, str]:
    """What stands before and after the equals sign, in full or half width."""
    left, _sign, right = normalize("NFKC", typed).partition("=")
    if not left.strip() or not right.strip():
        raise InvalidWhatIfError(typed, form)
    return left.strip(), right.strip()
