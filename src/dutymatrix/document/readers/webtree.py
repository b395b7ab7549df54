"""A web page as a tree: elements within elements, as far as their tags can be believed."""

import re
from collections.abc import Iterable, Iterator, Mapping

from dutymatrix.document.readers.refusal import OversizedDocumentError
from dutymatrix.document.readers.tags import Tag, iter_tokens
from dutymatrix.i18n import _

_MAX_DEPTH = 200
_MAX_NODES = 2_000_000

BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div",
        "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
"""Elements that stand on lines of their own."""

_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    }
)  # fmt: skip
_UNREAD = frozenset(
    {
        "audio", "button", "canvas", "datalist", "embed", "head", "iframe", "math", "noembed",
        "noframes", "noscript", "object", "option", "rp", "rt", "script", "select", "style", "svg",
        "template", "textarea", "title", "video", "xmp",
    }
)  # fmt: skip
# What an element's beginning ends, looked for no further up than the elements after it.
_ROW = frozenset({"table", "thead", "tbody", "tfoot"})
_ENDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ol", "ul", "table"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl", "table"})),
    "tr": (frozenset({"tr"}), _ROW),
    "td": (frozenset({"td", "th"}), frozenset({"tr", *_ROW})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", *_ROW})),
    "tbody": (frozenset({"thead", "tbody", "tfoot"}), frozenset({"table"})),
}
_PARAGRAPH = (frozenset({"p"}), frozenset({"td", "th", "table", "div", "li"}))
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Node:
    """An element of a page."""

    __slots__ = ("attributes", "children", "tag")

    def __init__(self, tag: str, attributes: Mapping[str, str] | None = None) -> None:
        self.tag = tag
        self.attributes = attributes or {}
        self.children: list[Node | str] = []

    @property
    def nodes(self) -> Iterator["Node"]:
        """The elements directly in it."""
        return (child for child in self.children if isinstance(child, Node))

    def walk(self) -> Iterator["Node"]:
        """The element and all in it, in order."""
        todo = [self]
        while todo:
            node = todo.pop()
            yield node
            todo += reversed([*node.nodes])

    def texts(self) -> Iterator[str]:
        """The texts in it, in order, as they stand in the source."""
        todo = [iter(self.children)]
        while todo:
            child = next(todo[-1], None)
            if child is None:
                todo.pop()
            elif isinstance(child, str):
                yield child
            else:
                todo.append(iter(child.children))


def build_tree(html: str, file: str) -> tuple[Node, dict[str, str]]:
    """The page's body, without what is not shown, and what its head says about it by name.

    Raises:
        OversizedDocumentError: It holds more elements than a page.
    """
    builder = _Builder(file)
    for token in iter_tokens(html):
        builder.add(token)
    return builder.root, builder.about


class _Builder:
    """Puts elements into each other; a tag that is missing or too many does no harm."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root = Node("body")
        self.about: dict[str, str] = {}
        self.open = [self.root]
        self.count = 0
        # The element whose text is not read, and how many of its name are open in it.
        self.unread = ""
        self.depth = 0
        self.in_title = False

    def add(self, token: str | Tag) -> None:
        self.count += 1
        if self.count > _MAX_NODES:
            raise OversizedDocumentError(
                self.file, _("more than {n} elements").format(n=_MAX_NODES)
            )
        if isinstance(token, str):
            self._text(token)
        elif token.is_end:
            self._end(token.name)
        else:
            self._start(token)

    def _text(self, text: str) -> None:
        if self.in_title:
            self.about.setdefault("title", text)
        if not self.unread:
            self.open[-1].children.append(text)

    def _start(self, tag: Tag) -> None:
        name = tag.name
        self.in_title = name == "title"
        if name == "meta":
            about = tag.attributes.get("name", "").lower()
            self.about.setdefault(about, tag.attributes.get("content", ""))
        if self.unread == "head" and name in ("body", "frameset"):
            self.unread = ""
        if self.unread:
            self.depth += name == self.unread
            return
        if name in _UNREAD or (_is_hidden(tag) and name not in ("html", "body")):
            if name not in _VOID:
                self.unread, self.depth = name, 1
            return
        if name in ("html", "body"):
            return
        self._end_before(name)
        node = Node(name, tag.attributes)
        self.open[-1].children.append(node)
        if name not in _VOID and len(self.open) < _MAX_DEPTH:
            self.open.append(node)

    def _end_before(self, name: str) -> None:
        """End what cannot go on when an element begins."""
        rules: Iterable[tuple[frozenset[str], frozenset[str]]] = (
            *((_PARAGRAPH,) if name in BLOCKS else ()),
            *((_ENDS[name],) if name in _ENDS else ()),
        )
        for ended, bounds in rules:
            for at in range(len(self.open) - 1, 0, -1):
                if self.open[at].tag in ended:
                    del self.open[at:]
                    break
                if self.open[at].tag in bounds:
                    break

    def _end(self, name: str) -> None:
        self.in_title = False
        if self.unread:
            if name == self.unread:
                self.depth -= 1
            if not self.depth:
                self.unread = ""
            return
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag == name:
                del self.open[at:]
                return
            if self.open[at].tag == "table" and name not in BLOCKS:
                return


def _is_hidden(tag: Tag) -> bool:
    attributes = tag.attributes
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or _HIDING_STYLE.search(attributes.get("style", "")) is not None
    )
