"""A name is found by what people type for it, and never guessed."""

from pathlib import Path

import pytest
from hypothesis import given

from dutymatrix.error import AmbiguousUnitError, UnknownUnitError
from dutymatrix.plan.initials import initials_of
from dutymatrix.plan.model import Group, Plan, Unit
from dutymatrix.plan.name import Roster, groups_of, is_short_for, likely_names
from dutymatrix.planfile import load_plan
from strategies import lines, rosters

OURS = load_plan(Path(__file__).resolve().parents[2] / "plan.yaml")
Records = tuple[tuple[Unit, ...], tuple[Group, ...]]


def roster_of(*records: str | Unit | Group) -> Roster:
    named = [Unit(record) if isinstance(record, str) else record for record in records]
    units = tuple(record for record in named if isinstance(record, Unit))
    groups = tuple(record for record in named if isinstance(record, Group))
    return Roster(Plan(title="试行方案", units=units, groups=groups))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        pytest.param("市卫计局", "市卫计局", id="exact"),
        pytest.param("各镇（街）", "各镇（街）", id="exact group"),
        pytest.param("各镇(街)", "各镇（街）", id="narrow brackets"),
        pytest.param(" 市 卫计局　", "市卫计局", id="blanks"),
        pytest.param("卫计局", "市卫计局", id="without its level"),
        pytest.param("市场监管局", "市市场监管局", id="without its level, beginning with 市"),
        pytest.param("市边防大队", "边防大队", id="with a level it does not have"),
        pytest.param("卫计", "市卫计局", id="part"),
        pytest.param("食药监", "市食药监局", id="part of several characters"),
        pytest.param("有关单位", "其他有关单位", id="part of an open group"),
        pytest.param("人行", "人民银行吴川支行", id="characters in order"),
        pytest.param("邮政公司", "邮政集团吴川分公司", id="more characters in order"),
        pytest.param("市卫生和计划生育局", "市卫计局", id="longer form"),
        pytest.param("吴川市人力资源和社会保障局", "市人社局", id="longer form with its place"),
        pytest.param("swjj", "市卫计局", id="initials"),
        pytest.param("SWJJ", "市卫计局", id="initials in upper case"),
        pytest.param("ｓｗｊｊ", "市卫计局", id="initials in full width"),
        pytest.param("wjj", "市卫计局", id="initials without the level"),
        pytest.param("yz", "邮政集团吴川分公司", id="first initials"),
        pytest.param("wxc", "市委宣传部", id="initials of a part"),
        pytest.param("gzj", "各镇（街）", id="initials of a group"),
        pytest.param("shiweijiju", "市卫计局", id="pinyin"),
        pytest.param("Wei Ji Ju", "市卫计局", id="pinyin without the level, as in a passport"),
        pytest.param("weiji", "市卫计局", id="the beginning of pinyin"),
        pytest.param("weij", "市卫计局", id="the beginning of the last syllable"),
        pytest.param("zhihang", "人民银行吴川支行", id="pinyin of a part, its second reading"),
        pytest.param("gezhenjie", "各镇（街）", id="pinyin of a group, without brackets"),
    ],
)
def test_resolve(typed: str, name: str) -> None:
    assert Roster(OURS).resolve(typed) == name


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        pytest.param("院", ["市法院", "市检察院"], id="part of two"),
        pytest.param("吴川", ["人民银行吴川支行", "邮政集团吴川分公司"], id="part of two others"),
        pytest.param("中队", ["武警中队"], id="part of one, though others have its last character"),
        pytest.param("市政", ["市政协办"], id="part before characters in order"),
        pytest.param("市委", ["市委宣传部", "市委党校", "团市委"], id="part anywhere"),
        pytest.param("sfy", ["市法院"], id="initials"),
        pytest.param("sjj", [], id="initials of none"),
        pytest.param("sz", ["市综治办", "市政协办", "市总工会"], id="first initials of three"),
        pytest.param("", [], id="nothing"),
        pytest.param(" 　", [], id="blanks"),
        pytest.param("市卫健局", [], id="another bureau"),
        pytest.param("省公安局", [], id="another level"),
        pytest.param("3.3", [], id="a number"),
        pytest.param("?", [], id="a mark"),
        pytest.param("gong", ["市公安局"], id="a first syllable, though others have it, too"),
        pytest.param(
            "yuan", ["市法院", "市检察院", "市禁毒委各成员单位"], id="a syllable of three"
        ),
        pytest.param("weiju", [], id="pinyin of none"),
    ],
)
def test_find(typed: str, names: list[str]) -> None:
    assert Roster(OURS).find(typed) == tuple(names)


