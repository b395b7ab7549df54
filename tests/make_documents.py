"""The plan of the repository as the files that a real office would send.

A library for tests; `python tests/make_documents.py FOLDER` writes the files to look at, and
with `--pdf` has LibreOffice print the Word document, which is how `tests/data/documents` was made.
"""

import subprocess
import sys
import tempfile
import zipfile
from base64 import encodebytes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from quopri import encodestring
from typing import NamedTuple

from dutymatrix.plan.model import Entry, Item, Plan
from dutymatrix.plan.numbering import hanzi
from dutymatrix.planfile import load_plan

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = "吴川市全民禁毒工程"
"""What stands at the head of each printed page."""


class Line(NamedTuple):
    """A paragraph of the document, its number apart."""

    text: str
    level: int | None = None
    """0 for a chapter, 1 for a section, 2 for a task; None for a paragraph without a number."""
    number: str = ""

    @property
    def whole(self) -> str:
        """The paragraph as it is printed."""
        return self.number + self.text


def plan_lines(plan: Plan) -> list[Line]:
    """The document, paragraph by paragraph, lists of units in brackets at the end."""
    preamble = plan.preamble.removesuffix("。")
    lines = [Line(plan.title), Line(f"{preamble}（{plan.role_rule}）。")]
    before, after = plan.common[:1], plan.common[1:]
    for n, chapter in enumerate(before, 1):
        lines += _chapter(chapter.title, n, [(item.title, item.text) for item in chapter.items])
    lines.append(Line(plan.chapter.partition("、")[2], 0, f"{hanzi(len(before) + 1)}、"))
    for n, section in enumerate(plan.sections, 1):
        lines.append(Line(section.title, 1, f"（{hanzi(n)}）"))
        for m, task in enumerate(section.tasks, 1):
            text = f"{task.title}。{task.text}{bracketed(task)}"
            lines.append(Line(text, 2, f"{m}."))
    for n, chapter in enumerate(after, len(before) + 2):
        lines += _chapter(chapter.title, n, [(item.title, item.text) for item in chapter.items])
    return lines


def _chapter(title: str, number: int, items: Sequence[tuple[str, str]]) -> Iterator[Line]:
    yield Line(title, 0, f"{hanzi(number)}、")
    for n, (own, text) in enumerate(items, 1):
        yield Line(f"{own}。{text}", 1, f"（{hanzi(n)}）")


def bracketed(task: Entry) -> str:
    """A task's units as the document lists them."""
    units = "、".join(unit for unit, _role in task.assignments)
    return f"【{units}】" if "（" in units else f"（{units}）"


# Word


def word_typed(plan: Plan) -> bytes:
    """A Word document whose numbers are typed."""
    return word_document("".join(paragraph(line.whole) for line in plan_lines(plan)))


def word_numbered(plan: Plan) -> bytes:
    """A Word document whose numbers Word makes: a list of three levels, bound to styles."""
    body = "".join(
        paragraph(line.text, "" if line.level is None else f'<w:pStyle w:val="L{line.level}"/>')
        for line in plan_lines(plan)
    )
    formats = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>'
        f'<w:pStyle w:val="L{n}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (format_, text) in enumerate(formats)
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="L{n}"><w:name w:val="list {n}"/>'
        f'<w:pPr><w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        for n in range(3)
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{numbered(1, 0)}'
    return word_document(body, numbering=numbering, styles=styles)


def word_table(plan: Plan) -> bytes:
    """A Word document with the breakdown as one table, a section's tasks beside its name."""
    top = [cell(head, merge="restart") for head in ("序号", "工作部分", "工作任务", "完成时限")]
    under = cell("", merge="continue")
    rows = [
        row(*top[:3], cell("责任分工", span=2), top[3]),
        row(under, under, under, cell("牵头单位"), cell("配合单位"), under),
    ]
    above = ""
    for n, item in enumerate(plan.items, 1):
        section = _section(plan, item)
        is_below = section == above
        beside = cell("" if is_below else section, merge="continue" if is_below else "restart")
        task = cell(f"{item.title}。{item.entry.text}")
        lead, join = cell(*item.entry.lead), cell(*item.entry.join)
        rows.append(row(cell(str(n)), beside, task, lead, join, cell(due(item))))
        above = section
    return word_document(paragraph(f"{plan.title}任务分解表") + table(*rows))


