"""csv for people and Excel, tsv for programs."""

import csv
import io
from datetime import date

from dutymatrix.i18n import messages_in
from dutymatrix.model import Role
from dutymatrix.render import Options
from dutymatrix.render.view import ROLE_WORDS, Cell, View

_BOM = "\ufeff"
# Excel takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@")


def render(view: View, options: Options) -> str:
    """Records with a head.

    csv has heads and words in the plan's language and enumerations with 、; in a file it
    begins with a byte order mark, or Excel would garble it. tsv has the JSON's keys and
    words, enumerations with ; and no quotes: a tab or line feed in a cell becomes a blank.
    """
    table = view.records()
    if options.format == "tsv":
        lines = ["\t".join(column.key for column in table.columns)]
        lines.extend("\t".join(_machine(cell) for cell in row) for row in table.rows)
        return "\n".join(lines) + "\n"
    words = messages_in(view.language)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n" if options.to_file else "\n")
    writer.writerow(words.gettext(column.head) for column in table.columns)
    for row in table.rows:
        writer.writerow(
            _inert(words.gettext(ROLE_WORDS[c]) if isinstance(c, Role) else _person(c)) for c in row
        )
    return (_BOM if options.to_file else "") + out.getvalue()


def _person(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case tuple():
            return "、".join(cell)
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def _machine(cell: Cell) -> str:
    match cell:
        case Role():
            return cell.value
        case tuple():
            return ";".join(cell)
        case _:
            return " ".join(_person(cell).split("\t")).replace("\n", " ")


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
