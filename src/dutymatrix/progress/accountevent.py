"""From the events of a progress file to what is known, with all that is wrong in it."""

from dutymatrix.planfile.events import EventReader
from dutymatrix.planfile.parser import default_parser
from dutymatrix.planfile.recovery import BREAKS
from dutymatrix.progress.accountrecord import AccountReading, AccountRecords


def read_events(text: str, file: str) -> AccountReading:
    """Read a text that need not be canonical."""
    try:
        return _AccountEvents(text, file).reading()
    except BREAKS:
        return _AccountEvents(text, file, recovers=True).reading()


class _AccountEvents(AccountRecords, EventReader):
    """A progress file as its parser has it."""

    def __init__(self, text: str, file: str, *, recovers: bool = False) -> None:
        EventReader.__init__(self, text.encode("utf-8"), file, default_parser(), recovers=recovers)
        AccountRecords.__init__(self, file)

    def reading(self) -> AccountReading:
        """What is known, and the findings, sorted."""
        account = self.document(self.account)
        return AccountReading(account, tuple(sorted(set(self.marked_findings()))))
