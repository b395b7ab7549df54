"""What a word means where no command or no option says it: a unit, a place in the plan, words.

Whoever types `dutymatrix 卫计局` has said enough. What can be meant in one way only is done, and
said; a command that does not fit its noun is not run but answered with the one that does.
"""

from collections.abc import Iterable, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dutymatrix.cli import session, several, value
from dutymatrix.cli.console import tell
from dutymatrix.cli.options import ROLES
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
    "compare": "diff",
    "log": "history",
    "validate": "check",
    "version": "--version",
    "export": "tasks",
    "open": "report",
    "任务": "tasks",
    "单位": "units",
    "清单": "duties",
    "矩阵": "matrix",
    "统计": "stats",
    "比较": "diff",
    "历史": "history",
    "检查": "check",
    "导入": "import",
    "核对": "verify",
    "网页": "report",
    "帮助": "--help",
    "版本": "--version",
}
"""What people type for a command of another name."""
_SHOW = ("show", "get", "view", "查", "查询", "看")
"""What they type for any question: the noun behind it tells which."""


_LIKE_OPTIONS = {
    "--out": "-o",
    "--file": "-o",
    "--due": "--due-by",
    "--before": "--due-by",
    "--after": "--due-after",
    "--role": "--as",
    "--sort": "--order",
    "--search": "--text",
    "--group-by": "--rows",
    "--columns": "--cols",
    "--单位": "--unit",
    "--牵头": "--lead",
    "--参与": "--join",
    "--部分": "--section",
    "--文字": "--text",
    "--时限": "--due-by",
    "--逾期": "--overdue",
    "--格式": "-f",
    "--输出": "-o",
    "--帮助": "--help",
}
"""What people type for an option of another name."""


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
        super().__init__(
            _(_SAID[kind]).format(word=word) + "\n" + did_you_mean(_VERBS[kind], words)
        )


class UnknownCommandError(DutymatrixError):
    """A word is no command, and nothing that one could be asked about."""

    def __init__(self, word: str, meant: str | None, rest: Iterable[str]) -> None:
        super().__init__(
            _("there is no command {name}").format(name=quoted(word))
            + "\n"
            + (did_you_mean(meant, rest) if meant else _("dutymatrix --help lists the commands"))
        )


class NoCommandError(DutymatrixError):
    """Options were typed, and neither a command nor anything that one could be asked about."""

    def __init__(self, options: Iterable[str]) -> None:
        super().__init__(_("no command is named") + "\n" + did_you_mean("tasks", options))


class LateCommandError(DutymatrixError):
    """A command stands behind what it is asked about."""

    def __init__(self, command: str, words: Iterable[str]) -> None:
        said = _("{command} is a command and comes first").format(command=command)
        super().__init__(said + "\n" + did_you_mean(command, words))


class RoleError(DutymatrixError):
    """A role stands where units do."""

    def __init__(self, role: str, command: str, units: Iterable[str]) -> None:
        super().__init__(
            _("{role} is a role; an option chooses it").format(role=role)
            + "\n"
            + did_you_mean(command, (*units, "--as", role))
        )


class Noun(NamedTuple):
    """A word that names something."""

    kind: Kind
    value: str
    """The roster's name, a path of the plan, or of a file."""


def with_command(
    args: Sequence[str], commands: Sequence[str], plan: Sequence[Path] | None
) -> list[str]:
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
    if word in _SHOW:
        meant = _command_for(rest, plan)
    if meant:
        raise UnknownCommandError(word, meant, rest)
    verb = next((own for own in rest if own in commands), None)
    if verb:
        rest.remove(verb)
        raise LateCommandError(verb, (word, *rest))
    try:
        kind = _kind_of(word, plan)
    except (PlanNotFoundError, UnknownCommandError):
        if word and session.is_folder(Path(word)):
            raise session.FolderGivenError(Path(word)) from None
        raise
    meant = _VERBS[kind]
    tell(_("taken for: {command}").format(command=_command(meant, (word, *rest))))
    return [meant, word, *rest]


def _command_for(words: Sequence[str], plan: Sequence[Path] | None) -> str:
    """The command that some words are for; that of all tasks where there are none."""
    if not words or words[0].startswith("-"):
        return "tasks"
    try:
        return _VERBS[_kind_of(words[0], plan)]
    except DutymatrixError:
        return "tasks"


def _kind_of(word: str, plan: Sequence[Path] | None) -> Kind:
    if session.is_named_as_document(word):
        return Kind.DOCUMENT
    if word.startswith("-") or not word.strip():
        raise UnknownCommandError(word, None, ())
    try:
        loaded = several.load(session.Asked(tuple(plan or ())))
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


def resolve_units(plan: "Plan", words: Sequence[str], command: str) -> list[str]:
    """The units that were meant.

    Raises:
        RoleError: A word is a role.
        WrongCommandError: A word is a task or a section.
        UnknownUnitError: A word is nothing in this plan.
        AmbiguousUnitError: A word fits several names.
    """
    try:
        return [session.resolve(plan, name) for word in words for name in names_in(plan, word)]
    except UnknownUnitError as error:
        if value.means(error.typed, ROLES):
            units = [word for word in words if word != error.typed]
            raise RoleError(error.typed, command, units or [_("UNIT")]) from None
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
    from dutymatrix.plan.number import find_item, with_plans_named

    try:
        return [find_item(plan, word) for word in with_plans_named(plan, words)]
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
        UnknownUnitError: A word is in no text, and like a unit's name.
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
                if noun is None:
                    _refuse_misspelt(plan, word)
                filters = filters._replace(text=[*(filters.text or ()), word])
                said = _("words in title, wording or goals")
                tell(f"{word} → {said}")
                continue
        forced = _("as words: {option}").format(option=f"--text {ready(word)}")
        tell(f"{word} → {said} ({forced})")
    return filters


def _refuse_misspelt(plan: "Plan", word: str) -> None:
    """Stop where a word would find nothing and is a unit's name but for a slip or a reform."""
    from dutymatrix.plan.selection import Filter, select_items

    if select_items(plan, Filter(texts=(word,))):
        return
    try:
        session.resolve(plan, word)
    except UnknownUnitError as error:
        if error.likely:
            raise


def line_meant(option: str, args: Sequence[str], command: str) -> str | None:
    """The line with the option that was meant for one that there is not; None: it is not known.

    Args:
        option: The option typed.
        args: What was typed behind `dutymatrix`.
        command: The command that has no such option; empty: none was named.
    """
    from dutymatrix.cli.formats import DOCUMENTS, offered_by

    typed = option.lower()
    if typed.removeprefix("--") in offered_by(command or "duties"):
        format_ = typed.removeprefix("--")
        meant = ["-o", f"X.{format_}"] if format_ in DOCUMENTS else ["-f", format_]
    elif typed in _LIKE_OPTIONS:
        meant = [_LIKE_OPTIONS[typed]]
    else:
        return None
    words: list[str] = []
    for arg in args:
        name, is_, value = arg.partition("=")
        words += [*meant, *[value][: len(is_)]] if name == option else [arg]
    return did_you_mean("", words)


def did_you_mean(command: str, words: Iterable[str]) -> str:
    """The line that was meant, ready to copy."""
    return _("did you mean: {command}").format(command=_command(command, words))


def _command(command: str, words: Iterable[str]) -> str:
    return " ".join(["dutymatrix", *filter(None, [command]), *map(ready, words)])
