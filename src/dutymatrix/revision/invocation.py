"""What git that asks for a merge was told: the names of the sides, how conflicts are to look.

Git hands a merge driver three files. Since 2.44 it also says what it calls them; how conflicts
are to look, and which side is favored, it never says. Then its settings, its files and, where
the system tells, the line that was typed are asked.
"""

import os
import re
import shlex
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from dutymatrix.merge.mark import Labels, Marks
from dutymatrix.revision.git import GitFailedError, run_git

FAVORS = ("ours", "theirs")
_PLAIN_SIZE = 7
# Between a command of git and this one there is a shell or two.
_MOST_STEPS = 4
# Where nobody tells which command it is, each that keeps something may be it.
_REBASES, _PICKS = ("", "rebase"), ("", "cherry-pick", "revert")
_SEVERAL = "merged common ancestors"
# Options of git itself that have a value behind them.
_OF_GIT = frozenset({"-C", "-c", "--git-dir", "--work-tree", "--namespace", "--config-env"})
# And of its commands, so that a message is not taken for options.
_OF_COMMANDS = frozenset({"-m", "-F", "-s", "--message", "--file", "--strategy", "--onto"})


class Invocation(NamedTuple):
    """How the merge is to be made."""

    marks: Marks = Marks()
    favored: str = ""
    """The side that `-X` favors, "ours" or "theirs"; "" where none is."""
    is_inner: bool = False
    """Whether what comes of it is only the base of another merge, which nobody sees."""


class _Call(NamedTuple):
    """A command of git as it was typed."""

    command: str
    arguments: tuple[str, ...]

    def values(self, *options: str) -> Iterator[str]:
        """What is said behind some options, in order."""
        arguments = iter(self.arguments)
        for argument in arguments:
            name, equals, value = argument.partition("=")
            if argument == "--":
                return
            if name in options:
                yield value if equals else next(arguments, "")
            elif name in _OF_COMMANDS and not equals:
                next(arguments, "")
            elif short := next((o for o in options if len(o) == 2 and argument[:2] == o), ""):
                yield argument.removeprefix(short)

    @property
    def operands(self) -> list[str]:
        """What is no option."""
        return [argument for argument in self.arguments if not argument.startswith("-")]


def find_invocation(size: int, path: str, told: Sequence[str] = ()) -> Invocation:
    """What can be known of the git that asks for a merge.

    Args:
        size: How long it says that marks are.
        path: The path of the file in the repository.
        told: What it calls base, ours and theirs, if it says so.
    """
    call = _find_call()
    own = Path.cwd() / (_ask("rev-parse", "--git-dir") or ".git")
    style = _style(call)
    is_inner = size > _PLAIN_SIZE and size > _size_of(path)
    if told and told[1]:
        labels = Labels(*told)
    elif is_inner:
        labels = Labels(_SEVERAL, "Temporary merge branch 1", "Temporary merge branch 2")
    else:
        labels = _labels(call, own, has_base=style != "merge")
    # A mark is one line, whatever a commit is called.
    labels = Labels(*(re.sub(r"[\x00-\x1f\x7f]+", " ", label) for label in labels))
    return Invocation(Marks(labels, style, size), _favored(call, own), is_inner)


def _ask(*args: str) -> str:
    """What a command of git prints, without its end; "" where it says no."""
    try:
        return os.fsdecode(run_git(*args, folder=Path.cwd())).strip()
    except GitFailedError:
        return ""


def _size_of(path: str) -> int:
    """How long marks are by the attributes of a file; 0 where they say nothing."""
    told = _ask("check-attr", "-z", "conflict-marker-size", "--", path)
    value = told.split("\0")[2:3]
    return int(value[0]) if value and value[0].isdecimal() else 0


def _style(call: _Call) -> str:
    typed = [*call.values("--conflict")]
    return (typed or [_ask("config", "merge.conflictStyle")])[-1] or "merge"


# Which side is favored.


