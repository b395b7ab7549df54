"""What can go wrong, in words: every error owns its sentence, its exit code and the next step."""

import errno
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path, PurePath

from dutymatrix.i18n import _, enumerated, listed, ngettext

_MOST_LOOKED_AT = 2000
_MOST_CODES = 8
_MOST_DOCUMENTS = 5


# What people want in a file, the likeliest first.
_USUAL = (".docx", ".xlsx", ".svg", ".html", ".yaml")

# What is written in the place of what only other programs write.
_NEAR = {
    **dict.fromkeys((".doc", ".wps", ".odt", ".rtf"), ".docx"),
    **dict.fromkeys((".xls", ".et", ".ods"), ".xlsx"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".emf"), ".svg"),
}


# What people call a format.
_CALLED = {
    **dict.fromkeys(("word", "doc", "wps"), "docx"),
    **dict.fromkeys(("excel", "xls", "et", "表格"), "xlsx"),
    **dict.fromkeys(("picture", "png", "jpg", "图片"), "svg"),
    **dict.fromkeys(("网页", "web"), "html"),
}


class DutymatrixError(Exception):
    """Something the user can mend.

    A subclass takes typed arguments and words them. Its text is one or more lines:
    what is wrong, then what to do.
    """

    exit_code = 2
    """The exit code of a command that meets it (0 done, 1 the answer is yes, 2 could not)."""


class PlanNotFoundError(DutymatrixError):
    """There is no plan file where one was looked for.

    Args:
        folder: Where it was looked for.
        documents: Names of documents there of which a plan could be made.
    """

    def __init__(self, folder: Path, documents: Sequence[str] = ()) -> None:
        otherwise = _("go to the plan's folder, or say where it is: dutymatrix --plan PATH …")
        super().__init__(
            _("there is no plan.yaml in {folder} or in a parent folder").format(folder=folder)
            + "\n"
            + (_made_of(documents, asks=True) if documents else f"{otherwise}\n{_begin()}")
        )


def _begin() -> str:
    return _("or begin: dutymatrix init 方案.docx (your document), dutymatrix init --example")


class UnchosenDocumentError(DutymatrixError):
    """A plan is to be begun where documents are, and none of them was named."""

    def __init__(self, documents: Sequence[str]) -> None:
        super().__init__(
            _("several documents are here, and none was named to make the plan from")
            + "\n"
            + _made_of(documents)
            + "\n"
            + _("or begin with an example: dutymatrix init --example")
        )


class NoPathError(DutymatrixError):
    """What is no path was given where a file belongs."""

    def __init__(self, given: object) -> None:
        super().__init__(
            _("{given} is not the path of a file").format(given=quoted(str(given)))
            + "\n"
            + _("give a path as text: load_plan('plan.yaml')")
        )


class UnreadableFileError(DutymatrixError):
    """A file is missing, a folder, or not ours to read."""

    def __init__(self, file: str, error: OSError) -> None:
        self.file = file
        match error:
            case OSError(errno=errno.ENOENT | errno.ELOOP) if Path(file).is_symlink():
                what = _("this is a link to a file that is not there")
                then = _("put the file back, or remove the link")
            case FileNotFoundError():
                what = _("there is no such file")
                then = _instead_of(file)
            case IsADirectoryError():
                what = _("this is a folder, not a plan file")
                then = _("name the file in it, for example {path}").format(
                    path=Path(file, "plan.yaml")
                )
            case PermissionError():
                what = _("no permission to read it")
                then = _("ask its owner, or copy it to a folder of your own")
            case OSError(errno=errno.ENAMETOOLONG):
                what = _("the name is too long")
                then = _("check the spelling; dir (Windows) or ls lists what is there")
            case _:
                what = error.strerror or str(error)
                then = _("try again, or copy the file to this machine first")
        super().__init__(_("{file}: {what}").format(file=file, what=what) + f"\n{then}")


class UnwritableFileError(DutymatrixError):
    """A file could not be written; what stood there before still does.

    Args:
        file: Its name.
        error: What the system says.
        is_chosen: Whether another file could be named in its place.
    """

    def __init__(self, file: str, error: OSError, *, is_chosen: bool = True) -> None:
        again = _("run the command again when that is settled")
        match error:
            case FileNotFoundError() | NotADirectoryError():
                why = _("there is no such folder")
                then = _("make the folder first, or name another file after -o")
            case IsADirectoryError():
                why = _("it is a folder")
                then = _("name a file in it after -o")
            case PermissionError():
                why = _("no permission, or another program has it open")
                then = _("close the program that has it open, or name another file after -o")
                again = _("close the program that has it open, or have its owner let you write it")
            case OSError(errno=errno.ENAMETOOLONG):
                why = _("the name is too long")
                then = _("name another file after -o")
            case OSError(errno=errno.ENOSPC):
                why = _("the disk is full")
                then = _("make room, or name a file on another disk after -o")
                again = _("make room, then run the command again")
            case _:
                why = error.strerror or str(error)
                then = _("name another file after -o")
        super().__init__(
            _("{file} could not be written: {why}").format(file=file, why=why)
            + f"\n{then if is_chosen else again}"
        )


