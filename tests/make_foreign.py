"""Documents of other programs, made by hand: as small as can be, as odd as a test needs."""

import struct
from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from make_documents import package

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"

_SECTOR = 512
# The least size of a stream that does not lie among the small ones.
_LEAST = 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD

Cell = str | float
Cells = Mapping[tuple[int, int], Cell]
"""What stands where, by row and column from 1."""


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file (OLE) of one stream; [MS-CFB]."""
    stream = stream.ljust(_LEAST, b"\0")
    stream += bytes(-len(stream) % _SECTOR)
    sectors = len(stream) // _SECTOR
    # The table of sectors, the folder, the stream.
    tables = -(-(sectors + 2) * 4 // _SECTOR)
    while (tables + 1 + sectors) * 4 > tables * _SECTOR:
        tables += 1
    fat = [_FAT] * tables + [_END]
    fat += [*range(tables + 2, tables + 1 + sectors), _END]
    fat += [_FREE] * (tables * _SECTOR // 4 - len(fat))
    assert tables <= 109
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, _LEAST,
                          _END, 0, _END, 0)  # fmt: skip
    header += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry(name, 2, _FREE, tables + 1, len(stream))
    folder = entries.ljust(_SECTOR, b"\0")
    return header + struct.pack(f"<{len(fat)}I", *fat) + folder + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    coded = name.encode("utf-16-le")
    about = struct.pack("<HBBIII", len(coded) + 2, kind, 1, _FREE, _FREE, child)
    return coded.ljust(64, b"\0") + about + bytes(36) + struct.pack("<IQ", start, size)


def excel_97(
    sheets: Mapping[str, Cells],
    merges: Sequence[tuple[int, int, int, int]] = (),
    hidden: Sequence[str] = (),
    date_format: str = 'yyyy"年"m"月"',
) -> bytes:
    """A workbook of Excel 97 (.xls); numbers above 40,000 are shown as dates; [MS-XLS]."""
    streams = [_sheet_97(cells, merges) for cells in sheets.values()]
    coded = date_format.encode("utf-16-le")
    begin = (
        _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 0x07CC, 0, 6))
        + _record(0x0042, struct.pack("<H", 1200))
        + _record(0x041E, struct.pack("<HHB", 164, len(date_format), 1) + coded)
        + _record(0x00E0, struct.pack("<HH", 0, 0) + bytes(16))
        + _record(0x00E0, struct.pack("<HH", 0, 164) + bytes(16))
    )
    names = [name.encode("utf-16-le") for name in sheets]
    offset = len(begin) + sum(4 + 8 + len(name) for name in names) + 4
    for label, name, stream in zip(sheets, names, streams, strict=True):
        state = int(label in hidden)
        about = struct.pack("<IBBBB", offset, state, 0, len(name) // 2, 1)
        begin += _record(0x0085, about + name)
        offset += len(stream)
    return compound(begin + _record(0x000A) + b"".join(streams))


def _sheet_97(cells: Cells, merges: Sequence[tuple[int, int, int, int]]) -> bytes:
    written = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    for (row, column), value in cells.items():
        place = struct.pack("<HH", row - 1, column - 1)
        if isinstance(value, str):
            text = struct.pack("<HHB", 0, len(value), 1) + value.encode("utf-16-le")
            written += _record(0x0204, place + text)
        else:
            written += _record(0x0203, place + struct.pack("<Hd", int(value > 40_000), value))
    if merges:
        areas = b"".join(
            struct.pack("<HHHH", top - 1, bottom - 1, left - 1, right - 1)
            for top, left, bottom, right in merges
        )
        written += _record(0x00E5, struct.pack("<H", len(merges)) + areas)
    return written + _record(0x000A)


def _record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def excel_binary(cells: Cells) -> bytes:
    """A binary workbook (.xlsb) of one sheet, 表; [MS-XLSB]."""
    rows: dict[int, dict[int, Cell]] = {}
    for (row, column), value in cells.items():
        rows.setdefault(row, {})[column] = value
    bottom, right = max(rows), max(column for _row, column in cells)
    written = _part(0x81) + _part(0x94, struct.pack("<IIII", 0, bottom - 1, 0, right - 1))
    written += _part(0x91)
    for row, values in rows.items():
        written += _part(0x00, struct.pack("<IIHHBI", row - 1, 0, 300, 0, 0, 0))
        for column, value in values.items():
            place = struct.pack("<II", column - 1, 0)
            written += (
                _part(0x06, place + _text(value))
                if isinstance(value, str)
                else _part(0x05, place + struct.pack("<d", value))
            )
    sheet = written + _part(0x92) + _part(0x82)
    book = _part(0x83) + _part(0x8F)
    book += _part(0x9C, struct.pack("<II", 0, 1) + _text("rId1") + _text("表"))
    files: dict[str, str | bytes] = {
        "xl/workbook.bin": book + _part(0x90) + _part(0x84),
        "xl/_rels/workbook.bin.rels": '<Relationships><Relationship Id="rId1" Type="http://'
        'schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.bin"/></Relationships>',
        "xl/worksheets/sheet1.bin": sheet,
    }
    return package(files, "xl/workbook.bin", {})


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _part(kind: int, data: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 0x80 else bytes([kind, 1])
    size = len(data)
    length = bytes([size]) if size < 0x80 else bytes([size & 0x7F | 0x80, size >> 7])
    return number + length + data


def rich_text(text: str, before: str = "", after: str = "") -> bytes:
    """An RTF document of a paragraph, with code before and after it."""
    coded = "".join(f"\\u{(ord(char) + 0x8000) % 0x10000 - 0x8000}?" for char in text)
    return rf"{{\rtf1\ansi\uc1 {before}\pard {coded}\par {after}\par}}".encode("ascii")


def open_document(body: str, kind: str = "text", styles: str = "") -> bytes:
    """An OpenDocument file of what stands in its body."""
    spaces = {
        **{name: f"{_OASIS}:{name}:1.0" for name in ("office", "text", "table", "style")},
        "draw": f"{_OASIS}:drawing:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
    }
    declared = " ".join(f'xmlns:{name}="{space}"' for name, space in spaces.items())
    content = (
        f'<?xml version="1.0"?><office:document-content {declared} office:version="1.2">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    mime = f"application/vnd.oasis.opendocument.{kind}"
    manifest = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{type_}"/>'
        for path, type_ in (("/", mime), ("content.xml", "text/xml"))
    )
    space = f"{_OASIS}:manifest:1.0"
    return zipped(
        {
            "mimetype": mime,
            "content.xml": content,
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{space}">{manifest}'
            "</manifest:manifest>",
        }
    )


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return written.getvalue()


SIZE = 4.0
"""Of all characters of a page in OFD, in millimetres; a Chinese one is as wide."""
_LINE = 6.0
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(*pages: str, template: str = "", files: Mapping[str, str | bytes] = {}) -> bytes:
    """An OFD document whose pages have these objects; GB/T 33190."""
    under = '<ofd:Template TemplateID="1"/>' if template else ""
    listed = "".join(
        f'<ofd:Page ID="{n + 2}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
    )
    shared = '<ofd:TemplatePage ID="1" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    document = (
        f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{shared}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    )
    return zipped(
        {
            "OFD.xml": f'<?xml version="1.0"?><ofd:OFD {_OFD} DocType="OFD"><ofd:DocBody>'
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": document,
            **({"Doc_0/Tpls/Tpl_0/Content.xml": _ofd_page(template)} if template else {}),
            **{
                f"Doc_0/Pages/Page_{n}/Content.xml": _ofd_page(page, under)
                for n, page in enumerate(pages)
            },
            **files,
        }
    )


def _ofd_page(objects: str, under: str = "") -> str:
    return (
        f"<ofd:Page {_OFD}>{under}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content>"
        "</ofd:Page>"
    )


def ofd_text(x: float, y: float, text: str, about: str = "", code: str = "") -> str:
    """A text on a page; its box begins at (x, y) from the upper left."""
    steps = code or (f'DeltaX="g {len(text) - 1} {SIZE}"' if len(text) > 1 else "")
    return (
        f'<ofd:TextObject Boundary="{x} {y} 100 {SIZE}" Size="{SIZE}" {about}>'
        f'<ofd:TextCode X="0" Y="{SIZE * 0.9}" {steps}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def ofd_lines(*lines: str, top: float = 30, left: float = 20) -> str:
    """Lines of text one below the other."""
    return "".join(ofd_text(left, top + _LINE * n, line) for n, line in enumerate(lines))


def ofd_path(data: str, box: str = "0 0 210 297", about: str = "") -> str:
    """A path on a page."""
    inside = f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject Boundary="{box}" {about}>{inside}</ofd:PathObject>'


def ofd_table(
    widths: Sequence[float], rows: Sequence[Sequence[str]], top: float = 30, left: float = 20
) -> tuple[str, float]:
    """A ruled table whose cells are broken into lines, and where it ends."""
    xs = [left + sum(widths[:n]) for n in range(len(widths) + 1)]
    objects, y = "", top
    for row in rows:
        broken = [
            [line for part in cell.split("\n") for line in _broken(part, int((width - 4) / SIZE))]
            for cell, width in zip(row, widths, strict=True)
        ]
        bottom = y + _LINE * max(1, *map(len, broken)) + 2
        objects += ofd_path(f"M {left} {y} L {xs[-1]} {y}")
        objects += "".join(ofd_path(f"M {x} {y} L {x} {bottom}") for x in xs)
        for x, lines in zip(xs, broken, strict=False):
            objects += ofd_lines(*lines, top=y + 1, left=x + 2)
        y = bottom
    return objects + ofd_path(f"M {left} {y} L {xs[-1]} {y}"), y


def _broken(text: str, most: int) -> list[str]:
    return [text[n : n + most] for n in range(0, len(text), most)]
