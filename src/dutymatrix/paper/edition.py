"""What papers call a version: its document, 吴委办〔2017〕93号印发稿, or its month; no file."""

from contextlib import suppress
from datetime import date
from gettext import NullTranslations
from pathlib import Path
from typing import NamedTuple

from dutymatrix.paper.phrase import day_said, quoted
from dutymatrix.plan.model import Plan
from dutymatrix.revision.origin import NoOriginError, find_origin
from dutymatrix.revision.version import Version


class Edition(NamedTuple):
    """A version with the plan that it holds."""

    version: Version
    plan: Plan
    is_document: bool = False
    """Whether it is the official document itself."""


def edition_names(
    old: Edition, new: Edition, path: Path, today: date, words: NullTranslations
) -> tuple[str, str]:
    """What both versions are called.

    What was issued is the document itself, or what git has as its import; a plan with a
    document number that the other has not goes by it; any other by the month in which it was
    committed, the new one by today's where it is not.

    Args:
        old: Before the revision.
        new: After it.
        path: The plan file, in whose history the import is looked for.
        today: The day of writing.
        words: The language of the paper.
    """
    issued = None
    with suppress(NoOriginError):
        issued = find_origin(path).data
    same = _document(old.plan, words) == _document(new.plan, words)
    days = [edition.version.commit and edition.version.commit.date.date() for edition in (old, new)]
    days[1] = days[1] or today
    both = [*zip((old, new), days, strict=True)]
    months = [day and (day.year, day.month) for day in days]

    def name(edition: Edition, day: date | None) -> str:
        document = _document(edition.plan, words)
        if edition.is_document or edition.version.data == issued:
            return words.gettext("{document} as issued").format(document=document)
        if day is None or not same:
            return document
        if months[0] == months[1]:
            return words.gettext("revision of {day}").format(day=day_said(day, words))
        month = words.gettext("{year}-{month:02}").format(year=day.year, month=day.month)
        return words.gettext("revision of {day}").format(day=month)

    before, after = (name(edition, day) for edition, day in both)
    return before, after


def _document(plan: Plan, words: NullTranslations) -> str:
    """The document number, else the title and its day."""
    if plan.document_number:
        return plan.document_number
    day = f"（{day_said(plan.issued_on, words)}）" if plan.issued_on else ""
    return f"{quoted(plan.title)}{day}"
