"""What papers call versions: by their documents, or their months."""

import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dutymatrix.i18n import messages_in
from dutymatrix.paper.edition import Edition, edition_names
from dutymatrix.paper.phrase import day_said, quoted
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.writer import dump_plan
from dutymatrix.revision.git import Commit
from dutymatrix.revision.version import Version

WORDS = messages_in("zh_CN")
TODAY = date(2018, 11, 28)
HEAD = "title: 试行方案\nunits:\n  甲局:\ntasks:\n- title: 甲\n  lead: 甲局\n"
NUMBERED = "document_number: 某办〔2017〕9号\n" + HEAD


def edition(text: str, day: str = "", *, document: bool = False) -> Edition:
    commit = None
    if day:
        at = datetime.fromisoformat(day).replace(tzinfo=UTC)
        commit = Commit("0" * 40, "0000000", (), "某人", at, "改")
    version = Version("old.yaml", text.encode(), "old.yaml", commit)
    return Edition(version, parse_plan(text), document)


def names(old: Edition, new: Edition, path: Path = Path("plan.yaml")) -> tuple[str, str]:
    return edition_names(old, new, path, TODAY, WORDS)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            edition(NUMBERED), edition(NUMBERED), ("某办〔2017〕9号", "2018年11月修订稿"),
            id="files: what git does not know is not said to be issued",
        ),
        pytest.param(
            edition(NUMBERED, document=True), edition(NUMBERED),
            ("某办〔2017〕9号印发稿", "2018年11月修订稿"), id="the document itself",
        ),
        pytest.param(
            edition(NUMBERED, "2018-03-01"), edition(NUMBERED, "2018-06-05"),
            ("2018年3月修订稿", "2018年6月修订稿"), id="months of commits",
        ),
        pytest.param(
            edition(NUMBERED, "2018-11-05"), edition(NUMBERED),
            ("2018年11月5日修订稿", "2018年11月28日修订稿"), id="days of one month",
        ),
        pytest.param(
            edition(NUMBERED, "2018-03-01"), edition(NUMBERED.replace("9号", "12号")),
            ("某办〔2017〕9号", "某办〔2017〕12号"), id="two documents",
        ),
        pytest.param(
            edition("issued_on: 2017-11-03\n" + HEAD), edition("issued_on: 2017-11-03\n" + HEAD),
            ("《试行方案》（2017年11月3日）", "2018年11月修订稿"), id="without a number",
        ),
    ],
)  # fmt: skip
def test_names(
    old: Edition,
    new: Edition,
    said: tuple[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert names(old, new) == said


def test_what_git_has_as_its_import_was_issued(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    text = dump_plan(parse_plan(NUMBERED))
    path.write_text(text, encoding="utf-8", newline="")
    for line in ("init -q", "add .", "-c user.name=某 -c user.email=x commit -qm 印发"):
        subprocess.run(["git", "-C", str(tmp_path), *line.split()], check=True)
    imported = edition(text)
    assert names(imported, edition(NUMBERED + "# 改\n"), path)[0] == "某办〔2017〕9号印发稿"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("试行方案", "《试行方案》"),
        ("《试行方案》", "《试行方案》"),
        ("《条例》实施方案", "《〈条例〉实施方案》"),
        ("《甲》和《乙》", "《〈甲〉和〈乙〉》"),
        ("贯彻《某市〈条例〉细则》的方案", "《贯彻〈某市《条例》细则〉的方案》"),
        ("落实〈条例〉的方案", "《落实〈条例〉的方案》"),
    ],
)
def test_marks_of_titles_alternate(title: str, said: str) -> None:
    assert quoted(title) == said


def test_days_have_no_noughts_in_front() -> None:
    assert day_said(date(2019, 1, 5), WORDS) == "2019年1月5日"
    assert day_said(date(2019, 1, 5), messages_in("en")) == "2019-01-05"
