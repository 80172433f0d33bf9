"""What every answer tells the browser, and whom we believe about where it comes from."""

import pytest

from logbook import create_app
from logbook.db import db
from logbook.proxies import TrustedProxies
from tests.people.words import another

CSP = {
    "default-src 'none'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "script-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.fixture
def static_path(app):
    with app.test_request_context():
        return app.url_for("static", filename="mark.svg")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/log-ind", 200),
        ("GET", "/konto", 302),
        ("POST", "/konto/adgangskode", 401),
        ("GET", "/findes/ikke", 404),
        ("PUT", "/log-ind", 405),
        ("GET", "/velkommen/x", 404),
    ],
)
def test_every_page_carries_them_errors_too(client, method, path, status):
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == CSP
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Cookie" in answer.headers["Vary"]


def test_static_files_may_be_kept_and_missing_ones_not(client, static_path):
    found = client.get(static_path)
    found.close()
    assert "max-age=31536000" in found.headers["Cache-Control"]
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    missing = client.get(static_path.replace("mark.svg", "findes-ikke.css"))
    assert (missing.status_code, missing.headers["Cache-Control"]) == (404, "no-store")


def test_without_tls_there_is_no_hsts(client):
    assert "Strict-Transport-Security" not in client.get("/log-ind").headers


def test_behind_tls_there_is_and_cookies_are_bound_to_the_host(settings):
    app = create_app(another(settings, https=True))
    with app.app_context():
        answer = app.test_client().get("/log-ind", base_url="https://localhost")
        db.session.remove()
        db.engine.dispose()
    assert "max-age=63072000" in answer.headers["Strict-Transport-Security"]
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-logbook=")
    for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert word in cookie
    assert "Domain" not in cookie


def test_behind_tls_the_origin_is_the_https_one(settings):
    """The proxy speaks plain HTTP to us; the browser's Origin says https."""
    app = create_app(another(settings, https=True))
    with app.app_context():
        statuses = [
            app.test_client().post("/log-ud", headers={"Origin": origin}).status_code
            for origin in ("https://localhost", "http://localhost")
        ]
        db.session.remove()
        db.engine.dispose()
    assert statuses == [303, 403]


FORWARDED = {
    "HTTP_X_FORWARDED_FOR": "203.0.113.9",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "logbog.example",
    "HTTP_X_FORWARDED_PREFIX": "/andet",
    "HTTP_FORWARDED": "for=203.0.113.9",
}


@pytest.mark.parametrize(
    ("trusted", "peer", "believed"),
    [
        ((), "127.0.0.1", False),
        (("127.0.0.1",), "127.0.0.1", True),
        (("127.0.0.1",), "127.0.0.2", False),
        (("10.0.0.0/8",), "10.1.2.3", True),
        (("10.0.0.0/8",), "11.1.2.3", False),
        (("::1",), "::1", True),
        (("::1",), "", False),
        (("unix",), "", True),
        ((), "", False),
        (("127.0.0.1",), "noget andet", False),
    ],
)
def test_only_named_proxies_are_believed(trusted, peer, believed):
    heard = {}
    proxies = TrustedProxies(lambda environ, start: heard.update(environ) or [], trusted)
    proxies({"REMOTE_ADDR": peer, "wsgi.url_scheme": "http"} | FORWARDED, lambda *_: None)
    assert heard["REMOTE_ADDR"] == ("203.0.113.9" if believed else peer)
    assert heard["wsgi.url_scheme"] == ("https" if believed else "http")
    assert heard.get("HTTP_HOST") == ("logbog.example" if believed else None)
    assert believed or not set(FORWARDED) & set(heard)


def test_of_several_addresses_only_the_proxys_own_counts():
    heard = {}
    proxies = TrustedProxies(lambda environ, start: heard.update(environ) or [], ("127.0.0.1",))
    sent = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.9"}
    proxies(sent, lambda *_: None)
    assert heard["REMOTE_ADDR"] == "203.0.113.9"


def test_a_proxy_that_is_no_address_is_told_at_once(settings):
    with pytest.raises(ValueError, match="does not appear to be"):
        create_app(another(settings, trusted_proxies=("min-proxy",)))
