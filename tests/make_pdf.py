"""PDF files, a few operators a page: what nobody needs to install anything for."""

from collections.abc import Iterator, Sequence

SIZE = 10
"""Of all characters, in points; a Chinese one is as wide, a Latin one half as wide."""
_LINE = 14
_COURIER = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
_SONG = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
    "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>"
)


def pdf(*pages: str, resources: str = "", objects: Sequence[str] = (), kids: str = "") -> bytes:
    """A PDF whose pages have these contents; further objects are numbered from 5 on."""
    first = 5 + len(objects)
    numbers = [first + 2 * n for n in range(len(pages))]
    kids = kids or " ".join(f"{n} 0 R" for n in numbers)
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        _COURIER,
        _SONG,
        *objects,
    ]
    for n, page in zip(numbers, pages, strict=True):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {n + 1} 0 R "
            f"/Resources << /Font << /F 3 0 R /S 4 0 R >> {resources} >> >>"
        )
        bodies.append(f"<< /Length {len(page)} >>\nstream\n{page}\nendstream")
    written = "%PDF-1.4\n"
    places = []
    for n, body in enumerate(bodies, 1):
        places.append(len(written))
        written += f"{n} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(bodies) + 1
    return (
        f"{written}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF"
    ).encode("latin-1")


def painted(*pieces: tuple[float, float, str], size: float = SIZE) -> str:
    """The content of a page with texts at their places, from the lower left of the page."""
    return "\n".join(
        f"BT /S {size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
        for x, y, text in pieces
    )


def typed(*lines: str, top: float = 740, left: float = 50) -> str:
    """Lines of text one below the other."""
    return painted(*((left, top - _LINE * n, line) for n, line in enumerate(lines)))


def rules(*ends: tuple[float, float, float, float]) -> str:
    """Straight lines, each from a place to another."""
    return "\n".join(f"{a} {b} m {c} {d} l S" for a, b, c, d in ends)


def ruled(
    widths: Sequence[float],
    rows: Sequence[Sequence[str | None]],
    *,
    top: float = 740,
    left: float = 50,
    is_open: bool = False,
) -> str:
    """A ruled table.

    Args:
        widths: Of its columns, in points.
        rows: Cells, their lines parted by line feeds; None goes on with the cell above, "<" with
            the one to the left.
        top: Where it begins, from the foot of the page.
        left: Where it begins, from the left.
        is_open: Whether it has no lines at its sides.
    """
    return "\n".join(_drawn(widths, rows, top, left, is_open=is_open))


def _drawn(
    widths: Sequence[float],
    rows: Sequence[Sequence[str | None]],
    top: float,
    left: float,
    *,
    is_open: bool,
) -> Iterator[str]:
    xs = [left + sum(widths[:n]) for n in range(len(widths) + 1)]
    heights = [_LINE * max((cell or "").count("\n") + 1 for cell in row) + 6 for row in rows]
    ys = [top - sum(heights[:n]) for n in range(len(rows) + 1)]
    for n, row in enumerate(rows):
        for m, cell in enumerate(row):
            if cell is not None:
                yield rules((xs[m], ys[n], xs[m + 1], ys[n]))
            if cell != "<" and not (is_open and m == 0):
                yield rules((xs[m], ys[n], xs[m], ys[n + 1]))
            if cell and cell != "<":
                yield typed(*cell.split("\n"), top=ys[n] - _LINE, left=xs[m] + 4)
        if not is_open:
            yield rules((xs[-1], ys[n], xs[-1], ys[n + 1]))
    yield rules((xs[0], ys[-1], xs[-1], ys[-1]))
