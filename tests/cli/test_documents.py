"""Real files of an office wherever a document or a plan is named, as a clerk would type it."""

import json
import os
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

import make_documents as make
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan
from git_history import commit, make_repository
from program import ROOT, PlanFile, Runner, start

PRINTED = ROOT / "tests" / "data" / "documents" / "printed.pdf"
OURS = ROOT / "plan.yaml"

MANNERS: dict[str, Callable[[Plan], bytes]] = {
    **make.MAKERS,
    "printed.pdf": lambda _plan: PRINTED.read_bytes(),
}
TEXTS = [name for name in MANNERS if name not in ("table.docx", "sheets.xlsx")]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plan: Plan) -> Callable[[str], str]:
    """Makes a file of the current folder: `made("table.docx")` is its name."""
    monkeypatch.chdir(tmp_path)

    def write(name: str) -> str:
        if name.endswith(".xlsx"):
            pytest.importorskip("xlsxwriter")
        if name.endswith(".pdf"):
            pytest.importorskip("pdfplumber")
        Path(name).write_bytes(MANNERS[name](plan))
        return name

    return write


def said(plan: Plan) -> list[tuple[object, ...]]:
    """All that a plan says of its tasks."""
    return [
        (item.label, item.title, item.entry.text, item.entry.assignments, item.entry.milestones)
        for item in plan.items
    ]


@pytest.mark.parametrize("name", MANNERS)
def test_every_manner_imports_to_the_same_tasks(
    name: str, made: Callable[[str], str], run: Runner, plan: Plan
) -> None:
    done = run("import", made(name))
    assert done.code == 0
    imported = parse_plan(done.out)
    assert said(imported) == said(plan)
    assert [(label, own.title) for label, own in imported.section_by_number.values()] == [
        (label, own.title) for label, own in plan.section_by_number.values()
    ]
    assert done.err.startswith(f"{name}: 43 tasks, ")
    assert ", 189 assignments\n" in done.err


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_imports_with_all_that_stands_around_the_tasks(
    name: str, made: Callable[[str], str], run: Runner, plan: Plan
) -> None:
    imported = parse_plan(run("import", made(name)).out)
    for field in ("title", "preamble", "role_rule", "role_names", "chapter", "common", "ends_on"):
        assert getattr(imported, field) == getattr(plan, field)


@pytest.mark.parametrize("name", MANNERS)
def test_verify_finds_the_tasks_in_the_document(
    name: str, made: Callable[[str], str], run: Runner, plan_file: PlanFile
) -> None:
    # These copies have no notice: neither number nor issuer.
    text = OURS.read_text(encoding="utf-8")
    head = text.index("document_number:"), text.index("ends_on:")
    kept = plan_file(text[: head[0]] + text[head[1] :], "kept.yaml")
    done = run("--plan", str(kept), "verify", made(name))
    assert (done.code, done.out) == (0, "")
    assert done.err.endswith("189 assignments; no difference\n")
    assert ("only they were compared" in done.err) == (name not in TEXTS)


@pytest.mark.parametrize("name", MANNERS)
def test_a_document_that_says_the_same_is_no_difference(
    name: str, made: Callable[[str], str], run: Runner
) -> None:
    data = json.loads(run("diff", str(OURS), made(name), "-f", "json").out)
    assert data["changes"] == []


@pytest.mark.parametrize("name", ["numbered.docx", "printed.pdf", "sheets.xlsx", "page.mht"])
def test_a_document_stands_where_a_plan_does(
    name: str, made: Callable[[str], str], run: Runner
) -> None:
    data = json.loads(run("--plan", made(name), "duties", "卫计局", "-f", "json").out)
    assert data["unit"] == "市卫计局"
    assert data["counts"]["join"] == 10


def test_check_looks_at_the_plan_that_a_document_states(
    made: Callable[[str], str], run: Runner
) -> None:
    done = run("check", made("typed.docx"))
    assert done.code == 0
    assert "DM502 warning: 2019年前" in done.out
    assert done.err == "typed.docx: 0 errors, 2 warnings\n"


