"""`dutymatrix.toml` beside the plan: what it says holds, what it cannot say is found."""

import pytest

from dutymatrix.check.habit import Habits, read_habits


def read(text: str | bytes) -> Habits:
    return read_habits(text if isinstance(text, bytes) else text.encode(), "dutymatrix.toml")


def test_a_file_says_what_counts() -> None:
    text = '\ufeff[check]\nselect = ["DM"]  # 全部\nignore = [\n  "DM302",\n  "dm5",\n]\n'
    assert read(text) == Habits(("DM",), ("DM302", "dm5"))
    assert read("") == read("[check]\n") == Habits()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        pytest.param("[chek]\n", 1, "there is no table [chek]", id="unknown table"),
        pytest.param("\nignore = []\n", 2, "there is no table [ignore]", id="key outside a table"),
        pytest.param("check = 1\n", 1, "[check] is a table", id="table that is none"),
        pytest.param(
            "# x\n[check]\nigonre = []\n", 3, "there is no igonre in [check]", id="unknown key"
        ),
        pytest.param(
            '[check]\n"ignroe" = []\n', 2, "there is no ignroe in [check]", id="quoted key"
        ),
        pytest.param("check.x = []\n", 1, "there is no x in [check]", id="dotted key"),
        pytest.param("check = {y = []}\n", 1, "there is no y in [check]", id="inline table"),
        pytest.param(
            '[check]\nignore = "DM302"\n', 2, 'ignore is a list of rules: ["DM302"]', id="no list"
        ),
        pytest.param(
            "[check]\nignore = [302]\n", 2, "302 is nothing that ignore can be", id="number"
        ),
        pytest.param(
            '[check]\nignore = [\n  "DM302",\n  "DM999",\n]\n',
            4,
            "there is no rule DM999",
            id="unknown rule",
        ),
        pytest.param(
            '[check]\nignore = ["DM105"]\n',
            2,
            "DM105 finds errors; these cannot be ignored",
            id="errors",
        ),
        pytest.param("[check]\nignore = [\n", 3, "this is not TOML (Invalid value", id="no TOML"),
        pytest.param(
            "[check]\nignore = []\nignore = []\n", 3, "this is not TOML (Cannot", id="twice"
        ),
        pytest.param("甲\n".encode("gb18030"), 1, "the file is not UTF-8", id="GBK"),
        pytest.param(b"a = " + b"[" * 100_000, 1, "this is not TOML (", id="nested without end"),
        pytest.param(b"a = " + b"1" * 10_000, 1, "this is not TOML (", id="a number without end"),
        pytest.param(b"\0", 1, "this is not TOML (", id="NUL"),
    ],
)
def test_what_it_cannot_say(text: str | bytes, line: int, message: str) -> None:
    [finding] = read(text).findings
    assert (finding.file, finding.code, finding.line) == ("dutymatrix.toml", "DM122", line)
    assert finding.message.startswith(message)


def test_the_rest_holds() -> None:
    habits = read('[check]\nignore = ["DM999", "DM302", "DM201"]\nselect = [1, "DM3"]\n[papers]\n')
    assert (habits.select, habits.ignore) == (("DM3",), ("DM302",))
    assert [finding.line for finding in habits.findings] == [2, 2, 3, 4]
