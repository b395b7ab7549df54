"""Every message of the program, and a way to bring the Chinese catalogue up to date.

`python tests/catalogue.py` adds new messages to the catalogue, empty, and takes out those no
longer said; whoever changed a message then writes its Chinese.
"""

from inspect import cleandoc
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from dutymatrix.cli.app import build_command

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "src/dutymatrix/locale/zh_CN/LC_MESSAGES/dutymatrix.po"
_KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}

_HEADER = """\
# Chinese messages of dutymatrix.
msgid ""
msgstr ""
"POT-Creation-Date: 2026-11-23 00:00+0000\\n"
"PO-Revision-Date: 2026-11-23 00:00+0000\\n"
"Language: zh_CN\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def extract_messages() -> Catalog:
    """Messages in the source, docstrings of commands, and Typer's own help of its options."""
    catalog = Catalog(project="dutymatrix", charset="utf-8")
    source = ROOT / "src/dutymatrix"
    found = extract_from_dir(source, keywords=_KEYWORDS)
    for file, _line, message, _comments, _context in found:
        catalog.add(message, locations=[(f"src/dutymatrix/{file}", 0)])
    root = build_command()
    for command in (root, *root.commands.values()):
        catalog.add(cleandoc(command.help))
        for param in command.params:
            if getattr(param, "help", None):
                catalog.add(cleandoc(param.help))
    catalog.add("Show this message and exit.")
    return catalog


def read_catalogue() -> Catalog:
    """The Chinese catalogue as it is in the source."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh_CN")


def write_catalogue(catalog: Catalog) -> None:
    """Write the Chinese catalogue as git likes it: fixed dates, no line numbers."""
    with CATALOGUE.open("wb") as file:
        file.write(_HEADER.encode("utf-8"))
        write_po(
            file,
            catalog,
            width=100,
            omit_header=True,
            ignore_obsolete=True,
            sort_by_file=True,
            include_lineno=False,
        )


def main() -> None:
    """Bring the catalogue up to date, and say what waits for its Chinese."""
    catalog = read_catalogue()
    catalog.update(extract_messages(), no_fuzzy_matching=True)
    write_catalogue(catalog)
    for message in catalog:
        if message.id and not message.string:
            print(message.id)


if __name__ == "__main__":
    main()
