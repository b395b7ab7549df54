"""The office's own Word file: what of it stays, and where ours goes."""

import io
from pathlib import Path
from typing import Any

import pytest

from dutymatrix.answer.duties import duties_of
from dutymatrix.markup.layout import Form
from dutymatrix.markup.profile import load_profile
from dutymatrix.markup.word import render
from dutymatrix.markup.wordbase import InvalidTemplateError
from dutymatrix.paper.list import DutyHandout
from dutymatrix.plan.model import Plan
from dutymatrix.screen.duties import DutyView

docx = pytest.importorskip("docx")

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
