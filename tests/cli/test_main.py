"""The boundary: help, exit codes, typos, bugs, Ctrl-C and broken pipes, in both languages."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutymatrix import __version__
from dutymatrix.answer.matrix import Axis, Measure
from dutymatrix.cli import session
from dutymatrix.cli.app import COMMANDS
from dutymatrix.cli.formats import FORMATS
from dutymatrix.cli.main import main
from dutymatrix.diff import Kind
from dutymatrix.plan.model import Role
from program import PlanFile, Runner, start, start_in_shell

ENGLISH_HELP = """\
Usage: dutymatrix duties [OPTIONS] UNIT...

What a unit leads and takes part in, who leads it, and by when.

Duties that reach the unit as a member of a group are listed after its own and
counted separately. Below the list is what it cannot say: groups whose members
the plan does not list, and the chapters that bind everybody. In a file (-o
X.docx, .xlsx, .html or .md) it is a document to hand out; -f text is short
lines to paste into a message.

Examples:
  dutymatrix duties 市卫计局
  dutymatrix duties wjj gaj -f json
  dutymatrix duties 市卫计局 -o 市卫计局任务清单.docx
  dutymatrix duties --all -o 任务清单/

Arguments:
  UNIT...  A unit or group: its name, a part of it, or pinyin (wjj, weiji).

Options:
  --all                Everybody's list: into one file, or into a folder.
  --as ROLE            Only where the unit has this role: lead, responsible,
                       join or guide.
  --order ORDER        Sort by number, due or lead; without it leads come first.
  --open               Not closed by progress close.
  --closed             Closed by progress close.

Filters:
  --unit UNIT          A unit on the task, in any role; several: all of them.
  --lead UNIT          A unit that leads.
  --join UNIT          A unit that takes part.
  --section SECTION    A section: 三, 3, （三） or a part of its title; several:
                       any of them.
  --text TEXT          Words in the title, wording or goals; several: all of
                       them.
  --due-by DATE        Due by the end of: 2018, 2018-06, 2018年上半年, 今年底,
                       本月, 2018-12-31.
  --due-after DATE     Due after the end of that.
  --no-due             Without a date.
  --overdue            With a date that is past.
  --today DATE         The day that --overdue and 今年 count from.
  --without-join       Nobody takes part.
  --through-groups     Count a unit where a group is named that it belongs to.
  --as-of DAY          The day whose units are meant, where some ended or took
                       over; else today.

Output:
  --full, --brief      In documents: the wording of each task once more as pages
                       of text, or none.
  --clean              In a folder: remove files of earlier runs that are no
                       longer current.
  --title TITLE        What the document is called (责任清单).
  --blank HEADS        Empty columns to fill in: 责任科室,责任人,联系电话.
  --undated WORDS      What to print where a task has no deadline (持续推进).
  --date DATE          The date to print; without it a line to fill in.
  --profile FILE       House style for Word documents, where it differs from
                       GB/T 9704 (TOML).
  --template FILE      The office's Word file to write into (红头.docx): where
                       {{内容}} stands, or at its end.
  --stamp              Print which version of the plan the paper was made from.
  -f, --format FORMAT  Output format: table (for reading), json, jsonl, csv,
                       tsv, md, text, html, docx, xlsx, pdf.
  -o, --output FILE    Write to a file; its extension decides the format.

General:
  --plan PATH          The plan file, several, or a folder of plans. Default:
                       $DUTYMATRIX_PLAN, or plan.yaml here or in a parent
                       folder.
  --recursive          Of a folder of plans also the folders below.
  --documents          Of a folder of plans also documents (Word, PDF …) in it.
  --strict             Exit with 1 where a plan of a folder could not be read.
  -q, --quiet          Say nothing beside the answer but errors.
  -h, --help           Show this message and exit.
"""

CHINESE_HELP = """\
用法：dutymatrix duties [选项] 单位...

查单位牵头、参与哪些任务，由谁牵头，何时完成。

以统称（如“各镇（街）”）列入的任务排在后面，另行计数。表下列出待核实的统称（方案
没有列明成员）和各单位共同要求。写入文件（-o X.docx、.xlsx、.html 或 .md）即为可
印发的任务清单；-f text 为可粘贴到消息中的短行。

例：
  dutymatrix duties 市卫计局
  dutymatrix duties wjj gaj -f json
  dutymatrix duties 市卫计局 -o 市卫计局任务清单.docx
  dutymatrix duties --all -o 任务清单/

参数：
  单位...  单位或统称（如“各镇（街）”）：全名、部分名称或拼音（wjj、weiji）。

