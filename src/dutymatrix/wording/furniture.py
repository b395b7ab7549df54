"""What stands on the pages of a document without being its text."""

from dutymatrix.wording.table import words

PAGE_NUMBER = (
    r"[—–\-－―─·.•]{0,3}\s*[0-9０-９]{1,4}\s*[—–\-－―─·.•]{0,3}"  # noqa: RUF001
    r"|第\s*[0-9０-９]{1,4}\s*页(\s*[,，/]?\s*共\s*[0-9０-９]{1,4}\s*页)?"  # noqa: RUF001
    r"|[Pp]age\s*[0-9]{1,4}(\s*of\s*[0-9]{1,4})?"
    r"|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
)
"""A line that is a page number."""

PAGE_NUMBER_WITHIN = r"(?<=[^\W0-9])[—–\-－―─]{1,2}[0-9０-９]{1,3}[—–\-－―─]{1,2}(?=[^\W0-9])"  # noqa: RUF001
"""A page number that got into a word: 浙江金融监管—5—局."""

ADDRESS = r"(https?://|www\.)\S*(\s+[0-9]+\s*/\s*[0-9]+)?"
"""A line that a browser prints at the foot of a page."""

NAVIGATION = words(
    "首页 登录 注册 网站地图 无障碍 组织机构 政务公开 网站首页 返回顶部 打印本页 "
    "关闭窗口 分享到 扫一扫 当前位置 政务服务 互动交流 字体： 字号："
)
"""Words of a web page around its text."""

CLOSING_REMARKS = (
    r"[（(]?\s*(此件|本件|此文)\s*(主动|依申请|不予|公开|删减)?\s*(公开|发布|发送)*(发布)?\s*[）)]?"
)
"""A line about the publication of the document."""
