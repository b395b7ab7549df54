"""The first pinyin letters people type for a unit: `swjj` for 市卫计局.

A generated table gives every character the first letter of its commonest reading. Two tables
kept by hand know better where names do: words that settle a reading (银行 is h, 行政 is x), and
characters whose reading only the people of the place know (圩, 埔). A place reads as its own
government writes it in pinyin, 六安 `la`, 铅山 `ys`, whatever the dictionaries say.
"""

from collections.abc import Iterator
from itertools import combinations, islice, product
from unicodedata import normalize

from dutymatrix.plan.initials_table import FIRST, LETTERS, RARE

MAX_SPELLINGS = 8

# A title ends its name, a place does not: 市长 at the end is z, 吴川市长岐镇 is c.
_END = "$"

# Names use each of these readings; the likeliest comes first.
_READINGS = {
    "乐": "ly",
    "仇": "qc",
    "单": "ds",
    "厦": "xs",
    "咀": "jz",
    "圩": "wx",
    "埔": "pb",
    "堡": "bp",
    "峒": "dt",
    "曾": "zc",
    "朝": "cz",
    "泊": "pb",
    "浒": "hx",
    "涌": "yc",
    "畜": "xc",
    "莘": "sx",
    "藏": "cz",
    "行": "xh",
    "覃": "tq",
    "调": "dt",
    "重": "zc",
    "长": "cz",
    "阿": "ae",
    "陂": "bp",
}

# Words that settle how a character in them is read. The longest one counts, for 会计 is k, but
# 委员会计划处 is h; of two that overlap (法人参与) both count, in this order.
_WORDS = {
    "乐": {
        "l": "乐业 乐东 乐亭 乐园 乐山 乐平 乐昌 乐至 乐陵 安乐 康乐 快乐 欢乐 娱乐 长乐",
        "y": "乐器 乐团 乐清 乐队 交响乐 器乐 声乐 音乐",
    },
    "会": {
        "h": "会计划 会计生 会计算 会计财 会计量 会稽查 财会议",
        "k": "会稽 会计 财会",
    },
    "伽": {"j": "伽师 瑜伽"},
    "单": {
        "d": "单位 单元 单项 名单 清单 菜单 订单 账单",
        "s": "单县",
    },
    "卡": {"q": "关卡 卡口"},
    "厦": {
        "x": "厦航 厦门",
        "s": "商厦 大厦 广厦",
    },
    "参": {
        "c": "参与 参事 参保 参加 参建 参政 参谋 参赛",
        "s": "丹参 人参 党参 沙参 海参 玄参 西洋参",
    },
    "圩": {
        "w": "圩区 圩堤 圩田",
        "x": "圩镇",
    },
    "埔": {
        "p": "黄埔",
        "b": "大埔",
    },
    "堡": {
        "b": "吴堡 城堡 堡垒",
        "p": "十里堡",
    },
    "婼": {"r": "婼羌"},
    "宕": {"t": "宕昌"},
    "尉": {"y": "尉犁 尉迟"},
    "峙": {"s": "繁峙"},
    "弹": {"t": "弹性 弹簧 弹词 评弹"},
    "曝": {"b": "曝光"},
    "朝": {
        "c": "朝天 朝阳 朝鲜 王朝",
        "z": "今朝 朝晖 朝霞",
    },
    "枞": {"z": "枞阳"},
    "校": {
        "x": "党校 军校 学校 技校 院校 高校",
        "j": "校准 校对 校核 校正 校验",
    },
    "栅": {"s": "大栅栏"},
    "沌": {"z": "沌口 沌阳"},
    "泊": {
        "p": "梁山泊 水泊 湖泊 罗布泊",
        "b": "停泊 泊位 泊头 泊车",
    },
    "泌": {"b": "泌阳"},
    "洞": {"t": "洪洞"},
    "浒": {"x": "浒墅关"},
    "浚": {"x": "浚县"},
    "涌": {
        "y": "涌泉",
        "c": "东涌 大涌 沙涌 河涌 葵涌 西涌 麻涌",
    },
    "涡": {"g": "涡河 涡阳"},
    "犍": {"q": "犍为"},
    "番": {"p": "番禺"},
    "畜": {
        "x": "畜产 畜牧",
        "c": "家畜 牲畜 畜禽 禽畜 种畜",
    },
    "筠": {"j": "筠连"},
    "给": {"j": "供给 给排水 给水 自给 补给 配给"},
    "茄": {"q": "番茄 茄子"},
    "荥": {"y": "荥经"},
    "莘": {
        "s": "莘县",
        "x": "莘庄",
    },
    "蔚": {"y": "蔚县"},
    "藏": {
        "c": "收藏 冷藏 储藏 埋藏 珍藏 藏书 藏品 馆藏",
        "z": "地藏 宝藏 川藏 援藏 涉藏 藏区 藏医 藏布 藏文 藏族 藏药 藏语 西藏 青藏 驻藏",
    },
    "行": {
        "x": (
            "举行 人行天桥 人行横道 人行道 先行 发行 执行 推行 施行 旅行 流行 航行 行为 行人 "
            "行使 行动 行政 行程 行署 行走 行驶 试行 运行 进行 通行 飞行"
        ),
        "h": (
            "中行 交行 人行 农发行 农商行 农行 分行 商行 太行 央行 工行 建行 总行 支行 行业 行会 "
            "行情 行长 车行 银行 闵行"
        ),
    },
    "覃": {"q": "覃塘"},
    "解": {"h": "解州"},
    "调": {
        "t": "协调 失调 空调 调价 调停 调剂 调味 调和 调处 调控 调整 调理 调节 调解 调试",
        "d": (
            "企调 农调 北调 城调 征调 抽调 民调 调任 调动 调度 调拨 调查 调水 调研 调运 调配 选调"
        ),
    },
    "重": {
        "z": (
            "严重 举重 体重 危重 载重 起重 重型 重大 重工 重度 重污染 重点 重特大 重病 重症 重要 "
            "重视 重量 重金属"
        ),
        "c": "双重 多重 重复 重庆 重建 重整 重新 重构 重生 重组 重阳",
    },
    "轧": {"z": "冷轧 热轧 轧钢"},
    "铅": {"y": "铅山"},
    "长": {
        "c": (
            "专长 天长 延长 擅长 特长 长乐 长兴 长城 长安 长寿 长岐 长岭 长征 长效 长春 长期 "
            "长江 长汀 长沙 长治 长泰 长白 长葛 长途"
        ),
        "z": (
            "会长 厂长 园长 处长 增长 学长 家长 局长 所长 成长 校长 检察长 生长 秘书长 科长 站长 "
            "组长 行长 部长 长$ 长专线 长会议 长信箱 长公开电话 长制 长办 长助理 长子县 长热线 "
            "长者 长质量奖 长联席 队长 院长"
        ),
    },
    "阿": {"e": "东阿 阿房宫 阿胶"},
    "陂": {"p": "黄陂区"},
}


