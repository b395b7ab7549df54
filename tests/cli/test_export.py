"""A data set of Parquet files answers as the files that it was made from."""

import json
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from program import PlanFile, Runner

duckdb = pytest.importorskip("duckdb", reason="pip install -e '.[library]' brings DuckDB")

PLAIN = """\
format: 1
title: 禁毒工程实施方案
document_number: 吴委办〔2017〕93号
issued_on: 2017-11-03
role_names: {lead: 牵头单位}
units: {市公安局: {contact: 办公室}, 市卫计局: {aliases: [卫计局]}, 市教育局: }
groups:
  其他有关单位: {open: true}
  成员单位: {members: [市公安局, 市教育局]}
standing:
- {text: 以下均涉及市公安局。, units: [市公安局]}
common:
- {title: 工作保障, text: 有力。}
sections:
- title: 宣传
  lead: 市公安局
  tasks:
  - title: 宣传月
    lead: 市公安局
    join: [市卫计局, 其他有关单位, 成员单位]
    milestones: [{by: 2018-06-30, said: 2018年6月底前, goal: 办成, target: 一次}]
  - {text: 上好课。每年一次。, lead: 市卫计局, open: true, notes: {范围: 各镇}, id: 课}
- title: 打击
  tasks:
  - title: 分头
    parts:
    - {title: 甲, lead: 市公安局}
    - {title: 乙, responsible: 市教育局}
  - {title: 收尾, number: 9, join: 市卫计局}
  - {title: 合办, lead: [市公安局, 市教育局], join: 市卫计局}
"""
LATER = """\
format: 1
title: 扫黑方案
issued_on: 2018-05-01
numbering: ["1."]
units: {市司法局: , 市公安局: }
groups:
  其他有关单位: {open: true}
tasks:
- {title: 打击, lead: 市公安局, join: 市司法局, milestones: [{by: 2019-12-31}]}
- {title: 普法, guide: 其他有关单位}
"""
UNDATED = """\
format: 1
title: 平安方案
units: {市卫健委: , 市教育局: }
tasks:
- {title: 体检, lead: 市卫健委, join: 市教育局}
"""
ENDED = PLAIN.replace(
    "市卫计局: {aliases: [卫计局]}",
    "市卫计局: {until: 2019-03-30, succeeded_by: 市卫健局}, 市卫健局: ",
)
DIVIDED = PLAIN.replace(
    "市卫计局: {aliases: [卫计局]}",
    "市卫计局: {until: 2019-03-30, succeeded_by: [市卫健局, 市医保局]}, 市卫健局: , 市医保局: ",
)
SETTLED = DIVIDED.replace(
    "[市卫健局, 市医保局]}", "[市卫健局, 市医保局], tasks: {一·1: 市卫健局, 二·9: 市医保局}}"
)
MERGED = PLAIN.replace(
    "市卫计局: {aliases: [卫计局]}, 市教育局: ",
    "市卫计局: {until: 2019-03-30, succeeded_by: 市教卫局},"
    " 市教育局: {until: 2019-03-30, succeeded_by: 市教卫局}, 市教卫局: ",
)
MERGED_HOUSE = """\
units:
  市公安局:
  市教卫局:
  市教育局: {until: 2019-03-30, succeeded_by: [市教卫局]}
  市卫健委: {until: 2019-03-30, succeeded_by: [市教卫局]}
  市卫计局: {until: 2018-03-30, succeeded_by: [市卫健委]}
groups:
  成员单位: {members: [市教育局, 市公安局]}
"""
HOUSE = """\
units:
  市教育局:
  市卫健局: {aliases: [市卫健委]}
groups:
  其他有关单位: {open: true}
"""
OTHER_GROUP = UNDATED.replace(
    "tasks:", "groups:\n  成员单位: {members: [市卫健委]}\ntasks:"
).replace("join: 市教育局", "join: 成员单位")

