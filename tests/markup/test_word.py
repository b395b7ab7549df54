"""Word documents read back: paragraphs, cells, sections, and what is between them."""

import io
import shutil
import subprocess
import zipfile
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from dutymatrix.answer.duties import duties_of
from dutymatrix.markup.layout import Form
from dutymatrix.markup.profile import load_profile
from dutymatrix.markup.word import break_title, render
from dutymatrix.paper.breakdown import TaskHandout
from dutymatrix.paper.list import DutyHandout
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan
from dutymatrix.screen.duties import DutyView
from dutymatrix.screen.tasks import TaskListView

if TYPE_CHECKING:
    from docx.document import Document

MAIN = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PLAN = "《" + "甲" * 15 + "》"
TITLE = "《吴川市全民禁毒工程实施方案(2017-2019年)》"


def written(plan: Plan, *units: str, **wanted: Any) -> bytes:  # noqa: ANN401 - of Form
    every = not units
    lists = tuple(duties_of(plan, unit) for unit in units or plan.rank)
    form = Form(load_profile(), **wanted)
    return render(DutyHandout(DutyView(plan, lists, every=every), form), None)


def read(data: bytes) -> "Document":
    docx = pytest.importorskip("docx")
    document: Document = docx.Document(io.BytesIO(data))
    return document


def rows_of(document: "Document") -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def test_the_list_of_a_unit(plan: Plan) -> None:
    document = read(written(plan, "市卫计局"))
    paragraphs = [(p.style.name, p.text) for p in document.paragraphs if p.text]  # type: ignore[union-attr]
    assert paragraphs == [
        ("Title", f"{TITLE}市卫计局任务清单"),
        ("Subtitle", "（吴委办〔2017〕93号；方案共有任务43项，本清单列10项，均为参与）"),
        ("Date Line", "制表日期：　　　　年　　月　　日"),
        (
            "Table Note",
            "待核实事项：下列统称方案没有列明成员，是否包括市卫计局，请向发文机关核实："
            "市禁毒委各成员单位，2项：（一）5；（二）2；其他有关单位，3项：（二）6、7；（五）4",
        ),
        (
            "Table Note",
            "各单位共同要求：总体要求（指导思想、主要目标）；工作保障（强化组织领导、"
            "强化部署落实、强化宣传造势、强化督导评估、强化责任追究）",
        ),
    ]
    [[head, first, *rest]] = rows_of(document)
    assert head == [
        "序号", "条目", "工作任务", "工作内容", "本单位\n分工", "牵头单位", "其他参与单位",
        "完成时限",
    ]  # fmt: skip
    assert first[:3] == ["1", "（三）1", "推进社区戒毒社区康复工作开展"]
    assert first[3] == next(item.entry.text for item in plan.items if item.label == "（三）1")
    assert first[4:6] == ["参与", "市禁毒办"]
    # Lines end between names.
    assert [line.rstrip("、").split("、") for line in first[6].split("\n")] == [
        ["市综治办", "市公安局"], ["市民政局", "市司法局"], ["市人社局", "市总工会"],
        ["团市委", "市妇联"], ["各镇（街）"],
    ]  # fmt: skip
    assert len(rest) == 9
    assert [row[7] for row in rest if not row[7]] == ["", "", ""]


def test_all_189_assignments_stand_in_one_document(plan: Plan) -> None:
    """Each in the table of its own unit, or among those of no particular one."""
    index, *tables = rows_of(read(written(plan)))
    assert [row[0] for row in index[1:]] == [str(n) for n in range(1, len(index))]
    assert sum(int(row[4]) for row in index[1:]) == 189
    counted = Counter((row[1], row[4]) for table in tables for row in table[1:])
    assert counted.total() == 189
    assert counted == Counter(
        (item.label, {"lead": "牵头", "join": "参与"}[role.value])
        for item in plan.items
        for _unit, role in item.entry.assignments
    )


def test_columns_of_the_house(plan: Plan) -> None:
    blank = ("责任人", "联系电话")
    wanted = written(plan, "市妇联", brief=True, blank=blank, undated="持续推进")
    [[head, *rows]] = rows_of(read(wanted))
    # Without the wording a column says what is to be reached.
    assert head[3:] == [
        "本单位\n分工", "牵头单位", "其他参与单位", "完成时限", "目标要求", *blank,
    ]  # fmt: skip
    assert all(row[-2:] == ["", ""] for row in rows)
    assert {row[6] for row in rows} == {"持续推进", "三年内", "2018年底前", "2019年前"}


