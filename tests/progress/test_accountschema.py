"""The schema says what the reader of progress files says."""

from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from dutymatrix.progress.accountreader import read_account
from dutymatrix.progress.accountschema import build_account_schema

GOOD = """\
format: 1
periods:
- {period: 2018年上半年, due: "2018-07-10", for: lead}
progress:
- task: 落实经费
  section: 健全机制
  which: 2
  acts:
  - {extended_to: "2018-09-30", note: 补办}
  - {closed: "2018-10-30"}
  reports:
  - {unit: 甲局, period: 2018年上半年, state: 推进中, text: 已办, filled_on: "2018-07-03", by: 张三}
- {id: 经费, reports: }
"""


def problems(text: str) -> list[Any]:
    return [*Draft202012Validator(build_account_schema()).iter_errors(yaml.safe_load(text))]


def test_what_is_read_is_taken() -> None:
    Draft202012Validator.check_schema(build_account_schema())
    assert read_account(GOOD.encode(), "").findings == ()
    assert problems(GOOD) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        pytest.param("推进中", "差不多", id="a state that is none"),
        pytest.param('closed: "2018-10-30"', "note: 完成", id="an act without a day"),
        pytest.param("unit: 甲局, ", "", id="no unit"),
        pytest.param("text: 已办", "正文: 已办", id="a key that is none"),
        pytest.param("which: 2", "which: 二", id="no number"),
        pytest.param("for: lead", "for: join", id="asked whom"),
        pytest.param('due: "2018-07-10"', "due: 7月", id="no day"),
        pytest.param("id: 经费, ", "", id="no task"),
    ],
)
def test_what_is_refused_is_marked(right: str, wrong: str) -> None:
    text = GOOD.replace(right, wrong)
    assert read_account(text.encode(), "").findings
    assert problems(text)
