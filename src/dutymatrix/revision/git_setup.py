"""What `git-setup` puts where, and takes away again: settings, attributes, a hook."""

import os
import re
import shlex
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from dutymatrix.error import DutymatrixError
from dutymatrix.i18n import _
from dutymatrix.progress.accountfile import progress_name
from dutymatrix.revision.git import GitFailedError, Repository, git_version, run_git
from dutymatrix.revision.textconv import FACTS, FUNCTION_NAMES

# Git runs these by its own sh, on Windows too. Where the program is missing or fails, the
# file itself is compared, and merged line by line. A Python that lacks it exits with 1, which
# would be a conflict: hence it is asked first.
# What it once was shown git keeps for as long as these words stay the same.
_TEXTCONV = (
    f': facts {FACTS}; f() {{ PYTHON -m dutymatrix textconv "$1" 2>/dev/null || cat "$1"; }}; f'
)
_CACHE = "refs/notes/textconv/dutymatrix"
_MERGE = (
    "m() { PYTHON -c 'import dutymatrix' 2>/dev/null && "
    '{ PYTHON -m dutymatrix merge-driver "$@"; s=$?; [ $s -le 1 ] && return $s; }; '
    'case $7 in %%X | "") set -- "$1" "$2" "$3" "$4" "$5" base ours theirs ;; esac; '
    'git merge-file -L "$7" -L "$6" -L "$8" --marker-size="$4" "$2" "$1" "$3"; }; '
    "m %O %A %B %L %P %S %X %Y"
)
# A Chinese character is a word. Some systems match characters, where it is a letter or a
# mark; others bytes, where it is three that are neither.
_WORDS = "[a-zA-Z0-9_.%]+|[[:alpha:][:punct:]]|[^ -~[:space:][:alpha:][:punct:]]{3}|[^[:space:]]"
# Git runs it at the root, whatever the folder it was typed in.
_ALIAS = '!f() { cd "./$GIT_PREFIX" && PYTHON -m dutymatrix diff "$@"; }; f'
# What was put where, so that only that is taken away: a key and a digest of its value each.
_RECORD = "dutymatrix.put"
_FIRST = "# dutymatrix git-setup"
_LAST = "# dutymatrix git-setup end"
DOCUMENT_SUFFIXES = (".docx", ".xlsx", ".pdf")
"""Endings of documents of which git is shown the text."""
# It says nothing where all is well. The program finds the plans by the attributes.
_HOOK = """\
{python} -c 'import dutymatrix' 2>/dev/null || exit 0
found=$({python} -m dutymatrix check --staged 2>&1) && exit
printf '%s\\n' "$found" >&2
exit 1
"""
# The digest of the rest tells whether a hook is as it was put, whoever put it from where.
_HOOK_START = "#!/bin/sh\n# dutymatrix git-setup {digest}: a staged plan must have no errors.\n"
# A merge that needs nobody asks the second. Git before 2.24 has none such, but asks for the
# message of every commit.
_HOOKS, _OLD_HOOKS = ("pre-commit", "pre-merge-commit"), ("pre-commit", "commit-msg")
_SINCE_MERGES = (2, 24)


class ForeignHookError(DutymatrixError):
    """There is a hook that somebody else wrote."""

    def __init__(self, file: str, line: str) -> None:
        super().__init__(
            _("{file} is there already and stays as it is").format(file=file)
            + "\n"
            + _("add this line to it: {line}").format(line=line)
        )


class SharedHooksError(DutymatrixError):
    """Hooks stand where other repositories have theirs, too, or nowhere."""

    def __init__(self, folder: str | None) -> None:
        if folder is None:
            what = _("git has no folder for the hooks of all repositories")
            then = _("use git-setup --hook in the repository of the plan")
        else:
            what = _("the hooks of this repository are in {folder}, with those of others").format(
                folder=folder
            )
            then = _("git-setup --global --hook puts one there")
        super().__init__(what + "\n" + then)


class BareHookError(DutymatrixError):
    """A hook was asked for where nobody commits."""

    def __init__(self) -> None:
        super().__init__(
            _("nobody commits in a bare repository, so no hook can look at what is staged")
            + "\n"
            + _("use git-setup --hook in the clones")
        )


