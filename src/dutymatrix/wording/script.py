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
    "０0１1２2３3４4５5６6７7８8９9．.(（)）:：,，;；［[］]﹙（﹚）﹝〔﹞〕﹑、｡。~～％%＊*・·"
    "〖【〗】｛〔｝〕{〔}〕"
    "「“」”『“』”"
)
_TRADITIONAL = (
    "萬万與与專专業业兩两個个箇个為为爲为舉举鄉乡書书爭争於于產产産产畝亩億亿從从價价優优會会"
    "體体餘余僑侨儲储黨党關关內内冊册寫写軍军農农衝冲決决準准減减劃划則则刪删別别彆别製制辦办"
    "務务動动區区醫医昇升陞升協协單单衛卫廠厂廳厅壓压縣县參参發发髮发臺台號号後后噸吨啟启吳吴"
    "員员迴回團团園园圍围國国圖图場场塊块堅坚處处備备復复複复頭头婦妇學学寧宁實实審审導导壽寿"
    "將将層层屬属歲岁佈布帶带乾干幹干榦干並并併并廣广應应開开張张噹当當当彔录錄录徹彻誌志總总"
    "戶户執执擴扩掃扫護护報报擔担掛挂揮挥據据數数旂旗無无時时術术機机權权條条來来闆板極极構构"
    "標标樣样檔档檢检殘残氣气註注測测濟济滿满災灾點点煙烟菸烟熱热牽牵獨独環环現现電电療疗監监"
    "礙碍種种積积稱称稅税穩稳籌筹簡简類类糧粮係系繫系緊紧紅红約约級级綱纲納纳練练組组細细織织"
    "經经結结給给絡络統统續续編编縮缩網网職职聯联節节範范藥药營营錶表見见規规視视計计訂订認认"
    "讓让訓训記记設设識识試试該该詳详說说請请調调諧谐負负財财責责質质購购貫贯貿贸資资輛辆輸输"
    "轄辖邊边達达過过運运進进適适郵邮裏里裡里鐵铁銀银銷销鎮镇長长門门閉闭間间隊队際际險险頁页"
    "頂顶項项須须鬚须領领題题館馆驗验驟骤説说衞卫録录啓启羣群檯台"
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
