"""Writings of one character: widths, and the traditional script, as one plain writing.

Only what the other tables of this package are made of needs to be here; what is read in the
plain writing is kept in the document's own.
"""

# ruff: noqa: RUF001 (the writings are what this is about)

OPENERS = "（【〔["
"""Opening brackets of the plain writing."""

CLOSERS = "）】〕]"
"""Closing brackets of the plain writing, in the same order."""

_WIDTHS = (
    "０0１1２2３3４4５5６6７7８8９9．.(（)）:：,，;；［[］]﹙（﹚）﹝〔﹞〕﹑、｡。~～％%"
    "「“」”『“』”"
)
_TRADITIONAL = (
    "責责單单牽牵頭头負负參参與与導导實实協协辦办門门會会關关縣县區区鎮镇鄉乡廳厅務务屬属領领級级"
    "黨党團团時时間间範范圍围條条項项總总業业機机構构財财衛卫體体發发員员組组織织專专財财處处"
    "開开園园監监國国聯联婦妇檢检學学廣广電电臺台視视網网資资協协銀银稅税審审計计術术產产質质"
    "農农業业環环護护糧粮儲储輸输運运應应災灾險险僑侨殘残紅红軍军警警隊队總总鐵铁郵邮氣气"
    "長长後后為为個个標标滿满達达於于據据該该轄辖設设州州落落進进執执職职權权劃划"
    "規规則则記记點点約约數数據据號号內内萬万億亿底底從从至至兩两歲岁積积極极統统籌筹"
    "項项層层製制訂订訓训練练試试藥药醫医療疗貿贸經经濟济衝冲擴扩銷销購购價价樣样結结給给"
)
_PLAIN = str.maketrans(
    dict(zip(_WIDTHS[::2], _WIDTHS[1::2], strict=True))
    | dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True))
)


def plain(text: str) -> str:
    """A text in one width and in simplified characters, as long as it was.

    Brackets and punctuation become full-width, digits and the point half-width.
    """
    return text.translate(_PLAIN)