def _section(plan: Plan, item: Item) -> str:
    label, section = plan.section_by_number[item.section_number]
    return f"{label}{section.title}"


def due(item: Item) -> str:
    """By when, in the document's words."""
    return "；".join(dict.fromkeys(one.said for one in item.entry.milestones if one.said))


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text of one look."""
    inside = f'<w:t xml:space="preserve">{escape(text)}</w:t>' if text else ""
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


def table(*rows: str) -> str:
    """A table of a Word document."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """A row of a table."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(*lines: str, span: int = 1, merge: str = "") -> str:
    """A cell of a table, a paragraph a line."""
    below = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    properties = f'<w:gridSpan w:val="{span}"/>{below}'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(paragraph, lines or ('',)))}</w:tc>"


def numbered(list_: int, abstract: int, overrides: str = "") -> str:
    """A list of numbering.xml that counts as an abstract one says."""
    return f'<w:num w:numId="{list_}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def word_document(
    body: str, *, numbering: str = "", styles: str = "", section: str = "", **more: str
) -> bytes:
    """A Word document of the body's XML; `more` are header1 and footer1."""
    parts = {"numbering": numbering, "styles": styles, **more}
    parts = {name: inside for name, inside in parts.items() if inside}
    files = {
        "word/document.xml": _part(
            "document", f"<w:body>{body}<w:sectPr>{section}</w:sectPr></w:body>"
        ),
        "word/_rels/document.xml.rels": _relations(
            (name, f"{_RELATIONS}/{name.rstrip('1')}", f"{name}.xml") for name in parts
        ),
    }
    roots = {"header1": "hdr", "footer1": "ftr"}
    for name, inside in parts.items():
        files[f"word/{name}.xml"] = _part(roots.get(name, name), inside)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types = {"word/document.xml": f"{kind}.document.main+xml"}
    types |= {f"word/{name}.xml": f"{kind}.{name.rstrip('1')}+xml" for name in parts}
    return package(files, "word/document.xml", types)


def _part(root: str, inside: str) -> str:
    return f'<w:{root} xmlns:w="{_W}" xmlns:r="{_RELATIONS}">{inside}</w:{root}>'


def package(files: Mapping[str, str | bytes], main: str, types: dict[str, str]) -> bytes:
    """An office file of its parts."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in types.items()
    )
    relation = ("main", f"{_RELATIONS}/officeDocument", main)
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f"{overrides}</Types>",
            "_rels/.rels": _relations([relation]),
            **files,
        }.items():
            info = zipfile.ZipInfo(name, (2018, 1, 1, 0, 0, 0))
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _relations(relations: Iterable[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, kind, target in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


# Excel


def workbook(plan: Plan) -> bytes:
    """A workbook: a sheet for each half of the sections, their names in merged cells."""
    # Late: a run without extras makes all the others.
    import xlsxwriter

    written = BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    half = len(plan.sections) // 2
    halves = plan.sections[:half], plan.sections[half:]
    number = 0
    for name, sections in zip(("上半部分", "下半部分"), halves, strict=True):
        sheet = book.add_worksheet(name)
        sheet.merge_range(0, 0, 0, 6, f"{plan.title}任务分解表")
        heads = ("序号", "部分", "工作任务", "主要内容", "牵头单位", "参与单位", "完成时限")
        sheet.write_row(2, 0, heads)
        at = 3
        for section in sections:
            items = [item for item in plan.items if section in item.sections]
            label = _section(plan, items[0])
            if len(items) > 1:
                sheet.merge_range(at, 1, at + len(items) - 1, 1, label)
            for item in items:
                number += 1
                entry = item.entry
                texts = (item.title, entry.text, "、".join(entry.lead), "\n".join(entry.join))
                sheet.write_number(at, 0, number)
                sheet.write_row(at, 2, (*texts, due(item)))
                at += 1
    book.close()
    return written.getvalue()


# Web pages


def page(plan: Plan, encoding: str = "utf-8") -> bytes:
    """A page of a government's site: the document with navigation, links and a footer around."""
    lines = plan_lines(plan)
    text = "".join(f"<p>　　{escape(line.whole)}</p>\n" for line in lines[1:])
    links = "".join(f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(_MENU))
    html = f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}" />
