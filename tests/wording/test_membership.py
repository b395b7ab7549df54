"""Which units a phrase can mean: phrases of official plans, units as they are called there."""

import pytest

from dutymatrix.wording.membership import is_localities, may_include


@pytest.mark.parametrize(
    ("phrase", "unit"),
    [
        ("各镇（街）", "塘缀镇"),
        ("各镇（街）", "梅录街道"),
        ("各县（市、区）人民政府", "南海区政府"),
        ("各县〔市、区〕政府", "甲县"),
        ("各地级以上市政府", "广州市政府"),
        ("各设区市人民政府", "南昌市人民政府"),
        ("各区县（市）政府", "余杭区"),
        ("各省级人民政府", "浙江省人民政府"),
        ("各开发区管委会", "高新区管委会"),
        ("各地", "甲县政府"),
        ("市禁毒委各成员单位", "市法院"),
        ("市禁毒委各成员单位", "人民银行吴川支行"),
        ("市禁毒委各成员单位", "市烟草公司"),
        ("其他有关单位", "市卫计局"),
        ("其他有关单位", "市政府办公室"),
        ("各有关部门和单位", "市国资公司"),
        ("相关部门", "市委宣传部"),
        ("各行业主管部门", "市教育局"),
        ("各行政执法部门", "市综合执法局"),
        ("省级相关行业主管部门", "省公安厅"),
        ("市直各单位", "市总工会"),
        ("有关企业", "市烟草公司"),
        ("各医疗机构", "市人民医院"),
        ("各学校", "市第一中学"),
        ("各银行机构", "中国人民银行吴川支行"),
        ("市有关单位", "中国人民银行吴川支行"),
        ("市直有关单位", "中国移动吴川分公司"),
        ("社会组织", "市禁毒志愿者协会"),
        ("各专班", "市公安局"),  # not understood: it may mean anybody
    ],
)
def test_it_may_mean_it(phrase: str, unit: str) -> None:
    assert may_include(phrase, unit)


@pytest.mark.parametrize(
    ("phrase", "unit"),
    [
        ("各镇（街）", "市公安局"),
        ("各镇（街）", "市法院"),
        ("各镇（街）", "人民银行吴川支行"),
        ("各镇（街）", "市人民政府办公室"),
        ("各县（市、区）人民政府", "市卫计局"),
        ("各设区市人民政府", "省发展改革委"),
        ("各开发区管委会", "县财政局"),
        ("各地", "市财政局"),
        ("市禁毒委各成员单位", "塘缀镇"),
        ("各有关部门", "梅录街道"),
        ("各部门", "甲县政府"),
        ("相关部门", "市烟草公司"),
        ("省级相关行业主管部门", "市公安局"),
        ("县直各单位", "市公安局"),
        ("各中试基地", "省科技厅"),
        ("各银行机构", "市教育局"),
        ("各医疗机构", "市卫计局"),
        ("各学校", "塘缀镇"),
        ("中央有关部门", "省公安厅"),
        ("有关企业", "市工信局"),
        ("社会组织", "市妇联"),
    ],
)
def test_it_cannot_mean_it(phrase: str, unit: str) -> None:
    assert not may_include(phrase, unit)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("各镇（街）", True),
        ("各县（市、区）人民政府", True),
        ("各地", True),
        ("地方各级人民政府", True),
        ("各级党委和政府", True),
        ("各乡镇", True),
        ("各有关部门", False),
        ("各成员单位", False),
        ("各银行机构", False),
        ("塘缀镇", False),
        ("市公安局", False),
    ],
)
def test_places_and_their_governments(name: str, expected: bool) -> None:
    assert is_localities(name) is expected