选项：
  --all              所有单位的任务清单：写入一个文件，或一个文件夹。
  --as 分工          只列本单位为此分工的任务：lead 牵头、responsible 责任、join
                     参与、guide 指导。
  --order 顺序       排序：number 条目、due 时限、lead 牵头单位；不写则牵头在
                     前。
  --open             只列未销号的任务。
  --closed           只列已销号的任务。

筛选：
  --unit 单位        任务中有此单位（不论分工）；写几个则须都有。
  --lead 单位        牵头单位。
  --join 单位        参与单位。
  --section 部分     部分：三、3、（三）或标题的一部分；写几个则取任一。
  --text 文字        标题、正文或目标中的文字；写几个则须都有。
  --due-by 日期      完成时限不晚于：2018、2018-06、2018年上半年、今年底、本月、
                     2018-12-31。
  --due-after 日期   完成时限晚于该日期。
  --no-due           未明确完成时限。
  --overdue          完成时限已过。
  --today 日期       --overdue、今年、本月以哪天为准（默认今天）。
  --without-join     没有参与单位。
  --through-groups   以统称列入的也算（如“各镇（街）”中的镇）。
  --as-of 日期       以哪一天的单位为准（名录写明有单位承接的）；不写为今天。

输出：
  --full, --brief    印发文件中：另附任务原文，或不印工作内容。
  --clean            写入文件夹时：删除以前写出、现已不用的文件。
  --title 名称       文件名称（如任务清单）。
  --blank 栏目       增加待填的空栏：责任科室,责任人,联系电话。
  --undated 字样     没有完成时限的任务印什么（如 持续推进）。
  --date 日期        印在文件上的日期；不写则留空待填。
  --profile 文件     本单位 Word 版式与 GB/T 9704 不同之处（TOML 文件）。
  --template 文件    写入本单位的 Word 模板（如 红头.docx）：写在 {{内容}} 处，
                     没有则写在末尾。
  --stamp            在文件上注明由方案的哪个版本生成。
  -f, --format 格式  输出格式：table 屏幕表格、json、jsonl、csv、tsv、md、text、
                     html、docx、xlsx、pdf。
  -o, --output 文件  写入文件，按扩展名确定格式。

其他：
  --plan 路径        方案文件，可写多个，也可写方案文件夹；不写时依次用
                     $DUTYMATRIX_PLAN、本文件夹或上级文件夹中的 plan.yaml。
  --recursive        方案文件夹的下级文件夹也计入。
  --documents        方案文件夹里的原文（Word、PDF 等）也计入。
  --strict           文件夹里有方案读不了时，退出码为 1。
  -q, --quiet        除结果外只提示错误。
  -h, --help         显示本说明。
"""

ENGLISH_INTRODUCTION = """\
Usage: dutymatrix [OPTIONS] COMMAND [ARGS]...

Who leads and who takes part in each task of an official plan.

Units may be typed in part (卫计), in pinyin (wjj, weiji) or in full; tasks as
the document prints them, （三）3, or as 三·3 or 3.3.

Options:
  --plan PATH              The plan file, several, or a folder of plans.
                           Default: $DUTYMATRIX_PLAN, or plan.yaml here or in a
                           parent folder.
"""

CHINESE_INTRODUCTION = """\
用法：dutymatrix [选项] 命令 [参数]...

查方案中每项任务谁牵头、谁参与。

单位可写部分名称（卫计）、拼音（wjj、weiji）或全名；条目可照原文写 （三）3，也可
写 三·3 或 3.3。

选项：
  --plan 路径               方案文件，可写多个，也可写方案文件夹；不写时依次用
                            $DUTYMATRIX_PLAN、本文件夹或上级文件夹中的
                            plan.yaml。
"""

CHINESE_CHECK_HELP_40 = """\
用法：dutymatrix check [选项] [文件|文件夹]...

检查方案文件，列出全部问题及其位置。

有错误时退出码为 1；提醒供参考。方案某一
行写注释 # dm: ignore DM502，该行的这条
提醒就不再报告；方案旁可放
dutymatrix.toml，在 [check] 表中写
select 和 ignore。

例：
  dutymatrix check
  dutymatrix check . --strict -f sarif -o 检查.sarif
  dutymatrix check --fix --diff
  dutymatrix check --explain DM201

参数：
  [文件|文件夹]...
               方案文件，未写时用 --plan
               所指的文件；写文件夹的，
               检查其中（含下级）像方案
               的 .yaml 和 .yml 文件，隐
               藏的除外。