LINES = (
    "duties 市公安局 -f json",
    "duties 公安 教育",
    "duties 卫 -f tsv",
    "duties 市公安局 --as lead -f json",
    "duties 市公安局 --section 宣传",
    "duties 公安 --section 宣传 -f json",
    "duties 公安 --due-by 2018 --as-of 2018-01-01",
    "duties 卫 --as-of 2018-01-01 -f json",
    "duties --all -f json",
    "tasks -f json",
    "tasks --due-by 2018 -f json",
    "tasks 宣传",
    "tasks --unit 公安 --lead 公安 --join 教育 -f json",
    "tasks --unit 教育 --through-groups --as-of 2018-01-01 -f json",
    "tasks --text 每年 --text 好课 -f json",
    "tasks --text １次",
    "tasks 好课 -f json",
    "tasks 办成",
    "tasks １次",
    "tasks 无此",
    "tasks 课",
    "tasks 禁毒一·1",
    "tasks 9",
    "duties 好课",
    "tasks --section 禁毒方案 --without-join -f tsv",
    "tasks --section 二 --no-due",
    "tasks --due-after 2018 -f json",
    "task 禁毒 二·1a 扫黑 1",
    "units",
    "units -f md",
    "units -f json",
    "units -f csv",
    "units --idle --as-of 2018-01-01",
    "units --section 打击",
    "units --due-by 2019 -f json",
    "units --as-of 2018-01-01 --never-lead",
    "matrix",
    "matrix -f json",
    "matrix --cols role -f json",
    "matrix --rows plan --cols year -f json",
    "matrix --rows role --cols year --cells mark -f json",
    "matrix --rows year --cols unit --cells pair",
    "matrix --rows plan --cols unit --zeros -f tsv",
    "matrix --rows unit --cols unit -f json",
    "matrix --rows unit --cols unit --cells mark -f json",
    "matrix --rows unit --cols unit --cells pair --zeros -f tsv",
    "matrix --rows lead --cols section -f json",
    "matrix --cols section",
    "matrix --rows section --cols year -f json",
    "matrix --rows section --cols section --cells pair",
    "matrix --cols section --as-of 2018-12-31 -f tsv",
    "matrix --rows lead --cols lead -f json",
    "matrix --rows lead --cols year --zeros -f json",
    "matrix --rows plan --cols lead --cells pair -f json",
    "matrix --rows unit --cols lead --cells mark -f json",
    "matrix --rows lead --cols role -f json",
    "matrix --rows year --cols year",
    "matrix --unit 公安 -f json",
    "matrix --section 打击 --cols section --zeros",
    "matrix --lead 公安 --cols year",
    "matrix --as-of 2018-01-01 -f json",
    "matrix --rows lead --cols unit --as-of 2018-12-31 -f json",
    "matrix --rows unit --cols unit --cells pair --as-of 2018-12-31",
    "matrix --merge 市公安局+市教育局=市某局",
    "partners 公安 -f json",
    "partners 公安 --section 宣传",
    "partners 卫 -f csv",
    "stats",
    "stats -f json",
    "stats --as-of 2018-12-31 -f tsv",
    "stats --section 宣传",
    "stats --drop 市公安局 -f json",
    "plans -f json",
    "graph -f json",
)


HANGS_ON_NAMES = re.compile(
    "duties|--unit|-lead|units$|partners 卫|stats( -f|$)|matrix$|--cols (unit|lead|role|year)|as-of"
)


@pytest.fixture(
    params=[
        pytest.param({"禁毒方案": PLAIN, "扫黑方案": LATER, "平安方案": UNDATED}, id="plain"),
        pytest.param({"禁毒方案": ENDED, "扫黑方案": LATER}, id="a unit that ended"),
        pytest.param({"禁毒方案": DIVIDED, "扫黑方案": LATER}, id="a unit that was divided"),
        pytest.param({"禁毒方案": SETTLED, "扫黑方案": LATER}, id="one divided by its tasks"),
        pytest.param({"禁毒方案": MERGED, "扫黑方案": LATER}, id="units that were merged"),
        pytest.param({"禁毒方案": PLAIN, "平安方案": UNDATED, "units": HOUSE}, id="a roster"),
        pytest.param(
            {"禁毒方案": PLAIN, "平安方案": OTHER_GROUP, "units": MERGED_HOUSE},
            id="a roster with a merger",
        ),
        pytest.param({"禁毒方案": PLAIN, "平安方案": OTHER_GROUP}, id="groups told apart"),
    ]
)
def folder(
    request: pytest.FixtureRequest,
    plan_file: PlanFile,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A folder of plans, beside which data sets are written."""
    for name, text in request.param.items():
        plan_file(text, f"方案/{name}.yaml")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "方案"


def digests(folder: Path) -> dict[str, str]:
    """What each file of a data set holds."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_every_question_has_the_same_answer(
    run: Runner, folder: Path, request: pytest.FixtureRequest
) -> None:
    assert run("--plan", "方案", "export", "-o", "数据集").code == 0
    is_plain = "[plain]" in request.node.name
    # Where rosters differ or change, what hangs on names.
    for line in LINES if is_plain else [own for own in LINES if HANGS_ON_NAMES.search(own)]:
        assert run("--plan", "数据集", *line.split()) == run("--plan", "方案", *line.split()), line


