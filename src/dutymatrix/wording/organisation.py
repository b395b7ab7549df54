"""What names of units and phrases for several units look like."""

from dutymatrix.wording.lexicon import words

STRONG_SUFFIXES = words(
    "局 委 办 厅 部 署 院 会 社 台 处 室 队 组 行 中心 公司 集团 海关 政府 委员会 办公室 指挥部 "
    "专班 支部 武警 军分区 人武部 边检站 人社 研究所 实验室 学校 大学 党校 人大 政协 国网 电网 "
    "铁塔 银保监 税务 海事 邮政 工会 工商联 妇联 残联 科协 文联 侨联 社科联 作协 记协 人行 银联 "
    "台联 中国移动 中国联通 中国电信 中国广电 街道办 管理站 监测站 检查站 总站 团中央 共青团 军区 "
    "电视台 报社 日报社 党组织 党支部 党总支 图书馆 档案馆 博物馆 文化馆 科技馆 青联 学联 文社联 "
    "计生协 消协 体协 老科协 慈善总会 疾控 城管 律协 防指 “两委”"
)
"""Endings that nothing but organizations has, in lists of units."""

SHORT_NAMES = frozenset(
    words("团委 妇联 工会 残联 科协 文联 侨联 法院 人大 政协 党校 教委 科委 编办")
)
"""Names of two characters that are organizations wherever lists stand."""

NO_SUFFIXES = words(
    "运行 执行 进行 发行 推行 实行 举行 施行 履行 流行 旅行 可行 通行 出行 践行 先行 试行 现行 "
    "同行 飞行 承办 举办 主办 通办 即办 快办 兴办 开办 申办 代办 社会 机会 全部 内部 外部 干部 "
    "局部 部署 签署 平台 后台 前台 舞台 出台 查处 到处 惩处 教室 重组 布局 格局 结局 破局 开局"
)
"""Words that end as organizations do and are none."""

WEAK_SUFFIXES = words(
    "所 站 馆 园 场 港 厂 店 司 科 站点 平台 联盟 区 市 县 州 旗 盟 省 镇 "
    "乡 村 街道 社区 基地 园区 新区 开发区 高新区 示范区 机构 企业 单位 部门 "
    "地区 院校 高校 各地 地方 属地 支队 银行 行业 主体 兵团 联社 总社 运营商 石化 "
    "石油 人寿 财险 保险 电投 城投 交投 水投 燃气 热力 水务 广电 铁建 电信 移动 联通 "
    "铁路 地铁 公交 机场 航空 日报 烟草 组织 高法 高检 最高法 最高检 河长 林长 热线 商会 机关"
)
"""Endings of units that other things have as well."""

GROUP_HEADS = words(
    "各有关 各相关 各级 各类 各 其他有关 其他相关 其他 其它 有关 相关 全市 全省 "
    "全县 全区 所有 所在 属地 事发地 试点"
)
"""How a phrase for several units begins."""

LEVELS_OF_OTHERS = words(
    "市级 省级 市直 省直 区级 县级 县直 区直 州级 州直 多个 多 省有关 "
    "省相关 市有关 市相关 县有关 县相关 区有关 区相关 中央有关"
)
"""What else may stand before the nouns of 'and other units': 等市直有关单位."""

OPEN_HEADS = ("其他", "其它", "有关", "相关")
"""How a phrase begins whose members nobody can list."""

GROUP_WORDS = ("成员单位", "各", "有关", "相关", "其他", "其它", "所有", "主管部门", "行业部门")
"""What makes a name a phrase for several units wherever it stands."""

GROUP_ENDINGS = ("部门", "单位", "机构", "企业", "地区", "院校", "高校")
"""General nouns that end such phrases."""

GENERAL_NOUNS = frozenset(
    words(
        "单位 部门 机构 企业 政府 党委 办事处 管委会 地区 委员会 局 办 其他 有关 "
        "相关 直属机构 事业单位 镇 街道 乡 县 区 市 院校 高校 街道办事处 街道办 社区 "
        "村 行业 团体 人民团体 群团 组织"
    )
)
"""What follows 和 without being a name of its own: 有关部门和单位."""

