"""How Word writes the numbers that it makes by itself (ECMA-376, 17.18.59 ST_NumberFormat)."""

from collections.abc import Callable

from dutymatrix.plan.numbering import hanzi

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PARENTHESIZED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_FULL_STOPPED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_CIRCLED_HANZI = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_LARGEST_ROMAN = 3999
_MOST_LETTERS = 30
_LEGAL_SIMPLIFIED = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_LEGAL_TRADITIONAL = str.maketrans("零一二三四五六七八九十百千", "零壹貳參肆伍陸柒捌玖拾佰仟")
_FULL_WIDTH = {ord("0") + n: 0xFF10 + n for n in range(10)}
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def format_numeral(format_: str, value: int) -> str:
    """Write a value in one of Word's formats: 3 in `chineseCounting` is 三; else as digits."""
    written = _FORMATS[format_](value) if format_ in _FORMATS else ""
    return written if written or format_ in ("none", "bullet") else str(value)


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda value: characters[value - 1] if 1 <= value <= len(characters) else ""


def _letters(value: int) -> str:
    """A to Z, AA to ZZ, AAA …, as Word counts."""
    times = (value - 1) // 26 + 1
    return chr(ord("a") + (value - 1) % 26) * times if 1 <= times <= _MOST_LETTERS else ""


def _roman(value: int) -> str:
    if not 1 <= value <= _LARGEST_ROMAN:
        return ""
    written = ""
    for weight, letters in _ROMAN:
        written += letters * (value // weight)
        value %= weight
    return written


def _plain_hanzi(value: int) -> str:
    """As documents count up to 99, digit by digit from 100: 一〇五."""
    return hanzi(value) if value < 100 else str(value).translate(_DIGITS)


def _empty(_value: int) -> str:
    return ""


_FORMATS: dict[str, Callable[[int], str]] = {
    "none": _empty,
    "bullet": _empty,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _one_of(_CIRCLED),
    "decimalEnclosedCircleChinese": _one_of(_CIRCLED),
    "decimalEnclosedParen": _one_of(_PARENTHESIZED),
    "decimalEnclosedFullstop": _one_of(_FULL_STOPPED),
    "numberInDash": lambda value: f"- {value} -",
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "chineseCounting": _plain_hanzi,
    "taiwaneseCounting": _plain_hanzi,
    "chineseCountingThousand": hanzi,
    "taiwaneseCountingThousand": hanzi,
    "japaneseCounting": hanzi,
    "koreanCounting": hanzi,
    "ideographDigital": lambda value: str(value).translate(_DIGITS),
    "japaneseDigitalTenThousand": lambda value: str(value).translate(_DIGITS),
    "taiwaneseDigital": lambda value: str(value).translate(_DIGITS),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographEnclosedCircle": _one_of(_CIRCLED_HANZI),
    "chineseLegalSimplified": lambda value: hanzi(value).translate(_LEGAL_SIMPLIFIED),
    "ideographLegalTraditional": lambda value: hanzi(value).translate(_LEGAL_TRADITIONAL),
    "japaneseLegal": lambda value: hanzi(value).translate(_LEGAL_TRADITIONAL),
}
