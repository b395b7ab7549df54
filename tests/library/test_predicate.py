"""Which tasks of a data set a filter may choose: never too few."""

import re
from unicodedata import normalize

from dutymatrix.library import predicate


def test_every_character_that_may_stand_for_a_chinese_one_is_known() -> None:
    pattern = re.sub(
        r"\\x\{([0-9A-F]+)\}", lambda code: re.escape(chr(int(code[1], 16))), predicate._OTHERWISE
    )
    is_known = re.compile(pattern).fullmatch
    for code in (*range(0xD800), *range(0xE000, 0x30000)):
        char = chr(code)
        said = normalize("NFKC", char).casefold()
        if said != char and any(ord(own) in predicate._IDEOGRAPHS for own in said):
            assert is_known(char), hex(code)


def test_conditions_hold_together_or_one_of_them() -> None:
    both = predicate.within(["甲"]) & predicate.named(["乙"])
    assert both.values == (["甲"], ["乙"])
    assert both.sql.count("?") == len(both.values)
    assert (predicate.NOTHING | both).values == both.values
