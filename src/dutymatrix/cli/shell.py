"""How shells are told what Tab offers.

Typer answers bash. What it answers the others loads rich for every description and lets zsh
and fish drop a name that does not begin as typed (市卫计局 for `wjj`), so those are answered here.
"""

import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import redirect_stdout, suppress
from io import StringIO
from shlex import quote
from typing import Any, NamedTuple

from dutymatrix.i18n import _

REQUEST = "_DUTYMATRIX_COMPLETE"
"""The variable by which a shell asks what Tab offers."""


class Offer(NamedTuple):
    """One completion."""

    value: str
    description: str


def answer_tab(environment: Mapping[str, str], build_command: Callable[[], Any]) -> str | None:
    """What zsh, fish or PowerShell is told; None where nobody of them asks."""
    request = environment.get(REQUEST, "")
    if request not in _WRITERS:
        return None
    line = environment.get("_TYPER_COMPLETE_ARGS", "")
    words = line.split()
    if environment.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "") or not line.endswith(" "):
        typed = words[-1] if words else ""
    else:
        typed = ""
        words.append("")
    offers = _offers(words, build_command())
    return _WRITERS[request](offers, typed)


def install_completion(run: Callable[[], Any]) -> str:
    """Let Typer install completion, which it reports in English; said in the user's language."""
    lines = StringIO()
    with redirect_stdout(lines), suppress(SystemExit):
        run()
    place = re.search(r" installed in (.+)", lines.getvalue())
    if place is None:
        return lines.getvalue().strip()
    return _("Tab completion is installed in {file}; it works in the next terminal").format(
        file=place[1]
    )


def _offers(words: list[str], command: Any) -> list[Offer]:  # noqa: ANN401 - Typer's
    """What Typer offers bash, each with its description."""
    from dutymatrix.cli import complete

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
    return [
        Offer(value, complete.described.get(value) or _description(value, words, command))
        for value in lines.getvalue().splitlines()
        if value
    ]


def _description(value: str, words: Iterable[str], command: Any) -> str:  # noqa: ANN401 - Typer's
    """What a command or an option does, in the user's language."""
    from dutymatrix.cli.help import said, summary

    if value in command.commands:
        return summary(command.commands[value].help)
    called = next((command.commands[word] for word in words if word in command.commands), command)
    params = [param for param in called.params if value in (*param.opts, *param.secondary_opts)]
    return said(params[0].help) if params else ""


def _write_zsh(offers: list[Offer], _typed: str) -> str:
    """Code that zsh evaluates: everything is quoted, and -U keeps what begins otherwise."""
    if not offers:
        return "_files"
    values = " ".join(quote(offer.value) for offer in offers)
    lines = " ".join(quote("  ".join(filter(None, offer))) for offer in offers)
    return f"local -a v d; v=({values}); d=({lines}); compadd -U -l -d d -a v"


def _write_fish(offers: list[Offer], typed: str) -> str:
    """A line each; a name that begins otherwise explains what was typed, or fish would drop it."""
    if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        raise SystemExit(0 if offers else 1)
    return "\n".join(
        "\t".join(filter(None, offer))
        if offer.value.startswith(typed)
        else f"{typed}\t{offer.value}"
        for offer in offers
    )


def _write_powershell(offers: list[Offer], _typed: str) -> str:
    """A line each; PowerShell refuses an empty description."""
    return "\n".join(f"{offer.value}:::{offer.description or ' '}" for offer in offers)


_WRITERS: dict[str, Callable[[list[Offer], str], str]] = {
    "complete_zsh": _write_zsh,
    "complete_fish": _write_fish,
    "complete_powershell": _write_powershell,
    "complete_pwsh": _write_powershell,
}