def initials_of(name: str) -> tuple[str, ...]:
    """All the initials one may type for a unit's name, the likeliest first.

    Args:
        name: any text. Letters and digits stand for themselves, in lower case and half width;
            brackets, blanks, punctuation and characters of unknown reading are passed over.

    Returns:
        One to eight strings of ASCII letters and digits, equally long, no two the same:
        市卫计局 gives `("swjj",)`, 覃巴镇 `("tbz", "qbz")`. Empty where there is nothing to spell.
    """
    text = spoken(name) + _END
    places = [letters for place in range(len(text)) if (letters := _letters_at(text, place))]
    return tuple(islice(_iter_spellings(places), MAX_SPELLINGS)) if places else ()


def spoken(name: str) -> str:
    """What is read of a name: without brackets, blanks and punctuation, in lower case."""
    # Fonts in PDF files turn 行 into its radical ⾏; NFKC turns it back. One by one and one for
    # one, so that initials are never longer than the name: signs like ㎏ are passed over.
    plain = (normalize("NFKC", char).lower() for char in name)
    return "".join(char for char in plain if len(char) == 1 and char.isalnum())


def _letters_at(text: str, place: int) -> str:
    """The letters one character may stand for, the likeliest first; empty for none."""
    char = text[place]
    if char.isascii():
        return char if char.isalnum() else ""
    longest, letters = 1, _READINGS.get(char, "")
    for letter, words in _WORDS.get(char, {}).items():
        for word in words.split():
            start = place - word.index(char)
            if len(word) < longest or start < 0 or not text.startswith(word, start):
                continue
            if len(word) > longest:
                longest, letters = len(word), letter
            elif letter not in letters:
                letters += letter
    return letters or _common_letter(char)


def _common_letter(char: str) -> str:
    """The letter of a character's commonest reading; empty for none."""
    offset = ord(char) - FIRST
    if 0 <= offset < len(LETTERS):
        return LETTERS[offset].strip(".")
    found = RARE.find(char)
    return RARE[found + 1] if found >= 0 else ""


def _iter_spellings(places: list[str]) -> Iterator[str]:
    """Every way to take one letter from each place, those with fewer unlikely ones first."""
    likely = [letters[0] for letters in places]
    doubtful = [place for place, letters in enumerate(places) if len(letters) > 1]
    for count in range(len(doubtful) + 1):
        for chosen in combinations(doubtful, count):
            for others in product(*(places[place][1:] for place in chosen)):
                spelling = likely.copy()
                for place, letter in zip(chosen, others, strict=True):
                    spelling[place] = letter
                yield "".join(spelling)
