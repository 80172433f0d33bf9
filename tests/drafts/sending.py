"""A device as the server meets it: what the script sends for its writer."""

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from logbook import gate
from logbook.people.models import Person

JSON = {"Accept": "application/json"}


@dataclass
class Device:
    """One person's browser; `number` counts its drafts as the script does."""

    client: FlaskClient
    owner: str
    id: UUID = field(default_factory=uuid4)
    number: int = 0

    @classmethod
    def of(cls, person: Person, client: FlaskClient) -> "Device":
        return cls(client, gate.owner_key_of(person))

    def draft(self, place: str, *, headers: Any = None, **fields: str) -> TestResponse:
        """What stands in the form now."""
        self.number += 1
        return self.put(place=place, fields=fields, headers=headers)

    def put(self, *, headers: Any = None, **changes: Any) -> TestResponse:
        sent = {
            "owner": self.owner, "device": str(self.id), "place": "/forloeb/nyt",
            "fields": {"title": "Ro"}, "revision": self.number,
        } | changes  # fmt: skip
        return self.client.put(
            "/kladder", data=json.dumps(sent), content_type="application/json", headers=headers
        )

    def save(
        self, path: str, *, op: object = None, headers: Any = None, **fields: str
    ) -> TestResponse:
        """Gem: the form, with the mark of all that this device has kept of it until now."""
        data = {"owner": self.owner} | fields
        if self.number:
            data.setdefault("draft", f"{self.id}/{self.number}")
        return self.client.post(
            path,
            data=data,
            headers=JSON | {"Idempotency-Key": str(op or uuid4())} | (headers or {}),
        )
