"""The schema of ”Mine data” (JSON Schema), written from the map and the tables themselves."""

from typing import Any

import sqlalchemy as sa

from logbook.db import Model
from logbook.mine.gathering import BESIDES, FORMAT, VERSION
from logbook.mine.models import SECTIONS
from logbook.privacy.held.table import Column
from logbook.privacy.held.words import KEYS
from logbook.privacy.personal_data import BY_TABLE

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# What is in a file in another shape than in its table.
SHAPES: dict[tuple[str, str], dict[str, Any]] = {
    ("draft", "fields"): {"type": "object", "additionalProperties": {"type": "string"}},
    ("kept_form", "sealed"): {"type": "array", "items": {"type": "string"}},
    ("conversation", "minutes"): {"type": "array", "items": {"type": "integer"}},
    ("conversation", "used"): {"type": "array", "items": {"type": "integer"}},
    ("cycle", "writers"): {"type": "array", "items": {"type": "string"}},
    ("answer", "writers"): {"type": "array", "items": {"type": "string"}},
    ("extract", "taken_by"): {"type": "string"},
    ("use", "used_on"): {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
}
# Of what others did the day is told, and never the hour.
MOMENT = {
    "anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]
}


def schema() -> dict[str, Any]:
    """The whole file: one list for each table, an object for each row."""
    return {
        "$schema": DIALECT,
        "title": "Mine data fra Logbogen",
        "description": "Alt, hvad Logbogen gemmer om dig, og som er dit: en liste for hver slags.",
        "type": "object",
        "required": ["format", "version", "made_on", "data"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "made_on": {"type": "string", "format": "date"},
            "data": {
                "type": "object",
                "required": list(SECTIONS),
                "additionalProperties": False,
                "properties": {table: list_of(table) for table in SECTIONS},
            },
        },
    }


def list_of(table: str) -> dict[str, Any]:
    held, columns = BY_TABLE[table], Model.metadata.tables[table].c
    properties = {"id": told("id", {"type": "string", "format": "uuid"})} if "id" in columns else {}
    for column in held.given:
        shape = SHAPES.get((table, column.given_as)) or shape_of(columns[column.name], column)
        properties[column.given_as] = told(column.given_as, shape)
    for key in BESIDES.get(table, ()):
        properties[key] = told(key, SHAPES[table, key])
    return {
        "description": held.what,
        "type": "array",
        "items": {
            "type": "object",
            "required": list(properties),
            "additionalProperties": False,
            "properties": properties,
        },
    }


def told(key: str, shape: dict[str, Any]) -> dict[str, Any]:
    return {"description": KEYS[key], **shape}


def shape_of(column: sa.Column[Any], given: Column) -> dict[str, Any]:
    shape = {"type": "string"} if given.is_named else plain_shape(column.type)
    # A name may have gone with what it named.
    if not (column.nullable or given.is_named):
        return shape
    return {"anyOf": [shape, {"type": "null"}]}


def plain_shape(kind: Any) -> dict[str, Any]:
    if isinstance(kind, sa.Enum):
        return {"enum": list(kind.enums)}
    if isinstance(kind, sa.Uuid):
        return {"type": "string", "format": "uuid"}
    if isinstance(kind, sa.Boolean):
        return {"type": "boolean"}
    if isinstance(kind, sa.Integer):
        return {"type": "integer"}
    if isinstance(kind, sa.Date):
        return {"type": "string", "format": "date"}
    if isinstance(kind, sa.TypeDecorator):
        return dict(MOMENT)
    if isinstance(kind, sa.JSON):
        texts = {"type": "string"}
        by_name = {"type": "object", "additionalProperties": texts}
        return {"anyOf": [by_name, {"type": "array", "items": texts}]}
    assert isinstance(kind, sa.String), f"how does JSON write {kind}?"
    return {"type": "string"}
