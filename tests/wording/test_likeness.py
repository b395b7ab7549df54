"""The nearest wordings."""

from dutymatrix.wording.likeness import WordingIndex


def test_wordings_are_found_by_what_few_have() -> None:
    common = {str(n): f"加强组织领导，{n}" for n in range(30)}
    index = WordingIndex({**common, "a": "加强组织领导，排查出租屋隐患", "b": "培训专职教师队伍"})
    assert [*index.nearest("排查出租屋")] == ["a"]
    assert [*index.nearest("加强组织领导")] == []
