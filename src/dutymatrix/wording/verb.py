"""Words about who does what: verbs and labels of lists, rules about who leads, decoys."""

from dutymatrix.plan.model import Role
from dutymatrix.wording.lexicon import words

_VERBS = {
    Role.LEAD: "牵头 总牵头 牵头抓总 抓总 总负责 负总责 主要负责 主办 主抓 主责 为主 "
    "为牵头单位 为牵头部门 为主办单位",
    Role.RESPONSIBLE: "负责 落实 承办 承担 实施 推进 执行 办理 完成 "
    "为责任单位 为责任部门 为承办单位 抓落实 履职 管理 各负其责",
    Role.JOIN: "配合 协助 协办 会办 参与 参加 支持 协同 协作 "
    "为配合单位 为配合部门 为参与单位 为协办单位",
    Role.GUIDE: "指导 督导 督促 督办 监督",
}
VERBS: dict[str, Role] = {verb: role for role, verbs in _VERBS.items() for verb in words(verbs)}
"""What a verb at the end of names makes of them."""

OWN_PART = words(
    "按照各自职责分工 按各自职责分工 按照职责分工 按职责分工 按照职能分工 按职能分工 根据职责分工 "
    "依据职责分工 依职责分工 依职责 按照各自职责 按各自职责 按照职责 按职责 按职能 根据职责 "
    "根据各自职责 按照分工 按分工 分工 分别 分头 结合职责 结合各自职责 各自 立足职责 按照各自职能 "
    "按各自职能 按职能职责 按照职能职责 按工作职责 按照工作职责 按部门职责 按照部门职责 "
    "按职责权限 按权限 按任务分工 按照任务分工 按责任分工 按照责任分工 按业务分工 按照业务分工 "
    "根据职能 根据职能分工 根据工作职责 根据分工 按照职能 依照职责 依照职责分工 依据职责 "
    "依据各自职责 按属地原则 按照属地原则 按属地管理原则 按监管职责"
)
"""Manners in which each does a part of its own, and nobody leads."""

MANNERS = words(
    "共同 具体 组织 统筹 协调 做好 抓好 积极 主动 联合 密切 全程 相关工作 加强 强化 给予 大力 "
    "牵总 分类 同步 分级 直接 主要 "
    "有关工作 工作 有序 认真 抓紧 持续 推动 要 应 予以 进行 结合实际 因地制宜 切实 "
    "全力 合力 各司其职 依法 按要求 统一"
)
"""What else may stand before a verb, or after one, and says nothing about roles."""

DUTIES = (
    # What follows makes another word of the first: 要求, 应急, 需求, 负责人, 牵头单位.
    "要(?![求点素件害闻])",
    "应(?![急用对届征聘邀收付])",
    "需(?!求)",
    "负责(?![人的]|同志)",
    "(?:牵头|主办|承担)(?![的人方]|单位|部门|领导)",
    *words("须 必须 不得 具体 共同 分别 分头 会同 履行"),
    *("(?:按照?|根据|结合)(?:各自)?(?:职责|职能)", "各负其责", "各司其职"),
)
"""Behind names: what says that they have to do something, whatever follows."""

ACTS = (
    "组织(?!部)",
    "推进(?!办)",
    "落实(?!办)",
    "统一(?!战线)",
    "研究(?![院所室])",
    "监督(?!管理)",
    "协调(?!办)",
    "指导(?!中心|委)",
    "编制(?!委|办)",
    *words(
        "针对 根据 按照 结合 参照 围绕 对照 制定 制订 做好 抓好 抓紧 抓实 加强 开展 建立 实施 督促 "
        "统筹 协助 配合 提供 安排 完善 加快 加大 部署 联合 定期 切实 严格 积极 主动 认真 及时 全面 "
        "免费 强化 推动 出台 每年 每月 每季度 严厉 依法 深入 持续 进一步 尽快 全力 大力 带头 率先 "
        "逐步 充分 着力 动员 发动 汇总 审核 受理 办理 拨付 给予 予以 负总责"
    ),
)
"""Behind names: what they do; of a clause with one of `FACTS` it is only told."""

DIVISION = words("职责 分工")
"""In the heading of a chapter: it says unit by unit who does what."""

FACTS = words("的 情况 成效 结果 经验 意见 方案 电话 力度 能力 水平 质量 机制 后")
"""Makes a clause say something of what units do: 各镇（街）落实情况, 市教育局制定的标准."""

LEADING = ("牵头", "负责牵头", "总牵头", "负总责", "主办", "具体牵头")
"""Behind a name: it leads."""

WITH_OTHERS = ("牵头会同", "会同", "会商", "会(?=[省市县区])")
"""Between names of a clause: who stands behind joins."""

EXEMPTS = words("除外 不再承担 不再负责 不再参与 不再牵头 不参与 不参加 不承担 不负责")
"""Behind names: it is not for them."""

MOVES = words("划转 划归 划入 移交 转由 改由 调整由 调整为由 调整至")
"""What gives a part of one unit to another."""

ROLE_ORDER = (Role.LEAD, Role.GUIDE, Role.JOIN, Role.RESPONSIBLE)
"""Of several verbs in a row the first of these decides: 协助落实 joins, 牵头负责 leads."""

TOGETHER = ("牵头会同", "会同", "会商")
"""Between names: who stands before leads, who stands after joins."""

