"""PDF: where LibreOffice is, and where it is not."""

import io
from pathlib import Path

import pytest

from dutymatrix.document.readers import office
from dutymatrix.markup import printed
from program import ROOT, Runner

PLAN_FILE = ROOT / "plan.yaml"

WAY_OUT = "  请写成 .docx，再用 Word、WPS 另存为 PDF\n"


@pytest.mark.skipif(not office.find_program(), reason="LibreOffice makes it")
def test_a_list_with_its_fonts(run: Runner, here: Path, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    target = tmp_path / "a.pdf"
    assert run("duties", "市人大办", "-o", str(target)).code == 0
    [page] = pypdf.PdfReader(io.BytesIO(target.read_bytes())).pages
    assert "市人大办任务清单" in "".join(page.extract_text().split())
    for font in page["/Resources"]["/Font"].values():
        own = font.get_object()
        inside = own["/DescendantFonts"][0].get_object() if "/DescendantFonts" in own else own
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & {*inside["/FontDescriptor"]}


@pytest.mark.parametrize("line", ["duties 市妇联", "tasks --section 三", "diff v1.yaml plan.yaml"])
def test_without_it_a_word_says_the_way_out(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = PLAN_FILE.read_text(encoding="utf-8")
    Path("plan.yaml").write_text(text, encoding="utf-8")
    Path("v1.yaml").write_text(text.replace("    - 市妇联\n", "", 1), encoding="utf-8")
    monkeypatch.setattr(printed, "find_program", lambda: None)
    done = run(*line.split(), "-o", str(tmp_path / "a.pdf"), lang="zh_CN")
    assert done == (2, "", f"错误：PDF 文件由 LibreOffice 生成，此处没有安装\n{WAY_OUT}")
    monkeypatch.setattr(printed, "find_program", lambda: Path("soffice"))
    monkeypatch.setattr(printed, "print_document", lambda *_: None)
    done = run(*line.split(), "-o", str(tmp_path / "a.pdf"), lang="zh_CN")
    assert done == (2, "", f"错误：LibreOffice 没有生成 PDF\n{WAY_OUT}")
    assert not [*tmp_path.glob("*.pdf")]
