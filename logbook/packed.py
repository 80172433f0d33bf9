"""Style and script as they are sent: packed tight, and kept by the browser for ever."""

from functools import lru_cache

import brotli
from flask import Response, current_app, request


@lru_cache(maxsize=16)
def packed(content: bytes) -> bytes:
    compressed: bytes = brotli.compress(content, quality=11)
    return compressed


def kept_for_ever(content: bytes, kind: str) -> Response:
    """For an address that changes when the content does."""
    takes_packed = request.accept_encodings.quality("br") > 0
    response = Response(packed(content) if takes_packed else content, mimetype=kind)
    if takes_packed:
        response.content_encoding = "br"
    response.vary.add("Accept-Encoding")
    response.cache_control.public = response.cache_control.immutable = True
    response.cache_control.max_age = current_app.config["SEND_FILE_MAX_AGE_DEFAULT"]
    return response