@pytest.mark.parametrize(
    ("roster", "typed", "names"),
    [
        pytest.param(
            roster_of("市公安局", Unit("公安厅", aliases=("市公安",))),
            "市公安",
            ["公安厅"],
            id="alias before part",
        ),
        pytest.param(
            roster_of("公安局", Unit("市局", aliases=("公安局",))),
            "公安局",
            ["公安局"],
            id="name before alias",
        ),
        pytest.param(
            roster_of(Unit("甲局", full_name="吴川市甲局"), "吴川市甲"),
            "吴川市甲局",
            ["甲局"],
            id="full name",
        ),
        pytest.param(
            roster_of(Unit("甲局", aliases=("ＫＴＶ",)), Unit("乙局", aliases=("KTV",))),
            "KTV",
            ["乙局"],
            id="alias as written before another width",
        ),
        pytest.param(
            roster_of(Unit("甲局", aliases=("ＫＴＶ",)), Unit("乙局", aliases=("KTV",))),
            "ktv",
            ["甲局", "乙局"],
            id="width and case are the same stage",
        ),
        pytest.param(
            roster_of("KTV协会"), "ktv协会", ["KTV协会"], id="lower case among characters"
        ),
        pytest.param(
            roster_of("市\ufa19电局"), "神电局", ["市\ufa19电局"], id="a character's other writing"
        ),
        pytest.param(
            roster_of("镇政府", "市镇政府"), "镇政府", ["镇政府"], id="exact before level"
        ),
        pytest.param(
            roster_of("市公安局", "省公安局"), "公安局", ["市公安局", "省公安局"], id="both levels"
        ),
        pytest.param(roster_of("省公安局"), "市公安局", [], id="not the other level"),
        pytest.param(
            roster_of(Unit("省公安局", aliases=("公安局",))),
            "市公安局",
            [],
            id="not the other level's alias",
        ),
        pytest.param(
            roster_of(Unit("省公安局", aliases=("公安局",))),
            "公安局",
            ["省公安局"],
            id="but its alias",
        ),
        pytest.param(
            roster_of(Unit("市卫健局", full_name="吴川市卫生健康局")),
            "市卫计局",
            [],
            id="not its successor",
        ),
        pytest.param(roster_of("市委", "市府"), "市委、市府", [], id="two names are none"),
        pytest.param(roster_of("甲", "乙"), "甲乙丙", [], id="too short to be a longer form"),
        pytest.param(
            roster_of("甲镇", Group("各镇", aliases=("镇街",))),
            "镇街",
            ["各镇"],
            id="alias of a group",
        ),
        pytest.param(roster_of("市长办"), "szb", ["市长办"], id="first of two readings"),
        pytest.param(roster_of("覃巴镇"), "qbz", ["覃巴镇"], id="second of two readings"),
        pytest.param(roster_of("甲123局"), "j123j", ["甲123局"], id="digits are initials"),
        pytest.param(roster_of("甲123局"), "jia123ju", ["甲123局"], id="digits in pinyin"),
        pytest.param(roster_of("西安办"), "xi'an", ["西安办"], id="an apostrophe"),
        pytest.param(roster_of("西安办", "先办"), "xianban", ["西安办", "先办"], id="or none"),
        pytest.param(roster_of("旅游局"), "lüyou", ["旅游局"], id="ü"),
        pytest.param(roster_of("安办", "阿尼局"), "an", ["阿尼局"], id="initials before pinyin"),
    ],
)
def test_stages(roster: Roster, typed: str, names: list[str]) -> None:
    assert roster.find(typed) == tuple(names)


