"""From the text of a progress file to what is known: line by line, or by a parser."""

from contextlib import suppress

from dutymatrix.finding import InvalidPlanError, has_errors
from dutymatrix.planfile.canonical import LineReader, NotCanonicalError
from dutymatrix.planfile.reader import collector_paused
from dutymatrix.planfile.source import decode, iter_text_findings
from dutymatrix.progress.account import Account
from dutymatrix.progress.accountrecord import AccountReading, AccountRecords


def read_account(data: bytes, file: str) -> AccountReading:
    """Read the bytes of a progress file."""
    text, findings = decode(data, file)
    if text is not None:
        findings = sorted(iter_text_findings(text, file))
    if text is None or findings:
        return AccountReading(None, tuple(findings))
    with collector_paused():
        with suppress(NotCanonicalError):
            reader = _AccountLines(text, file)
            return AccountReading(reader.document(reader.account), ())
        from dutymatrix.progress.accountevent import read_events

        return read_events(text, file)


def usable_account(reading: AccountReading, file: str) -> Account:
    """What was read.

    Raises:
        InvalidPlanError: It has errors; the exception carries all findings.
    """
    if reading.account is None or has_errors(reading.findings):
        raise InvalidPlanError(file, reading.findings)
    return reading.account


class _AccountLines(AccountRecords, LineReader):
    """A progress file in canonical form."""

    def __init__(self, text: str, file: str) -> None:
        LineReader.__init__(self, text)
        AccountRecords.__init__(self, file)
