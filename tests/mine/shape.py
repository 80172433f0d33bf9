"""As much of JSON Schema as our own schema uses: what in a file does not fit it."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

KNOWN = {
    "$schema", "title", "description", "type", "required", "additionalProperties", "properties",
    "const", "enum", "anyOf", "items", "format",
}  # fmt: skip
TYPES = {
    "object": dict, "array": list, "string": str, "integer": int, "boolean": bool,
    "null": type(None),
}  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def misfits(value: Any, schema: dict[str, Any], place: str = "") -> Iterator[str]:
    """Where it does not fit, and why. A word that is not known here is a misfit too."""
    if unknown := set(schema) - KNOWN:
        yield f"{place}: {unknown} is not understood"
    if "const" in schema and value != schema["const"]:
        yield f"{place}: not {schema['const']}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is none of {schema['enum']}"
    if "anyOf" in schema and all(any(True for _ in misfits(value, s)) for s in schema["anyOf"]):
        yield f"{place}: {value!r} is none of {schema['anyOf']}"
    kind = schema.get("type")
    if kind and (type(value) is not TYPES[kind]):
        yield f"{place}: {value!r} is no {kind}"
        return
    if "format" in schema and not has_format(value, schema["format"]):
        yield f"{place}: {value!r} is no {schema['format']}"
    if kind == "array" and "items" in schema:
        for number, each in enumerate(value):
            yield from misfits(each, schema["items"], f"{place}[{number}]")
    if kind == "object":
        yield from misfits_in_object(value, schema, place)


def misfits_in_object(value: Any, schema: dict[str, Any], place: str) -> Iterator[str]:
    known = schema.get("properties", {})
    for key in schema.get("required", ()):
        if key not in value:
            yield f"{place}: {key} is missing"
    for key, each in value.items():
        if key in known:
            yield from misfits(each, known[key], f"{place}.{key}")
        elif schema.get("additionalProperties") is False:
            yield f"{place}: {key} is not told of"
        elif isinstance(schema.get("additionalProperties"), dict):
            yield from misfits(each, schema["additionalProperties"], f"{place}.{key}")


def has_format(value: str, name: str) -> bool:
    try:
        if name == "uuid":
            UUID(value)
        elif name == "date":
            return date.fromisoformat(value).isoformat() == value
        elif name == "date-time":
            return bool(MOMENT.fullmatch(value)) and bool(datetime.fromisoformat(value))
        else:
            return False
    except ValueError:
        return False
    return True
