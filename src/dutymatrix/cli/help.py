"""Help and usage errors in the user's language, laid out for Chinese.

Typer words most of these itself, in English only; here they go through the catalogue.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from inspect import cleandoc
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from dutymatrix.cli import console
from dutymatrix.i18n import _
from dutymatrix.render.measure import cells, wrap

_WIDEST = 100
_NARROWEST = 40
_FIRST_COLUMN = 28


class Command(TyperCommand):
    """A command whose help is worded and laid out here."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, D102 - Typer's own
        formatter.write("\n".join(_help_lines(self, ctx, ())) + "\n")


class Group(TyperGroup):
    """The command tree, with help and suggestions worded here."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, D102 - Typer's own
        commands = [self.commands[name] for name in self.list_commands(ctx)]
        formatter.write("\n".join(_help_lines(self, ctx, commands)) + "\n")

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401, D102
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            raise TyperException(_unknown_command(args[0], self.commands))
        return super().resolve_command(ctx, args)


def word_usage_error(error: TyperException) -> str:
    """A usage error and where to read more, in the user's language."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "dutymatrix"
    more = _("{command} --help tells how it is used").format(command=path)
    return _("error: {message}").format(message=_usage_problem(error)) + f"\n  {more}"


def _usage_problem(error: TyperException) -> str:
    param = getattr(error, "param", None)
    match type(error).__name__:
        case "NoSuchOption":
            option = getattr(error, "option_name", "")
            close = getattr(error, "possibilities", None) or ()
            said = _("there is no option {option} here").format(option=option)
            meant = _("did you mean {names}?").format(names=", ".join(close))
            return f"{said}; {meant}" if close else said
        case "MissingParameter" if param is not None:
            name = param.opts[0] if param.param_type_name == "option" else _metavar(param)
            return _("{name} is missing").format(name=name)
        case "BadOptionUsage":
            return _("{option} needs a value").format(option=getattr(error, "option_name", ""))
        case _ if extra := re.match(r"Got unexpected extra arguments? \((.*)\)", error.message):
            return _("{words}: one thing too many").format(words=extra[1])
        case _ if error.message == "Missing command.":
            return _("a command is missing")
        case _:
            return error.format_message()


def _unknown_command(typed: str, commands: Iterable[str]) -> str:
    said = _("there is no command {name}").format(name=typed)
    close = get_close_matches(typed, commands, 1)
    return f"{said}; " + _("did you mean {names}?").format(names=close[0]) if close else said


def _help_lines(command: Any, ctx: Any, commands: Sequence[Any]) -> list[str]:  # noqa: ANN401
    columns = max(_NARROWEST, min((console.width() or 80), _WIDEST))
    params = [param for param in command.get_params(ctx) if not getattr(param, "hidden", False)]
    pieces = [ctx.command_path, _("[OPTIONS]")]
    pieces += [_metavar(param) for param in params if param.param_type_name == "argument"]
    pieces += [_("COMMAND [ARGS]...")] if commands else []
    lines = [_("Usage: {usage}").format(usage=" ".join(pieces))]
    for paragraph in _said(command.help).split("\n\n"):
        lines += ["", *wrap(" ".join(paragraph.split("\n")), columns)]
    if command.epilog:
        lines += ["", _("Examples:"), *(f"  {line}" for line in command.epilog.split("\n"))]
    arguments = [
        (_metavar(param), _said(param.help))
        for param in params
        if param.param_type_name == "argument"
    ]
    options = [
        (_option_names(param), _said(param.help))
        for param in params
        if param.param_type_name == "option"
    ]
    lines += _definitions(_("Arguments:"), arguments, columns)
    lines += _definitions(_("Options:"), options, columns)
    panels: dict[str, list[tuple[str, str]]] = {}
    for sub in commands:
        if not sub.hidden:
            summary = _said(sub.help).split("\n\n")[0].replace("\n", " ")
            panels.setdefault(sub.rich_help_panel or "", []).append((sub.name, summary))
    for panel, rows in panels.items():
        lines += _definitions(_(panel) + _(":"), rows, columns)
    return lines


def _said(help_text: str | None) -> str:
    """A help text in the user's language; gettext keeps "" for itself."""
    return _(cleandoc(help_text)) if help_text else ""


def _definitions(head: str, rows: Sequence[tuple[str, str]], columns: int) -> list[str]:
    """Terms and what they mean, in two columns."""
    if not rows:
        return []
    first = min(max(cells(term) for term, _text in rows) + 2, _FIRST_COLUMN)
    lines = ["", head]
    for term, text in rows:
        below = wrap(text, columns - first - 2)
        pad = first - cells(term)
        if pad < 2:
            lines.append(f"  {term}")
        else:
            lines.append(f"  {term}{' ' * pad}{below.pop(0)}")
        lines += [" " * (first + 2) + line for line in below]
    return [line.rstrip() for line in lines]


def _option_names(param: Any) -> str:  # noqa: ANN401 - a parameter of Typer's
    names = ", ".join(sorted([*param.opts, *param.secondary_opts], key=len))
    return names if param.is_flag or param.count else f"{names} {_metavar(param)}"


def _metavar(param: Any) -> str:  # noqa: ANN401 - a parameter of Typer's
    """What stands for a value: UNIT..., 单位..."""
    return _(param.metavar) if param.metavar else str(param.name).upper()
