"""Help and usage errors in the user's language, laid out for Chinese.

Typer words most of these itself, in English only; here they go through the catalogue.
"""

import re
from collections.abc import Iterable, Sequence
from inspect import cleandoc
from typing import Any

from typer import Exit, _completion_classes
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from dutymatrix.cli import console
from dutymatrix.cli.options import FILTERS, GENERAL, OUTPUT, WHAT_IF
from dutymatrix.i18n import N_, _, enumerated
from dutymatrix.measure import cells, wrap

# A Tab must not load rich, nor take the [重点] of a title for markup.
_completion_classes._sanitize_help_text = lambda text: text
_completion_classes.completion_init()

# As Typer words it.
_NO_NUMBER = r"'(\S+)': '?(.*?)'? is not (?:a valid int|in the range)"
# How like an option what was typed has to be.
_CLOSE = 0.7
_WIDEST = 100
_NARROWEST = 40
_FIRST_COLUMN = 28
_HEADINGS = (N_("Options"), FILTERS, WHAT_IF, OUTPUT, GENERAL)


_OF_NOUNS = ("duties", "task", "tasks")
"""The commands that a noun may stand for."""


class _Worded:
    """What commands and the tree say alike: words for Tab, and errors that know their command."""

    help: str | None

    def get_short_help_str(self, limit: int = 0) -> str:
        """The first paragraph of the help; a shell cuts it where it must."""
        return summary(self.help)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:  # noqa: ANN401
        """What Tab offers, with its help in the user's language."""
        offered = super().shell_complete(ctx, incomplete)  # type: ignore[misc]
        for item in offered:
            if incomplete.startswith("-"):
                item.help = said(item.help)
        return offered

    def parse_args(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Read the arguments."""
        try:
            return super().parse_args(ctx, args)  # type: ignore[misc]
        except TyperException as error:
            # Typer's parser leaves some errors without the command they belong to.
            if getattr(error, "ctx", None) is None:
                error.ctx = ctx  # type: ignore[attr-defined]
            raise


class Command(_Worded, TyperCommand):
    """A command whose help is worded and laid out here."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, D102 - Typer's own
        formatter.write("\n".join(_help_lines(self, ctx, ())) + "\n")


class Group(_Worded, TyperGroup):
    """The command tree, with help and suggestions worded here."""

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:  # noqa: ANN401
        """What Tab offers; the second word of a command has its turn behind the first."""
        return [own for own in super().shell_complete(ctx, incomplete) if " " not in own.value]

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, D102 - Typer's own
        commands = [self.commands[name] for name in self.list_commands(ctx)]
        formatter.write("\n".join(_help_lines(self, ctx, commands)) + "\n")

    def parse_args(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Read what stands before the command; options of the command may, too."""
        return super().parse_args(ctx, self._reordered(ctx, self._joined(ctx, args)))

    def _joined(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """The arguments with a command of two words, `progress close`, as one of them."""
        place = next((n for n, arg in enumerate(args) if arg in self.commands), None)
        if place is None:
            return args
        first, behind = args[place], args[place + 1 :]
        seconds = [own[len(first) + 1 :] for own in self.commands if own.startswith(f"{first} ")]
        at = self._first_word(ctx, first, behind) if seconds else None
        if at is None:
            return args
        second = behind.pop(at)
        if second in seconds:
            return [*args[:place], f"{first} {second}", *behind]
        if at == 0 and not ctx.resilient_parsing:
            from dutymatrix.cli.noun import refuse_second_word

            refuse_second_word(first, second, behind, seconds)
        return args

    def _first_word(self, ctx: Any, command: str, behind: Sequence[str]) -> int | None:  # noqa: ANN401
        """Where the first word behind a command stands that belongs to no option."""
        options = _options_of(self.commands[command], ctx)
        places = iter(range(len(behind)))
        for place in places:
            if not behind[place].startswith("-"):
                return place
            if options.get(_name(behind[place])) and "=" not in behind[place]:
                next(places, None)
        return None

    def _reordered(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401
        """The arguments with those options behind their command or noun that stand before it."""
        own = _options_of(self, ctx)
        place = next((n for n, arg in enumerate(args) if arg in self.commands), None)
        before = [arg for arg in args[:place] if arg.startswith("-")]
        first = next(iter(args), "")
        if all(_name(arg) in own for arg in before) or (place is None and first not in before):
            return args
        # Where no command is named, options are those of one that a noun may stand for.
        theirs: dict[str, bool] = {}
        for name in _OF_NOUNS if place is None else [args[place]]:
            theirs |= _options_of(self.commands[name], ctx)
        kept: list[str] = []
        moved: list[str] = []
        words: list[str] = []
        rest = iter(args[:place])
        for arg in rest:
            known = own if _name(arg) in own else theirs
            if not arg.startswith("-"):
                goes = words
            else:
                goes = kept if known is own or _name(arg) not in theirs else moved
            goes.append(arg)
            if known.get(_name(arg)) and "=" not in arg:
                value = next(rest, None)
                if value is None:  # it is missing
                    return args
                goes.append(value)
        if place is None:
            if moved and not words:
                from dutymatrix.cli.noun import NoCommandError

                raise NoCommandError(moved)
            return [*kept, *words, *moved]
        return [*kept, args[place], *words, *moved, *args[place + 1 :]]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401, D102
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            from dutymatrix.cli.noun import with_command

            # What a noun is taken for is said before its command reads what stands behind it.
            if not {"-q", "--quiet"}.isdisjoint(args):
                console.be_quiet(True)
            args = with_command(args, self.list_commands(ctx), ctx.params.get("plan"))
            if args == ["--help"]:
                console.show(ctx.get_help() + "\n", "table")
                raise Exit
        return super().resolve_command(ctx, args)


def _options_of(command: Any, ctx: Any) -> dict[str, bool]:  # noqa: ANN401 - of Typer's
    """Names of a command's options, and whether each takes a value."""
    return {
        name: not (param.is_flag or param.count)
        for param in command.get_params(ctx)
        if param.param_type_name == "option"
        for name in (*param.opts, *param.secondary_opts)
    }


def _name(arg: str) -> str:
    return arg.partition("=")[0]


def word_usage_error(error: TyperException, args: Sequence[str]) -> str:
    """A usage error and where to read more, in the user's language.

    Args:
        error: What Typer found.
        args: What was typed.
    """
    from dutymatrix.cli.noun import words_meant
    from dutymatrix.cli.suggestion import option_meant

    context = getattr(error, "ctx", None)
    path = context.command_path if context else "dutymatrix"
    known = _options_of(context.command, context) if context else {}
    if extra := _extra_words(error):
        more = words_meant(extra, args, known, context and context.find_root().params.get("plan"))
    else:
        option = getattr(error, "option_name", "")
        more = option_meant(option, args, path.partition(" ")[2], known)
    said = _("error: {message}").format(message=_usage_problem(error, named=not more))
    examples = context.command.epilog if context else None
    if examples and type(error).__name__.startswith("Missing"):
        said += "\n  " + _("for example: {example}").format(example=examples.split("\n")[0])
    more = more or _("{command} --help tells how it is used").format(command=path)
    return f"{said}\n  {more}"


def _extra_words(error: TyperException) -> list[str]:
    """The words that are too many."""
    extra = re.match(r"Got unexpected extra argument\S* \((.*)\)", error.format_message())
    return extra[1].split() if extra else []


def _usage_problem(error: TyperException, *, named: bool) -> str:
    param = getattr(error, "param", None)
    match type(error).__name__:
        case "NoSuchOption":
            option = getattr(error, "option_name", "")
            from difflib import get_close_matches

            known = getattr(error, "possibilities", None) or ()
            close = get_close_matches(option, known, cutoff=_CLOSE)
            said = _("there is no option {option} here").format(option=option)
            meant = _("did you mean {names}?").format(names=enumerated(close))
            return said + _("; ") + meant if close and named else said
        case "MissingParameter" if param is not None:
            name = param.opts[0] if param.param_type_name == "option" else _metavar(param)
            return _("{name} is missing").format(name=name.removesuffix("..."))
        case "BadOptionUsage":
            option = getattr(error, "option_name", "")
            if "does not take a value" in error.message:
                return _("{option} takes no value").format(option=option)
            context = getattr(error, "ctx", None)
            params = context.command.get_params(context) if context else ()
            needs = next((own for own in params if option in own.opts), None)
            if needs is None or not needs.metavar:
                return _("{option} needs a value").format(option=option)
            return _("{option} needs a value: {value}").format(option=option, value=_metavar(needs))
        case _ if wrong := re.search(_NO_NUMBER, error.format_message()):
            said = _("{option} needs a whole number from {least} on, not {value}")
            least = getattr(getattr(param, "type", None), "min", None) or 0
            return said.format(option=wrong[1], value=wrong[2], least=least)
        case _ if extra := _extra_words(error):
            return _("unexpected argument: {words}").format(words=" ".join(extra))
        case _:
            return error.format_message()


def _help_lines(command: Any, ctx: Any, commands: Sequence[Any]) -> list[str]:  # noqa: ANN401
    columns = max(_NARROWEST, min((console.width() or 80), _WIDEST))
    params = [param for param in command.get_params(ctx) if not getattr(param, "hidden", False)]
    pieces = [ctx.command_path, _("[OPTIONS]")]
    pieces += [_metavar(param) for param in params if param.param_type_name == "argument"]
    pieces += [_("COMMAND [ARGS]...")] if commands else []
    lines = [_("Usage: {usage}").format(usage=" ".join(pieces))]
    for paragraph in said(command.help).split("\n\n"):
        lines += ["", *wrap(_joined(paragraph), columns)]
    if command.epilog:
        lines += ["", _("Examples:"), *(f"  {line}" for line in command.epilog.split("\n"))]
    arguments = [
        (_metavar(param), said(param.help))
        for param in params
        if param.param_type_name == "argument"
    ]
    groups: dict[str, list[tuple[str, str]]] = {heading: [] for heading in _HEADINGS}
    for param in params:
        if param.param_type_name == "option":
            heading = GENERAL if "--help" in param.opts else param.rich_help_panel
            # The page of all commands has few options, and one group of them.
            rows = groups[(not commands and heading) or _HEADINGS[0]]
            rows.append((_option_names(param), meaning(param, command.name)))
    lines += _definitions(_("Arguments:"), arguments, columns)
    first = _first_column((row for rows in groups.values() for row in rows), columns)
    for heading, rows in groups.items():
        lines += _definitions(_(heading) + _(":"), rows, columns, first)
    panels: dict[str, list[tuple[str, str]]] = {}
    for sub in commands:
        if not sub.hidden:
            panel = sub.rich_help_panel or ""
            panels.setdefault(panel, []).append((sub.name, summary(sub.help)))
    for panel, line, text in reversed(getattr(command, "lines", ())):
        panels[panel].insert(0, (line, _(text)))
    for panel, rows in panels.items():
        lines += _definitions(_(panel) + _(":"), rows, columns)
    return lines


def meaning(param: Any, command: str | None) -> str:  # noqa: ANN401 - a parameter of Typer's
    """What an option is for, in the user's language, with the formats of its command."""
    text = said(param.help)
    if "{formats}" in text:
        from dutymatrix.cli.formats import offered_by

        _table, *others = offered_by(command or "")
        text = text.format(formats=enumerated([_("table (for reading)"), *others]))
    return text


def said(help_text: str | None) -> str:
    """A help text in the user's language; gettext keeps "" for itself."""
    return _(cleandoc(help_text)) if help_text else ""


def summary(help_text: str | None) -> str:
    """Its first paragraph, on one line."""
    return _joined(said(help_text).split("\n\n")[0])


def _joined(paragraph: str) -> str:
    """A paragraph on one line; behind a Chinese mark there is no blank."""
    return re.sub("(?<=[，。；：、！？）”])\n", "", paragraph).replace("\n", " ")


def _first_column(rows: Iterable[tuple[str, str]], columns: int) -> int:
    """How wide the terms of a list are laid out."""
    widest = max((cells(term) for term, _text in rows), default=0) + 2
    return min(widest, _FIRST_COLUMN, columns // 3)


def _definitions(
    head: str, rows: Sequence[tuple[str, str]], columns: int, first: int = 0
) -> list[str]:
    """Terms and what they mean, in two columns."""
    if not rows:
        return []
    first = first or _first_column(rows, columns)
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