选项：
  --staged     检查暂存（git add）的方
               案，git-setup 所装的钩子
               用的就是这一项。
  --select 规则号
               只报告这些规则（DM502）或
               规则类别（DM5）查出的提
               醒；错误仍然报告。
  --ignore 规则号
               不报告这些规则或类别查出
               的提醒；错误总要报告。
  --strict     有提醒时退出码也为 1。
  --fix        改法只有一种的，代为改
               正；改后仍有错误的文件不
               动。
  --diff       显示 --fix 将作的改动，不
               写入文件。
  --explain    列出全部规则；后面写规则
               号（如 DM502）则说明该条
               规则。

输出：
  -f, --format 格式
               table 屏幕表格、json、
               github、sarif、gcc。
  -o, --output 文件
               写入文件，按扩展名确定格
               式。

其他：
  --plan 路径  方案文件；不写时依次用
               $DUTYMATRIX_PLAN、本文件
               夹或上级文件夹中的
               plan.yaml。
  -q, --quiet  除结果外只提示错误。
  -h, --help   显示本说明。
"""


@pytest.mark.parametrize(
    ("lang", "expected"),
    [pytest.param("en", ENGLISH_HELP, id="en"), pytest.param("zh_CN", CHINESE_HELP, id="zh_CN")],
)
def test_help_of_a_command(run: Runner, lang: str, expected: str) -> None:
    for option in ("--help", "-h"):
        assert run("duties", option, lang=lang, COLUMNS="80") == (0, expected, "")


@pytest.mark.parametrize(
    ("lang", "introduction", "ask", "duties"),
    [
        pytest.param(
            "en", ENGLISH_INTRODUCTION, "Ask:", "What a unit leads and takes part in, ", id="en"
        ),
        pytest.param(
            "zh_CN", CHINESE_INTRODUCTION, "查询：", "查单位牵头、参与哪些任务", id="zh_CN"
        ),
    ],
)
def test_help_of_the_program(
    run: Runner, lang: str, introduction: str, ask: str, duties: str
) -> None:
    """Asked for, or by a bare call; every command stands in it, in its order."""
    code, out, err = run(lang=lang, COLUMNS="80")
    assert (code, err) == (0, "")
    assert out.startswith(introduction)
    assert re.search(f"\n\n{ask}\n  duties +{duties}", out)
    listed = [name for name, entry in COMMANDS.items() if not entry.hidden]
    # What other commands hand out stands among them, with the option that does.
    assert re.findall(r"^  ([a-z][a-z-]*(?: [a-z]+)?)(?:  .*)?$", out, re.MULTILINE) == listed
    for option in ("--help", "-h"):
        assert run(option, lang=lang, COLUMNS="80") == (0, out, "")


def test_help_in_a_narrow_terminal(run: Runner) -> None:
    assert run("check", "-h", lang="zh_CN", COLUMNS="40").out == CHINESE_CHECK_HELP_40
    assert run("check", "-h", lang="zh_CN", COLUMNS="10").out == CHINESE_CHECK_HELP_40


@pytest.mark.parametrize("command", [(), *(tuple(name.split()) for name in COMMANDS)])
def test_no_english_is_left_in_chinese_help(run: Runner, command: tuple[str, ...]) -> None:
    """Only names: of commands, options, formats, variables, files, rules and units' initials."""
    text = run(*command, "--help", lang="zh_CN").out
    words = re.findall(r"[A-Za-z][A-Za-z-]+", re.sub(r"\$\w+|-{1,2}[a-z-]+", "", text))
    names = {"dutymatrix", "plan", "yaml", "Tab", "wjj", "gaj", "DM", "GB", "Word"}
    names |= {
        "all",
        "number",
        "due",
        "Graphviz",
        "TOML",
        "network",
        "matrix",
    }  # and words of options
    names |= {"Excel", "WPS", "PDF", "LibreOffice"}
    names |= {"git", "HEAD", "add", "log", "show", "blame", "merge", "pdf", "txt"}
    names |= {"JSON", "Schema", "vscode", "zh", "en", "weiji", "bash", "fish", "powershell", "zsh"}
    names |= {"Dask", "tcp", "DuckDB", "Parquet", "Polars", "Spark", "pandas"}
    names |= {"kind", "section", "rename", "changed", "dm", "ignore", "select", "toml", "yml"}
    names |= {kind.value.partition("_")[0] for kind in Kind}
    names |= {axis.value for axis in Axis} | {measure.value for measure in Measure}
    names |= {role.value for role in Role}
    names |= {word for name in COMMANDS for word in name.split()}
    assert set(words) <= names | set(FORMATS) | set(COMMANDS)


def test_version(run: Runner) -> None:
    assert run("--version") == (0, f"dutymatrix {__version__}\n", "")