class BrokenMarksError(DutymatrixError):
    """Of the two lines that mark what was put into a file one is missing."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file}: one of the two marks of git-setup is missing").format(file=file)
            + "\n"
            + _("take out by hand what is at {mark}").format(mark=_FIRST)
        )


class LinkError(DutymatrixError):
    """A file to be written is a link, which may lead out of the repository."""

    def __init__(self, file: str) -> None:
        super().__init__(
            _("{file} is a link, which git does not follow; it stays as it is").format(file=file)
            + "\n"
            + _("put a regular file in its place")
        )


class Place(NamedTuple):
    """Whose git is set up."""

    repository: Repository | None
    """None: all of the user's."""
    file: str
    """Path of the plan file in it."""

    @property
    def scope(self) -> str:
        """The option of git that says so."""
        return "--local" if self.repository else "--global"

    @property
    def name(self) -> str:
        """The name of the plan file."""
        return self.file.rpartition("/")[2]

    def git(self, *args: str) -> str:
        """What a command of git prints."""
        if self.repository:
            return os.fsdecode(self.repository.run(*args))
        return os.fsdecode(run_git(*args, folder=Path.home()))

    def values(self, key: str, *scope: str) -> list[str]:
        """Values of a setting, in one scope or in all."""
        try:
            return self.git("config", *scope, "-z", "--get-all", key).split("\0")[:-1]
        except GitFailedError as error:
            if error.code == 1:  # it is not set
                return []
            raise


class Setting(NamedTuple):
    """A setting to be put in, or taken away."""

    key: str
    value: str | None
    """None: it is taken away."""


class Foreign(NamedTuple):
    """A setting that somebody else made; it stays."""

    key: str
    value: str


class Rewriting(NamedTuple):
    """A file and its new content; None where it goes."""

    path: Path
    before: str
    """What it held when that was settled; "" where it was not there."""
    text: str | None
    executable: bool = False


class Edited(NamedTuple):
    """A file that was put there and has been edited since; it stays."""

    path: Path


Step = Setting | Foreign | Rewriting | Edited


def settings(*, textconv: bool = False) -> dict[str, str]:
    """What is set; with a textconv, if git is to show facts in the place of lines."""
    python = _python()
    wanted = {
        "diff.dutymatrix.xfuncname": "\n".join(FUNCTION_NAMES),
        "diff.dutymatrix.wordRegex": _WORDS,
        "merge.dutymatrix.name": "dutymatrix: by task and unit",
        # Git puts something in the place of %A and the like, and % in that of %%.
        "merge.dutymatrix.driver": _MERGE.replace("PYTHON", python.replace("%", "%%")),
        "alias.plan-diff": _ALIAS.replace("PYTHON", python),
        # Both are everybody's: a Chinese path reads as one, and a moved Chinese line is seen.
        "core.quotePath": "false",
        "diff.colorMoved": "plain",
    }
    if textconv:
        wanted["diff.dutymatrix.textconv"] = _TEXTCONV.replace("PYTHON", python)
        wanted["diff.dutymatrix.cachetextconv"] = "true"
    return wanted


def iter_setup(place: Place, *, hook: bool, textconv: bool = False) -> Iterator[Step]:
    """What is still to be done; nothing where all of it is.

    What a former setup put and this one does not want is taken away again.

    Raises:
        BareHookError: Nobody commits there.
        ForeignHookError: Somebody else wrote a hook.
        SharedHooksError: A hook would not be this repository's own.
    """
    if hook or _is_hooked(place):
        yield from _hook_steps(place)
    put = _put(place)
    wanted = settings(textconv=textconv)
    if textconv and not _knows_author(place):
        # Git keeps it as a commit, and without an author would show nothing at all.
        del wanted["diff.dutymatrix.cachetextconv"]
    for key, value in wanted.items():
        own = place.values(key, place.scope)
        everywhere = place.values(key)
        if own == [value] or (not own and everywhere[-1:] == [value]):
            continue
        if not _is_put(own, put[key]) and everywhere:
            yield Foreign(key, everywhere[-1])
        else:
            yield Setting(key, value)
    for key in put.keys() - wanted.keys():
        if _is_put(place.values(key, place.scope), put[key]):
            yield Setting(key, None)
    path = _attributes_file(place)
    text = _read(path)
    without = _unmarked(text, path)
    # Ahead of what is there, so that whatever the user says of a file holds.
    wanted_text = _marked(_attributes(place, _ours(text), textconv)) + without
    if wanted_text != text:
        yield Rewriting(path, text, wanted_text)


