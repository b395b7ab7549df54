"""The revision of our plan that tests and the README show: six changes, told by their text."""

import re

_NEW_TASK = """
  - title: 规范涉毒网络信息巡查
    text: |-
      建立涉毒网络信息巡查处置机制，发现线索及时移送。
    lead: 市公安局
    join:
    - 市委宣传部
    - 市文广新局
"""


def revise(text: str) -> str:
    """Our plan's text after the revision.

    市妇联 joins 二·1; 市禁毒办 leads 一·6 in place of 市财政局; 六·2 goes to the end of section
    三; 四·9 begins 充实, not 加强; 一·8 is removed; 五·5 is new.
    """
    text = _edit(text, "提升学校毒品预防教育水平", r"(    - 各镇（街）\n)", r"\1    - 市妇联\n")
    text = _edit(
        text,
        "落实禁毒工作经费保障",
        r"lead: 市财政局\n    join:\n    - 市禁毒办",
        "lead: 市禁毒办\n    join:\n    - 市财政局",
    )
    moved = _task(text, "扩大禁毒社会组织团体规模")
    text = text.replace(moved, "")
    text = _insert_after(text, "完善戒毒人员帮扶救助服务体系", moved)
    text = _edit(text, "打造专业禁毒情报体系", r"(text: \|-\n\s+.*?)加强", r"\1充实")
    text = text.replace(_task(text, "建立禁毒工作成效评价体系"), "")
    return _insert_after(text, "开展重点部位涉毒隐患排查", _NEW_TASK)


def _task(text: str, title: str) -> str:
    """A task's lines with the blank line above them."""
    match = re.search(rf"\n  - title: {title}\n(?:    .*\n)*", text)
    if match is None:
        raise ValueError(title)
    return match[0]


def _edit(text: str, title: str, pattern: str, by: str) -> str:
    task = _task(text, title)
    edited, count = re.subn(pattern, by, task)
    if count != 1:
        raise ValueError(pattern)
    return text.replace(task, edited)


def _insert_after(text: str, title: str, task: str) -> str:
    before = _task(text, title)
    return text.replace(before, before + task)