def test_several_are_listed_and_none_is_taken() -> None:
    with pytest.raises(AmbiguousUnitError) as caught:
        Roster(OURS).resolve("院")
    assert caught.value.names == ("市法院", "市检察院")
    assert str(caught.value) == "院 fits 2 names: 市法院、市检察院\ntype more of the name"
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("typed", "likely"),
    [
        pytest.param("市卫健局", "市卫计局", id="another character"),
        pytest.param("市公按局", "市公安局", id="misspelt"),
        pytest.param("市文广薪局", "市文广新局", id="misspelt too"),
        pytest.param("省公安局", "市公安局", id="another level"),
        pytest.param("各镇街(", "各镇（街）", id="marks"),
    ],
)
def test_likely(typed: str, likely: str) -> None:
    with pytest.raises(UnknownUnitError) as caught:
        Roster(OURS).resolve(typed)
    assert caught.value.likely[0] == likely
    assert len(caught.value.likely) <= 3
    assert str(caught.value).startswith(f"no unit or group is called {typed}\ndid you mean ")
    assert likely_names(typed, OURS) == caught.value.likely


@pytest.mark.parametrize(
    ("short", "name", "expected"),
    [
        ("市发改局", "市发展改革局", True),
        ("发改局", "市发展改革局", True),
        ("市教体局", "市教育体育局", True),
        ("市公安局", "市公安局交警支队", False),
        ("市公安局", "市公安分局", False),
        ("市公安局", "市森林公安局", False),
        ("市教育局", "市体育局", False),
        ("市发展改革局", "市发改局", False),
        ("市公安局", "市公安局", False),
        ("市", "市公安局", False),
    ],
)
def test_what_is_short_for_another(short: str, name: str, expected: bool) -> None:
    assert is_short_for(short, name) is expected


def test_nothing_is_like_it() -> None:
    with pytest.raises(UnknownUnitError) as caught:
        Roster(OURS).resolve("甲乙丙丁")
    assert caught.value.likely == ()
    assert str(caught.value) == (
        "no unit or group is called 甲乙丙丁\ndutymatrix units lists the names of this plan"
    )


@pytest.mark.parametrize("name", OURS.rank)
def test_our_names_are_found_by_their_initials(name: str) -> None:
    roster = Roster(OURS)
    for initials in initials_of(name):
        found = roster.find(initials)
        # Honest: all that have these very initials, and no others.
        assert found == tuple(n for n in roster.names if initials in initials_of(n))
        assert name in found


@pytest.mark.parametrize("name", OURS.rank)
def test_our_names_are_found_without_their_level(name: str) -> None:
    assert Roster(OURS).resolve(name) == name
    assert Roster(OURS).resolve(f" {name} ") == name
    if name.startswith("市") and len(name) > 2:
        assert Roster(OURS).resolve(name[1:]) == name


@given(rosters())
def test_a_name_is_its_own(records: Records) -> None:
    roster = roster_of(*records[0], *records[1])
    for name in roster.names:
        assert roster.resolve(name) == name


@given(rosters())
def test_an_alias_or_full_name_is_found(records: Records) -> None:
    roster = roster_of(*records[0], *records[1])
    for name, (_name, *others) in roster.spellings.items():
        for spelling in others:
            assert name in roster.find(spelling)


@given(rosters(), lines())
def test_what_is_found_stands_in_the_rosters_order(records: Records, typed: str) -> None:
    roster = roster_of(*records[0], *records[1])
    assert roster.names == tuple(record[0] for record in (*records[0], *records[1]))
    found = roster.find(typed)
    assert list(found) == [name for name in roster.names if name in found]


@pytest.mark.parametrize(
    ("unit", "groups"),
    [
        pytest.param("塘缀镇", ("各镇", "各镇街", "各单位"), id="of three, one in another"),
        pytest.param("博铺街", ("各镇街", "各单位"), id="of the outer two"),
        pytest.param("各镇街", ("各单位",), id="a group"),
        pytest.param("各单位", (), id="the outermost group"),
        pytest.param("有关单位", (), id="a group without members"),
        pytest.param("市公安局", (), id="a unit of no group"),
    ],
)
def test_groups_of(unit: str, groups: tuple[str, ...]) -> None:
    plan = Plan(
        title="试行方案",
        units=(Unit("塘缀镇"), Unit("博铺街"), Unit("市公安局")),
        groups=(
            Group("有关单位", open=True),
            Group("各镇", members=("塘缀镇",)),
            Group("各镇街", members=("各镇", "博铺街")),
            Group("各单位", members=("各镇街",)),
        ),
    )
    assert groups_of(plan, unit) == groups
