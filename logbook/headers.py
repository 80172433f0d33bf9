"""What every answer tells the browser about itself, pages of errors too."""

from flask import Flask, Response, current_app, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
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
    )
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
TWO_YEARS = "max-age=63072000; includeSubDomains"
HOLDS_NOBODYS_TEXT = {
    "static", "style", "script", "script_later", "script_shell", "script_conversation",
    "script_job", "script_guard", "offline.shell", "offline.worker", "offline.manifest",
    "names.current", "names.known",
}  # fmt: skip


def add_headers(response: Response) -> Response:
    response.headers.update(ALWAYS)
    if current_app.config["SETTINGS"].https:
        response.headers["Strict-Transport-Security"] = TWO_YEARS
    if request.endpoint not in HOLDS_NOBODYS_TEXT or response.status_code >= 400:
        # A page holds people's text: no cache may keep it, not even the back button's.
        response.headers["Cache-Control"] = "no-store"
        response.vary.update(("Cookie", "Sec-Fetch-Site"))
    return response


def init_app(app: Flask) -> None:
    app.after_request(add_headers)
