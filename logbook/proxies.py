"""Which X-Forwarded-* headers count: only those of proxies that the settings name."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX",
    "HTTP_X_FORWARDED_PROTO",
)


class TrustedProxies:
    """Believes a trusted proxy about where a request came from, and nobody else.

    A proxy is named by its address or its network (10.0.0.0/8); a server that listens on a
    Unix socket has peers without an address, named `unix`.
    """

    def __init__(self, wsgi_app: "WSGIApplication", trusted: tuple[str, ...]) -> None:
        self.wsgi_app = wsgi_app
        self.believing = ProxyFix(wsgi_app, x_for=1, x_proto=1, x_host=1)
        self.trusts_sockets = "unix" in trusted
        self.networks = [ip_network(name, strict=False) for name in trusted if name != "unix"]

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        if self.trusts(environ.get("REMOTE_ADDR", "")):
            return self.believing(environ, start)
        for header in FORWARDED:
            environ.pop(header, None)
        return self.wsgi_app(environ, start)

    def trusts(self, address: str) -> bool:
        try:
            peer = ip_address(address)
        except ValueError:
            return self.trusts_sockets
        return any(peer in network for network in self.networks)


def init_app(app: Flask) -> None:
    """Raises ValueError for a proxy that is neither an address nor a network."""
    trusted = app.config["SETTINGS"].trusted_proxies
    app.wsgi_app = TrustedProxies(app.wsgi_app, trusted)  # type: ignore[assignment]
