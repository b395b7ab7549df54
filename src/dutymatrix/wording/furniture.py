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

_TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ"
READING = (
    rf"(?<=[\u4e00-\u9fff])[（(](?=[a-z\u0261ü]{{0,5}}[{_TONED}])[a-z\u0261ü{_TONED}]{{1,6}}[）)]"
)
"""How to read a character, as some copies of documents print it behind: 實（shí）施."""

ADDRESS = r"(https?://|www\.)\S*(\s+[0-9]+\s*/\s*[0-9]+)?"
"""A line that a browser prints at the foot of a page."""

NAVIGATION = words(
    "首页 登录 注册 网站地图 无障碍 组织机构 政务公开 网站首页 返回顶部 打印本页 关闭窗口 分享到 "
    "扫一扫 当前位置 政务服务 互动交流 字体： 字号： 专题专栏 派驻监督 长者版 长者模式 信息公开 "
    "政策文件 政策解读 新闻动态 通知公告 办事大厅 打印 关闭 收藏 网上办事 公众参与 领导之窗 "
    "机构职能 数据开放 联系我们 设为首页 加入收藏 无障碍阅读 政策原文 政策文库 繁体 简体 返回 "
    "移动版 手机版 微信 微博 English 智能问答 下载 索引 目录"
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

SITE_MARK = r"ICP[备证][案编序号：]*[0-9]{6}|公网安备[0-9]{6}|(?i:copyright|©)|版权所有"
"""What stands on no line but those that a web site puts under a document, blanks left out."""

SITE_CONTACT = ("地址：", "联系地址：", "邮编：", "邮政编码：", "电话：", "联系电话：")
"""How lines begin that tell beside such lines how to reach who keeps the site."""

FIELDS_OF_NUMBER = words("发文字号 文号 文件编号 发文文号 公文文号 文件字号")
"""What a page calls the document's number."""

FIELDS_OF_ISSUER = words(
    "发文机关 发文机构 发文单位 制发机关 发布机构 发布单位 发布机关 公开机构 发布部门"
)
"""What a page calls the document's issuer, the surest first."""

FIELDS_OF_DAY = words("成文日期 发文日期 印发日期 签发日期 生成日期 发布日期 公开日期")
"""What a page calls the document's day, the surest first."""

FIELDS_OF_TITLE = words("标题 文件名称 信息名称 公文名称 名称")
"""What a page calls the document's title."""

IMPRINT = (
    *FIELDS_OF_NUMBER,
    *FIELDS_OF_ISSUER,
    *FIELDS_OF_DAY,
    *FIELDS_OF_TITLE,
    *words(
        "索引号 信息索引 名称 信息名称 标题 主题分类 文件分类 体裁分类 组配分类 分类 主题词 "
        "关键词 关键字 公开方式 公开范围 公开程序 公开时限 公开属性 有效性 时效性 是否有效 "
        "效力状态 效力等级 文件状态 生效日期 失效日期 废止日期 生效时间 失效时间 有效期 信息来源 "
        "来源 文章来源 稿件来源 浏览次数 浏览量 阅读次数 阅读量 访问量 点击量 点击数 点击次数 "
        "字体 字号 字体大小 作者 编辑 责任编辑 审核 时间 发布时间 更新时间 公开时间 发稿时间 "
        "内容概述 信息类别 信息类型 所属机构 责任部门 服务对象 法宝引证码 文件类型 公文种类 "
        "载体类型 文种 登记号 统一编号 规范性文件编号 规范性文件登记号 打印 分享 保护视力色"
    ),
)
"""Fields above a document on the page that shows it."""

TRAILS = (
    ">>",
    ">",
    "»",
    "当前位置",
    "您当前的位置",
    "您现在的位置",
    "您的位置",
    "所在位置",
    "现在位置",
)
"""What a line holds that tells where on a site a page is."""

CLOSING_REMARKS = (
    r"[（(]?\s*(此件|本件|此文)\s*(主动|依申请|不予|公开|删减)?\s*(公开|发布|发送)*(发布)?\s*[）)]?"
    r"|[（(](此件|本件|此文|本文)?(内容)?(有|略有)?(删减|删节)[）)]"
)
"""A line about the publication of the document."""
