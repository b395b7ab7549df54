"""How an editor with a YAML language server is told the schema of a plan file."""

import json
import re
from collections.abc import Mapping

_SCHEMAS = "yaml.schemas"
# VS Code's settings may hold comments, and a comma behind the last entry.
_COMMENT = r"//[^\n]*|/\*.*?\*/"
_STRING = r'"(?:[^"\\]|\\.)*"'
_COMMENTS = re.compile(f"(?s)({_STRING})|{_COMMENT}")
_LAST_COMMA = re.compile(f"(?s)({_STRING})|,(?=\\s*[}}\\]])")
_OPENING = re.compile(f"(?s)(?:\\s|{_COMMENT})*\\{{")
_OPENED_SCHEMAS = re.compile(r'"yaml\.schemas"\s*:\s*\{')


def with_schema(settings: str, schema: str, plan: str) -> str | None:
    """The text of VS Code's settings with a schema for a plan; what is there stays as it stands.

    Args:
        settings: The text of `.vscode/settings.json`, "" where there is none.
        schema: Path of the schema as the settings name it, from the folder they are for.
        plan: Path of the plan from there.

    Returns:
        None where the settings are not VS Code's: nothing is added to what is not understood.
        The same text where they have the schema already.
    """
    if not settings.strip():
        return json.dumps({_SCHEMAS: {schema: plan}}, ensure_ascii=False, indent=2) + "\n"
    before = _parsed(settings)
    if before is None:
        return None
    schemas = before.get(_SCHEMAS, {})
    if not isinstance(schemas, dict):
        return None
    if schema in schemas:
        return settings
    entry = f"{_quoted(schema)}: {_quoted(plan)}"
    if _SCHEMAS in before:
        opening, indent, has_more = _OPENED_SCHEMAS.search(settings), "    ", bool(schemas)
    else:
        entry = f"{_quoted(_SCHEMAS)}: {{{entry}}}"
        opening, indent, has_more = _OPENING.match(settings), "  ", bool(before)
    if opening is None:
        return None
    rest = settings[opening.end() :]
    text = settings[: opening.end()] + f"\n{indent}{entry}" + ("," if has_more else "\n") + rest
    # Whatever the text looks like, it must say what was there and the schema, and no more.
    wanted = {**before, _SCHEMAS: {**schemas, schema: plan}}
    return text if _parsed(text) == wanted else None


def modeline(schema: str) -> str:
    """The comment by which the plan file itself names its schema."""
    return f"# yaml-language-server: $schema={schema}\n"


def _parsed(text: str) -> Mapping[str, object] | None:
    for beside in (_COMMENTS, _LAST_COMMA):
        text = beside.sub(lambda match: match[1] or "", text)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
