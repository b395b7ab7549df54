"""What a word means where no command or no option says it: a unit, a place in the plan, words.

Whoever types `dutymatrix 卫计局` has said enough. What can be meant in one way only is done, and
said; a command that does not fit its noun is not run but answered with the one that does.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dutymatrix.cli import session, several, value
from dutymatrix.cli.console import tell
from dutymatrix.cli.options import ROLES
from dutymatrix.cli.suggestion import (
    EVERYBODY,
    LIKE_COMMANDS,
    SHOW,
    axes_of,
    did_you_mean,
    is_date,
    line,
    option_in,
    option_of,
    without,
)
from dutymatrix.error import (
    AmbiguousNumberError,
    DutymatrixError,
    PlanNotFoundError,
    UnknownNumberError,
    UnknownPlanError,
    UnknownUnitError,
    quoted,
    ready,
)
from dutymatrix.i18n import N_, _, ngettext
from dutymatrix.plan.name import Roster, names_in

if TYPE_CHECKING:
    from dutymatrix.cli.filters import Filters
    from dutymatrix.plan.model import Plan

_CODE = "(?i)dm[0-9]{1,3}"


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
            + (did_you_mean(meant, rest) if meant else "\n".join(_lists(word)))
        )


def _lists(word: str) -> Iterator[str]:
    """Where to look for what a word could have been; no Chinese one is a command."""
    if not word.isascii():
        yield _("dutymatrix units lists the names of this plan")
    yield _("dutymatrix --help lists the commands")


class NoCommandError(DutymatrixError):
    """Options were typed, and neither a command nor anything that one could be asked about."""

    def __init__(self, options: Iterable[str]) -> None:
        super().__init__(_("no command is named") + "\n" + did_you_mean("tasks", options))


class LateCommandError(DutymatrixError):
    """A command stands behind what it is asked about."""

    def __init__(self, command: str, words: Iterable[str]) -> None:
        said = _("{command} is a command and comes first").format(command=command)
        super().__init__(said + "\n" + did_you_mean(command, words))


class OptionWordError(DutymatrixError):
    """What an option says stands as a word."""

    def __init__(self, word: str, meant: str) -> None:
        said = _("{word} is not a name here; an option says it").format(word=quoted(word))
        super().__init__(said + "\n" + meant)


class DocumentWordError(DutymatrixError):
    """A document stands among what is asked of it."""

    def __init__(self, word: str, words: Iterable[str]) -> None:
        said = _(_SAID[Kind.DOCUMENT]).format(word=word)
        super().__init__(said + "\n" + did_you_mean("", ["--plan", word, *words]))


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


def refuse_second_word(
    first: str, second: str, rest: Sequence[str], seconds: Collection[str]
) -> None:
    """Stop where what stands behind a command is one of the second words of others, misspelt.

    Raises:
        UnknownCommandError: It is: `progress colse`, `progress 销号`.
    """
    from difflib import get_close_matches

    close = get_close_matches(second.lower(), seconds, 1, 0.7)
    meant = LIKE_COMMANDS.get(second) or (f"{first} {close[0]}" if close else "")
    if meant.startswith(f"{first} "):
        raise UnknownCommandError(f"{first} {second}", meant, rest)


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
    meant = LIKE_COMMANDS.get(word) or next(iter(get_close_matches(word, commands, 1, 0.7)), None)
    if word in SHOW:
        meant = _command_for(rest, plan)
    if meant == "duties" and word in LIKE_COMMANDS and not rest:
        meant = "duties --all"
    if meant:
        raise UnknownCommandError(word, meant, rest)
    verb = next((own for own in rest if own in commands), None)
    if verb:
        rest.remove(verb)
        raise LateCommandError(verb, (word, *rest))
    try:
        kind = _kind_of(word, plan)
    except PlanNotFoundError:
        if word and session.is_folder(Path(word)):
            raise session.FolderGivenError(Path(word)) from None
        if word.isascii():  # a command that is none, rather
            raise UnknownCommandError(word, None, ()) from None
        raise
    if kind is None:
        if word and session.is_folder(Path(word)):
            raise session.FolderGivenError(Path(word))
        raise _unknown(word, rest, _load(plan))
    if kind is Kind.DOCUMENT:
        asked = next((own for own in rest if not own.startswith("-")), None)
        if asked and not (asked.startswith("-") or Path(asked).suffix):
            raise DocumentWordError(word, rest)
    meant = _VERBS[kind]
    tell(_("taken for: {command}").format(command=line(meant, (word, *rest))))
    return [meant, word, *rest]


def _command_for(words: Sequence[str], plan: Sequence[Path] | None) -> str:
    """The command that some words are for; that of all tasks where there are none."""
    try:
        kind = _kind_of(words[0], plan) if words else None
    except DutymatrixError:
        return "tasks"
    return _VERBS[kind] if kind else "tasks"


def _load(named: Sequence[Path] | None) -> "Plan":
    return several.load(session.Asked(tuple(map(Path, named or ()))))


def _kind_of(word: str, plan: Sequence[Path] | None) -> Kind | None:
    """What a word is; None: nothing.

    Raises:
        UnknownUnitError: It is a unit's name but for a slip or a reform.
        DutymatrixError: There is no plan, or it cannot be read.
    """
    if session.is_named_as_document(word):
        return Kind.DOCUMENT
    if word.startswith("-") or not word.strip():
        raise UnknownCommandError(word, None, ())
    loaded = _load(plan)
    noun = read_noun(loaded, word)
    if noun:
        return noun.kind
    try:
        session.resolve(loaded, word)
    except UnknownUnitError as error:
        if error.likely:
            raise
    return None


def _unknown(word: str, rest: Sequence[str], plan: "Plan") -> DutymatrixError:
    """What to say of a word that is no command and no noun."""
    from dutymatrix.plan.number import find_item
    from dutymatrix.plan.numbering import parse_number

    if value.means(word, ROLES):
        return RoleError(word, "duties", rest or [_("UNIT")])
    if re.fullmatch(_CODE, word):
        return UnknownCommandError(word, "check --explain", [word])
    if is_date(word):
        return OptionWordError(word, did_you_mean("tasks --due-by", [word, *rest]))
    if parse_number(word):
        try:
            find_item(plan, word)
        except DutymatrixError as error:
            return error
    for place, own in enumerate(rest):
        if noun := read_noun(plan, own):
            return UnknownCommandError(word, _VERBS[noun.kind], rest[place:])
    return UnknownCommandError(word, "tasks" if _is_said(plan, word) else None, [word, *rest])


def _is_said(plan: "Plan", word: str) -> bool:
    """Whether a title, a wording or a goal has a word."""
    from dutymatrix.plan.selection import Filter, select_items

    wanted = Filter(texts=(word,))
    return several.says(plan, word) or bool(select_items(several.part_met_by(plan, wanted), wanted))


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
    from dutymatrix.plan.number import find_item, find_sections
    from dutymatrix.plan.numbering import parse_number

    try:
        number = find_sections(plan, word)[0]
        label, section = plan.section_by_number[number]
        own = label.rpartition(" ")[2]  # without the plan, where several are asked
        names = (section.id, label, own, section.title, own + section.title)
        # 第三部分 is no part of a title, and a part of one is words.
        if word in names or parse_number(word) or word.startswith("第"):
            return Noun(Kind.SECTION, number)
    except DutymatrixError:
        pass  # no section, or a part of several titles
    try:
        return Noun(Kind.TASK, find_item(several.part_called(plan, word), word).number)
    except AmbiguousNumberError:
        return Noun(Kind.TASK, "")
    except UnknownNumberError:
        return None


def instead_of_unit(
    plan: "Plan", words: Sequence[str], error: UnknownUnitError, command: str
) -> DutymatrixError:
    """What to say of a word that stands where units do; units beside it stay in the line."""
    typed = error.typed
    units = [word for word in words if word != typed]
    if value.means(typed, ROLES):
        return RoleError(typed, command, units or [_("UNIT")])
    if typed.lower() in EVERYBODY and command == "duties":
        return OptionWordError(typed, did_you_mean(command, ["--all"]))
    if session.is_named_as_document(typed):
        return DocumentWordError(typed, [command, *units])
    place = read_place(plan, typed)
    if place and not (units and place.kind is Kind.SECTION):
        return WrongCommandError(typed, place.kind, [typed])
    option = ["--section", typed] if place else option_of(typed)
    if not option and not error.likely and _is_said(plan, typed):
        option = ["--text", typed]
    if option and units:
        return OptionWordError(typed, did_you_mean(command, [*units, *option]))
    return error


def instead_of_task(
    plan: "Plan", words: Sequence[str], error: UnknownNumberError
) -> DutymatrixError:
    """What to say of a word that stands where tasks do."""
    from dutymatrix.plan.number import find_plan
    from dutymatrix.plan.numbering import parse_number

    joined = ("." if all(map(str.isascii, words)) else "·").join(words)
    if len(words) == 2 and read_noun(plan, joined):  # 三 3
        return UnknownNumberError(" ".join(words), did_you_mean("task", [joined]))
    noun = read_noun(plan, error.typed)
    if noun:
        return WrongCommandError(error.typed, noun.kind, [error.typed])
    if plan.plans and len(words) > 1 and parse_number(error.typed) is None:
        try:  # 禁度 三·3
            find_plan(plan, error.typed)
        except UnknownPlanError as unknown:
            return unknown
    return error


def refuse_option_word(plan: "Plan", word: str, command: str, since: str) -> None:
    """Stop where a section or a day stands in the place of a unit or a task.

    Raises:
        OptionWordError: It does.
    """
    place = read_place(plan, word)
    if place and place.kind is Kind.SECTION and word not in plan.rank:
        raise OptionWordError(word, did_you_mean(command, ["--section", word]))
    if place is None and is_date(word) and not Roster(plan).find(word):
        raise OptionWordError(word, did_you_mean(command, [since, word]))


def with_words(plan: "Plan", words: Iterable[str], filters: "Filters", command: str) -> "Filters":
    """Filters with bare words among them: a section, else a unit, else words of the text.

    How each was taken is said.

    Raises:
        WrongCommandError: A word is the number of a task.
        OptionWordError: A word is what an option says.
        UnknownUnitError: A word is in no text, and like a unit's name.
        UnknownNumberError: A word is in no text, and a number.
    """
    from dutymatrix.plan.number import find_sections

    typed = [*words]
    for word in typed:
        if meant := _meant_by(plan, word, typed):
            raise OptionWordError(word, did_you_mean(command, meant))
    apart = (
        part
        for word in typed
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
                if more := len(find_sections(plan, word)) - 1:
                    said = ngettext(
                        "{said} and {n} section of other plans",
                        "{said} and {n} sections of other plans",
                        more,
                    ).format(said=said, n=more)
            case Noun(Kind.UNIT, name) if name:
                filters = filters._replace(unit=[*(filters.unit or ()), name])
                said = name
            case _:
                filters = filters._replace(text=[*(filters.text or ()), word])
                _tell_words(plan, word, noun)
                continue
        forced = f"--text {ready(word)}"
        tell(_("{word} → {said} (as words: {option})").format(word=word, said=said, option=forced))
    return filters


def _meant_by(plan: "Plan", word: str, words: Sequence[str]) -> list[str] | None:
    """The words, an option for one of them: 逾期, 牵头=市公安局, 牵头 beside a unit."""
    others = [own for own in words if own != word]
    role = value.means(word, ROLES)
    if role in ("lead", "join"):
        unit = next((own for own in others if Roster(plan).find(own)), None)
        return [*without(others, [unit]), f"--{role}", unit] if unit else None
    option = option_in(word)
    return [*others, *option] if option and not _is_said(plan, word) else None


def _tell_words(plan: "Plan", word: str, noun: Noun | None) -> None:
    """Say that a word is looked for in the texts, and what else it could mean."""
    if not _is_said(plan, word):
        if noun is None:
            _refuse_unknown(plan, word)
        tell(_("{word} → in no title, wording or goal").format(word=word))
    elif is_date(word):
        said = _("{word} → words in title, wording or goals (as a deadline: {option})")
        tell(said.format(word=word, option=f"--due-by {ready(word)}"))
    else:
        tell(_("{word} → words in title, wording or goals").format(word=word))


def _refuse_unknown(plan: "Plan", word: str) -> None:
    """Stop where a word that finds nothing is a number, or like a unit's name.

    Such a name is one but for a slip or a reform.
    """
    from dutymatrix.plan.number import find_item
    from dutymatrix.plan.numbering import parse_number

    if parse_number(word) and not is_date(word):
        find_item(plan, word)
    try:
        session.resolve(plan, word)
    except UnknownUnitError as error:
        if error.likely:
            raise


def words_meant(
    words: Sequence[str], args: Sequence[str], known: Collection[str], named: Sequence[Path] | None
) -> str | None:
    """The line with the options that were meant by words that a command does not take.

    Args:
        words: The words that are too many.
        args: What was typed behind `dutymatrix`.
        known: The options of the command.
        named: The plan that was named.
    """
    if "--staged" in known:  # versions stand there, and files
        return None
    options = axes_of(words, known) or []
    for word in words if not options else ():
        if "--plan" in known and session.is_named_as_document(word):
            return did_you_mean("", ["--plan", word, *without(args, words)])
        try:
            own = _option_for(_load(named), word, known)
        except DutymatrixError:
            return None
        if own is None:
            return None
        options += own
    return did_you_mean("", [*without(args, words), *options])


def _option_for(plan: "Plan", word: str, known: Collection[str]) -> list[str] | None:
    """The option of a command that a word stands for."""
    noun = read_noun(plan, word)
    match noun:
        case Noun(Kind.SECTION):
            option = ["--section", word]
        case Noun(Kind.UNIT):
            option = ["--unit", word]
        case _:
            option = option_of(word) or ["--text" if _is_said(plan, word) else "", word]
    return option if option[0] in known else None
