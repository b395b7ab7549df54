"""A notice and its annexes in files of their own are one document; every place keeps its file."""

from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.document import Intake, build_plan
from dutymatrix.document.block import Document, Paragraph, Table, join_documents
from dutymatrix.document.readers.plaintext import read
from dutymatrix.document.verification import verify_document
from dutymatrix.planfile import parse_plan
from dutymatrix.planfile.writer import dump_plan

NOTICE = """\
云江市人民政府办公室关于印发《云江市防控方案》的通知
云政办〔2020〕7号
各镇人民政府：
现将《云江市防控方案》印发给你们，请认真组织实施。
云江市人民政府办公室
2020年2月4日
"""
ANNEX = """\
云江市防控方案
一、工作任务
（一）压实责任。年底前建立台账。（市公安局牵头，市司法局配合）
（二）上门服务。定期走访。（阳光协作体负责）
（三）完善考核。定期通报。（责任单位：市教育局）
"""
ROWS = Table((("序号", "工作任务", "牵头单位"), ("1", "压实责任", "市公安局")), 1, "任务分解表")


def text(content: str, file: str) -> Document:
    return read(content.encode(), file)


def joined(*documents: Document) -> Intake:
    return build_plan(join_documents(documents))


def test_the_head_is_the_notice_s_and_the_tasks_are_the_annex_s() -> None:
    intake = joined(text(NOTICE, "通知.txt"), text(ANNEX, "附件.txt"))
    plan = intake.plan
    assert (plan.title, plan.document_number) == ("云江市防控方案", "云政办〔2020〕7号")
    assert (plan.issued_by, str(plan.issued_on)) == (("云江市人民政府办公室",), "2020-02-04")
    assert [task.title for task in plan.own_tasks] == ["压实责任", "上门服务", "完善考核"]
    # The year of the notice is the annex's.
    assert str(plan.own_tasks[0].milestones[0].by) == "2020-12-31"


def test_every_place_keeps_its_file() -> None:
    intake = joined(text(NOTICE, "通知.txt"), text(ANNEX, "附件.txt"))
    places = [(finding.code, finding.file, finding.line) for finding in intake.findings]
    assert places == [("DM504", "附件.txt", 3), ("DM305", "附件.txt", 4)]
    assert [intake.where(one.place) for one in intake.lists] == [
        ("附件.txt", 3),
        ("附件.txt", 4),
        ("附件.txt", 5),
    ]
    assert intake.where(intake.omissions[0].place) == ("通知.txt", 1)


def test_an_annex_that_is_a_table() -> None:
    tables = Document("附件.xlsx", (ROWS,))
    intake = joined(text(NOTICE, "通知.txt"), tables)
    plan = intake.plan
    assert (plan.title, plan.document_number) == ("云江市防控方案", "云政办〔2020〕7号")
    [task] = plan.own_tasks
    assert task.lead == ("市公安局",)
    assert task.span
    assert intake.where(task.span) == ("附件.xlsx", 2)
    # The words of the notice are no part of the plan, and it is said so.
    assert any("请认真组织实施" in one.text for one in intake.omissions)


def test_verify_takes_the_same_files() -> None:
    document = join_documents([text(NOTICE, "通知.txt"), text(ANNEX, "附件.txt")])
    plan = parse_plan(dump_plan(build_plan(document).plan).replace("  - 市司法局\n", "", 1))
    left, missing = sorted(verify_document(plan, document).differences, key=lambda one: one.code)
    assert (left.code, missing.code) == ("DM310", "DM311")
    assert "附件.txt:3" in left.message
    assert "附件.txt:4" in missing.message


def test_one_file_is_the_document_that_it_is() -> None:
    document = text(ANNEX, "方案.txt")
    assert join_documents([document]) is document


LINES = st.lists(st.sampled_from(["甲。", "一、乙。（市公安局牵头）", "丙", ""]), min_size=1)


@given(st.lists(LINES.map("\n".join), min_size=2, max_size=4))
def test_lines_count_on_and_lead_back(contents: list[str]) -> None:
    documents = [
        Document(
            f"{n}.txt", tuple(Paragraph(line, at) for at, line in enumerate(lines.split("\n"), 1))
        )
        for n, lines in enumerate(contents)
    ]
    intake = joined(*documents)
    for one in intake.lists:
        file, line = intake.where(one.place)
        own = contents[int(file.removesuffix(".txt"))].split("\n")
        assert one.text in own[line - 1]
