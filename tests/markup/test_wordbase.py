"""The office's own Word file: what of it stays, and where ours goes."""

import io
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dutymatrix.answer.duties import duties_of
from dutymatrix.markup.layout import Form, Handout, Letter, Paper
from dutymatrix.markup.profile import Profile, load_profile
from dutymatrix.markup.word import render
from dutymatrix.markup.wordbase import InvalidTemplateError, build_base
from dutymatrix.paper.list import DutyHandout
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan
from dutymatrix.screen.duties import DutyView

docx = pytest.importorskip("docx")

from docx.enum.style import WD_STYLE_TYPE  # noqa: E402
from docx.shared import Pt  # noqa: E402

from dutymatrix.markup.wordstyle import CHINESE_NAMES  # noqa: E402

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def template(folder: Path, *lines: str) -> Path:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.styles["Title"].font.bold = True
    for line in lines:
        document.add_paragraph(line)
    document.save(str(folder / "红头.docx"))
    return folder / "红头.docx"


def filled(plan: Plan, file: Path, *units: str) -> Any:  # noqa: ANN401 - python-docx's
    lists = tuple(duties_of(plan, unit) for unit in units)
    written = render(DutyHandout(DutyView(plan, lists), Form(load_profile(), template=file)), None)
    return docx.Document(io.BytesIO(written))


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        pytest.param(("市禁毒办文件", "{{内容}}", "抄送：市委办公室。"), 1, id="where it says"),
        pytest.param(("市禁毒办文件", "抄送：市委办公室。"), 2, id="at its end"),
    ],
)
def test_a_paper_in_the_offices_file(
    plan: Plan, tmp_path: Path, lines: tuple[str, ...], place: int
) -> None:
    document = filled(plan, template(tmp_path, *lines), "市妇联")
    texts = [paragraph.text for paragraph in document.paragraphs]
    own = [line for line in lines if line != "{{内容}}"]
    assert [text for text in texts if text in lines] == own
    assert "市妇联任务清单" in texts[place].replace("\n", "")
    # Its page, its header and its look of a title.
    [section] = document.sections
    assert section.header.paragraphs[0].text == "内部资料"
    assert document.paragraphs[place].style.name == "Title"
    assert document.paragraphs[place].style.font.bold
    [table] = document.tables
    widths = [int(column.get(f"{{{W}}}w")) for column in table._tbl.tblGrid]
    room = section.page_width - section.left_margin - section.right_margin
    assert sum(widths) <= room // 635


def test_several_papers_begin_on_pages_of_their_own(plan: Plan, tmp_path: Path) -> None:
    document = filled(plan, template(tmp_path, "{{内容}}"), "市妇联", "团市委")
    breaks = document.element.body.xpath('//w:br[@w:type="page"]')
    assert len(breaks) == 3  # behind the cover, the index and the first list
    assert len(document.sections) == 1


def test_what_is_no_word_file(plan: Plan, tmp_path: Path) -> None:
    file = tmp_path / "红头.doc"
    file.write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(InvalidTemplateError, match="红头"):
        filled(plan, file, "市妇联")


def test_styles_by_chinese_names(plan: Plan, tmp_path: Path) -> None:
    document = docx.Document()
    for name in CHINESE_NAMES.values():
        if name != "网格型":
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    document.styles["表格文字"].font.size = Pt(9)
    for name in ("Title", "Heading 1", "Body Text"):
        document.styles[name].delete()
    document.save(str(tmp_path / "模板.docx"))
    written = filled(plan, tmp_path / "模板.docx", "市妇联")
    assert {p.style.name for p in written.paragraphs if p.text} >= {"标题", "表注"}
    cells = [cell for row in written.tables[0].rows for cell in row.cells]
    names = {paragraph.style.name for cell in cells for paragraph in cell.paragraphs}
    assert names == {"表头", "表格文字", "表格居中"}
    assert written.styles["表格文字"].font.size == Pt(9)
    assert "Table Text" not in written.styles


def test_letters_in_the_form_of_letters() -> None:
    letter = Letter("市妇联：", ("现函告如下：",), (), ("市禁毒办", "市公安局"), "2018年3月5日")
    paper = Paper("函", "关于调整分工的函", ("函〔2018〕1号",), (letter,))
    tables = load_profile().tables
    profile = Profile({**tables, "layout": {**tables["layout"], "letterhead": True}})

    @dataclass(frozen=True)
    class Only(Handout):
        def papers(self, words: object, *, flat: bool = False) -> Iterator[Paper]:
            del words, flat
            yield paper

    view = DutyView(parse_plan("format: 1\ntitle: t\n"), ())
    document = docx.Document(io.BytesIO(render(Only(view, Form(profile)), None)))
    said = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    assert said[:4] == [
        ("Letterhead", "市禁毒办"),
        ("Letterhead", ""),
        ("Letter Number", "函〔2018〕1号"),
        ("Title", "关于调整分工的函"),
    ]
    # The first page has no number.
    [section] = document.sections
    assert section.different_first_page_header_footer
    # The file says nothing of the program.
    assert document.core_properties.author == ""


def test_a_body_is_never_held_as_a_whole() -> None:
    base = build_base(load_profile(), "zh_CN")
    paragraph = f"<w:p><w:r><w:t>{'禁毒' * 500}</w:t></w:r></w:p>"
    body = (paragraph + str(n)[:0] for n in range(20_000))
    tracemalloc.start()
    base.pack("", body, "")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20_000 * len(paragraph) / 2
