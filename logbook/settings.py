"""Every setting that the program reads, in one frozen object."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self


class SettingMissing(Exception):
    """A setting that has no safe default was not given, or makes no sense."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an installation decides; the defaults are right in production.

    `secret_key` signs cookies and forms. `database_url` is an SQLAlchemy address; None means
    the SQLite file in the instance folder. `https` is off only on a developer's own machine.
    `trusted_proxies` are the addresses whose X-Forwarded-* headers count. `wrong_tries_per_address`
    is how many wrong passwords one address may send in a quarter of an hour. `pg_bin` is the folder
    of `pg_dump` and `pg_restore`, if they are not on the PATH. `offline` switched off takes the
    service worker away again from every device that has it. `file_patience` is how many seconds a
    page waits for a file before it shows how far it is. `retention_by_worker` switched off leaves
    the time limits to the commands. `erasures` is the list of what was erased,
    which must not lie where the backups of the database are kept.
    """

    secret_key: str
    database_url: str | None = None
    https: bool = True
    trusted_proxies: tuple[str, ...] = ()
    wrong_tries_per_address: int = 50
    offline: bool = True
    pg_bin: Path | None = None
    erasures: Path | None = None
    retention_by_worker: bool = True
    file_patience: float = 1.5
    password_memory_kib: int = 19 * 1024
    testing: bool = False

    @classmethod
    def from_env(cls, instance: Path, env: Mapping[str, str] = os.environ) -> Self:
        """Read the environment; the secret may also lie in the instance folder.

        Raises SettingMissing with a sentence that says what to do.
        """
        return cls(
            secret_key=env.get("LOGBOOK_SECRET_KEY") or secret_in(instance),
            database_url=env.get("LOGBOOK_DATABASE_URL") or None,
            https=switch(env, "LOGBOOK_HTTPS", default=True),
            trusted_proxies=tuple(env.get("LOGBOOK_TRUSTED_PROXIES", "").replace(",", " ").split()),
            offline=switch(env, "LOGBOOK_OFFLINE", default=True),
            retention_by_worker=switch(env, "LOGBOOK_RETENTION_BY_WORKER", default=True),
            wrong_tries_per_address=whole_number(env, "LOGBOOK_WRONG_TRIES_PER_ADDRESS", 50),
            erasures=Path(env["LOGBOOK_ERASURES"]) if env.get("LOGBOOK_ERASURES") else None,
            pg_bin=Path(env["LOGBOOK_PG_BIN"]) if env.get("LOGBOOK_PG_BIN") else None,
        )

    def as_flask_config(self, instance: Path) -> dict[str, Any]:
        """The same, in Flask's own words."""
        return {
            "SETTINGS": self,
            "SECRET_KEY": self.secret_key,
            "ERASURES": self.erasures or instance / "erasures.jsonl",
            "SQLALCHEMY_DATABASE_URI": self.database_url or f"sqlite:///{instance}/logbook.sqlite",
            # A connection that died with the database is found out before a page needs it.
            "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": True},
            "TESTING": self.testing,
            "SESSION_COOKIE_NAME": "__Host-logbook" if self.https else "logbook",
            "SESSION_COOKIE_SECURE": self.https,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "PREFERRED_URL_SCHEME": "https" if self.https else "http",
            "SEND_FILE_MAX_AGE_DEFAULT": 365 * 24 * 3600,
            # A text may hold 100,000 characters, and a page several texts, percent-encoded.
            "MAX_CONTENT_LENGTH": 8 * 1024 * 1024,
            "MAX_FORM_MEMORY_SIZE": 8 * 1024 * 1024,
            # The gate asks Fetch-Metadata and Origin first, and the token only without them.
            "WTF_CSRF_CHECK_DEFAULT": False,
            "WTF_CSRF_TIME_LIMIT": None,
            "WTF_CSRF_SSL_STRICT": False,
        }


def secret_in(instance: Path) -> str:
    file = instance / "secret_key"
    if not file.is_file():
        raise SettingMissing(
            f"Set LOGBOOK_SECRET_KEY to a long random text, or put one into {file}."
        )
    return file.read_text().strip()


def switch(env: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = env.get(name, "").lower()
    if value in {"", "1", "on", "true", "yes"}:
        return True if value else default
    if value in {"0", "off", "false", "no"}:
        return False
    raise SettingMissing(f"{name} is {value!r}; write 1 or 0.")


def whole_number(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise SettingMissing(f"{name} is {value!r}; write a whole number.")
    return int(value)
