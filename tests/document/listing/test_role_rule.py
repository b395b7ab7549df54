"""Every rule about documents is found where it should be."""

import pytest

from dutymatrix.document import build_plan
from dutymatrix.document.readers.plaintext import read
from dutymatrix.finding.rule import RULES, Severity

_ITEM = "防控措施\n一、任务\n1.压实责任。抓好落实。"
_NEXT = "\n2.完善考核。（责任单位：市司法局）\n"

DOCUMENTS = {
    "DM206": f"{_ITEM}（责任单位：市公安局、拖欠账款的一切单位的）{_NEXT}",
    "DM304": f"{_ITEM}（责任单位：市公安局{_NEXT}",
    "DM305": f"{_ITEM}完善会商（市公安局、市司法局）制度。（责任单位：市公安局）{_NEXT}",
    "DM306": "防控措施\n一、提高认识。\n二、抓好落实。\n",
    "DM307": f"{_ITEM}（责任单位：市公安局、市公安局）{_NEXT}",
    "DM401": f"{_ITEM}（责任单位：市公安局）\n序号\n任务\n牵头部门\n1\n考核\n市司法局\n",
    "DM402": f"{_ITEM}（责任单位：市公—5—安局）{_NEXT}",
    "DM504": f"{_ITEM}年底前，完成整改。（责任单位：市公安局）{_NEXT}",
    "DM603": f"{_ITEM}（责任单位：市公安局）\n4.完善考核。（责任单位：市司法局）\n",
    "DM604": "一、任务\n1.压实责任。（责任单位：市公安局）\n",
}


@pytest.mark.parametrize("code", DOCUMENTS)
def test_a_document_in_which_it_is_found(code: str) -> None:
    intake = build_plan(read(DOCUMENTS[code].encode("utf-8"), "方案.txt"))
    assert {finding.code for finding in intake.findings} == {code}
    assert all(finding.hint and finding.message for finding in intake.findings)
    assert RULES[code].severity is Severity.WARNING
    assert RULES[code].of_document


def test_a_document_without_doubts() -> None:
    text = f"{_ITEM}（责任单位：市公安局）{_NEXT}"
    assert build_plan(read(text.encode("utf-8"), "方案.txt")).findings == ()
