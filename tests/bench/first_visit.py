"""What the first page weighs on its way to a browser that has seen nothing yet."""

import re
from dataclasses import dataclass
from http.client import HTTPConnection

from tests.bench.client import Ask, listen

LINKED = re.compile(r'(?:href|src)="(/static/[^"]+)"')
TYPEFACES = re.compile(r"url\([\"']?([^)\"']+\.woff2)")


@dataclass(frozen=True)
class Weight:
    """Requests and bytes over the wire, heads included."""

    requests: int
    size: int


def first_visit(port: int) -> Weight:
    """The sign-in page with its icon, its style sheets and the typefaces that they name."""
    links = set(LINKED.findall(page_text(port, "/log-ind")))
    for sheet in [link for link in links if link.endswith(".css")]:
        folder = sheet.rsplit("/", 1)[0]
        links |= {f"{folder}/{name}" for name in TYPEFACES.findall(page_text(port, sheet))}
    paths = ["/log-ind", *sorted(links)]
    heard = listen(port, [Ask(path) for path in paths], times=len(paths))
    if set(heard.statuses) != {200}:
        raise RuntimeError(f"{paths} answered {heard.statuses}")
    return Weight(len(paths), sum(heard.sizes))


def page_text(port: int, path: str) -> str:
    """One page as it reads, uncompressed."""
    line = HTTPConnection("127.0.0.1", port)
    line.request("GET", path)
    return line.getresponse().read().decode()
