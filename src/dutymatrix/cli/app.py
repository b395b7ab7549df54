"""The command tree."""

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from keyword import iskeyword
from typing import Annotated, Any, NamedTuple

import typer

from dutymatrix import __version__
from dutymatrix.cli import complete, console
from dutymatrix.cli.help import Command, Group
from dutymatrix.cli.options import GENERAL, PlansOption
from dutymatrix.cli.session import Settings
from dutymatrix.i18n import N_, _

_BEGIN, _ASK, _HAND_OUT, _REVISE = N_("Begin"), N_("Ask"), N_("Hand out"), N_("Revise")
_FOLLOW_UP = N_("Follow up")


class CommandEntry(NamedTuple):
    """A command of the tree; the module and function of its name are loaded when it is called."""

    panel: str
    """The heading it stands under."""
    examples: str
    hidden: bool = False
    """Whether it is left out of the help: programs call it."""


COMMANDS: dict[str, CommandEntry] = {
    "init": CommandEntry(
        _BEGIN,
        "dutymatrix init 方案.docx\ndutymatrix init 方案.docx --git\ndutymatrix init --example",
    ),
    "doctor": CommandEntry(_BEGIN, "dutymatrix doctor\ndutymatrix doctor -f json"),
    "duties": CommandEntry(
        _ASK,
        "dutymatrix duties 市卫计局\ndutymatrix duties wjj gaj -f json\n"
        "dutymatrix duties 市卫计局 -o 市卫计局任务清单.docx\n"
        "dutymatrix duties --all -o 任务清单/",
    ),
    "task": CommandEntry(_ASK, "dutymatrix task 三·3\ndutymatrix task 3.3 六·2"),
    "tasks": CommandEntry(
        _ASK,
        "dutymatrix tasks --lead 市公安局 --section 三\n"
        "dutymatrix tasks --due-by 2018年底 --order due\n"
        "dutymatrix tasks --text 社区戒毒 -f md",
    ),
    "units": CommandEntry(_ASK, "dutymatrix units --section 三\ndutymatrix units --never-lead"),
    "matrix": CommandEntry(
        _ASK,
        "dutymatrix matrix\n"
        "dutymatrix matrix --rows task --cols unit --cells mark -o 任务分工矩阵.csv\n"
        "dutymatrix matrix --merge 市卫计局+市食药监局=市卫健局 --cells pair",
    ),
    "partners": CommandEntry(
        _ASK, "dutymatrix partners 市禁毒办\ndutymatrix partners gaj --as lead"
    ),
    "stats": CommandEntry(
        _ASK, "dutymatrix stats\ndutymatrix stats --merge 市安监局+市食药监局=市市监局"
    ),
    "plans": CommandEntry(
        _ASK, "dutymatrix plans --plan 方案/\ndutymatrix plans --plan 方案/ --recursive -f csv"
    ),
    "export": CommandEntry(
        _HAND_OUT,
        "dutymatrix export --plan 方案/ -o 数据集/\ndutymatrix duties 市公安局 --plan 数据集/",
    ),
    "graph": CommandEntry(
        _HAND_OUT,
        "dutymatrix graph -o 矩阵.svg\ndutymatrix graph --layout network -o 协作网络.svg",
    ),
    "report": CommandEntry(
        _HAND_OUT,
        "dutymatrix report -o 方案.html\n"
        "dutymatrix report --unit 市卫计局 -o 市卫计局.html\n"
        "dutymatrix report --since @2018-12-31 -o 修订.html",
    ),
    "progress": CommandEntry(
        _FOLLOW_UP,
        "dutymatrix progress\n"
        "dutymatrix progress 三·3\n"
        "dutymatrix progress --light 红 --lead 市公安局\n"
        "dutymatrix progress --unreported\n"
        "dutymatrix progress -o 台账.xlsx",
    ),
    "progress forms": CommandEntry(
        _FOLLOW_UP,
        "dutymatrix progress forms --period 2018年上半年 --due 2018-07-10 -o 反馈表/\n"
        "dutymatrix progress forms --period 2018年第三季度 --for lead -f docx -o 反馈表-Word/",
    ),
    "progress collect": CommandEntry(
        _FOLLOW_UP,
        "dutymatrix progress collect 反馈表/\ndutymatrix progress collect 反馈表/ --dry-run",
    ),
    "progress letters": CommandEntry(
        _FOLLOW_UP,
        "dutymatrix progress letters -o 催办/\n"
        "dutymatrix progress letters --within 60 --sender 市禁毒办 -o 催办/",
    ),
    "progress check": CommandEntry(
        _FOLLOW_UP, "dutymatrix progress check\ndutymatrix progress check --fix"
    ),
    "progress close": CommandEntry(
        _FOLLOW_UP,
        "dutymatrix progress close 三·3 --on 2018-12-20 --note 已通过验收",
    ),
    "progress reopen": CommandEntry(
        _FOLLOW_UP, "dutymatrix progress reopen 三·3 --note 群众反映未落实"
    ),
    "progress extend": CommandEntry(
        _FOLLOW_UP, "dutymatrix progress extend 三·3 --to 2019-06-30 --note 市政府同意延期"
    ),
    "import": CommandEntry(
        _REVISE,
        "dutymatrix import 方案.docx -o 新方案.yaml\n"
        "dutymatrix import 通知.docx 附件.docx -o 全文.yaml\n"
        "dutymatrix import 新稿.docx --onto plan.yaml --base 方案.docx\n"
        "dutymatrix import --all 原文/ -o 方案/",
    ),
    "verify": CommandEntry(
        _REVISE, "dutymatrix verify 方案.txt\ndutymatrix verify 方案.docx -f json"
    ),
    "diff": CommandEntry(
        _REVISE,
        "dutymatrix diff\n"
        "dutymatrix diff HEAD~1 --unit 市公安局\n"
        "dutymatrix diff @2018-12-31 -o 对照表.docx\n"
        "dutymatrix diff 印发稿.yaml 修订稿.yaml --notices 通知/",
    ),
    "history": CommandEntry(
        _REVISE,
        "dutymatrix history 市卫计局\n"
        "dutymatrix history 三·3 --since 2018\n"
        "dutymatrix history gaj -n 5 -f json",
    ),
    "check": CommandEntry(
        _REVISE,
        "dutymatrix check\n"
        "dutymatrix check . --strict -f sarif -o 检查.sarif\n"
        "dutymatrix check --fix --diff\n"
        "dutymatrix check --explain DM201",
    ),
    "fmt": CommandEntry(
        _REVISE, "dutymatrix fmt --diff\ndutymatrix fmt --check\ndutymatrix fmt plan.yaml"
    ),
    "schema": CommandEntry(
        _REVISE,
        "dutymatrix schema -o plan.schema.json\n"
        "dutymatrix schema --plan plan.yaml -o .vscode/dutymatrix.schema.json",
    ),
    "restore": CommandEntry(
        _REVISE,
        "dutymatrix restore 三·3 --from HEAD~1 --dry-run\n"
        "dutymatrix restore 一·8 --from @2017-12-31",
    ),
    "rename-unit": CommandEntry(
        _REVISE,
        "dutymatrix rename-unit 市卫计局 市卫健局 --dry-run\n"
        "dutymatrix rename-unit 市卫计局 市卫健局 --on 2019-03-31",
    ),
    "git-setup": CommandEntry(
        _REVISE,
        "dutymatrix git-setup\ndutymatrix git-setup --hook --print\ndutymatrix git-setup --undo",
    ),
    "textconv": CommandEntry(_REVISE, "dutymatrix textconv plan.yaml", hidden=True),
    "merge-driver": CommandEntry(_REVISE, "", hidden=True),
}
"""Every command, in the order of the help."""