HELP_OF = {"": "dutymatrix", "duties": "dutymatrix duties", "git-setup": "dutymatrix git-setup"}


@pytest.mark.parametrize(
    ("args", "of", "english", "chinese"),
    [
        pytest.param(
            ["duties", "--fromat", "json"],
            "duties",
            "there is no option --fromat here; did you mean --format?",
            "没有选项 --fromat；是否指 --format？",
            id="an option misspelt",
        ),
        pytest.param(
            ["-f"],
            "",
            "there is no option -f here",
            "没有选项 -f",
            id="an option without a command",
        ),
        pytest.param(
            ["duties", "卫计", "-f"],
            "duties",
            "-f needs a value: FORMAT",
            "-f 后面要写格式",
            id="an option without its value",
        ),
        pytest.param(
            ["--version=1"],
            "",
            "--version takes no value",
            "--version 后面不写内容",
            id="a value too many",
        ),
        pytest.param(
            ["git-setup", "a.yaml"],
            "git-setup",
            "unexpected argument: a.yaml",
            "多余的内容：a.yaml",
            id="a word too many",
        ),
    ],
)
def test_usage_errors(run: Runner, args: list[str], of: str, english: str, chinese: str) -> None:
    command = HELP_OF[of]
    said = f"error: {english}\n  {command} --help tells how it is used\n"
    assert run(*args, lang="en") == (2, "", said)
    assert run(*args, lang="zh_CN") == (2, "", f"错误：{chinese}\n  用法见 {command} --help\n")


@pytest.mark.parametrize(
    ("args", "english", "chinese"),
    [
        pytest.param(
            ["duties"],
            "UNIT is missing\n  for example: dutymatrix duties 市卫计局",
            "缺少“单位”\n  例：dutymatrix duties 市卫计局",
            id="an argument",
        ),
        pytest.param(
            ["task"],
            "NUMBER is missing\n  for example: dutymatrix task 三·3",
            "缺少“条目”\n  例：dutymatrix task 三·3",
            id="another",
        ),
        pytest.param(
            ["matrix", "--top", "x"],
            "--top needs a whole number from 1 on, not x",
            "--top 后面要写 1 以上的整数，写的是 x",
            id="no number",
        ),
        pytest.param(
            ["history", "-n", "0"],
            "-n needs a whole number from 1 on, not 0",
            "-n 后面要写 1 以上的整数，写的是 0",
            id="a number too small",
        ),
    ],
)
def test_usage_errors_that_typer_would_word(
    run: Runner, args: list[str], english: str, chinese: str
) -> None:
    assert run(*args, lang="en").err.startswith(f"error: {english}\n")
    assert run(*args, lang="zh_CN").err.startswith(f"错误：{chinese}\n")


@pytest.mark.usefixtures("here")
def test_a_format_that_is_none(run: Runner) -> None:
    assert run("duties", "市妇联", "-f", "xml", lang="zh_CN") == (
        2,
        "",
        "错误：此处不提供 xml 格式\n"
        "  可写：table、json、jsonl、csv、tsv、md、text、html、docx、xlsx、pdf\n",
    )


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program with a bug in it."""

    def load(*_named: object) -> None:
        raise ValueError("第\x1b行")

    monkeypatch.setattr(session, "load", load)


@pytest.mark.usefixtures("broken")
def test_a_bug_is_one_line_and_exit_code_3(run: Runner) -> None:
    assert run("duties", "市妇联") == (
        3,
        "",
        "a bug of dutymatrix, please report it: ValueError: 第\\u001b行\n"
        "DUTYMATRIX_DEBUG=1 shows where it happened\n",
    )
    assert run("duties", "市妇联", lang="zh_CN").err.startswith("dutymatrix 程序出错，请反馈：")


@pytest.mark.usefixtures("broken")
def test_a_bug_shows_its_place_when_asked(run: Runner) -> None:
    code, out, err = run("duties", "市妇联", DUTYMATRIX_DEBUG="1")
    assert (code, out) == (3, "")
    assert err.startswith("Traceback (most recent call last):\n")
    assert "in duties\n" in err
    assert err.endswith("ValueError: 第\\u001b行\n")


def test_ctrl_c(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(session, "load", load)
    assert run("duties", "市妇联") == (130, "", "")


def test_main_returns_where_typer_would_leave(capsys: pytest.CaptureFixture[str]) -> None:
    """A request for completion ends in `SystemExit` inside Typer; a caller is not to see it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("_DUTYMATRIX_COMPLETE", "complete_bash")
        patch.setenv("COMP_WORDS", "dutymatrix du")
        patch.setenv("COMP_CWORD", "1")
        assert main([]) == 0
    assert capsys.readouterr().out == "duties\n"


