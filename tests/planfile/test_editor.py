"""How an editor is told the schema: settings that are there keep every character."""

import json

import pytest

from dutymatrix.planfile.editor import modeline, with_schema

SCHEMA, PLAN = "./.vscode/dutymatrix.schema.json", "plan.yaml"


@pytest.mark.parametrize(
    ("settings", "kept"),
    [
        pytest.param("", {}, id="none yet"),
        pytest.param("{}", {}, id="empty"),
        pytest.param('{"a": 1}', {"a": 1}, id="one line"),
        pytest.param(
            '{\n\t"a": [1,\n 2],\n\t"b": "{"\n}\n', {"a": [1, 2], "b": "{"}, id="own layout"
        ),
        pytest.param(
            '{"yaml.schemas": {}, "b": 2}', {"b": 2, "yaml.schemas": {}}, id="no schemas yet"
        ),
        pytest.param(
            '{"yaml.schemas" :\n{"x.json": "x.yaml"}}',
            {"yaml.schemas": {"x.json": "x.yaml"}},
            id="another schema",
        ),
    ],
)
def test_the_schema_is_added(settings: str, kept: dict[str, object]) -> None:
    text = with_schema(settings, SCHEMA, PLAN)
    assert text is not None
    schemas = kept.pop("yaml.schemas", {})
    assert isinstance(schemas, dict)
    assert json.loads(text) == {**kept, "yaml.schemas": {**schemas, SCHEMA: PLAN}}
    rest = iter(text)
    assert all(char in rest for char in settings.strip()), "what was there stays, in its order"
    assert with_schema(text, SCHEMA, PLAN) == text, "once is enough"


ENTRY = f'"{SCHEMA}": "{PLAN}"'


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param(
            '// all\n{\n  // mine\n  "a": 1 /* b */\n}',
            '// all\n{\n  "yaml.schemas": {ENTRY},\n  // mine\n  "a": 1 /* b */\n}',
            id="comments",
        ),
        pytest.param(
            '{"a": [1, 2,], // "x\n}',
            '{\n  "yaml.schemas": {ENTRY},"a": [1, 2,], // "x\n}',
            id="commas",
        ),
        pytest.param(
            '{"a": "// no, ]", "b": "/*,}"}',
            '{\n  "yaml.schemas": {ENTRY},"a": "// no, ]", "b": "/*,}"}',
            id="no comments",
        ),
        pytest.param(
            '{"yaml.schemas": { // house\n "x.json": "x.yaml", // x\n },\n}',
            '{"yaml.schemas": {\n    ENTRY, // house\n "x.json": "x.yaml", // x\n },\n}',
            id="another schema",
        ),
    ],
)
def test_settings_as_vs_code_takes_them(settings: str, expected: str) -> None:
    text = with_schema(settings, SCHEMA, PLAN)
    assert text == expected.replace("ENTRY", ENTRY)
    assert with_schema(text, SCHEMA, PLAN) == text


@pytest.mark.parametrize(
    "settings",
    [
        pytest.param('{ // "yaml.schemas": {', id="no end"),
        pytest.param('{// "yaml.schemas": {\n"yaml.schemas": {}}', id="a key in a comment"),
        pytest.param("[]", id="a list"),
        pytest.param('{"yaml.schemas": []}', id="schemas that are none"),
        pytest.param('{"x": "\\"yaml.schemas\\": {", "yaml.schemas": 1}', id="not in a string"),
        pytest.param("[" * 100_000, id="nesting"),
    ],
)
def test_what_is_not_understood_stays(settings: str) -> None:
    assert with_schema(settings, SCHEMA, PLAN) is None


def test_a_key_in_a_string_is_no_key() -> None:
    settings = '{"x": "say \\"yaml.schemas\\": {", "yaml.schemas": {"x.json": "x.yaml"}}'
    text = with_schema(settings, SCHEMA, PLAN)
    assert text is not None
    assert json.loads(text)["yaml.schemas"] == {"x.json": "x.yaml", SCHEMA: PLAN}


def test_the_plan_names_its_schema() -> None:
    assert modeline(SCHEMA) == f"# yaml-language-server: $schema={SCHEMA}\n"
