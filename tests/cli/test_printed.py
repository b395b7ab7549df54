"""PDF: where LibreOffice is, and where it is not."""

import io
from pathlib import Path
from typing import Any

import pytest

from dutymatrix.document.readers import office
from dutymatrix.markup import printed
from dutymatrix.paper.folder import files_in_index
from program import ROOT, PlanFile, Runner

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


@pytest.mark.skipif(not office.find_program(), reason="LibreOffice makes it")
def test_a_folder_is_printed_in_one_go(
    run: Runner, plan_file: PlanFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Any] = []
    start = office._run

    def counted(*given: Any) -> None:  # noqa: ANN401
        calls.append(given)
        start(*given)

    monkeypatch.setattr(office, "_run", counted)
    text = "format: 1\ntitle: t\nunits: {甲局: , 乙局: }\nsections:\n- title: s\n  tasks:\n  - "
    plan = plan_file(text + "{title: 一, lead: 甲局, join: 乙局}\n", "p.yaml")
    folder = tmp_path / "清单"
    line = ["--plan", str(plan), "duties", "--all", "-o", f"{folder}/", "-f", "pdf"]
    assert run(*line).code == 0
    names = ["00_目录.pdf", "01_甲局任务清单.pdf", "02_乙局任务清单.pdf"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert len(calls) == 1
    pypdf = pytest.importorskip("pypdf")
    for name in names:
        [page] = pypdf.PdfReader(folder / name, strict=True).pages
        assert name[3:5] in page.extract_text()
    # Whose they are can be read back from the index.
    assert files_in_index((folder / names[0]).read_bytes(), names[0]) == {*names}


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
    monkeypatch.setattr(printed, "print_documents", lambda *_: [None])
    done = run(*line.split(), "-o", str(tmp_path / "a.pdf"), lang="zh_CN")
    assert done == (2, "", f"错误：LibreOffice 没有生成 PDF\n{WAY_OUT}")
    assert not [*tmp_path.glob("*.pdf")]