<title>{plan.title}_市政府门户网站</title><style>p {{ color: black }}</style>
<script>document.write("<p>脚本里的话，不是正文。</p>");</script></head>
<body><div class="top"><ul class="nav">{links}</ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; 正文</div>
<div class="wrap"><div class="left"><h3>栏目导航</h3><ul>{links}</ul></div>
<div class="content"><h1>{plan.title}</h1>
<div class="info">发布时间：2017-11-03 字号：<a>大</a> <a>中</a> <a>小</a> <a>打印</a></div>
<div id="zoom">{text}</div>
<div class="share">分享到：<a>微信</a><a>微博</a></div>
<p>【<a>打印本页</a>】【<a>关闭窗口</a>】</p></div></div>
<div class="footer"><p>版权所有：市人民政府，承办：市政府办公室，网站标识码：4408830001</p></div>
</body></html>"""
    return html.encode(encoding, "xmlcharrefreplace")


_MENU = ("首页", "政务公开", "政务服务", "互动交流", "走进吴川")


def archive(plan: Plan) -> bytes:
    """The same page as a browser saves it in one file, with a picture."""
    body = encodestring(page(plan, "gbk")).decode("ascii")
    picture = encodebytes(b"\x89PNG\r\n\x1a\n" * 20).decode("ascii")
    return f"""From: <Saved by a browser>
Subject: =?gb2312?B?zsS8/g==?=
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----=_Part"

------=_Part
Content-Type: text/html; charset="gb2312"
Content-Transfer-Encoding: quoted-printable
Content-Location: http://www.example.cn/1.html

{body}
------=_Part
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: http://www.example.cn/1.png

{picture}
------=_Part--
""".encode("ascii")


def markdown(plan: Plan) -> bytes:
    """The document in Markdown, its numbers typed."""
    marks = {0: "## ", 1: "### ", 2: "", None: ""}
    first, *lines = plan_lines(plan)
    text = "\n\n".join(marks[line.level] + line.whole for line in lines)
    return f"# {first.text}\n\n{text}\n".encode()


# PDF


def printable(plan: Plan) -> bytes:
    """A Word document with a running head and page numbers, to be printed as a PDF."""
    body = "".join(
        paragraph(line.whole, '<w:jc w:val="center"/>')
        if line.text == plan.title
        else paragraph(line.whole, '<w:ind w:firstLineChars="200" w:firstLine="640"/>')
        for line in plan_lines(plan)
    )
    font = '<w:rFonts w:ascii="Noto Sans CJK SC" w:eastAsia="Noto Sans CJK SC"/><w:sz w:val="28"/>'
    styles = f"<w:docDefaults><w:rPrDefault><w:rPr>{font}</w:rPr></w:rPrDefault></w:docDefaults>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return word_document(
        body,
        styles=styles,
        header1=paragraph(_HEAD),
        footer1=f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{run("— ")}{field}{run(" —")}</w:p>',
        section='<w:headerReference w:type="default" r:id="header1"/>'
        '<w:footerReference w:type="default" r:id="footer1"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800"/>',
    )


def print_pdf(document: bytes) -> bytes:
    """A Word document printed by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "plan.docx")
        source.write_bytes(document)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, str(source)], check=True, capture_output=True)
        return _without_fonts(source.with_suffix(".pdf").read_bytes())


def _without_fonts(data: bytes) -> bytes:
    """A PDF without the shapes of its characters, which nobody needs to read it."""
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject

    writer = PdfWriter(BytesIO(data))
    for descriptor in (one for one in writer._objects if isinstance(one, DictionaryObject)):
        for kind in ("/FontFile", "/FontFile2", "/FontFile3"):
            descriptor.pop(kind, None)
    writer.compress_identical_objects(remove_unreferenced=True)
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


MAKERS = {
    "typed.docx": word_typed,
    "numbered.docx": word_numbered,
    "table.docx": word_table,
    "printable.docx": printable,
    "sheets.xlsx": workbook,
    "page.html": page,
    "page-gbk.html": lambda plan: page(plan, "gbk"),
    "page.mht": archive,
    "plan.md": markdown,
}


def main(folder: Path, *, pdf: bool) -> None:
    """Write all files into a folder."""
    plan = load_plan(Path(__file__).parents[1] / "plan.yaml")
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in MAKERS.items():
        folder.joinpath(name).write_bytes(make(plan))
    if pdf:
        folder.joinpath("printed.pdf").write_bytes(print_pdf(printable(plan)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), pdf="--pdf" in sys.argv)
