"""What a word means where no command or no option says it: a unit, a place in the plan, words.

Whoever types `dutymatrix 卫计局` has said enough. What can be meant in one way only is done, and
said; a command that does not fit its noun is not run but answered with the one that does.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dutymatrix.cli import session
from dutymatrix.cli.console import tell
from dutymatrix.error import (
    AmbiguousNumberError,
    DutymatrixError,
    PlanNotFoundError,
    UnknownNumberError,
    UnknownUnitError,
    quoted,
    ready,
)
from dutymatrix.i18n import N_, _
from dutymatrix.plan.name import Roster, names_in

if TYPE_CHECKING:
    from dutymatrix.cli.filters import Filters
    from dutymatrix.plan.model import Item, Plan

_LIKE_COMMANDS = {
    "list": "tasks",
    "ls": "tasks",
    "search": "tasks",
    "find": "tasks",
    "show": "task",
    "compare": "diff",
    "log": "history",
    "validate": "check",
    "version": "--version",
    "任务": "tasks",
    "单位": "units",
    "清单": "duties",
    "矩阵": "matrix",
    "统计": "stats",
    "比较": "diff",
    "历史": "history",
    "检查": "check",
    "导入": "import",
}
"""What people type for a command of another name."""


class Kind(Enum):
    """What a noun is."""

    DOCUMENT = "document"
    SECTION = "section"
    TASK = "task"
    UNIT = "unit"


_VERBS = {
    Kind.DOCUMENT: "import",
    Kind.SECTION: "tasks",
    Kind.TASK: "task",
    Kind.UNIT: "duties",
}
_SAID = {
    Kind.DOCUMENT: N_("{word} is a document"),
    Kind.SECTION: N_("{word} is a section"),
    Kind.TASK: N_("{word} is a task"),
    Kind.UNIT: N_("{word} is a unit"),
}


class WrongCommandError(DutymatrixError):
    """A command was given a noun that another one is for."""

    def __init__(self, word: str, kind: Kind, words: Iterable[str]) -> None:
        super().__init__(_(_SAID[kind]).format(word=word) + "\n" + _meant(_VERBS[kind], words))


class UnknownCommandError(DutymatrixError):
    """A word is no command, and nothing that one could be asked about."""

    def __init__(self, word: str, meant: str | None, rest: Iterable[str]) -> None:
        super().__init__(
            _("there is no command {name}").format(name=quoted(word))
            + "\n"
            + (_meant(meant, rest) if meant else _("dutymatrix --help lists the commands"))
        )


class Noun(NamedTuple):
    """A word that names something."""

    kind: Kind
    value: str
    """The roster's name, a path of the plan, or of a file."""


def with_command(args: Sequence[str], commands: Sequence[str], plan: Path | None) -> list[str]:
    """The arguments with the command that their first word, which is none, stands for.

    Raises:
        UnknownCommandError: It stands for none; the likeliest is named.
        FolderGivenError: It is a folder.
        DutymatrixError: The plan, which was asked for, cannot be read.
    """
    from difflib import get_close_matches

    word, *rest = args
    if word == "help":
        if not rest or rest[0] in commands:
            return [*rest[:1], "--help"]
        word, rest = rest[0], ["--help"]
    meant = _LIKE_COMMANDS.get(word) or next(iter(get_close_matches(word, commands, 1, 0.7)), None)
    if meant:
        raise UnknownCommandError(word, meant, rest)
    try:
        kind = _kind_of(word, plan)
    except (PlanNotFoundError, UnknownCommandError):
        if word and session.is_folder(Path(word)):
            raise session.FolderGivenError(Path(word)) from None
        raise
    meant = _VERBS[kind]
    tell(_("taken for: {command}").format(command=_command(meant, (word, *rest))))
    return [meant, word, *rest]


def _kind_of(word: str, plan: Path | None) -> Kind:
    if session.is_named_as_document(word):
        return Kind.DOCUMENT
    if word.startswith("-") or not word.strip():
        raise UnknownCommandError(word, None, ())
    try:
        loaded = session.load(session.find_plan(plan))
    except PlanNotFoundError:
        if word.isascii():  # a command that is none, rather
            raise UnknownCommandError(word, None, ()) from None
        raise
    noun = read_noun(loaded, word)
    if noun:
        return noun.kind
    try:
        session.resolve(loaded, word)
    except UnknownUnitError as error:
        if error.likely:
            raise
    # Words that are no English may be words of the plan.
    raise UnknownCommandError(word, None if word.isascii() else "tasks", [word])


