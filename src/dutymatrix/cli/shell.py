"""How shells are told what Tab offers.

Typer would load rich for every description. And a name need not begin as typed (市卫计局 for
`wjj`), which each shell takes otherwise: bash and zsh would put 市 in the place of what was typed
where several names begin with it, fish drops them all.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from shlex import quote
from typing import Any, NamedTuple

from dutymatrix.cli.complete import REQUEST, SHELLS, described
from dutymatrix.error import DutymatrixError, UnwritableFileError
from dutymatrix.i18n import _

_POWERSHELLS = ("powershell", "pwsh")


class UnknownShellError(DutymatrixError):
    """A shell that is not known was to be told what Tab offers."""

    def __init__(self, shell: str) -> None:
        super().__init__(
            _("Tab cannot be set up in this shell: {shell}").format(shell=shell or _("unknown"))
            + "\n"
            + _("show the script of one: dutymatrix --show-completion {shells}").format(
                shells="|".join(SHELLS)
            )
        )


class Offer(NamedTuple):
    """One completion."""

    value: str
    description: str


def answer_tab(environment: Mapping[str, str], build_command: Callable[[], Any]) -> str | None:
    """What a shell is told; None where none asks."""
    request = environment.get(REQUEST, "")
    if request != "complete_bash" and request not in _WRITERS:
        return None
    words = _words(environment, request)
    command = build_command()
    values = _values(words, command)
    if request == "complete_bash":
        return _write_bash(values, words[-1])
    return _WRITERS[request](_described(values, words, command), words[-1])


def completion_script(shell: str) -> str:
    """What a shell must be told that Tab works.

    Raises:
        UnknownShellError: It is none of those that can be told.
    """
    from typer._completion_shared import get_completion_script

    if shell not in SHELLS:
        raise UnknownShellError(shell)
    return get_completion_script(prog_name="dutymatrix", complete_var=REQUEST, shell=shell)


def install_completion() -> Path:
    """Let Tab work in the shell that we were called from; the file that says so comes back.

    Raises:
        UnknownShellError: It is none of those that can be told.
        UnwritableFileError: Its files are not ours to write.
    """
    from typer._completion_shared import _get_shell_name, install

    shell = _get_shell_name() or ""
    script = completion_script(shell)
    try:
        if shell not in _POWERSHELLS:
            return install(shell, "dutymatrix", REQUEST)[1]
        # Typer's way would loosen what the machine may run, and loses 张三 in a path.
        profile = _profile_of(shell)
        profile.parent.mkdir(parents=True, exist_ok=True)
        with profile.open("a", encoding="utf-8") as file:
            file.write(f"\n{script}\n")
    except OSError as error:
        raise UnwritableFileError(str(error.filename), error) from None
    return profile


def _profile_of(shell: str) -> Path:
    """The file that PowerShell reads when it begins."""
    import subprocess

    say = "[Console]::OutputEncoding = [Text.Encoding]::UTF8; $PROFILE"
    command = [shell, "-NoProfile", "-Command", say]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode or not done.stdout.strip():
        raise UnknownShellError(shell)
    return Path(done.stdout.strip())


def _words(environment: Mapping[str, str], request: str) -> list[str]:
    """The words of the line up to the one to complete, which may be empty."""
    if request == "complete_bash":
        words = environment.get("COMP_WORDS", "").split()
        last = int(environment.get("COMP_CWORD", len(words)))
        return [*words[:last], "".join(words[last : last + 1])]
    line = environment.get("_TYPER_COMPLETE_ARGS", "")
    # PowerShell drops the blank at the end, and says what is typed behind it: nothing.
    if line[-1:].isspace() or environment.get("_TYPER_COMPLETE_WORD_TO_COMPLETE") == "":
        return [*line.split(), ""]
    return line.split() or [""]


def _values(words: list[str], command: Any) -> list[str]:  # noqa: ANN401 - Typer's
    """What Typer offers bash."""
    saved = dict(os.environ)
    os.environ |= {
        REQUEST: "complete_bash",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    lines = StringIO()
    try:
        with redirect_stdout(lines), suppress(SystemExit):
            command.main(args=[], prog_name="dutymatrix", standalone_mode=False)
    finally:
        os.environ.clear()
        os.environ.update(saved)
    return [value for value in lines.getvalue().splitlines() if value]


def _described(values: Iterable[str], words: list[str], command: Any) -> list[Offer]:  # noqa: ANN401
    """The values, each with its description."""
    return [
        Offer(value, described.get(value) or _description(value, words, command))
        for value in values
    ]


def _description(value: str, words: Iterable[str], command: Any) -> str:  # noqa: ANN401 - Typer's
    """What a command or an option does, in the user's language."""
    from dutymatrix.cli.help import meaning, summary

    if value in command.commands:
        return summary(command.commands[value].help)
    called = next((command.commands[word] for word in words if word in command.commands), command)
    params = [param for param in called.params if value in (*param.opts, *param.secondary_opts)]
    return meaning(params[0], called.name) if params else ""


def _write_bash(values: list[str], typed: str) -> str:
    """A line each. What was typed stands among several that do not begin so, lest it be lost."""
    if len(values) > 1 and not values[0].startswith(typed):
        values.append(typed)
    return "\n".join(re.sub(r"([\s()&;|<>*?\[\]{}~#!])", r"\\\1", value) for value in values)


def _write_zsh(offers: list[Offer], typed: str) -> str:
    """Code that zsh evaluates: everything is quoted, and -U keeps what begins otherwise."""
    if not offers:
        return "_files"
    values = " ".join(quote(offer.value) for offer in offers)
    lines = " ".join(quote("  ".join(filter(None, offer))) for offer in offers)
    # One after the other, where what they share would take the place of what was typed.
    menu = "" if offers[0].value.startswith(typed) else "; compstate[insert]=menu"
    return f"local -a v d; v=({values}); d=({lines}); compadd -U -l -d d -a v{menu}"


def _write_fish(offers: list[Offer], typed: str) -> str:
    """A line each; fish drops what has not the letters typed, so initials stand for such a name."""
    if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        raise SystemExit(0 if offers else 1)
    lines: dict[str, str] = {}
    for offer in offers:
        rest = iter(offer.value)
        if all(char in rest for char in typed):
            lines[offer.value] = offer.description
        else:
            word = _word_for(offer.value, typed)
            lines[word] = "、".join(filter(None, (lines.get(word), offer.value)))
    return "\n".join("\t".join(filter(None, line)) for line in lines.items())


def _word_for(name: str, typed: str) -> str:
    from dutymatrix.plan.pinyin import words_for

    return next(iter(words_for(name, typed.lower())), typed)


def _write_powershell(offers: list[Offer], _typed: str) -> str:
    """A line each; PowerShell refuses an empty description, and divides words at some marks."""
    return "\n".join(f"{_quoted(offer.value)}:::{offer.description or ' '}" for offer in offers)


def _quoted(value: str) -> str:
    return value if re.fullmatch(r"[^\s(){}\[\];,|&<>@#]+", value) else f"'{value}'"


_WRITERS: dict[str, Callable[[list[Offer], str], str]] = {
    "complete_zsh": _write_zsh,
    "complete_fish": _write_fish,
    "complete_powershell": _write_powershell,
    "complete_pwsh": _write_powershell,
}
