"""Every message has its Chinese, and the Chinese says the same things."""

import ast
import re
from gettext import GNUTranslations
from io import BytesIO
from struct import pack

import pytest
from babel.messages.mofile import read_mo, write_mo

from catalogue import CATALOGUE, ROOT, extract_messages, read_catalogue
from dutymatrix.cli.app import COMMANDS
from dutymatrix.cli.formats import FORMATS
from dutymatrix.cli.value import WORDS
from dutymatrix.i18n import Catalogue, messages_in
from dutymatrix.plan.model import Role
from dutymatrix.planfile.splice import KEYS


def test_a_message_is_found_as_gettext_finds_it() -> None:
    compiled = BytesIO()
    write_mo(compiled, read_catalogue())
    ours = Catalogue(BytesIO(compiled.getvalue()))
    theirs = GNUTranslations(BytesIO(compiled.getvalue()))
    assert ours.info() == theirs.info()
    ids = [message.id for message in read_catalogue()]
    assert len(ids) > 1000
    for said in ids:
        one, many = (said, said) if isinstance(said, str) else said
        assert ours.gettext(one) == theirs.gettext(one)
        assert [ours.ngettext(one, many, n) for n in (1, 2)] == [
            theirs.ngettext(one, many, n) if one != many else theirs.gettext(one) for n in (1, 2)
        ]
    for unknown in ("\x01", "no such message", "\U0010ffff"):
        assert ours.gettext(unknown) == unknown
    assert [ours.ngettext("{n} dog", "{n} dogs", n) for n in (1, 2)] == ["{n} dog", "{n} dogs"]


def test_a_catalogue_of_another_machine_is_read() -> None:
    number, sources, targets = 2, 28, 44
    head = b"Content-Type: text/plain; charset=utf-8\n"
    texts = [b"", b"a", head, "甲".encode()]
    start, entries = 60, b""
    for text in texts:
        entries += pack(">2I", len(text), start)
        start += len(text) + 1
    begin = pack(">7I", 0x950412DE, 0, number, sources, targets, 0, 0)
    data = begin + entries + b"\0".join(texts) + b"\0"
    assert Catalogue(BytesIO(data)).gettext("a") == GNUTranslations(BytesIO(data)).gettext("a")
    assert Catalogue(BytesIO(data)).gettext("a") == "甲"


def test_every_message_has_its_chinese() -> None:
    chinese = read_catalogue()
    missing = [
        message.id
        for message in extract_messages()
        if message.id and not (message.id in chinese and all(_strings(chinese[message.id].string)))
    ]
    assert missing == []


def test_a_message_within_a_formatted_string_has_its_chinese() -> None:
    """On Python 3.11 Babel does not look into them."""
    within = {
        call.args[0].value
        for file in (ROOT / "src/dutymatrix").rglob("*.py")
        for text in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", getattr(call.func, "id", None)) in ("gettext", "_")
        and isinstance(call.args[0], ast.Constant)
    }
    assert within
    assert within - {message.id for message in read_catalogue()} == set()


def test_no_chinese_is_left_over() -> None:
    said = extract_messages()
    assert [
        message.id for message in read_catalogue() if message.id and message.id not in said
    ] == []


def test_chinese_fills_in_the_same_fields() -> None:
    for message in read_catalogue():
        if message.id:
            fields = [set(re.findall(r"\{\w+", text)) for text in _strings(message.id)]
            for text in _strings(message.string):
                assert set(re.findall(r"\{\w+", text)) == fields[-1], message.id


def test_installed_catalogue_is_compiled_from_this_one() -> None:
    compiled = BytesIO()
    write_mo(compiled, read_catalogue())
    installed = CATALOGUE.with_suffix(".mo")
    assert installed.exists(), "install the package again: pip install -e ."
    own = BytesIO(installed.read_bytes())
    assert _messages(own) == _messages(compiled), "install again: pip install -e ."


