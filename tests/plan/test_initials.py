"""People find a unit by the letters they would type for it."""

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutymatrix.plan import initials_table
from dutymatrix.plan.initials import _READINGS, _WORDS, MAX_SPELLINGS, initials_of

GENERATOR = Path(__file__).resolve().parents[1] / "generate_initials.py"

# What stands alone in a name is read otherwise than in a dictionary: surname, place, 畜牧.
OTHERWISE_IN_NAMES = {"仇": "q", "厦": "x", "曾": "z", "畜": "x"}


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("市禁毒办", "sjdb"),
        ("市综治办", "szzb"),
        ("市委宣传部", "swxcb"),
        ("市文明办", "swmb"),
        ("市委党校", "swdx"),
        ("市人大办", "srdb"),
        ("市政协办", "szxb"),
        ("市法院", "sfy"),
        ("市检察院", "sjcy"),
        ("市发改局", "sfgj"),
        ("市教育局", "sjyj"),
        ("市公安局", "sgaj"),
        ("市民政局", "smzj"),
        ("市司法局", "ssfj"),
        ("市财政局", "sczj"),
        ("市人社局", "srsj"),
        ("市交通局", "sjtj"),
        ("市农业局", "snyj"),
        ("市林业局", "slyj"),
        ("市文广新局", "swgxj"),
        ("市卫计局", "swjj"),
        ("市安监局", "sajj"),
        ("市食药监局", "ssyjj"),
        ("市市场监管局", "sscjgj"),
        ("市总工会", "szgh"),
        ("团市委", "tsw"),
        ("市妇联", "sfl"),
        ("边防大队", "bfdd"),
        ("武警中队", "wjzd"),
        ("人民银行吴川支行", "rmyhwczh"),
        ("邮政集团吴川分公司", "yzjtwcfgs"),
        ("各镇（街）", "gzj"),
        ("塘㙍镇", "tdz"),
        ("其他有关单位", "qtygdw"),
        ("省委、省政府", "swszf"),
        ("坡头区人民政府", "ptqrmzf"),
        ("市知识产权局", "szscqj"),
        ("市审计局", "ssjj"),
        ("会计核算中心", "kjhszx"),
        ("市居委会计生专干", "sjwhjszg"),
        ("行政审批局", "xzspj"),
        ("市行业协会", "shyxh"),
        ("农发行吴川支行", "nfhwczh"),
        ("供给侧改革办", "gjcggb"),
        ("市自来水给排水公司", "szlsjpsgs"),
        ("学校对口支援办", "xxdkzyb"),
        ("纠纷调解委员会", "jftjwyh"),
        ("综合协调处", "zhxtc"),
        ("国家统计局调查队", "gjtjjdcd"),
        ("市重点项目办", "szdxmb"),
        ("灾后重建办", "zhcjb"),
        ("重庆市", "cqs"),
        ("吴川市市长", "wcssz"),
        ("局长办公室", "jzbgs"),
        ("市长热线", "szrx"),
        ("河长制办公室", "hzzbgs"),
        ("长沙市", "css"),
        ("吴川市长岐镇", "wcscqz"),
        ("省长江流域办", "scjlyb"),
        ("天长市", "tcs"),
        ("长子县", "zzx"),
        ("参事室", "css"),
        ("人参产业办", "rscyb"),
        ("法人参与处", "frcyc"),
        ("单县人民政府", "sxrmzf"),
        ("曾都区", "zdq"),
        ("仇家镇", "qjz"),
        ("朝阳区", "cyq"),
        ("厦门市", "xms"),
        ("大厦管理处", "dsglc"),
        ("乐清市", "yqs"),
        ("市音乐家协会", "syyjxh"),
        ("长乐区", "clq"),
        ("西藏自治区", "xzzzq"),
        ("市畜牧兽医局", "sxmsyj"),
        ("蚌埠市", "bbs"),
        ("六安市", "las"),
        ("盱眙县", "xyx"),
        ("番禺区", "pyq"),
        ("大埔县", "dbx"),
        ("铅山县", "ysx"),
        ("洪洞县", "htx"),
        ("婼羌县", "rqx"),
        ("第一〇一医院", "dylyyy"),
    ],
)
def test_a_unit_is_spelt_as_it_is_spoken(name: str, initials: str) -> None:
    assert initials_of(name)[0] == initials


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        pytest.param("市卫计局", ("swjj",), id="nothing doubtful"),
        pytest.param("建设银行", ("jsyh",), id="settled by a word"),
        pytest.param("覃巴镇", ("tbz", "qbz"), id="known to the place only"),
        pytest.param("圩埔", ("wp", "xp", "wb", "xb"), id="two doubts, the fewer the earlier"),
        pytest.param("市长沙湾", ("scsw",), id="a title ends its name"),
        pytest.param("人参与", ("rcy", "rsy"), id="two words at odds"),
        pytest.param("长长", ("cz", "zz"), id="the same character twice"),
    ],
)
def test_doubt_gives_alternatives(name: str, spellings: tuple[str, ...]) -> None:
    assert initials_of(name) == spellings