class UnknownUnitError(DutymatrixError):
    """A typed name is no unit or group of the plan.

    Args:
        typed: The name.
        likely: Those that a misspelling could stand for.
        kin: Those that a reform usually made of it, or it of them.
    """

    def __init__(self, typed: str, likely: Sequence[str], kin: Sequence[str] = ()) -> None:
        self.typed = typed
        self.likely = tuple(kin or likely)
        if kin:
            then = _("likely {names}, by the name before or after a reform")
        elif likely:
            then = _("did you mean {names}?")
        else:
            then = _("dutymatrix units lists the names of this plan")
        said = _("no unit or group is called {typed}") if typed.strip() else _("no unit is named")
        super().__init__(said.format(typed=typed) + "\n" + then.format(names=_listed(self.likely)))


class AmbiguousUnitError(DutymatrixError):
    """A typed name fits several units; which one is meant is not guessed."""

    def __init__(self, typed: str, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(
            ngettext(
                "{typed} fits {n} name: {names}", "{typed} fits {n} names: {names}", len(names)
            ).format(typed=typed, n=len(names), names=_listed(names))
            + "\n"
            + _("type more of the name")
        )


class UnknownNumberError(DutymatrixError):
    """A typed number is no task of the plan."""

    def __init__(self, typed: str, hint: str) -> None:
        self.typed = typed
        super().__init__(_("there is no task {typed}").format(typed=quoted(typed)) + "\n" + hint)


class AmbiguousNumberError(DutymatrixError):
    """A typed number fits several tasks."""

    def __init__(self, typed: str, labels: Sequence[str]) -> None:
        super().__init__(
            _("{typed} could be {labels}").format(typed=typed, labels=_listed(labels))
            + "\n"
            + _("type the whole number")
        )


class UnknownSectionError(DutymatrixError):
    """What was typed is no section of the plan."""

    def __init__(self, typed: str, titles: Sequence[str]) -> None:
        super().__init__(
            _("there is no section {typed}").format(typed=quoted(typed))
            + "\n"
            + (
                _("the sections are {titles}").format(titles=_listed(titles))
                if titles
                else _("this plan has no sections")
            )
        )


class AmbiguousSectionError(DutymatrixError):
    """What was typed fits several sections."""

    def __init__(self, typed: str, titles: Sequence[str]) -> None:
        super().__init__(
            _("{typed} could be {labels}").format(typed=typed, labels=_listed(titles))
            + "\n"
            + _("type more of the title, or its number")
        )


class UnknownPlanError(DutymatrixError):
    """What was typed is none of the plans that are asked.

    Args:
        typed: The name.
        names: Those of the plans.
        likely: Those of them that a misspelling could stand for.
    """

    def __init__(self, typed: str, names: Sequence[str], likely: Sequence[str] = ()) -> None:
        then = _("did you mean {names}?") if likely else _("the plans are {names}")
        super().__init__(
            _("there is no plan {typed}").format(typed=quoted(typed))
            + "\n"
            + then.format(names=_listed(likely or _first(names)))
        )


class AmbiguousPlanError(DutymatrixError):
    """What was typed fits several of the plans that are asked."""

    def __init__(self, typed: str, names: Sequence[str]) -> None:
        super().__init__(
            _("{typed} could be {labels}").format(typed=typed, labels=_listed(_first(names)))
            + "\n"
            + _("type more of its name")
        )


class UnknownFormatError(DutymatrixError):
    """A format is asked for that the command does not offer."""

    def __init__(self, asked: str, offered: Sequence[str]) -> None:
        meant = _CALLED.get(asked.lower())
        super().__init__(
            _("the format {asked} is not offered here").format(asked=asked)
            + ("\n" + _("did you mean {names}?").format(names=meant) if meant in offered else "")
            + "\n"
            + _("choose one of: {formats}").format(formats=enumerated(offered))
        )


class UnknownSuffixError(DutymatrixError):
    """The ending of an output file belongs to no format that the command offers."""

    def __init__(self, file: str, suffixes: Sequence[str]) -> None:
        suffix = PurePath(file).suffix.lower()
        said = (
            _("{suffix} files are not written here")
            if suffix
            else _("{file} has no extension that tells the format")
        )
        super().__init__(
            said.format(file=file, suffix=suffix) + "\n" + _instead(file, suffix, suffixes)
        )


def _instead(file: str, suffix: str, suffixes: Sequence[str]) -> str:
    """What to write in the place of a file whose ending is not offered."""
    near = _NEAR.get(suffix, suffix)
    if near in suffixes:
        return _("write {near} instead; WPS opens it as well").format(near=near)
    if near == ".svg":
        picture = ready(str(PurePath(file).with_suffix(near)))
        return _("pictures: dutymatrix graph -o {file}").format(file=picture)
    written = enumerated(suffixes)
    if suffix or not PurePath(file).name.strip("."):
        return _("write {suffixes}, or name the format after -f").format(suffixes=written)
    usual = next((own for own in _USUAL if own in suffixes), suffixes[0])
    said = _("for example -o {example}; {suffixes} are written")
    return said.format(example=ready(file + usual), suffixes=written)


class OutputFolderError(DutymatrixError):
    """An answer that is one file was to go into a folder."""

    def __init__(self, folder: str, suffix: str) -> None:
        example = ready(str(PurePath(folder, f"X{suffix}")))
        super().__init__(
            _("{file} is a folder, and this is one file").format(file=folder)
            + "\n"
            + _("name a file in it: -o {example}").format(example=example)
        )


class SourceOverwriteError(DutymatrixError):
    """An answer would replace the file that it was read from."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} is what the answer was read from; it is not replaced").format(file=file)
            + "\n"
            + _("name another file after -o")
        )


class BinaryOutputError(DutymatrixError):
    """A format that is no text was to go to the terminal or a pipe."""

    def __init__(self, format_: str) -> None:
        super().__init__(
            _("{format} cannot be shown on the screen").format(format=format_)
            + "\n"
            + _("write to a file instead: -o FILE.{suffix}").format(suffix=format_)
        )


class MissingExtraError(DutymatrixError):
    """A library that an extra installs is missing."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(
            _("{library} is not installed").format(library=library)
            + "\n"
            + _("install it with: {command}").format(
                command=f'python -m pip install "dutymatrix[{extra}]"'
            )
        )


