"""What a command is asked about: units, tasks and words as typed, for what they mean.

What cannot be meant is the business of `noun`, which is loaded for that.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dutymatrix.cli import session
from dutymatrix.error import UnknownNumberError, UnknownUnitError

if TYPE_CHECKING:
    from dutymatrix.cli.filters import Filters
    from dutymatrix.plan.model import Item, Plan


def resolve_units(plan: "Plan", words: Sequence[str], command: str) -> list[str]:
    """The units that were meant.

    Raises:
        RoleError, OptionWordError: A word is what an option says.
        WrongCommandError, DocumentWordError: A word is a task, a section or a document.
        UnknownUnitError: A word is nothing in this plan.
        AmbiguousUnitError: A word fits several names.
    """
    from dutymatrix.plan.name import names_in

    try:
        return [session.resolve(plan, name) for word in words for name in names_in(plan, word)]
    except UnknownUnitError as error:
        from dutymatrix.cli.noun import instead_of_unit

        raise instead_of_unit(plan, words, error, command) from None


def find_items(plan: "Plan", words: Sequence[str]) -> "list[Item]":
    """The tasks that were meant.

    Raises:
        WrongCommandError: A word is a section or a unit.
        UnknownNumberError: A word is nothing in this plan.
        AmbiguousNumberError: A number fits several tasks.
    """
    from dutymatrix.plan.number import find_item, with_plans_named

    try:
        return [find_item(plan, word) for word in with_plans_named(plan, words)]
    except UnknownNumberError as error:
        from dutymatrix.cli.noun import instead_of_task

        raise instead_of_task(plan, words, error) from None


def with_words(
    plan: "Plan", words: Sequence[str] | None, filters: "Filters", command: str
) -> "Filters":
    """The filters, with bare words among them; see `noun.with_words`."""
    if not words:
        return filters
    from dutymatrix.cli import noun

    return noun.with_words(plan, words, filters, command)