@pytest.mark.parametrize(
    ("name", "spellings"),
    [
        pytest.param("12345热线", ("12345rx",), id="digits"),
        pytest.param("WTO办", ("wtob",), id="capitals"),
        pytest.param("ＷＴＯ（办）１", ("wtob1",), id="full width"),
        pytest.param("银 行\u3000监管", ("yhjg",), id="blanks inside a word"),
        pytest.param("⼈民银⾏", ("rmyh",), id="radicals out of a PDF file"),
        pytest.param("①㎏é市", ("1s",), id="signs"),
        pytest.param("한市ん", ("s",), id="other scripts"),
        pytest.param("", (), id="empty"),
        pytest.param("（）、 ·$", (), id="punctuation only"),
    ],
)
def test_what_is_not_chinese(name: str, spellings: tuple[str, ...]) -> None:
    assert initials_of(name) == spellings


def test_alternatives_are_bounded() -> None:
    assert len(initials_of("圩" * 1000)) == MAX_SPELLINGS


@given(st.text() | st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_any_text_gives_a_few_plain_strings(name: str) -> None:
    spellings = initials_of(name)
    assert len(spellings) <= MAX_SPELLINGS
    assert len(set(spellings)) == len(spellings)
    for spelling in spellings:
        assert 1 <= len(spelling) <= len(name)
        assert spelling.isascii()
        assert spelling.isalnum()
        assert spelling == spelling.lower()


@given(st.text(st.sampled_from(sorted(_READINGS)) | st.sampled_from(sorted(_WORDS))))
def test_each_character_of_a_name_gives_one_letter(name: str) -> None:
    assert {len(spelling) for spelling in initials_of(name)} <= {len(name)}


def test_the_tables_kept_by_hand_are_sound() -> None:
    for char, letters in _READINGS.items():
        assert len(char) == 1
        assert len(set(letters)) == len(letters) > 1
    for char, readings in _WORDS.items():
        words = [word for words in readings.values() for word in words.split()]
        assert len(set(words)) == len(words)
        for word in words:
            assert len(word) > 1
            assert word.count(char) == 1


@pytest.fixture
def pypinyin() -> ModuleType:
    """The library the table was made from; readings differ a little from version to version."""
    library: ModuleType = pytest.importorskip("pypinyin")
    if f"pypinyin {version('pypinyin')} " not in (initials_table.__doc__ or ""):
        pytest.skip("the table was made from another version of pypinyin")
    return library


@pytest.mark.usefixtures("pypinyin")
def test_the_generated_table_is_up_to_date() -> None:
    command = [sys.executable, str(GENERATOR), "--check"]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_a_character_alone_is_read_as_pypinyin_reads_it(pypinyin: ModuleType) -> None:
    block = range(initials_table.FIRST, initials_table.FIRST + len(initials_table.LETTERS))
    differing = {}
    for char in [*map(chr, block), *initials_table.RARE[::2]]:
        readings = pypinyin.pinyin(char, style=pypinyin.Style.FIRST_LETTER, errors="ignore")
        common = readings[0][0] if readings else ""
        if (first := "".join(initials_of(char)[:1])) != common:
            differing[char] = first
    assert differing == OTHERWISE_IN_NAMES


def test_no_pinyin_library_is_loaded() -> None:
    script = (
        "import sys\n"
        "from dutymatrix.plan.initials import initials_of\n"
        "assert initials_of('\\u5e02') == ('s',)\n"
        "assert not [name for name in sys.modules if 'pinyin' in name]\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