LABEL_ROLES: tuple[tuple[Role, tuple[str, ...]], ...] = (
    (Role.LEAD, words("牵头 主办 主责 第一责任 主要责任 主要负责 首要责任 总负责")),
    (Role.GUIDE, words("指导 督导 督促")),
    (Role.JOIN, words("配合 协助 协办 参与 参加 协同 协作 支持 会办 联办")),
    (Role.RESPONSIBLE, words("责任 负责 落实 实施 承办 承担 执行 主管 分工 完成 任务")),
)
"""Stems of labels, strongest first: 牵头责任单位 leads."""

LABEL_NOUNS = words(
    "单位 部门 机构 处室 科室 主体 地区 地方 政府 企业 股室 牵头 配合 责任 负责 "
    "主办 协办 参与 指导 主责 分工 方"
)
"""What the label of a list ends in."""

ORGANIZING = ("主办", "承办", "协办", "指导单位", "支持单位")
"""How a label begins that in the middle of a sentence names who holds an event."""

ENGLISH_LABELS: dict[str, Role] = {
    label: role
    for role, labels in (
        (Role.LEAD, "lead leads leadunit leadagency leaddepartment ledby"),
        (Role.RESPONSIBLE, "responsible responsibleunit responsibleunits unit units department"),
        (Role.JOIN, "join joins joinedby participants supportingunits support supportedby"),
        (Role.GUIDE, "guide guides guidance guidedby supervisedby"),
    )
    for label in words(labels)
}
"""Heads of columns in English, without blanks, in small letters."""

SUGGESTED = ("建议", "拟", "申请")
"""How a label begins that only says who might do it: what a city asks of its province."""

PERSONS = ("领导", "责任人", "负责人", "联系人", "专员", "联络员", "市长", "组长", "同志")
"""Labels with these name persons, who are no units."""

DEADLINES = ("完成时限", "时限", "期限", "时间", "进度")
"""Labels of a deadline."""

BEGINNINGS = ("启动", "开始", "开工", "起始", "起草", "下达", "交办")
"""How a label begins that says when something starts, and not by when it is done: 启动时间."""

DEADLINE_NOTE = "完成时限"
"""The note that keeps a deadline that a list states without a label."""

CLIPPED_LABELS = words("责任单 责任位 任单位 牵头单 牵头位 责任部 责任门 配合单 配合位")
"""Labels that lost a character at the margin of a page."""

LONGEST_LABEL = 24

ORDER_WORDS = words(
    "第一位 首位 首列 第一单位 第一责任单位 位列第一 列首 列第一 排第一 排名第一 "
    "排序第一 排首 排在首 列在首 第一个 首个 排列第一 居首 第一家 打头 排在最前 "
    "列在前 排在前 排前 排在第一 列在第一 首家 位列前 位居首 前列 首先列"
)
"""What a rule says of the place of the unit that leads."""

COMMA_WORDS = words("逗号前 逗号之前 逗号以前 “，”前 “，”之前 逗号前面 分号前 分号之前")
"""What a rule says of the place of several that lead: 第一个逗号前为牵头单位."""

LEADERS = ("牵头", "主办", "主责", "负总责", "主要责任", "第一责任")
"""What a rule calls that unit."""

LIKEWISE = ("下同", "以下同", "以下类同", "后同", "以下均同", "余同")
"""A rule that holds below as well."""

RULE_HEADS = words(
    "多个牵头 多个责任 有多个 涉及多个 两个以上 两个及以上 无牵头 没有牵头 未明确 未注明 未标注 "
    "未列 其他为 其余为 其它为 其他单位为 其余单位为 其他均为 其余均为 排名不分 排序不分 不分先后"
)
"""How other parts of such rules begin: 多个牵头部门的按职责分工负责."""

MARKED = words("标注 标记 标有 标 带有 带 加注 加 注有 注 打 名称前 前面 有")
"""How a rule begins that lets a mark beside a name tell who leads: 标*的为牵头单位."""

REMARKS = words("含 包括 不含 不包括 除 以下简称 简称 下称 下同 以下同")
"""How a bracket behind a name begins that is no part of it: 各区政府（含开发区管委会）."""

STANDING_HEADS = words(
    "以下 下列 上述 具体任务 各项任务 各项工作 本方案各 以上 其余各项 各任务 "
    "所有任务 本通知各 下述 后续"
)
"""How a rule begins that adds units to all that follows."""

STANDING_ENDS = ("不再", "不另", "不重复", "不一一", "下同", "不逐")
"""What such a rule ends in: 不再单独列出."""

STANDING_VERBS = words("涉及 需要 均需 均由 均须 均应 需 由 须 请 含 包括")
"""What stands in such a rule before the units."""

STANDING_TAILS = words(
    "推进落实 组织实施 贯彻落实 落实 推进 负责 配合 实施 参与 参加 承担 共同 执行 支持"
)
"""What stands in such a rule after the units."""

ASSIGNS = ("牵头", "负责", "会同", "主办", "承办", "配合", "(?:单位|部门)[为是]")
"""What a sentence has that only says who does something: 由市公安局牵头，市司法局配合."""

SUBJECTS = (
    "(?:(?:[该此本各]项|[该此本]|以上|上述|具体)?(?:工作|任务|事项)|具体|统一)?[由请](?![于此来求])",
)
"""How such a sentence begins: 此项工作由."""

NOT_LISTS = words(
    "以下简称 下称 简称 含 包括 不含 除 其中 例如 比如 详见 参见 附件 此件 本件 "
    "即“ 即《 即指 系指 是指 成立 另行 设在 挂靠 位于 抄送 抄报 更名为 并入 "
    "进社区 进学校 进校园 进机关 进企业 进单位 进农村 进家庭 进网络"
)
"""How a bracket begins that is no list of units."""