def _favored(call: _Call, own: Path) -> str:
    """The side that `-X` favors; the last one that was said counts.

    A rebase, and one that picks several commits, knows when it goes on what it began with.
    """
    said = [*call.values("-X", "--strategy-option")]
    if call.command in _REBASES:
        with suppress(OSError, ValueError):
            kept = (own / "rebase-merge" / "strategy_opts").read_text(encoding="utf-8")
            said += [word.strip().removeprefix("--") for word in shlex.split(kept)]
    options = own / "sequencer" / "opts"
    if call.command in _PICKS and options.is_file():
        key = "options.strategy-option"
        said += _ask("config", "--file", str(options), "--get-all", key).split()
    return next((word for word in reversed(said) if word in FAVORS), "")


# What the sides are called.


def _labels(call: _Call, own: Path, *, has_base: bool) -> Labels:
    """The names that git itself would write, as far as they can be found."""
    heads = {k[8:]: v for k, v in os.environ.items() if k.startswith("GITHEAD_")}
    if call.command in ("", "merge", "pull") and len(heads) == 1:
        [(commit, name)] = heads.items()
        return Labels(_fork_of(commit) if has_base else "base", "HEAD", name)
    if call.command == "stash":
        return Labels("Stash base", "Updated upstream", "Stashed changes")
    if call.command == "am":
        with suppress(OSError, IndexError):
            message = (own / "rebase-apply" / "final-commit").read_text(encoding="utf-8")
            return Labels("constructed merge base", "HEAD", message.splitlines()[0])
    if picked := _picked(call, own):
        parent = f"parent of {picked}"
        if call.command == "revert":
            return Labels(picked, "HEAD", parent)
        return Labels(parent, "HEAD", picked)
    if call.command in ("checkout", "switch") and "--" not in call.arguments:
        target = next(reversed(call.operands), "")
        if target and not os.path.lexists(target) and _ask("rev-parse", "--verify", target):
            return Labels(_ask("rev-parse", "--abbrev-ref", "HEAD"), target, "local")
    return Labels()


def _fork_of(commit: str) -> str:
    """What git calls the version that HEAD and a commit come from."""
    found = _ask("merge-base", "--all", "HEAD", commit).split()
    return _ask("rev-parse", "--short", found[0]) if len(found) == 1 else _SEVERAL


def _picked(call: _Call, own: Path) -> str:
    """The commit that is picked or reverted just now, as git names it; "" where none is."""
    revision = ""
    with suppress(OSError, IndexError):
        if call.command in _REBASES:
            done = (own / "rebase-merge" / "done").read_text(encoding="utf-8")
            revision = done.splitlines()[-1].split()[1]
        elif call.command in _PICKS:
            revision = next(reversed(call.operands), "")
            todo = (own / "sequencer" / "todo").read_text(encoding="utf-8")
            revision = todo.splitlines()[0].split()[1]
    if not revision or revision.startswith("-"):
        return ""
    return _ask("log", "--no-walk", "--max-count=1", "--format=%h (%s)", revision, "--")


# The line that was typed.


def _find_call() -> _Call:
    """The command of git that runs this one; nothing where the system does not tell."""
    pid = os.getppid()
    for _step in range(_MOST_STEPS):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[:-1]
            state = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2]
        except OSError:
            break
        if call := _parsed([os.fsdecode(word) for word in words]):
            return call
        pid = int(state.split()[1])
    return _Call("", ())


def _parsed(words: Sequence[str]) -> _Call | None:
    """A line as a command of git; None where it is another program's."""
    program = Path(words[0]).name if words else ""
    if program.startswith("git-"):
        return _Call(program.removeprefix("git-"), tuple(words[1:]))
    rest = iter(words[1:] if program == "git" else ())
    for word in rest:
        if word in _OF_GIT:
            next(rest, "")
        elif not word.startswith("-"):
            return _Call(word, tuple(rest))
    return None