_PAPERS = (
    (_HAND_OUT, "duties 卫计局 -o X.docx", N_("A unit's list, to hand out.")),
    (_HAND_OUT, "duties --all -o 清单/", N_("Everybody's list, each in a file of its own.")),
    (_HAND_OUT, "tasks -o 任务分解表.docx", N_("The plan as a table of tasks, leads and dates.")),
    (_HAND_OUT, "diff -o 对照表.docx", N_("What a revision changes, old and new side by side.")),
)
"""What is handed out by commands that stand elsewhere in the help: heading, line and meaning."""


def build_command() -> Any:  # noqa: ANN401 - Typer does not export the type of its commands
    """The tree, ready to run; only what is called gets built."""
    app = _typer(cls=Group, callback=_root, invoke_without_command=True, add_completion=False)
    group = _built(app)
    group.lines = _PAPERS
    group.commands = _Commands(next(p for p in group.params if "--quiet" in p.opts))
    return group


class _Commands(Mapping[str, Any]):
    """The commands by name, each built when it is asked for; an option stands behind each, too."""

    def __init__(self, quiet: Any) -> None:  # noqa: ANN401 - an option of Typer's
        self._quiet = quiet

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - a command of Typer's
        entry = COMMANDS[name]
        function_name = f"{name}_" if iskeyword(name) else re.sub("[- ]", "_", name)
        function = getattr(import_module(f"dutymatrix.cli.{function_name}"), function_name)
        app = _typer(add_completion=False)
        app.command(
            name,
            cls=Command,
            rich_help_panel=entry.panel,
            epilog=entry.examples,
            hidden=entry.hidden,
        )(function)
        command = _built(app)
        command.params.append(self._quiet)
        return command


