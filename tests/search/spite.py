"""What the search feeds the program: words that some language would obey, and damaged bytes."""

import zipfile
from io import BytesIO
from random import Random

# Each means something in a language that answers are written in; in ours it is only text.
WORDS = (
    *("<spite onload=1>", "</p><spite/>", "]]><spite>", "--><spite>", '"><spite>', "&spite;"),
    *("[bold spite]x[/]", "[/spite]", "[link=spite]", "<!--", "<![CDATA[", "&lt;", "&#60;"),
    *("=1+spite", "+spite", "-spite", "@spite", "=HYPERLINK(1)", "'=1", "|spite", "%spite"),
    *("a|b", "`spite`", "**spite**", "[spite](javascript:1)", "![](spite)", "# spite", "---"),
    *(
        '"',
        "'",
        "\\",
        "\\n",
        "${spite}",
        "$(spite)",
        "{0}",
        "{spite}",
        "%s",
        "%(spite)s",
        "\\u202e",
    ),
    *("../spite", "/spite", "a/b", "C:\\spite", "CON", ".", "..", "-o", "--spite", "a:b", "*spite"),
    *("no", "null", "~", "1.10", "12:30", "2018-12-31", "&a", "*a", "!spite", "? x", "#x", "a #b"),
    *("<<<<<<< spite", "=======", "目录", "方案", "合计", "x" * 300, "长" * 300, "e\u0301", "👍🏽"),
)
PLAIN = (
    *(
        "市公安局",
        "市卫计局",
        "市禁毒办",
        "各镇（街）",
        "团市委",
        "落实责任",
        "加强宣传",
        "开展检查",
    ),
    *("健全机制", "2018年底前", "完成率90%", "（市公安局、市卫计局）", "一、", "（一）", "1."),
)
# What no output may hold, whatever a document or an argument does.
CONTROLS = (
    "\x1b[31m",
    "\x00",
    "\x07",
    "\x08",
    "\x0b",
    "\x85",
    "\x9b31m",
    "\u202e",
    "\u2066",
    "\u2028",
)

_BYTES = (
    *(b"<", b">", b"</", b"<w:p>", b"<w:tbl>" * 200, b"\0", b"\xff\xfe", b"]]>", b"&#x0;", b"<!--"),
    *(b"<!DOCTYPE x>", b'"', b"-1", b"99999999999999999999", b"<table><tr><td>", b"%%EOF"),
    *(b"endobj", b"- ", b": ", b"\n", b"  ", b"\t", b"[", b"{", b"|-\n", b"&a ", b"*a", b"? "),
    *(word.encode() for word in (*WORDS, *PLAIN, *CONTROLS)),
)


def word(chance: Random) -> str:
    """A word that a plan may hold, every other one spiteful."""
    return chance.choice(chance.choice((WORDS, PLAIN)))


def damaged(data: bytes, chance: Random) -> bytes:
    """The data with some bytes changed, moved, doubled or cut off."""
    result = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 20))):
        at = chance.randrange(max(len(result), 1))
        length = chance.choice((1, 4, 40, 400))
        match chance.randrange(6):
            case 0:
                result[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del result[at : at + length]
            case 2:
                result[at:at] = result[at : at + length] * chance.choice((1, 2, 50))
            case 3:
                other = chance.randrange(max(len(result), 1))
                result[at : at + length] = result[other : other + length]
            case 4:
                result[at:at] = chance.choice(_BYTES)
            case _:
                if chance.random() < 0.2:
                    del result[at:]
    return bytes(result)


def damaged_file(data: bytes, chance: Random) -> bytes:
    """The file damaged; of an archive mostly one of its parts, so that it still opens."""
    if not data.startswith(b"PK") or chance.random() < 0.3:
        return damaged(data, chance)
    written = BytesIO()
    try:
        with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
            chosen = chance.choice(old.namelist())
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, damaged(content, chance) if name == chosen else content)
    except Exception:  # it was damaged before, in whatever way
        return damaged(data, chance)
    return written.getvalue()