@pytest.fixture
def unread() -> Iterator[int]:
    """A pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@pytest.mark.parametrize("args", [["check", "--explain", "DM301"], ["--help"], ["--version"], []])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_pipe_that_nobody_reads_is_no_failure(
    unread: int, args: list[str], unbuffered: str
) -> None:
    done = start(*args, stdout=unread, PYTHONUNBUFFERED=unbuffered)
    assert done == (0, b"", b"")


def test_an_answer_needs_no_listener_on_stderr(unread: int) -> None:
    done = start("duties", "妇联", "-f", "tsv", stderr=unread)
    assert (done.code, done.out.count(b"\n")) == (0, 7)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
def test_head_takes_what_it_wants() -> None:
    line = "dutymatrix duties 市禁毒办 市公安局 市综治办 -f json | head -1; exit ${PIPESTATUS[0]}"
    assert start_in_shell(line, "bash", "-c") == (0, b"{\n", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that Linux has")
def test_a_full_disk_is_said() -> None:
    code, _out, err = start_in_shell("dutymatrix duties 市妇联 > /dev/full")
    assert (code, err.decode()) == (
        2,
        "error: the answer could not be written: the disk is full\n"
        "  make room, or name a file on another disk after -o\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
@pytest.mark.parametrize("closing", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_is_no_bug(closing: str) -> None:
    assert start_in_shell(f"dutymatrix duties 妇联 {closing}").code == 0
    assert start_in_shell(f"dutymatrix duties 无此 {closing}").code == 2


LANGUAGES = [
    pytest.param({"DUTYMATRIX_LANG": "zh_CN", "LC_ALL": "en_GB.UTF-8"}, "zh", id="our own first"),
    pytest.param({"DUTYMATRIX_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en", id="our own, english"),
    pytest.param({"LANGUAGE": "zh_CN:en", "LANG": "en_GB.UTF-8"}, "zh", id="LANGUAGE"),
    pytest.param({"LC_ALL": "zh_CN.GBK"}, "zh", id="LC_ALL"),
    pytest.param({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh", id="LC_MESSAGES"),
    pytest.param({"LANG": "de_DE.UTF-8"}, "en", id="a language without a catalogue"),
]


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(("variables", "expected"), LANGUAGES)
def test_language_of_the_environment(
    run: Runner, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    monkeypatch.delenv("DUTYMATRIX_LANG")
    err = run("check", **variables).err
    assert err.startswith("plan.yaml：" if expected == "zh" else "plan.yaml: ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows always has a language")
@pytest.mark.parametrize(
    ("language", "expected"),
    [
        pytest.param("", "{}：", id="none: chinese"),
        pytest.param("language: en\n", "{}: ", id="en"),
        pytest.param('language: "en"\n', "{}: ", id="en in quotes"),
        pytest.param("language: zh_CN\n", "{}：", id="zh_CN"),
    ],
)
def test_where_the_system_has_none_the_plans_language(
    run: Runner,
    monkeypatch: pytest.MonkeyPatch,
    plan_file: PlanFile,
    language: str,
    expected: str,
) -> None:
    monkeypatch.delenv("DUTYMATRIX_LANG")
    path = str(plan_file(f"format: 1\ntitle: Plan\n{language}"))
    for args in (["check", "--plan", path], ["--plan", path, "check"], ["check", f"--plan={path}"]):
        assert run(*args, LC_ALL="C").err.startswith(expected.format(path))
    assert run("check", DUTYMATRIX_PLAN=path).err.startswith(expected.format(path))


@pytest.mark.parametrize(
    "line",
    [
        "\udcff", "duties \udcff", "units -o \udcff", "task \udcff",
        "tasks --text \udcff",
        "units --section \udcff", "matrix --merge 市安监局+市食药监局=\udcff", "partners \udcff",
        "graph -f svg --title \udcff", "import \udcff", "verify \udcff", "check \udcff",
        "diff \udcff", "diff HEAD:\udcff plan.yaml", "diff @\udcff", "diff --unit \udcff HEAD",
        "history \udcff", "git-setup --print --plan \udcff", "textconv \udcff",
        "merge-driver \udcff \udcff \udcff", "rename-unit 市卫计局 \udcff --dry-run",
        "--plan \udcff duties 市卫计局",
    ],
    ids=ascii,
)  # fmt: skip
def test_an_argument_that_is_no_text_is_no_bug(line: str) -> None:
    done = start(*line.split())
    assert done.code in {0, 2}, done.err.decode()
