"""Fields above a page or text, between two rules, that its web site's generator is told."""

import re

# Lines of YAML: a key, what is indented or listed under one, a remark, or nothing.
_FIELDS = re.compile(
    r"---[ \t]*\r?\n"
    r"(?:(?:[^\s:#-][^\n:]*:(?:[ \t][^\n]*)?|[ \t#][^\n]*|-[ \t][^\n]*|)\r?\n)*?"
    r"---[ \t]*(?:\r?\n|\Z)"
)


def front_matter_end(text: str) -> int:
    """Where the text of a file begins behind its front matter; 0 where it has none.

    A rule above a text, and another further down, enclose no fields.
    """
    fields = _FIELDS.match(text)
    return fields.end() if fields else 0