def read_noun(plan: "Plan", word: str) -> Noun | None:
    """What a word names in a plan: a section, else a task, else a unit; None: nothing.

    What fits several tasks or units names one of them; which, its command asks.
    """
    place = read_place(plan, word)
    if place:
        return place
    first, *more = names_in(plan, word)
    fits = Roster(plan).find(first)
    return Noun(Kind.UNIT, "" if more or len(fits) > 1 else fits[0]) if fits else None


def read_place(plan: "Plan", word: str) -> Noun | None:
    """The section or task that a word is the number, the label, the id or the title of."""
    from dutymatrix.plan.number import find_item, find_section
    from dutymatrix.plan.numbering import parse_number

    try:
        number = find_section(plan, word)
        label, section = plan.section_by_number[number]
        names = (section.id, label, section.title, label + section.title)
        # 第三部分 is no part of a title, and a part of one is words.
        if word in names or parse_number(word) or word.startswith("第"):
            return Noun(Kind.SECTION, number)
    except DutymatrixError:
        pass  # no section, or a part of several titles
    try:
        return Noun(Kind.TASK, find_item(plan, word).number)
    except AmbiguousNumberError:
        return Noun(Kind.TASK, "")
    except UnknownNumberError:
        return None


def resolve_units(plan: "Plan", words: Sequence[str]) -> list[str]:
    """The units that were meant.

    Raises:
        WrongCommandError: A word is a task or a section.
        UnknownUnitError: A word is nothing in this plan.
        AmbiguousUnitError: A word fits several names.
    """
    try:
        return [session.resolve(plan, name) for word in words for name in names_in(plan, word)]
    except UnknownUnitError as error:
        place = read_place(plan, error.typed)
        if place is None:
            raise
        raise WrongCommandError(error.typed, place.kind, [error.typed]) from None


def find_items(plan: "Plan", words: Sequence[str]) -> "list[Item]":
    """The tasks that were meant.

    Raises:
        WrongCommandError: A word is a section or a unit.
        UnknownNumberError: A word is nothing in this plan.
        AmbiguousNumberError: A number fits several tasks.
    """
    from dutymatrix.plan.number import find_item

    try:
        return [find_item(plan, word) for word in words]
    except UnknownNumberError as error:
        noun = read_noun(plan, error.typed)
        if noun is None:
            raise
        raise WrongCommandError(error.typed, noun.kind, [error.typed]) from None


def with_words(plan: "Plan", words: Iterable[str] | None, filters: "Filters") -> "Filters":
    """Filters with bare words among them: a section, else a unit, else words of the text.

    How each was taken is said.

    Raises:
        WrongCommandError: A word is the number of a task.
    """
    apart = (
        part
        for word in words or ()
        for part in ((word,) if read_place(plan, word) else names_in(plan, word))
    )
    for word in apart:
        noun = read_noun(plan, word)
        match noun:
            case Noun(Kind.TASK):
                raise WrongCommandError(word, Kind.TASK, [word])
            case Noun(Kind.SECTION, number):
                filters = filters._replace(section=[*(filters.section or ()), word])
                label, section = plan.section_by_number[number]
                said = label + section.title
            case Noun(Kind.UNIT, name) if name:
                filters = filters._replace(unit=[*(filters.unit or ()), name])
                said = name
            case _:
                filters = filters._replace(text=[*(filters.text or ()), word])
                said = _("words in title, wording or goals")
                tell(f"{word} → {said}")
                continue
        forced = _("as words: {option}").format(option=f"--text {ready(word)}")
        tell(f"{word} → {said} ({forced})")
    return filters


def _meant(command: str, words: Iterable[str]) -> str:
    return _("did you mean: {command}").format(command=_command(command, words))


def _command(command: str, words: Iterable[str]) -> str:
    return " ".join(["dutymatrix", command, *map(ready, words)])
