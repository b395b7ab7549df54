"""A progress file in canonical form, every comment at what it stood at."""

from dutymatrix.planfile.format import Formatted, format_text
from dutymatrix.progress.account import Account
from dutymatrix.progress.accountreader import read_account
from dutymatrix.progress.accountwriter import AccountText, dump_account


def format_account(text: str, account: Account) -> Formatted:
    """The canonical text of a progress file, with its comments.

    Args:
        text: The text of the file.
        account: What it says, without errors.

    Raises:
        UnformattableError: A comment would lose its place, and the whole file would have to stay.
    """

    def is_same(formatted: str) -> bool:
        return read_account(formatted.encode("utf-8"), account.file).account == account

    return format_text(text, dump_account(account), account.file, is_same, kind=AccountText)