def _built(app: typer.Typer) -> Any:  # noqa: ANN401 - a command of Typer's
    """A command whose paths only their readers look at: they say why one cannot be read."""
    command: Any = typer.main.get_command(app)
    for parameter in command.params:
        if hasattr(parameter.type, "readable"):
            parameter.type.readable = False
    return command


def _typer(**settings: Any) -> typer.Typer:  # noqa: ANN401 - what Typer takes
    return typer.Typer(
        pretty_exceptions_enable=False,
        # Help and errors must not load rich.
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        **settings,
    )


def _show_version(asked: bool) -> None:
    if asked:
        console.show(f"dutymatrix {__version__}\n", "table")
        raise typer.Exit


def _install_completion(asked: bool) -> None:
    if asked:
        from dutymatrix.cli.shell import install_completion

        file = install_completion()
        said = _("Tab completion is installed in {file}; it works in the next terminal")
        console.tell(said.format(file=file))
        raise typer.Exit


def _show_completion(shell: str | None) -> None:
    if shell is not None:
        from dutymatrix.cli.shell import completion_script

        console.show(completion_script(shell) + "\n", "table")
        raise typer.Exit


def _be_quiet(asked: bool) -> None:
    # Before the command and behind it: one of both is enough.
    if asked:
        console.be_quiet(True)


def _root(
    ctx: typer.Context,
    plan: PlansOption = None,
    pager: Annotated[
        bool,
        typer.Option(
            "--pager/--no-pager",
            help=N_("Show what is longer than the screen page by page ($PAGER)."),
            show_default=False,
        ),
    ] = True,
    _quiet: Annotated[
        bool,
        typer.Option(
            "--quiet",
            "-q",
            help=N_("Say nothing beside the answer but errors."),
            is_eager=True,
            expose_value=False,
            callback=_be_quiet,
            rich_help_panel=GENERAL,
        ),
    ] = False,
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            "-V",
            help=N_("Show the version and exit."),
            is_eager=True,
            callback=_show_version,
        ),
    ] = False,
    _install: Annotated[
        bool,
        typer.Option(
            "--install-completion",
            help=N_("Let Tab complete commands, units and tasks in this shell."),
            is_eager=True,
            callback=_install_completion,
        ),
    ] = False,
    _show: Annotated[
        str | None,
        typer.Option(
            "--show-completion",
            metavar=N_("SHELL"),
            help=N_("Show the script for that, of bash, zsh, fish or powershell."),
            show_default=False,
            is_eager=True,
            callback=_show_completion,
            autocompletion=complete.shells,
        ),
    ] = None,
) -> None:
    """Who leads and who takes part in each task of an official plan.

    Units may be typed in part (卫计), in pinyin (wjj, weiji) or in full; tasks as
    the document prints them, （三）3, or as 三·3 or 3.3.
    """
    ctx.obj = Settings(tuple(plan or ()), pager)
    if ctx.invoked_subcommand is None:
        console.show(ctx.get_help() + "\n", "table")