def test_documents_are_compared(made: Callable[[str], str], run: Runner, plan: Plan) -> None:
    typed = made("typed.docx")
    body = "".join(make.paragraph(line.whole) for line in make.plan_lines(plan))
    Path("修订稿.docx").write_bytes(make.word_document(body.replace("、市文明办", "", 1)))
    changes = json.loads(run("diff", typed, "修订稿.docx", "-f", "json").out)["changes"]
    of_tasks = [own for own in changes if own["old"]]
    assert [(own["kind"], own["old"]["number"]) for own in of_tasks] == [("left", "1.1")]
    assert of_tasks[0]["detail"]["units"] == ["市文明办"]


@pytest.mark.parametrize("name", ["方案.docx", "方案.txt"])
def test_documents_in_git_are_compared(
    name: str, tmp_path: Path, run: Runner, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [line.whole for line in make.plan_lines(plan)]
    if name.endswith(".docx"):
        lines = [make.paragraph(line) for line in lines]
    before = "\n".join(lines)
    make_repository(tmp_path)
    for text in (before, before.replace("、市文明办", "", 1)):
        data = make.word_document(text) if name.endswith(".docx") else text
        commit(tmp_path, {name: data}, "修订")
    monkeypatch.chdir(tmp_path)
    for args in ([f"HEAD~1:{name}", name], [f"HEAD~1:{name}", f"HEAD:{name}"], ["HEAD~1"]):
        done = run("--plan", name, "diff", *args, "-f", "json")
        changes = [own for own in json.loads(done.out)["changes"] if own["old"]]
        assert [(own["kind"], own["old"]["number"]) for own in changes] == [("left", "1.1")]


TRACKED = (
    "<w:p><w:r><w:t>一、压实责任。抓好落实。（</w:t></w:r><w:del><w:r><w:delText>市公安局"
    "</w:delText></w:r></w:del><w:ins><w:r><w:t>市司法局</w:t></w:r></w:ins>"
    "<w:r><w:t>牵头）</w:t></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("options", "lead"),
    [([], "市司法局"), (["--original"], "市公安局")],
    ids=["accepted", "before"],
)
def test_tracked_changes_are_accepted_or_as_before(
    options: list[str], lead: str, tmp_path: Path, run: Runner
) -> None:
    path = tmp_path / "方案.docx"
    path.write_bytes(make.word_document(make.paragraph("云江市防控措施方案") + TRACKED))
    data = json.loads(run("import", str(path), "-f", "json", *options).out)
    assert [task["lead"] for task in data["tasks"]] == [[lead]]


def hidden(plan: Plan) -> bytes:
    """A workbook with a row that a filter hides."""
    import xlsxwriter

    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    sheet = book.add_worksheet("分解表")
    sheet.write_row(0, 0, ["工作任务", "牵头单位"])
    sheet.write_row(1, 0, ["压实责任", "市公安局"])
    sheet.set_row(1, None, None, {"hidden": True})
    book.close()
    return written.getvalue()


def test_what_a_reader_found_is_told_in_every_command(
    tmp_path: Path, run: Runner, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("xlsxwriter")
    monkeypatch.chdir(tmp_path)
    Path("表.xlsx").write_bytes(hidden(plan))
    for args in (
        ["import", "表.xlsx"],
        ["--plan", "表.xlsx", "tasks"],
        ["diff", "表.xlsx", "表.xlsx"],
    ):
        done = run(*args)
        assert done.code == 0
        assert "表.xlsx:2:0: DM405 warning: 分解表: a hidden row was read: 2" in done.err
    data = json.loads(run("import", "表.xlsx", "-f", "json").out)
    assert [finding["code"] for finding in data["findings"]] == ["DM405"]
    assert data["coverage"] == {"lists_found": 1, "lists_used": 1, "assignments": 1}
    assert run("import", "表.xlsx", "--strict").code == 1


# Refusals


def compound(stream: str) -> bytes:
    """The beginning of a compound file (OLE) with a stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + stream.encode("utf-16-le")


def zipped(name: str, content: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return written.getvalue()


def bomb() -> bytes:
    """A Word document whose text unpacks to a thousand times its size."""
    written = BytesIO(make.word_document(make.paragraph("甲")))
    with zipfile.ZipFile(written) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = b'<w:document xmlns:w="x">' + b" " * (32 * 2**20)
    again = BytesIO()
    with zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return again.getvalue()


REFUSED = {
    "方案.wps": (compound("WordDocument"), "save it as .docx"),
    "方案.doc": (compound("WordDocument"), "save it as .docx"),
    "方案.ofd": (zipped("OFD.xml", b"<OFD/>"), "OCR"),
    "方案.png": (b"\x89PNG\r\n\x1a\n" + bytes(99), "OCR"),
    "锁.docx": (compound("EncryptedPackage"), "take the password away"),
    "断.docx": (make.word_document(make.paragraph("甲"))[:300], "save it again"),
    "四.docx": (b"PK\0\1", "save it again"),
    "弹.docx": (bomb(), "keep only the plan"),
    "断.pdf": (b"%PDF-1.4\nstartxref\n9\n%%EOF", "save it again"),
    "空.docx": (b"", "OCR"),
    "零.docx": (bytes(5000), "save it as text or .docx"),
}


READING = [["import"], ["verify"], ["tasks", "--plan"], ["diff", str(OURS)]]
# What LibreOffice is started for is asked of once.
CANNOT = [
    pytest.param(command, name, id=f"{command[0]} {name}")
    for command in READING
    for name in REFUSED
    if command == ["import"] or not name.endswith((".wps", ".doc"))
]


@pytest.mark.parametrize(("command", "name"), CANNOT)
def test_what_cannot_be_read_says_so_in_a_sentence_with_the_way_out(
    name: str, command: list[str], tmp_path: Path, run: Runner, here: Path
) -> None:
    if name.endswith(".pdf"):
        pytest.importorskip("pdfplumber")
    data, way_out = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(data)
    code, out, err = run(*command, str(path))
    assert (code, out) == (2, "")
    sentence, then = err.splitlines()
    assert sentence.startswith(f"error: {path}")
    assert way_out in then


def test_a_library_that_reads_a_damaged_file_says_nothing_itself(tmp_path: Path) -> None:
    pytest.importorskip("pdfplumber")
    path = tmp_path / "断.pdf"
    path.write_bytes(PRINTED.read_bytes()[:2000])
    done = start("import", str(path))
    assert (done.code, done.out) == (2, b"")
    assert done.err.decode().splitlines() == [
        f"error: {path} is damaged: its pages cannot be read",
        "  open it in its own program and save it again, or ask for another copy",
    ]


def test_a_folder_and_a_file_of_somebody_else(tmp_path: Path, run: Runner) -> None:
    folder = tmp_path / "方案.docx"
    folder.mkdir()
    assert run("import", str(folder)).err.startswith(f"error: {folder} is a folder")
    path = tmp_path / "别人的.docx"
    path.write_bytes(b"")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("whoever may read everything")
    assert run("import", str(path)).err.startswith(f"error: {path}: no permission to read it")


def test_a_library_that_is_missing_is_named_with_its_extra(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    code, _out, err = run("import", str(PRINTED))
    assert code == 2
    assert err == (
        "error: pdfplumber is not installed\n"
        '  install it with: python -m pip install "dutymatrix[pdf]"\n'
    )


def test_a_document_is_not_renamed_in(made: Callable[[str], str], run: Runner) -> None:
    name = made("typed.docx")
    before = Path(name).read_bytes()
    code, _out, err = run("--plan", name, "rename-unit", "市卫计局", "市卫健局")
    assert code == 2
    assert err.startswith("error: typed.docx is not a plan file that could be edited\n")
    assert Path(name).read_bytes() == before


# What was handed out comes back


@pytest.mark.parametrize("name", ["任务分解表.xlsx", "任务分解表.docx", "任务分解表.html"])
def test_what_was_handed_out_comes_back(
    name: str, tmp_path: Path, run: Runner, plan: Plan, here: Path
) -> None:
    if name.endswith(".xlsx"):
        pytest.importorskip("xlsxwriter")
    path = tmp_path / name
    assert run("tasks", "-o", str(path), lang="zh_CN").code == 0
    imported = parse_plan(run("import", str(path)).out)
    assert said(imported) == said(plan)
    for field in ("title", "document_number", "ends_on", "role_names", "numbering", "running"):
        assert getattr(imported, field) == getattr(plan, field)
    assert run("import", str(path), "--strict").code == 0
    assert run("verify", str(path)).code == 0
    for sides in (["plan.yaml", str(path)], [str(path), "plan.yaml"], [str(path)]):
        assert json.loads(run("diff", *sides, "-f", "json").out)["changes"] == []