def test_no_more_is_read_than_the_answer_needs(
    run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("--plan", "方案", "export", "-o", "数据集")

    def whole(_self: object) -> None:
        raise AssertionError

    monkeypatch.setattr("dutymatrix.library.unread.Holdings.whole", property(whole))
    for line in (
        "duties 市公安局",
        "duties 公安 --section 宣传 -f json",
        "tasks --unit 公安",
        "tasks --text 每年",
        "tasks 每年",
        "tasks 办成",
        "units --section 打击",
        "partners 公安",
        "stats",
        "stats --lead 公安",
        "units",
        "matrix --section 打击",
    ):
        assert run("--plan", "数据集", *line.split()).code == 0, line


def test_a_terminal_lists_the_newest_and_counts_the_others(
    run: Runner, exported: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run("--plan", "数据集", "duties", "市公安局").out
    monkeypatch.setattr("dutymatrix.cli.console.height", lambda: 24)
    assert run("--plan", "数据集", "duties", "市公安局").out == whole
    monkeypatch.setattr("dutymatrix.cli.duties._MOST_ROWS", 1)
    part = run("--plan", "数据集", "duties", "市公安局").out
    assert "扫黑方案 " in part
    assert "（一）1" not in part
    assert "1 older plan" in part
    assert "only the newest plans are listed" in part
    # The sums are those of all.
    [sums] = [line for line in whole.splitlines() if line.startswith("市公安局: leads")]
    assert sums in part
    assert "其他有关单位: 2 tasks" in whole
    assert "其他有关单位: 2 tasks" in part


def test_a_terminal_counts_by_the_names_of_the_day(
    run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("--plan", "方案", "export", "-o", "数据集")
    units = [
        load["name"]
        for load in json.loads(run("--plan", "数据集", "units", "-f", "json").out)["units"]
    ]
    whole = {unit: run("--plan", "数据集", "duties", unit).out for unit in units}
    monkeypatch.setattr("dutymatrix.cli.console.height", lambda: 24)
    monkeypatch.setattr("dutymatrix.cli.duties._MOST_ROWS", 1)
    for unit in units:
        part = run("--plan", "数据集", "duties", unit).out
        # Below the table of plans, the sums; what is to be settled is said of all.
        for line in whole[unit].splitlines():
            if line.startswith((f"{unit}:", "as a member of a group", "  其他有关单位:")):
                assert line in part.splitlines(), unit


def test_the_same_plans_give_the_same_bytes(
    run: Runner, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("--plan", "方案", "export", "-o", "甲")
    run("--plan", "方案", "export", "-o", "乙")
    assert digests(Path("甲")) == digests(Path("乙"))
    monkeypatch.setattr("dutymatrix.cli.export._PLANS_A_PART", 1)
    run("--plan", "方案", "export", "-o", "乙")
    assert run("--plan", "乙", "tasks") == run("--plan", "甲", "tasks")


def test_quietly(run: Runner, folder: Path) -> None:
    assert run("-q", "--plan", "方案", "export", "-o", "数据集") == (0, "", "")


@pytest.fixture
def exported(
    run: Runner, plan_file: PlanFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A data set of two plans."""
    monkeypatch.chdir(tmp_path)
    plan_file(PLAIN, "方案/禁毒方案.yaml")
    plan_file(LATER, "方案/扫黑方案.yaml")
    code, _out, err = run("--plan", "方案", "export", "-o", "数据集")
    assert (code, err) == (0, "数据集 written: 2 plans\n")
    return tmp_path / "数据集"


def test_what_is_written(exported: Path) -> None:
    index = json.loads((exported / "dataset.json").read_text(encoding="utf-8"))
    assert index["plans"] == 2
    assert sorted({*digests(exported)} - {"dataset.json"}) == index["files"]
    assert "assignments/year=2018/part-00000.parquet" in index["files"]
    rows = duckdb.sql(
        f"SELECT year, unit, role, count(*) FROM '{exported}/assignments/*/*.parquet'"
        " GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    assert (2018, "市公安局", "lead", 1) in rows
    for table, columns in index["tables"].items():
        found = duckdb.sql(f"DESCRIBE FROM '{exported}/{table}/*/*.parquet'").fetchall()
        kinds = {name: kind.replace('"', "") for name, kind, *_ in found if name != "year"}
        assert kinds == columns


def test_a_data_set_is_replaced_and_nothing_else(run: Runner, exported: Path) -> None:
    Path("方案/扫黑方案.yaml").unlink()
    assert run("--plan", "方案", "export", "-o", "数据集").code == 0
    assert not [*exported.glob("*/year=2018/*")]
    (exported / "说明.txt").touch()
    code, _out, err = run("--plan", "方案", "export", "-o", "数据集")
    assert (code, "nothing is written there" in err) == (2, True)
    assert sorted(path.name for path in Path().iterdir()) == ["数据集", "方案"]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        pytest.param(lambda file: file.write_bytes(b"PAR1"), "Parquet", id="no Parquet"),
        pytest.param(lambda file: file.write_bytes(file.read_bytes()[:300]), "", id="a half"),
        pytest.param(lambda file: file.unlink(), "part-00000.parquet is missing", id="gone"),
    ],
)
def test_a_damaged_file_is_named(
    run: Runner, exported: Path, what: Callable[[Path], object], said: str
) -> None:
    what(exported / "assignments/year=2018/part-00000.parquet")
    for line in ("duties 市公安局", "matrix", "plans"):
        code, out, err = run("--plan", "数据集", *line.split())
        assert (code, out) == (2, "")
        assert said in err
        assert "write it anew: dutymatrix export --plan PLANS/ -o 数据集" in err


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        pytest.param(["x.parquet"], "dataset.json lists x.parquet, which", id="of no table"),
        pytest.param(["/plans/year=1/x.parquet"], "lists /plans/year=1/x.parquet", id="absolute"),
        pytest.param(["../plans/year=1/x.parquet"], "lists ../plans", id="outside"),
        pytest.param(["plans/../x.parquet"], "lists plans/../x.parquet", id="above the year"),
        pytest.param(["plans/year=1/x.csv"], "lists plans/year=1/x.csv", id="no Parquet"),
        pytest.param(["files/year=1/x.parquet"], "lists files/", id="of another table"),
        pytest.param([3], "dataset.json lists 3, which", id="a number"),
        pytest.param([["plans"]], "dataset.json lists ['plans'], which", id="a list"),
        pytest.param("plans", "dataset.json does not list its files", id="a text"),
        pytest.param(None, "dataset.json does not list its files", id="nothing"),
    ],
)
def test_an_index_lists_nothing_but_parts(
    run: Runner, exported: Path, listed: object, said: str
) -> None:
    (exported / "dataset.json").write_text(json.dumps({"files": listed}), encoding="utf-8")
    code, out, err = run("--plan", "数据集", "duties", "市公安局")
    assert (code, out) == (2, "")
    assert said in err


def test_an_index_may_be_no_object(run: Runner, exported: Path) -> None:
    (exported / "dataset.json").write_text("[]", encoding="utf-8")
    code, _out, err = run("--plan", "数据集", "plans")
    assert (code, "dataset.json does not list its files" in err) == (2, True)


def test_a_data_set_is_asked_alone(run: Runner, exported: Path) -> None:
    for plans in (["方案", "数据集"], ["数据集", "方案/禁毒方案.yaml"]):
        named = [word for path in plans for word in ("--plan", path)]
        code, out, err = run(*named, "duties", "市公安局")
        assert (code, out) == (2, "")
        assert err == (
            "error: 数据集 is a data set, and none is asked together with other plans\n"
            "  ask it alone: dutymatrix --plan 数据集 …\n"
            "  or write one of all plans: dutymatrix export --plan PLANS/ -o FOLDER\n"
        )


def test_a_foreign_file_is_not_read(run: Runner, exported: Path) -> None:
    before = run("--plan", "数据集", "duties", "市公安局")
    (exported / "assignments/year=2018/other.parquet").write_bytes(b"PAR1")
    (exported / "assignments/说明.txt").touch()
    assert run("--plan", "数据集", "duties", "市公安局") == before


def test_what_cannot_be_read_is_named(run: Runner, exported: Path, plan_file: PlanFile) -> None:
    plan_file("format: 1\ntitle: 坏\ntasks:\n- lead: 无名局\n", "方案/坏.yaml")
    code, _out, err = run("--plan", "方案", "export", "-o", "数据集", "--strict")
    assert (code, "left out: 方案/坏.yaml has errors" in err) == (1, True)
    assert "坏" not in run("--plan", "数据集", "plans").out


def test_of_no_plan_there_is_no_data_set(run: Runner, plan_file: PlanFile, tmp_path: Path) -> None:
    plan_file("format: 1\ntasks:\n- lead: 无名局\n", "坏/坏.yaml")
    code, _out, err = run("--plan", str(tmp_path / "坏"), "export", "-o", str(tmp_path / "数据集"))
    assert code == 2
    assert "left out: " in err
    assert "can be read" in err
    assert not (tmp_path / "数据集").exists()