class UnencodableOutputError(DutymatrixError):
    """A machine-readable text cannot be written to a stream in the stream's encoding."""

    def __init__(self, encoding: str, characters: Sequence[str], suffix: str) -> None:
        super().__init__(
            _("this console writes {encoding}, which has no {characters}").format(
                encoding=encoding.upper(), characters=codes_of(characters)
            )
            + "\n"
            + _("write to a file instead: -o FILE.{suffix}").format(suffix=suffix)
        )


def codes_of(characters: Sequence[str]) -> str:
    """Characters that a console cannot show, by their codes; the first ones of many."""
    codes = [f"U+{ord(char):04X}" for char in characters]
    return " ".join([*codes[:_MOST_CODES], "..."] if len(codes) > _MOST_CODES else codes)


def ready(word: str) -> str:
    """A word of a command line, ready to copy: between quotes where a shell would divide it."""
    plain = word and not any(char.isspace() or char in "\"'`$&|;<>()*?[]{}!#~\\" for char in word)
    return word if plain else '"' + re.sub(r'(["$`\\])', r"\\\1", word) + '"'


def _first(names: Sequence[str]) -> list[str]:
    """The first of many names."""
    return [*names[:_MOST_DOCUMENTS], *["…"] * (len(names) > _MOST_DOCUMENTS)]


def _made_of(documents: Sequence[str], *, asks: bool = False) -> str:
    """What documents there are, how a plan is made of one, and how one is asked as it is."""
    return (
        _("here are: {documents}").format(documents=_listed(_first(documents)))
        + "\n"
        + _("make a plan of one of them: dutymatrix init {file}").format(file=ready(documents[0]))
        + (
            "\n"
            + _("or ask it as it is: dutymatrix --plan {file} tasks").format(
                file=ready(documents[0])
            )
            if asks
            else ""
        )
    )


def quoted(typed: str) -> str:
    """What was typed; between quotes where it could not be seen."""
    return typed if typed.strip() else f'"{typed}"'


def _instead_of(file: str) -> str:
    """What to do where a file is not there."""
    # A path has one of the two strokes.
    if re.match("https?:/", file):
        return _("nothing is fetched: save the page in a browser, and name the file")
    if "*" in file or "?" in file:
        said = _("name one file; of all in a folder: dutymatrix import --all {folder}")
        return said.format(folder=ready(str(Path(file).parent)))
    if near := _near(Path(file)):
        return _("did you mean {names}?").format(names=_listed([ready(name) for name in near]))
    return _("check the spelling; dir (Windows) or ls lists what is there")


def _near(path: Path) -> list[str]:
    """Files beside the one that is missing which are called almost so."""
    from difflib import get_close_matches

    try:
        names = [own.name for own in islice(path.parent.iterdir(), _MOST_LOOKED_AT)]
    except OSError:
        return []
    # By what stands before the ending: all plans are .yaml.
    stems = {PurePath(name).stem: name for name in names}
    alike = sorted(name for name in names if PurePath(name).stem == path.stem)
    close = (stems[stem] for stem in get_close_matches(path.stem, stems))
    return [str(path.with_name(name)) for name in alike or close]


def _listed(names: Sequence[str]) -> str:
    """Names as one enumeration."""
    return listed(names) if any(not name.isascii() for name in names) else enumerated(names)