def _messages(compiled: BytesIO) -> list[tuple[object, object]]:
    """Messages and their Chinese, without the header: it names the Babel that compiled it."""
    compiled.seek(0)
    return [(message.id, message.string) for message in read_mo(compiled) if message.id]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_message_is_said(language: str) -> None:
    expected = {"en": "not stated", "zh_CN": "未明确"}
    assert messages_in(language).gettext("not stated") == expected[language]


def _strings(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or [""])


OLD_TERMS = {
    "经统称": "以统称列入 or 所属统称",
    "角色": "分工",
    "责任清单": "单位名单 (in the document), 任务清单 (handed out)",
    "文档": "原文, 方案文件 or 文件",
    "正式文件": "原文",
    "记录": "一项",
    "字段": "键",
    "未写明": "未明确",
    "时限目标": "时限和目标",
    "时限日期": "完成时限",
    "印发日期": "成文日期",
    "发文日期": "成文日期",
    "印发单位": "发文机关",
    "发文单位": "发文机关",
    "略去": "未读入",
    "没有读取": "未读入",
    "没有采用": "未读入",
    "各项均涉及": "通用规定",
    "未限定": "不限于所列单位",
    "不再开放": "仅限所列单位",
    "止于": "名称用至",
    "控制台": "命令行窗口",
    "终端": "命令行窗口",
    "以 1 退出": "退出码为 1",
}
"""Words that Chinese messages said for one thing, and the one that they say now."""


@pytest.mark.parametrize("term", OLD_TERMS)
def test_one_thing_has_one_word(term: str) -> None:
    said = [
        text
        for message in read_catalogue()
        if message.id
        for text in _strings(message.string)
        if term in text
    ]
    assert said == [], f"say {OLD_TERMS[term]}"


def test_chinese_sentences_have_chinese_marks() -> None:
    half_width = re.compile(r"[\u4e00-\u9fff][,;!?()\"]|[,;!?()\"][\u4e00-\u9fff]")
    assert [
        text
        for message in read_catalogue()
        if message.id
        for text in _strings(message.string)
        if half_width.search(text.replace("责任科室,责任人,联系电话", ""))
    ] == []


NAMES = """\
CJK DM DOCTYPE Dask DuckDB Excel GB GBK Graphviz HEAD JSON LibreOffice MiB Noto OCR Office
OpenDocument PDF Parquet Polars RTF Spark SHA Schema Tab TOML UOF UTF WPS Windows Word XML YAML
DUTYMATRIX_DEBUG DUTYMATRIX_LANG add all bash blame branch by check-attr commit csv dask dir dm
docx dutymatrix en false fetch fish git github guide https iconv ignore lead_changed load_plan log
ls md moved network page pandas plan plan-diff powershell role scheduler select show tag tasks tcp
true tsv weiji wjj worker yaml zh zh_CN zsh
"""
"""What Chinese sentences name as it is: programs, formats, words of commands and files."""


def test_chinese_messages_name_only_what_has_no_chinese_name() -> None:
    """What is left in English is a word of the program, not one that waits for its Chinese."""
    commands = " ".join(COMMANDS).split()
    known = {*commands, *FORMATS, *KEYS, *WORDS, *(role.value for role in Role), *NAMES.split()}
    left = {
        (word, text)
        for message in read_catalogue()
        if message.id
        for text in _strings(message.string)
        for word in re.findall(
            r"(?<![\w.$/-])[A-Za-z][A-Za-z_-]+(?!\w)", re.sub(r"\{[^}]*\}", "", text)
        )
        if word not in known
    }
    assert left == set()


def test_english_messages_have_english_marks() -> None:
    """Full-width marks are only in Chinese examples: 市公安局，市司法局, （三）3."""
    chinese = r"[\u4e00-\u9fff]"
    marks = re.compile(rf"[。；：！？《》]|(?<!{chinese})，|，(?!{chinese})")
    said = (text for message in read_catalogue() for text in _strings(message.id))
    assert [text for text in said if marks.search(text)] == []
