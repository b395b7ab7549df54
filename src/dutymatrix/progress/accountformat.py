"""A progress file in canonical form; one with comments stays as its keeper wrote it."""

from dutymatrix.i18n import N_, _
from dutymatrix.planfile.format import Formatted, Kept
from dutymatrix.planfile.scalar import scan_scalars
from dutymatrix.progress.account import Account
from dutymatrix.progress.accountwriter import dump_account

_COMMENTED = N_("it has comments, which would be lost")


def format_account(text: str, account: Account) -> Formatted:
    """The canonical text of a progress file.

    Args:
        text: The text of the file.
        account: What it says, without errors.
    """
    canonical = dump_account(account)
    place = text.find("#")
    scalars = scan_scalars(text) if place >= 0 else None
    while scalars and place >= 0:
        if not scalars.holds(place):
            line = text.count("\n", 0, place) + 1
            return Formatted(text, (Kept(line, line, _(_COMMENTED)),))
        place = text.find("#", place + 1)
    return Formatted(canonical, ())
