"""A plan's text in canonical form: the same plan, and every comment at what it stood at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments import commented, count_comments
from dutymatrix.plan.model import Plan
from dutymatrix.planfile import parse_plan, read_text
from dutymatrix.planfile.format import UnformattableError, format_plan
from dutymatrix.planfile.rename import NameTakenError, rename_unit
from dutymatrix.planfile.writer import dump_plan
from forms import FORMS
from strategies import plans

HEAD = "format: 1\ntitle: 试行方案\nnumbering: [（一）]\n"
ROSTER = "\nunits:\n  甲局:\n  乙局:\n"


def formatted(text: str) -> str:
    return format_plan(text, parse_plan(text)).text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        pytest.param(
            "title: '试行方案'\nnumbering:\n- （一）\n",
            HEAD,
            id="format and quotes",
        ),
        pytest.param(
            'numbering: ["（一）"]\n\n\nchapter:   二、任务\ntitle: 试行方案\nformat: 1\n',
            "format: 1\ntitle: 试行方案\nchapter: 二、任务\nnumbering: [（一）]\n",
            id="order of keys",
        ),
        pytest.param(
            HEAD + "units: {甲局: {aliases: [甲, '1']}, 乙局: }",
            HEAD + '\nunits:\n  甲局:\n    aliases:\n    - 甲\n    - "1"\n  乙局:\n',
            id="brackets",
        ),
        pytest.param(
            '{"title": "试行方案", "numbering": ["（一）"], "tasks": [{"title": "甲"}]}',
            HEAD + "\ntasks:\n- title: 甲\n",
            id="JSON",
        ),
        pytest.param(
            HEAD + "tasks:\n    -   title: 甲\n        text: 一。二。\n    -\n        title: 乙\n",
            HEAD + "\ntasks:\n- title: 甲\n  text: |-\n    一。\n    二。\n\n- title: 乙\n",
            id="indentation, sentences and blank lines",
        ),
        pytest.param(
            HEAD + ROSTER + "tasks:\n- title: 甲\n  join: 乙局\n  lead: [甲局]\n",
            HEAD + ROSTER + "\ntasks:\n- title: 甲\n  lead: 甲局\n  join:\n  - 乙局\n",
            id="one name and a list of one",
        ),
        pytest.param(
            f"\ufeff%YAML 1.2\n---\n{HEAD}...\n".replace("\n", "\r\n"),
            HEAD,
            id="markers, line ends and byte order mark",
        ),
        pytest.param(
            HEAD + "ends_on:\nchapter: ''\nunits:\n  甲局:\n    aliases: []\ntasks: []\n",
            HEAD + "\nunits:\n  甲局:\n",
            id="what says nothing",
        ),
    ],
)
def test_the_form(text: str, canonical: str) -> None:
    assert formatted(text) == canonical
    assert formatted(canonical) == canonical


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        pytest.param(
            "# yaml-language-server: $schema=x.json\n# 章\nchapter: 二、任务\n\n"
            "# 题\n\ntitle: 试行方案\nnumbering: [（一）]\nformat: 1\n",
            "# yaml-language-server: $schema=x.json\nformat: 1\n\n# 题\n\ntitle: 试行方案\n"
            "# 章\nchapter: 二、任务\nnumbering: [（一）]\n",
            id="an editor's line stays first, others go with their keys",
        ),
        pytest.param(
            "# 试行稿\n\n# 题\ntitle: 试行方案\nnumbering: [（一）]\n",
            "# 试行稿\n\n# 题\nformat: 1\ntitle: 试行方案\nnumbering: [（一）]\n",
            id="the head of the file",
        ),
        pytest.param(
            f"%YAML 1.2  # a\n# b\n---  # c\n{HEAD}# d\n...  # e\n# f\n",
            f"# a\n# b\n# c\n{HEAD}# d\n# e\n# f\n",
            id="around the document",
        ),
        pytest.param(
            HEAD + "units: {甲局: {aliases: [甲, # a\n  # b\n  一 # c\n  ]}, # d\n  乙局: } # e\n",
            HEAD
            + "\nunits:  # e\n  甲局:  # d\n    aliases:\n    - 甲  # a\n    # b\n    - 一  # c\n"
            "  乙局:\n",
            id="in brackets",
        ),
        pytest.param(
            HEAD + ROSTER + "\ntasks:\n- title: 甲\n  join: [ # a\n    甲局,\n    乙局\n  ] # b\n",
            HEAD + ROSTER + "\ntasks:\n- title: 甲\n  join:  # a\n  - 甲局\n  - 乙局\n  # b\n",
            id="behind both brackets of a list",
        ),
        pytest.param(
            HEAD + ROSTER + "\ntasks:\n- {title: 甲, lead: 甲局} # a\n- { # b\n  title: 乙 } # c\n",
            HEAD + ROSTER + "\ntasks:\n# a\n- title: 甲\n  lead: 甲局\n\n# b\n- title: 乙\n  # c\n",
            id="behind the brackets of a record",
        ),
        pytest.param(
            HEAD + "tasks:\n-  # a\n  # b\n  text:  # c\n    # d\n    一。\n  title: 甲 # e\n",
            HEAD + "\ntasks:\n# a\n- title: 甲  # e\n  # b\n  # d\n  text: |-  # c\n    一。\n",
            id="behind a dash, and between a key and its text",
        ),
        pytest.param(
            HEAD + "tasks:\n- text: |   # a\n    # 正文\n    一#二 # 三\n  # b\n  title: 甲 # 1\n",
            HEAD + "\ntasks:\n# b\n- title: 甲  # 1\n  text: |-  # a\n    # 正文一#二 # 三\n",
            id="what only looks like one",
        ),
        pytest.param(
            HEAD
            + ROSTER
            + "tasks:\n- lead: 甲局 # a\n  # b\n\n  title: 甲\n  join: 乙局 # c\n  # d\n",
            HEAD + ROSTER + "\ntasks:\n- title: 甲\n  lead: 甲局  # a\n  # b\n\n  join:\n"
            "  - 乙局  # c\n  # d\n",
            id="beside and below what moves",
        ),
        pytest.param(
            HEAD
            + "\n\n\n# a\n\n\n# b\ntasks:\n\n- title: 甲\n# c\n\n\n# d\n\n- title: 乙\n\n# e\n\n\n",
            HEAD + "\n# a\n\n# b\ntasks:\n- title: 甲\n  # c\n\n# d\n\n- title: 乙\n\n# e\n",
            id="blank lines around them",
        ),
        pytest.param(
            HEAD.replace("[（一）]", "[（一）, # 部分\n  # 项\n  '1.'] # 二级"),
            HEAD.replace(" [（一）]", '  # 二级\n- （一）  # 部分\n# 项\n- "1."'),
            id="names that stand in one line otherwise",
        ),
        pytest.param(
            HEAD + ROSTER + "tasks:\n- title: 甲\n  responsible:\n  - 甲局 # dm: ignore DM303\n",
            HEAD + ROSTER + "\ntasks:\n- title: 甲\n  responsible:\n  - 甲局  # dm: ignore DM303\n",
            id="what silences a line stays in it",
        ),
    ],
)
def test_comments_stay_at_what_they_stood_at(text: str, canonical: str) -> None:
    assert format_plan(text, parse_plan(text)) == (canonical, ())
    assert formatted(canonical) == canonical


@pytest.mark.parametrize(
    ("text", "canonical", "kept"),
    [
        pytest.param(
            HEAD + ROSTER + "tasks:\n-   title: 甲\n    join:   # 待定\n    open:   true\n",
            HEAD + ROSTER + "\ntasks:\n- title: 甲\n  join:   # 待定\n  open: true\n",
            [(11, 10, "the comment is at a key that says nothing, which would be left out")],
            id="a key without a value",
        ),
        pytest.param(
            HEAD + ROSTER + "tasks:\n-   title:   甲\n    join: [ 甲局,乙局 ] # dm: ignore DM303\n",
            HEAD + ROSTER + "\ntasks:\n- title: 甲\n  join: [ 甲局,乙局 ] # dm: ignore DM303\n",
            [(11, 10, "what the comment silences is in one line and would be in several")],
            id="a list in one line that is silenced",
        ),
        pytest.param(
            HEAD
            + ROSTER
            + "tasks:\n-   lead: 甲局 # dm: ignore DM303\n    title:   甲\n- {title: 乙}",
            HEAD + ROSTER + "\ntasks:\n-   lead: 甲局 # dm: ignore DM303\n    title:   甲\n\n"
            "- title: 乙\n",
            [(10, 9, "what the comment silences is in one line and would be in several")],
            id="a record whose first line would be another",
        ),
        pytest.param(
            HEAD + "tasks:\n- title: 甲\n  milestones:\n  - goal:   # 待定\n  - by: 2018-12-31\n",
            HEAD + "\ntasks:\n- title: 甲\n  milestones:\n  - goal:   # 待定\n  - by: 2018-12-31\n",
            [(8, 7, "the comment is at a key that says nothing, which would be left out")],
            id="a record that says nothing else",
        ),
        pytest.param(
            HEAD + "tasks:\n- title: 甲\n  notes:\n    备注:  # 待定\n    范围:   全市\n",
            HEAD + "\ntasks:\n- title: 甲\n  notes:\n    备注:  # 待定\n    范围:   全市\n",
            [(7, 7, "the comment is at a key that says nothing, which would be left out")],
            id="a field of the document's own",
        ),
    ],
)
def test_what_cannot_keep_its_comment_stays_as_it_is(
    text: str, canonical: str, kept: list[tuple[int, int, str]]
) -> None:
    plan = parse_plan(text)
    assert format_plan(text, plan) == (canonical, tuple(kept))
    again = format_plan(canonical, parse_plan(canonical))
    assert again.text == canonical
    assert [(each.line, each.why) for each in again.kept] == [(kept[0][0], kept[0][2])]


def test_a_file_in_one_bracket_with_such_a_comment_stays_whole() -> None:
    text = '{"title": "试行方案", "chapter": "一"} # dm: ignore DM303\n'
    with pytest.raises(UnformattableError, match=r"^plan.yaml:1: what the comment silences"):
        formatted(text)


@given(st.sampled_from(sorted(FORMS)), plans(), st.data())
def test_whatever_form_it_has_the_plan_and_its_comments_stay(
    form: str, plan: Plan, data: st.DataObject
) -> None:
    text = FORMS[form](dump_plan(plan))
    if "\\ud" in text:
        return  # a character in two halves, which PyYAML refuses
    # In one bracket all would stay for a line that is silenced.
    in_brackets = "JSON" in form or form.startswith(("PyYAML, flow", "PyYAML, canonical"))
    text = data.draw(commented(text, silencing=not in_brackets))
    before, findings = read_text(text, "plan.yaml")
    if before is None or findings:
        return  # a comment parts what this form wrote in several lines
    try:
        canonical = format_plan(text, before).text
    except UnformattableError as error:
        assert in_brackets
        assert "lost" not in str(error)
        return
    assert parse_plan(canonical) == before
    assert count_comments(canonical) == count_comments(text)
    assert formatted(canonical) == canonical


@given(plans())
def test_what_is_written_is_canonical(plan: Plan) -> None:
    text = dump_plan(plan)
    assert formatted(text) == text


@given(plans(), st.sampled_from(["丙局", "a:b", "丙, 丁", "no", "[丙]", "#丙"]), st.data())
def test_a_unit_renamed_in_a_canonical_plan_leaves_it_canonical(
    plan: Plan, new: str, data: st.DataObject
) -> None:
    if not plan.roster:
        return
    old = data.draw(st.sampled_from([record.name for record in plan.roster]))
    try:
        renamed = rename_unit(dump_plan(plan), plan, old, new).text
    except NameTakenError:
        return
    plan_then = read_text(renamed, "plan.yaml").plan
    assert plan_then
    assert format_plan(renamed, plan_then).text == renamed
