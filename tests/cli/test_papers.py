"""What no paper that leaves the house says: files, commits, the program, marks of screens."""

import re
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest

from dutymatrix.document.readers import office
from git_history import commit, make_repository
from program import ROOT, Runner
from revisions import revise

pytest.importorskip("docx")
pytest.importorskip("xlsxwriter")

UNSAID = {
    "a file": r"\.(ya?ml|docx|xlsx|html|md|pdf|toml)\b|plan\.",
    "a commit": r"\bHEAD\b|(?<![\w#])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{7,40}(?!\w)|提交",
    "the program": r"(?i)dutymatrix|python-docx|xlsxwriter|jinja",
    "marks of a screen": r"\[-|-\]|\{\+|\+\}|\b(None|True|False)\b",
    "a day of a machine": r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)",
    "a day with noughts": r"年0\d月|月0\d日",
    "a title in the same marks": r"《[^》〈]*《[^》]*》[^》]*》",
    "what is nought": r"(?<![\d.])0 ?项|经统称|未写明|填报时间",
    "blanks around figures": r"[项共列第] \d|\d [项份处]",
    "labels that run together": r"（[一二三四五六]）\d+ \d",
}
PAPERS = [
    ("duties", "市公安局"),
    ("duties", "市卫计局", "--due-by", "2018年底", "--full"),
    ("duties", "市妇联", "--blank", "责任人"),
    ("duties", "--all"),
    ("tasks",),
    ("tasks", "--due-by", "2018-06-05", "--undated", "持续推进"),
    ("units", "--section", "三"),
    ("units",),
    ("task", "三·3", "六·3"),
    ("stats",),
    ("partners", "市公安局"),
    ("history", "三·3"),
    ("history", "市妇联"),
    ("matrix", "--section", "三"),
    ("matrix", "--rows", "task", "--cols", "unit", "--cells", "mark", "--section", "三"),
    ("diff", "HEAD"),
    ("diff", "HEAD~1", "HEAD"),
]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with a title in a title, imported, revised, and revised again."""
    folder = make_repository(tmp_path_factory.mktemp("plan"))
    text = (ROOT / "plan.yaml").read_text(encoding="utf-8")
    text = re.sub("^title: .*$", "title: 《禁毒条例》实施方案", text, count=1, flags=re.MULTILINE)
    commit(folder, {"plan.yaml": text}, "印发", "2018-01-05")
    commit(
        folder, {"plan.yaml": text.replace("    - 市妇联\n", "", 1)}, "市妇联不再参与", "2018-03-05"
    )
    (folder / "plan.yaml").write_text(revise(text), encoding="utf-8")
    return folder


def said_in(path: Path) -> str:
    """All that a file says, what it says of itself included."""
    if path.suffix == ".pdf":
        pypdf = pytest.importorskip("pypdf")
        reader = pypdf.PdfReader(path)
        own = [str(reader.metadata.get(key, "")) for key in ("/Title", "/Author", "/Subject")]
        return "\n".join([*own, *(page.extract_text() for page in reader.pages)])
    if path.suffix not in (".docx", ".xlsx"):
        text = path.read_text(encoding="utf-8")
        return unescape(re.sub(r"<style>.*?</style>|<[^>]*>", "\n", text, flags=re.DOTALL))
    with ZipFile(path) as file:
        # Names of sheets are attributes; those of parts and styles nobody reads.
        names = re.findall(r'<sheet name="([^"]*)"', _part(file, "xl/workbook.xml"))
        texts = (
            re.sub(r"<dcterms:\w+[^>]*>[^<]*<|<[^>]*>", "\n", _part(file, name))
            for name in file.namelist()
            if name.endswith(".xml")
        )
        return unescape("\n".join([*names, *texts]))


def _part(file: ZipFile, name: str) -> str:
    return file.read(name).decode() if name in file.namelist() else ""


def assert_fit(path: Path, *beside: str) -> None:
    text = said_in(path)
    for what, pattern in UNSAID.items():
        if what in beside:
            continue
        found = re.search(pattern, text)
        assert found is None, (path.name, what, text[max(found.start() - 30, 0) : found.end() + 30])


@pytest.mark.parametrize("suffix", ["docx", "xlsx", "html"])
@pytest.mark.parametrize("line", PAPERS, ids=" ".join)
def test_papers(
    run: Runner,
    repository: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: tuple[str, ...],
    suffix: str,
) -> None:
    monkeypatch.chdir(repository)
    target = tmp_path / f"a.{suffix}"
    assert run(*line, "-o", str(target)).code == 0
    # What became of a task is told as on a screen: （三）3 with its title behind it.
    assert_fit(target, *(["blanks around figures"] if line[0] == "history" else []))


@pytest.mark.parametrize("format_", ["docx", "html", "md"])
def test_letters(
    run: Runner, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    monkeypatch.chdir(repository)
    assert run("diff", "HEAD~1", "--notices", str(tmp_path / "函"), "-f", format_).code == 0
    [folder] = (path for path in (tmp_path / "函").iterdir() if path.is_dir())
    letters = [path for path in folder.iterdir() if not path.name.startswith("00_")]
    assert letters
    for path in letters:
        assert_fit(path)


@pytest.mark.skipif(not office.find_program(), reason="LibreOffice makes it")
def test_printed(
    run: Runner, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository)
    assert run("diff", "HEAD", "-o", str(tmp_path / "a.pdf")).code == 0
    # Whoever takes texts out of it puts blanks between fonts.
    assert_fit(tmp_path / "a.pdf", "blanks around figures")
