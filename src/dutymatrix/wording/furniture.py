"""What stands on the pages of a document without being its text."""

from dutymatrix.wording.lexicon import words

PAGE_NUMBER = (
    r"[—–\-－―─·.•]{0,3}\s*[0-9０-９]{1,4}\s*[—–\-－―─·.•]{0,3}"  # noqa: RUF001
    r"|第\s*[0-9０-９]{1,4}\s*页(\s*[,，/]?\s*共\s*[0-9０-９]{1,4}\s*页)?"  # noqa: RUF001
    r"|[Pp]age\s*[0-9]{1,4}(\s*of\s*[0-9]{1,4})?"
    r"|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
)
"""A line that is a page number."""

PAGE_NUMBER_WITHIN = (
    r"(?<=[\u4e00-\u9fff：、，；。（:,;(])\s{0,2}[—–\-－―─]{1,2}\s{0,2}[0-9０-９]{1,3}"  # noqa: RUF001
    r"\s{0,2}[—–\-－―─]{1,2}\s{0,2}(?=[\u4e00-\u9fff：、，；。）（:,;()])"
)
"""A page number that got into a line: 浙江金融监管—5—局."""

ADDRESS = r"(https?://|www\.)\S*(\s+[0-9]+\s*/\s*[0-9]+)?"
"""A line that a browser prints at the foot of a page."""

NAVIGATION = words(
    "首页 登录 注册 网站地图 无障碍 组织机构 政务公开 网站首页 返回顶部 打印本页 "
    "关闭窗口 分享到 扫一扫 当前位置 政务服务 互动交流 字体： 字号： 专题专栏 派驻监督 长者版 "
    "长者模式 信息公开 政策文件 政策解读 新闻动态 通知公告 办事大厅 打印 关闭 收藏 网上办事 "
    "公众参与 领导之窗 机构职能 数据开放 联系我们"
)
"""Words of a web page around its text."""

MENU_WITHIN = (
    rf"(?<=[、，；：（])(?:(?:{'|'.join(NAVIGATION)})[\s>|：:·]{{0,3}}){{3,40}}"
    r"(?=[\u4e00-\u9fff、，；。）])"
)
"""A web page's menu between two names: several of its words in a row."""

ORGANIZERS = ("主办：", "主办单位：", "承办：", "承办单位：")
"""Who keeps a web site; a document may name organizers, too."""

COPIES = ("抄送：", "抄报：", "抄送单位：", "分送：", "发送：", "报送：", "主题词：")
"""How the lines begin that name who gets a document, below it."""

PRINTED = r"\S{4,40}?[室厅处科局委办会]\S{0,8}[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日印发"
"""The last line of a printed document: 某市人民政府办公室2020年3月6日印发."""

SITE_FOOT = (
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "相关附件",
    "相关链接",
    "相关阅读",
    "相关解读",
    "友情链接",
    "信息来源",
    "【信息来源",
    "文章来源",
    "责任编辑",
    "版权所有",
    "网站标识码",
    "网站地图",
    "联系我们",
    *ORGANIZERS,
    "技术支持",
    "打印本页",
    "关闭窗口",
    "扫一扫",
    "分享到",
)
"""How lines begin that a web site puts under a document."""

CLOSING_REMARKS = (
    r"[（(]?\s*(此件|本件|此文)\s*(主动|依申请|不予|公开|删减)?\s*(公开|发布|发送)*(发布)?\s*[）)]?"
)
"""A line about the publication of the document."""