def iter_undo(place: Place) -> Iterator[Step]:
    """What takes away exactly what a setup put here."""
    for key, digests in _put(place).items():
        own = place.values(key, place.scope)
        if _is_put(own, digests):
            yield Setting(key, None)
        elif own:
            yield Foreign(key, own[-1])
    path = _attributes_file(place)
    text = _read(path)
    without = _unmarked(text, path)
    if without != text:
        yield Rewriting(path, text, without or None)
    folder = _hooks_folder(place)
    for hook in dict.fromkeys((*_HOOKS, *_OLD_HOOKS)) if folder else ():
        assert folder  # else there is no hook
        text = _read(folder / hook)
        if _is_our_hook(text):
            yield Rewriting(folder / hook, text, None)
        elif _FIRST in text:
            yield Edited(folder / hook)


def forget_facts(place: Place) -> None:
    """Take away what git keeps of a textconv, also of one that failed when it was asked."""
    repository = place.repository
    if repository and repository.run("for-each-ref", _CACHE):
        # A repository may have a hook for this, too.
        repository.run("-c", f"core.hooksPath={os.devnull}", "update-ref", "-d", _CACHE)


def do(place: Place, step: Setting) -> None:
    """Put a setting in, or take it away, and remember which."""
    every = "^" + step.key.replace(".", "[.]") + " "
    if step.value is None:
        place.git("config", place.scope, "--unset-all", step.key)
        place.git("config", place.scope, "--unset-all", _RECORD, every)
        return
    # Remembered first: a run that is killed leaves nothing that an undo does not know. What a
    # former version put there is forgotten last.
    record = f"{step.key} {_digest(step.value)}"
    place.git("config", place.scope, "--add", _RECORD, record)
    place.git("config", place.scope, step.key, step.value)
    place.git("config", place.scope, "--replace-all", _RECORD, record, every)


def forget_all(place: Place) -> None:
    """Take away what remembers a setup."""
    if _put(place):
        place.git("config", place.scope, "--unset-all", _RECORD)


def staged_plans(repository: Repository, among: Collection[str] = ()) -> list[str]:
    """Paths of the plans that the next commit would change: those that attributes call so.

    Where some are named, those of them that it would change, whatever they are called.
    """
    staged = repository.staged_paths()
    if among:
        return [path for path in staged if path in among]
    return repository.having("merge", "dutymatrix", staged)


def lacks_driver(plan: Path) -> bool:
    """Whether attributes have git merge a plan by our driver, which its settings do not know.

    Raises:
        DutymatrixError: As `git.Repository` raises them.
    """
    place = Place(Repository.discover(plan), plan.name)
    assert place.repository  # it was found
    path = place.repository.path_of(plan)
    wants = place.repository.having("merge", "dutymatrix", [path])
    return bool(wants) and not place.values("merge.dutymatrix.driver")


def is_in_force(place: Place) -> bool:
    """Whether git takes the plan for a plan; other attributes may say otherwise."""
    if place.repository is None:
        return True
    told = place.git("check-attr", "-z", "diff", "merge", "--", place.file)
    return told.split("\0")[2::3] == ["dutymatrix"] * 2


def describe(place: Place, step: Step) -> str:
    """A step as one would do it by hand."""
    match step:
        case Setting(key, value):
            if value is None:
                return f"git config {place.scope} --unset-all {key}\n"
            return f"git config {place.scope} {key} {shlex.quote(value)}\n"
        case Foreign(key, value):
            return f"# {key} = {value}\n"
        case Edited(path):
            return f"# {path}\n"
        case Rewriting(path, _before, text, executable):
            if text is None:
                return f"rm {shlex.quote(str(path))}\n"
            return f"# {path}:\n{text if executable else _ours(text)}"


def _put(place: Place) -> defaultdict[str, set[str]]:
    """Digests of what was put into each setting before; of several the last may not be yet."""
    put: defaultdict[str, set[str]] = defaultdict(set)
    for line in place.values(_RECORD, place.scope):
        key, _blank, digest = line.partition(" ")
        put[key].add(digest)
    return put


def _knows_author(place: Place) -> bool:
    """Whether git can commit here."""
    try:
        return bool(place.git("var", "GIT_AUTHOR_IDENT"))
    except GitFailedError:
        return False


def _digest(text: str) -> str:
    from hashlib import sha256

    return sha256(os.fsencode(text)).hexdigest()[:12]


def _is_put(own: list[str], digests: set[str]) -> bool:
    """Whether the values of a setting are the one that was put there."""
    return len(own) == 1 and _digest(own[0]) in digests


