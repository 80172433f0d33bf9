"""What the secret key makes: random keys, hashes that only we can make, and sealed texts."""

import base64
import hashlib
import hmac
import json
import secrets
import zlib
from typing import Any

from flask import current_app


def random_key() -> str:
    """256 bits that nobody can guess, fit for a cookie or an address."""
    return secrets.token_urlsafe(32)


def keyed_hash(purpose: str, value: str) -> str:
    """64 hex digits; without the secret nobody can test a guess against them."""
    message = f"{purpose}\0{value}".encode("utf-8", "surrogatepass")
    return hmac.new(secret(), message, hashlib.sha256).hexdigest()


def seal(data: Any) -> str:
    """Encrypt what JSON can hold, so that it may lie in a page that others could open."""
    packed = zlib.compress(json.dumps(data).encode())
    return str(sealer().encrypt(packed).decode())


def unseal(sealed: str, *, lasts_seconds: int) -> Any:
    """What `seal` was given; None if it is not ours, or too old."""
    from cryptography.fernet import InvalidToken

    try:
        packed = sealer().decrypt(sealed.encode("utf-8", "replace"), ttl=lasts_seconds)
    except InvalidToken:
        return None
    return json.loads(zlib.decompress(packed))


def sealer() -> Any:
    # Imported here: the server carries cryptography only once somebody's sign-in ran out.
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = HKDF(SHA256(), length=32, salt=None, info=b"logbook sealed texts").derive(secret())
    return Fernet(base64.urlsafe_b64encode(key))


def log_key(former: str | None = None) -> bytes:
    """What the log is chained with; of an earlier secret key for what was written under it."""
    key = secret() if former is None else former.encode()
    return hmac.new(key, b"logbook log chain", hashlib.sha256).digest()


def log_key_id(former: str | None = None) -> str:
    """Which key a line was written under, without giving it away."""
    return hmac.new(log_key(former), b"key id", hashlib.sha256).hexdigest()[:16]


def secret() -> bytes:
    return str(current_app.config["SECRET_KEY"]).encode()
