"""The line that was meant for one that is wrong, ready to copy."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import chain

from dutymatrix.cli import value
from dutymatrix.cli.options import AXES
from dutymatrix.error import ready
from dutymatrix.i18n import _

LIKE_COMMANDS = {
    "list": "tasks",
    "ls": "tasks",
    "search": "tasks",
    "find": "tasks",
    "compare": "diff",
    "log": "history",
    "blame": "history",
    "validate": "check",
    "lint": "check",
    "format": "fmt",
    "version": "--version",
    "completion": "--install-completion",
    "serve": "report",
    "web": "report",
    "meeting": "units",
    "breakdown": "tasks -o 任务分解表.docx",
    "任务": "tasks",
    "任务分解表": "tasks -o 任务分解表.docx",
    "分解表": "tasks -o 任务分解表.docx",
    "单位": "units",
    "名录": "units",
    "参会单位": "units",
    "清单": "duties",
    "任务清单": "duties",
    "责任清单": "duties",
    "矩阵": "matrix",
    "统计": "stats",
    "比较": "diff",
    "修订": "diff",
    "对照表": "diff -o 对照表.docx",
    "历史": "history",
    "进度": "progress",
    "落实": "progress",
    "落实情况": "progress",
    "台账": "progress",
    "反馈表": "progress forms",
    "发表": "progress forms",
    "收表": "progress collect",
    "收集": "progress collect",
    "催办": "progress letters",
    "催办函": "progress letters",
    "催报": "progress letters",
    "销号": "progress close",
    "撤销": "progress reopen",
    "撤销销号": "progress reopen",
    "延期": "progress extend",
    "方案库": "plans",
    "检查": "check",
    "导入": "import",
    "核对": "verify",
    "更名": "rename-unit",
    "图": "graph",
    "网页": "report",
    "帮助": "--help",
    "怎么用": "--help",
    "用法": "--help",
    "?": "--help",
    "？": "--help",
    "/?": "--help",
    "/help": "--help",
    "版本": "--version",
}
"""What people type for a command of another name."""

SHOW = ("show", "get", "view", "open", "查", "查询", "看", "查看", "打开")
"""What they type for any question: the noun behind it tells which."""

EVERYBODY = ("all", "everybody", "所有", "全部", "各单位", "所有单位", "全部单位")
"""What they type for every unit."""

_LIKE_OPTIONS = {
    "--out": "-o",
    "--file": "-o",
    "--due": "--due-by",
    "--before": "--due-by",
    "--after": "--due-after",
    "--no-date": "--no-due",
    "--nodue": "--no-due",
    "--role": "--as",
    "--sort": "--order",
    "--search": "--text",
    "--group-by": "--rows",
    "--columns": "--cols",
    "--dry-run": "--diff",
    "-?": "--help",
    "-v": "--version",
    "--单位": "--unit",
    "--牵头": "--lead",
    "--牵头单位": "--lead",
    "--参与": "--join",
    "--参与单位": "--join",
    "--配合": "--join",
    "--部分": "--section",
    "--文字": "--text",
    "--时限": "--due-by",
    "--逾期": "--overdue",
    "--超期": "--overdue",
    "--过期": "--overdue",
    "--无时限": "--no-due",
    "--没有时限": "--no-due",
    "--全部": "--all",
    "--排序": "--order",
    "--格式": "-f",
    "--输出": "-o",
    "--帮助": "--help",
}
"""What people type for an option of another name."""

_SETTINGS = {
    "--lang": "DUTYMATRIX_LANG=en",
    "--language": "DUTYMATRIX_LANG=en",
    "--语言": "DUTYMATRIX_LANG=zh_CN",
    "--no-color": "NO_COLOR=1",
    "--color": "FORCE_COLOR=1",
    "--width": "COLUMNS=100",
}
"""What people type for a variable of the environment."""

_AS_FILE = {
    "word": "X.docx",
    "docx": "X.docx",
    "excel": "X.xlsx",
    "xlsx": "X.xlsx",
    "pdf": "X.pdf",
    "打印": "X.docx",
    "导出": "X.docx",
}
"""What people type who want a file."""


def did_you_mean(command: str, words: Iterable[str]) -> str:
    """The line that was meant, ready to copy."""
    return _("did you mean: {command}").format(command=line(command, words))


def line(command: str, words: Iterable[str]) -> str:
    """A command line, ready to copy."""
    return " ".join(["dutymatrix", *filter(None, [command]), *map(ready, words)])


def option_in(word: str) -> list[str] | None:
    """The option that a bare word stands for, with the value in it: 逾期, 牵头=市公安局."""
    name, *said = re.split("[=\uff1d：:]", word, maxsplit=1)
    option = _LIKE_OPTIONS.get(f"--{name}")
    return [option, *said] if option and (said or option in ("--overdue", "--no-due")) else None


def option_meant(
    option: str, args: Sequence[str], command: str, known: Collection[str]
) -> str | None:
    """What to type for an option that there is not; None: it is not known.

    Args:
        option: The option typed.
        args: What was typed behind `dutymatrix`.
        command: The command that has no such option; empty: none was named.
        known: The options it has.
    """
    from dutymatrix.cli.formats import DOCUMENTS, offered_by

    typed = option.lower()
    if setting := _SETTINGS.get(typed):
        said = _("{option} is no option; a variable of the environment says it: {setting}")
        return said.format(option=option, setting=setting)
    format_ = typed.removeprefix("--")
    if format_ in offered_by(command or "duties"):
        meant = ["-o", f"X.{format_}"] if format_ in DOCUMENTS else ["-f", format_]
    elif format_ in _AS_FILE and "-o" in (known or "-o"):
        meant = ["-o", _AS_FILE[format_]]
    elif typed in _LIKE_OPTIONS:
        meant = [_LIKE_OPTIONS[typed]]
        if meant[0] in ("--lead", "--join") and "--as" in known and _is_last(option, args):
            meant = ["--as", value.said(meant[0].removeprefix("--"))]
        if known and meant[0] not in known:
            return None
    else:
        return None
    words: list[str] = []
    for arg in args:
        name, is_, said = arg.partition("=")
        words += [*meant, *[said][: len(is_)]] if name == option else [arg]
    # Options alone are no question.
    is_bare = not command and all(arg.startswith("-") for arg in args) and meant[0] == "-f"
    return did_you_mean("tasks" if is_bare else "", words)


def _is_last(option: str, args: Sequence[str]) -> bool:
    """Whether nothing that could be its value stands behind an option."""
    after = [*args, "-"][args.index(option) + 1] if option in args else ""
    return after.startswith("-")


def option_of(word: str) -> list[str] | None:
    """The option that says what a word does which no plan is needed to understand.

    A day is a bound, word and excel are files.
    """
    if word.lower() in _AS_FILE:
        return ["-o", _AS_FILE[word.lower()]]
    return ["--due-by", word] if is_date(word) else None


def is_date(word: str) -> bool:
    """Whether a word is what --due-by takes."""
    from dutymatrix.plan.period import parse_period, read_relative, read_year_before

    return bool(parse_period(read_relative(word, date.today())) or read_year_before(word))


def without(args: Sequence[str], words: Sequence[str]) -> list[str]:
    """What was typed, less some words; of a word that stands there twice only the last."""
    left = [*args]
    for word in reversed(words):
        if word in left:
            del left[len(left) - 1 - left[::-1].index(word)]
    return left


def axes_of(words: Sequence[str], known: Collection[str]) -> list[str] | None:
    """The options for the rows and columns of a matrix that were typed as words."""
    if "--rows" not in known or not all(value.means(word, AXES) for word in words):
        return None
    return [*chain.from_iterable(zip(("--rows", "--cols"), words, strict=False))]