ADMINISTRATIVE = frozenset(
    words(
        "市 县 区 州 自治州 自治县 盟 旗 县级市 市辖区 镇 乡 乡镇 镇乡 镇街 街道 街 村 社区 省 "
        "自治区 直辖市 设区市 设区的市 地级市 地级以上市 地区 市县 县区 市县区 县市区 市州 市地 "
        "市区 县市 区市 区县 自治旗 林区 特区 副省级市 计划单列市 省级 市级 县级 园区 开发区 "
        "高新区 新区 功能区 区县市 直管市 旗县 旗县市 旗县市区 县旗 乡镇街道 镇街道 盟市 师市 "
        "团场 旗区 市区县 市县区旗 苏木 乡镇苏木 苏木镇 乡镇场 镇乡街道 乡镇办 镇办 办 场 农场 "
        "林场 垦区 功能区 管理区 街道乡镇 县市区旗 师 团 团镇 地市 地州市 州市 州市县 区市 "
        "县级市区"
    )
)
"""Levels of government as bare nouns: they make up 各市、县（市、区）政府."""

GOVERNMENTS = words(
    "人民政府 政府 党委和政府 党委政府 党委 管理委员会 管委会 党工委 办事处 "
    "街道办事处 街道办 人民政府办公室 行政公署 行署"
)
"""What ends names of governments; several places may share one."""

SHARED_ENDINGS = words("人民政府 政府 管理委员会 管委会 街道办事处 办事处 党委政府 党委")
"""Endings that are handed out: 甲市、乙市人民政府 are two governments."""

ZONE_ENDINGS = words(
    "新区 开发区 高新区 经开区 示范区 试验区 度假区 园区 功能区 保税区 合作区 新城"
)
"""How names of places end that have a 管委会; a district has a government."""

ENDINGS_OF_ZONES = ("管理委员会", "管委会")

PLACE_ENDINGS = ("市", "县", "区", "州", "旗", "盟", "镇", "乡", "街道", "省")
"""How names of places end."""

JOINERS = ("以及", "及", "和", "与", "暨", "/", "·", "\\", "|", "+", "&", ".", "—", "-")
"""What joins the last member of an enumeration, or stands between two for a comma."""

BRANCHES = words("分局 分行 支行 支队 大队 中队 总队 派出所 分公司 监委 税务局 调查队")
"""What an office has of its own: no other unit begins where a name goes on to it."""

NO_LEVELS = words(
    "市场 市长 市民 市容 市域 市级 市直 县域 县级 县直 区域 区级 区直 区块 省级 省直 州级"
)
"""What begins with a level's character and names no unit of that level."""

PLACELESS = 4
"""No place whose level stands behind another has more characters: 广州、深圳市政府."""

SET_PHRASES = frozenset(
    {
        ("各地区", "各部门"),
        ("各地", "各部门"),
        ("各部门", "各地区"),
        ("各地区", "各有关部门"),
        ("各地", "各有关部门"),
    }
)
"""Two phrases that are one: 各地区、各部门."""

NO_JOINERS = ("和平", "和田", "和谐", "与会", "及时")
"""Words that begin as a joining word does."""

NAME_ENDS = words(
    "有限公司 有限责任公司 股份有限公司 股份公司 责任公司 分公司 分局 分行 支行 支队 大队 中队 "
    "分中心 办事处 管委会 管理委员会 各成员单位 成员单位 领导小组 委员会 办公室 人民政府"
)
"""What a line or a blank may part from the rest of a name; no name begins so."""

COMPANIES = ("有限公司", "有限责任公司", "股份公司", "公司", "厂", "合作社")
"""How firms are called, which a list of projects names."""

NOT_IN_NAMES = (*"的了把将被让使并且若如因是为！？“”《》", "关于", "设在")
"""Characters of clauses, not of names, outside quotes; `为` would make a sentence a unit."""

MARKS_OF_NAMES = "★☆*▲△●※"
"""What may stand beside a name and is no part of it."""

NOBODY = frozenset(words("无 / ／ \\ — —— - -- － –"))  # noqa: RUF001
"""What stands for a name where there is nobody."""

LONGEST_NAME = 32
"""No name of a unit has more characters."""
