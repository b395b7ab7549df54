"""How wide columns are, and where names break."""

from gettext import NullTranslations

import pytest

from dutymatrix.markup.view import Cell, Column, Table
from dutymatrix.markup.width import Measures, column_widths, fold
from dutymatrix.measure import wrap

MEASURES = Measures(10, 10, 5)
COLUMNS = (Column("position", "序号"), Column("text", "主要内容"), Column("join", "参与单位"))
SHORT, LONG = "推动工作落实。", "推动工作落实。" * 300


def widths_of(*rows: tuple[Cell, ...]) -> list[int]:
    return column_widths([Table(COLUMNS, rows)], 900, MEASURES, NullTranslations())


def test_columns_fill_the_page_and_hold_their_words() -> None:
    widths = widths_of((1, SHORT, ("市公安局", "市妇联")))
    assert sum(widths) == pytest.approx(900, abs=3)
    assert min(widths) >= 2 * 10 + 2 * 5


def test_room_goes_where_a_row_takes_pages() -> None:
    names = tuple(f"第{n}片区环境综合整治工作领导小组办公室" for n in range(60))
    _n, text, join = widths_of((1, LONG, ("市公安局",)), (2, SHORT, ("市妇联",)))
    _n, less, more = widths_of((1, SHORT, names), (2, LONG, ("市妇联",)))
    assert text > 5 * join
    assert less < 2 * more


@pytest.mark.parametrize("width", [40, 60, 95, 130, 400])
def test_names_break_as_on_a_terminal(width: int) -> None:
    names = ("市公安局", "市委宣传部", "各镇（街）", "邮政集团吴川分公司", "市妇联（指导）")
    text = "、".join(names)
    lines = wrap(text, MEASURES.room(width), names)
    assert fold(names, text, width, MEASURES).split("\n") == lines
