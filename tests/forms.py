"""The ways in which YAML and JSON writers, and editors, write what stands in a plan file."""

import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import yaml
from ruamel.yaml import YAML

Form = Callable[[str], str]
"""A plan's text, written in another way."""


def by_pyyaml(**options: Any) -> Form:  # noqa: ANN401 - whatever PyYAML takes
    """What PyYAML makes of it."""

    def write(text: str) -> str:
        return str(yaml.safe_dump(yaml.safe_load(text), **options))

    return write


def by_ruamel(kind: str = "rt", **settings: Any) -> Form:  # noqa: ANN401 - whatever it has
    """What ruamel.yaml makes of it; `indent` is what its method of that name takes."""

    def write(text: str) -> str:
        writer = YAML(typ=kind, pure=True)
        writer.indent(**settings.get("indent", {}))
        for name, value in settings.items():
            if name != "indent":
                setattr(writer, name, value)
        stream = StringIO()
        writer.dump(writer.load(text), stream)
        return stream.getvalue()

    return write


def by_json(**options: Any) -> Form:  # noqa: ANN401 - whatever json takes
    """What a JSON writer makes of it; days are texts there."""

    def write(text: str) -> str:
        return json.dumps(yaml.safe_load(text), default=str, **options)

    return write


def by_javascript(text: str) -> str:
    """JSON of a program to which a day is the moment at which it begins."""
    moment = "{}T00:00:00.000Z"
    return json.dumps(yaml.safe_load(text), default=moment.format, ensure_ascii=False, indent="\t")


class ExplicitDumper(yaml.SafeDumper):
    """Marks each key as one by ?, as writers do with long ones."""

    def check_simple_key(self) -> bool:
        """Whether a key may do without."""
        return False


def with_explicit_keys(text: str) -> str:
    """Each key marked as one."""
    return str(yaml.dump(yaml.safe_load(text), Dumper=ExplicitDumper, **KEPT))


def indented(text: str) -> str:
    """All of it indented, below a line that marks its begin."""
    return "---\n" + "".join(f"   {line}\n" for line in text.split("\n"))


UNICODE: dict[str, Any] = {"allow_unicode": True}
KEPT: dict[str, Any] = {**UNICODE, "sort_keys": False}

FORMS: dict[str, Form] = {
    "PyYAML": by_pyyaml(**KEPT),
    "PyYAML as it comes": by_pyyaml(),
    "PyYAML, ASCII, narrow": by_pyyaml(sort_keys=False, width=20),
    "PyYAML, narrow": by_pyyaml(**KEPT, width=20),
    "PyYAML, wide": by_pyyaml(**KEPT, width=10_000),
    "PyYAML, indented by 4": by_pyyaml(**KEPT, indent=4),
    "PyYAML, flow style": by_pyyaml(**KEPT, default_flow_style=True),
    "PyYAML, flow style within": by_pyyaml(**KEPT, default_flow_style=None),
    "PyYAML, double quotes": by_pyyaml(**KEPT, default_style='"'),
    "PyYAML, single quotes": by_pyyaml(**KEPT, default_style="'"),
    "PyYAML, literal": by_pyyaml(**KEPT, default_style="|"),
    "PyYAML, folded": by_pyyaml(**KEPT, default_style=">"),
    "PyYAML, canonical": by_pyyaml(**KEPT, canonical=True),
    "PyYAML, marked begin and end": by_pyyaml(**KEPT, explicit_start=True, explicit_end=True),
    "PyYAML, version": by_pyyaml(**KEPT, version=(1, 1)),
    "PyYAML, sorted keys": by_pyyaml(**UNICODE),
    "ruamel.yaml": by_ruamel(),
    "ruamel.yaml, indented lists": by_ruamel(indent={"mapping": 2, "sequence": 4, "offset": 2}),
    "ruamel.yaml, indented by 4": by_ruamel(indent={"mapping": 4, "sequence": 6, "offset": 4}),
    "ruamel.yaml, quotes kept, narrow": by_ruamel(preserve_quotes=True, width=20),
    "ruamel.yaml, YAML 1.2": by_ruamel(version=(1, 2)),
    "ruamel.yaml, marked begin and end": by_ruamel(explicit_start=True, explicit_end=True),
    "ruamel.yaml, data alone": by_ruamel("safe", sort_base_mapping_type_on_output=False),
    "JSON": by_json(ensure_ascii=False, indent=2),
    "JSON, ASCII": by_json(indent=4),
    "JSON, one line": by_json(ensure_ascii=False),
    "JSON, compact": by_json(ensure_ascii=False, separators=(",", ":")),
    "JSON, compact, ASCII": by_json(separators=(",", ":")),
    "JSON of JavaScript, tabs": by_javascript,
    "JSON, sorted keys": by_json(ensure_ascii=False, sort_keys=True, indent=2),
    "byte order mark": lambda text: "\ufeff" + text,
    "lines of Windows": lambda text: text.replace("\n", "\r\n"),
    "both, JSON": lambda text: "\ufeff" + FORMS["JSON"](text).replace("\n", "\r\n"),
    "~ for nothing": lambda text: FORMS["PyYAML"](text).replace(": null\n", ": ~\n"),
    "NULL for nothing": lambda text: FORMS["PyYAML"](text).replace(": null\n", ": NULL\n"),
    "explicit keys": with_explicit_keys,
    "indented as a whole": indented,
}

SORTED = frozenset({"PyYAML as it comes", "PyYAML, sorted keys", "JSON, sorted keys"})
"""Those in which the roster loses its order."""
