"""Who does what in the words of a sentence: a list where the document has no others."""

import pytest

from dutymatrix.document import Intake, build_plan
from dutymatrix.document.readers.plaintext import read
from dutymatrix.plan.model import Role

_HEAD = "云江市工作方案\n"
_TASK = "二、建立平台。建设全市统一的平台。"
_ONE = "一、压实责任。（责任单位：市教育局）\n"
_OTHER = "\n三、加强考核。（责任单位：市教育局）\n"


def imported(text: str) -> Intake:
    return build_plan(read(text.encode(), "方案.txt"))


def beside_lists(sentence: str) -> Intake:
    return imported(_HEAD + _ONE + _TASK + sentence + _OTHER)


def roles(intake: Intake) -> str:
    entry = intake.plan.item_by_number["2"].entry
    return " | ".join(
        " ".join((role.value, *entry.units(role))) for role in Role if entry.units(role)
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "由市公安局牵头，市司法局、市财政局配合。",
            "lead 市公安局 | join 市司法局 市财政局",
            id="by",
        ),
        pytest.param(
            "此项工作由市公安局牵头，会同市司法局组织实施。",
            "lead 市公安局 | join 市司法局",
            id="this task by",
        ),
        pytest.param(
            "市公安局会同市司法局负责。", "lead 市公安局 | join 市司法局", id="together with"
        ),
        pytest.param(
            "牵头单位为市公安局，配合单位为市司法局、各县区政府。",
            "lead 市公安局 | join 市司法局 各县区政府",
            id="a verb for the colon",
        ),
        pytest.param(
            "完善制度，由市公安局负责。", "responsible 市公安局", id="the end of a sentence"
        ),
    ],
)
def test_sentence_that_says_who(sentence: str, expected: str) -> None:
    alone = imported(_HEAD + _TASK + sentence)
    assert roles(alone) == expected
    assert sentence.strip("。").rpartition("由")[2] not in alone.plan.item_by_number["2"].entry.text
    assert alone.left == ()

    # Beside lists it is left to a person, and not lost.
    beside = beside_lists(sentence)
    assert roles(beside) == ""
    assert [one.within for one in beside.left] == ["2"]
    assert "DM305" in {one.code for one in beside.findings}


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("由市公安局会同市司法局制定标准。", id="what they do"),
        pytest.param("市公安局负责道路交通安全。", id="what one does"),
        pytest.param("各单位要认真抓好落实。", id="everybody"),
        pytest.param("由此推动工作，牵头推进。", id="nobody"),
    ],
)
def test_wording(sentence: str) -> None:
    beside = beside_lists(sentence)
    assert beside.left == ()
    assert sentence in beside.plan.item_by_number["2"].entry.text


def test_clauses_within_a_sentence_are_accounted_for() -> None:
    beside = beside_lists("由市公安局牵头，市司法局配合，每季度会商。")
    assert beside.left == ()
    assert [one.text for one in beside.unlisted] == ["由市公安局牵头，市司法局配合"]


def test_the_list_of_an_item_says_it() -> None:
    listed = beside_lists("由市公安局牵头，市司法局配合。（责任单位：市公安局）")
    assert listed.left == ()