def _python() -> str:
    """The Python that has this program, for a shell: it need not be on the search path.

    What lies in the folder that git runs it in is no part of it (-P).
    """
    return f"{shlex.quote(Path(sys.executable).as_posix())} -P"


# Attributes.


def _attributes(place: Place, before: str, textconv: bool) -> list[str]:
    """Lines for the plan and its progress file, for others set up before, and for documents."""
    drivers = "diff=dutymatrix merge=dutymatrix"
    # Line ends are a repository's own matter; other people's plan.yaml is none of ours.
    text = "text eol=lf " if place.repository else ""
    plans = [line for line in before.splitlines() if line.endswith(f" {drivers}")]
    names = (place.name, progress_name(place.name))
    own = [f"{_pattern(name)} {text}{drivers}" for name in names]
    documents = DOCUMENT_SUFFIXES if textconv else ()
    return [
        *dict.fromkeys([*plans, *own]),
        *(f"*{each} diff=dutymatrix" for each in documents),
    ]


def _attributes_file(place: Place) -> Path:
    if place.repository is None:
        home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
        named = place.values("core.attributesFile", "--path")
        return Path(named[-1]) if named else Path(home, "git", "attributes")
    if place.repository.top:
        path = place.repository.top / ".gitattributes"
        if path.is_symlink():
            raise LinkError(str(path))
        return path
    return place.repository.git_path("info/attributes")


def _marked(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in [_FIRST, *lines, _LAST])


def _ours(text: str) -> str:
    """The lines of a file between our marks."""
    start, end = text.find(_FIRST + "\n"), text.find(_LAST + "\n")
    return text[start + len(_FIRST) + 1 : end] if 0 <= start < end else ""


def _unmarked(text: str, path: Path) -> str:
    """A file's text without what stands between our marks, and they."""
    start, end = text.find(_FIRST + "\n"), text.find(_LAST + "\n")
    if start < 0 and end < 0:
        return text
    if not 0 <= start < end:
        raise BrokenMarksError(str(path))
    return text[:start] + text[end + len(_LAST) + 1 :]


def _escaped(name: str) -> str:
    return re.sub(r"([\\*?\[!#])", r"\\\1", name)


def _pattern(name: str) -> str:
    """A file name as a pattern of attributes that fits nothing else."""
    escaped = _escaped(name)
    if escaped == name and " " not in name and '"' not in name:
        return name
    return '"' + escaped.replace("\\", "\\\\").replace('"', '\\"') + '"'


# The hook.


def _hook_steps(place: Place) -> Iterator[Step]:
    if place.repository and not place.repository.top:
        raise BareHookError
    folder = _hooks_folder(place)
    if folder is None:
        raise SharedHooksError(None)
    if _shares_hooks(place):
        raise SharedHooksError(str(folder))
    wanted = _hook()
    for name in _HOOKS if git_version() >= _SINCE_MERGES else _OLD_HOOKS:
        path = folder / name
        text = _read(path)
        if text and not _is_our_hook(text):
            line = f"{_python()} -m dutymatrix check --staged || exit 1"
            raise ForeignHookError(str(path), line)
        if text != wanted or not os.access(path, os.X_OK):
            yield Rewriting(path, text, wanted, executable=True)


def _is_hooked(place: Place) -> bool:
    """Whether there is a hook that a former setup put, and that is this place's own."""
    folder = _hooks_folder(place)
    if folder is None or _shares_hooks(place):
        return False
    return _is_our_hook(_read(folder / "pre-commit"))


def _hook() -> str:
    rest = _HOOK.format(python=_python())
    return _HOOK_START.format(digest=_digest(rest)) + rest


def _is_our_hook(text: str) -> bool:
    """Whether a hook is one that was put there, and nobody edited it since."""
    first, second, rest = [*text.split("\n", 2), "", ""][:3]
    return f"{first}\n{second}\n" == _HOOK_START.format(digest=_digest(rest))


def _hooks_folder(place: Place) -> Path | None:
    if place.repository:
        return place.repository.git_path("hooks")
    named = place.values("core.hooksPath", "--path")
    return Path(named[-1]) if named else None


def _shares_hooks(place: Place) -> bool:
    """Whether somebody else says where the hooks of a repository are."""
    if place.repository is None or place.values("core.hooksPath", "--local"):
        return False
    return bool(place.values("core.hooksPath"))


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return ""