def test_the_wording_once_more_as_pages_of_text(plan: Plan) -> None:
    document = read(written(plan, "市妇联", full=True))
    texts = [(p.style.name, p.text) for p in document.paragraphs]  # type: ignore[union-attr]
    assert ("Heading 1", "一、任务原文") in texts
    assert ("Heading 2", "（三）1 推进社区戒毒社区康复工作开展") in texts
    assert len(document.sections) == 2


def test_heads_repeat_rows_stay_whole_and_tables_have_names(plan: Plan) -> None:
    for table in read(written(plan, "市公安局")).tables:
        head, *rows = table._tbl.tr_lst
        assert head.find(f".//{MAIN}tblHeader") is not None
        assert all(row.find(f".//{MAIN}cantSplit") is not None for row in rows)
        assert table._tbl.tblPr.find(f"{MAIN}tblCaption").get(f"{MAIN}val")


def test_pages_are_laid_out_by_the_profile(plan: Plan) -> None:
    tables, text = read(written(plan, "市公安局", full=True)).sections
    assert _block(text) == (37, 28, 156, 225)
    assert _block(tables)[2:] == (257, 156)


def _block(section: Any) -> tuple[int, ...]:  # noqa: ANN401 - python-docx's
    """White above and at the binding, width and height of what is printed, in millimetres."""
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    return tuple(round(x.mm) for x in (section.top_margin, section.left_margin)) + tuple(
        round(x / 36_000) for x in (width, height)
    )


def test_chinese_marks_are_set_in_the_chinese_font(plan: Plan) -> None:
    """Every run with a Chinese character or mark carries the hint."""
    with zipfile.ZipFile(io.BytesIO(written(plan, "市公安局"))) as file:
        names = [name for name in file.namelist() if "document" in name or "footer" in name]
        for name in names:
            for run in file.read(name).decode("utf-8").split("<w:r>")[1:]:
                text = run.partition("</w:r>")[0]
                said = "".join(piece.partition("</w:t>")[0] for piece in text.split('preserve">'))
                assert said.isascii() or 'w:hint="eastAsia"' in text


def test_the_same_plan_gives_the_same_bytes(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(plan, "市公安局")
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert written(plan, "市公安局") == first


def test_the_package_is_of_this_document_alone(plan: Plan) -> None:
    """Nothing of python-docx's own template but the theme."""
    with zipfile.ZipFile(io.BytesIO(written(plan, "市公安局"))) as file:
        names = [name for name in file.namelist() if name.endswith((".xml", ".jpeg"))]
        settings = file.read("word/settings.xml").decode("utf-8")
    assert sorted(names) == [
        "[Content_Types].xml", "docProps/core.xml", "word/document.xml", "word/fontTable.xml",
        "word/footer1.xml", "word/footer2.xml", "word/settings.xml", "word/styles.xml",
        "word/theme/theme1.xml", "word/webSettings.xml",
    ]  # fmt: skip
    # An older one opens as 兼容模式.
    assert '"compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in (
        settings
    )


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        pytest.param("<b>&amp;", "<b>&amp;", id="markup stays text"),
        pytest.param("甲\x07乙", "甲\\u0007乙", id="a control character"),
        pytest.param("甲\uffff乙\ufffe", "甲\ufffd乙\ufffd", id="no character at all"),
        pytest.param("甲\u202e乙", "甲\\u202e乙", id="turned around"),
        pytest.param("\ud800", "\\ud800", id="half a character"),
        pytest.param('"w:val="', '"w:val="', id="quotes"),
    ],
)
def test_what_is_typed_stays_text(plan: Plan, said: str, shown: str) -> None:
    from dataclasses import replace

    odd = replace(plan, title=said)
    document = read(written(odd, "市妇联"))
    assert document.core_properties.title == f"《{shown}》市妇联任务清单"
    assert f"《{shown}》" in document.paragraphs[0].text.replace("\n", "")


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        pytest.param("任务清单", ["任务清单"], id="short"),
        pytest.param(f"{PLAN}市甲局任务清单", [PLAN, "市甲局任务清单"], id="after the plan"),
        pytest.param("甲" * 24, ["甲" * 12, "甲" * 12], id="nowhere better"),
    ],
)  # fmt: skip
def test_a_title_breaks_where_its_words_do(title: str, lines: list[str]) -> None:
    assert break_title(title, 20) == lines
    assert "".join(break_title(title, 20)) == title


needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice and Poppler lay it out",
)


LONG_NAME = "吴川市市场监督管理局食品药品综合执法大队第二中队"
LONG = f"""\
format: 1
title: 试行方案
units:
  {LONG_NAME}:
  市甲局:
tasks:
- title: 头一件
  text: {"做好各项工作，" * 285}
  lead: {LONG_NAME}
  join: 市甲局
- title: 第二件
  text: 做好。
  lead: 市甲局
"""


@pytest.fixture(scope="module")
def pages(
    plan: Plan, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[list[tuple[float, ...]]]]:
    """Of every page of papers the lines, as (left, top, right, bottom, characters) in mm."""
    folder = tmp_path_factory.mktemp("office")
    made = {
        "full": written(plan, "市禁毒办", full=True),
        **{unit: written(plan, unit) for unit in ("市禁毒办", "市卫计局", "市人大办")},
        "long": written(parse_plan(LONG), LONG_NAME),
        "breakdown": render(
            TaskHandout(TaskListView(plan, plan.items, full=True), Form(load_profile())), None
        ),
    }
    for name, data in made.items():
        (folder / f"{name}.docx").write_bytes(data)
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(folder),
            *(str(folder / f"{name}.docx") for name in made),
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    found = {}
    for name in made:
        text = folder / f"{name}.xml"
        subprocess.run(
            ["pdftotext", "-bbox-layout", str(folder / f"{name}.pdf"), str(text)], check=True
        )
        found[name] = _lines(text.read_text(encoding="utf-8"))
    return found


def _lines(text: str) -> list[list[tuple[float, ...]]]:
    import re
    from html import unescape

    found: list[list[tuple[float, ...]]] = []
    for page in text.split("<page ")[1:]:
        words = re.findall(
            r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>',
            page,
        )
        rows: dict[int, list[tuple[float, float, float, float, int]]] = {}
        for left, top, right, bottom, said in words:
            place = [float(value) * 25.4 / 72 for value in (left, top, right, bottom)]
            rows.setdefault(round((place[1] + place[3]) / 2), []).append(
                (*place, len(unescape(said)))  # type: ignore[arg-type]
            )
        found.append(
            [
                (
                    min(word[0] for word in row), min(word[1] for word in row),
                    max(word[2] for word in row), max(word[3] for word in row),
                    sum(word[4] for word in row),
                )
                for _place, row in sorted(rows.items())
            ]
        )  # fmt: skip
    return found


@needs_office
@pytest.mark.parametrize(
    ("paper", "most"),
    [
        pytest.param("市人大办", 1, id="one task"),
        pytest.param("市卫计局", 3, id="ten tasks"),
        pytest.param("市禁毒办", 8, id="31 tasks"),
        pytest.param("long", 4, id="a wording of 2,000"),
        pytest.param("breakdown", 10, id="43 tasks by sections"),
    ],
)
def test_no_more_pages_than_it_takes(
    pages: dict[str, list[list[tuple[float, ...]]]], paper: str, most: int
) -> None:
    assert 1 <= len(pages[paper]) <= most


@needs_office
def test_a_full_page_has_22_lines_of_28_characters(
    pages: dict[str, list[list[tuple[float, ...]]]],
) -> None:
    tables = len(pages["市禁毒办"])
    upright = [page[:-1] for page in pages["full"][tables:-1]]  # without the page number
    assert Counter(len(page) for page in upright).most_common(1)[0][0] == 22
    full = [line for page in upright for line in page if line[0] < 28.5 and line[2] > 180]
    assert Counter(int(line[4]) for line in full).most_common(1)[0][0] == 28
    assert all(line[0] >= 28 - 0.5 and line[2] <= 28 + 156 + 6 for page in upright for line in page)
    first, last = upright[0][0], upright[0][-1]
    assert 36 <= first[1] <= 40
    assert last[3] <= 37 + 225 + 1
