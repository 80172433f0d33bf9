"""The script's modules, sent in parts: what every page runs, what it asks for when it needs it,
what the pages of a conversation, of a passage, of a file that is being made and of writing without
a connection run, and the guard, which any page asks for when it has the time.

A module by itself would cost a request and its headers. Each keeps its names to itself inside a
function; nothing else is changed but comments and indentation, which are left out.
"""

import re
from functools import lru_cache, partial
from pathlib import Path

from flask import Flask, Response, current_app

from logbook.gate import public
from logbook.packed import kept_for_ever

# In this order: a module stands after those that it imports.
BUNDLES = {
    "logbook": ("storage", "status", "form", "outbox", "drafts", "saving", "writing", "logbook"),
    "later": ("dialog", "signin", "signout", "inhand", "beside", "guarding"),
    "shell": ("shell",),
    "conversation": ("conversation",),
    "job": ("job",),
    "passage": ("passage",),
    "guard": ("reading", "lists", "patterns", "names", "guard", "marks"),
}
FIRST = "logbook"
LIES_IN = {module: bundle for bundle, modules in BUNDLES.items() for module in modules}
# The guard knows nothing of the pages: it lies in a folder of its own, and needs no other part.
APART = {"guard"}
COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)[ \t]*\n", re.M | re.S)
IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.M)
ASKED_LATER = re.compile(r'await import\("\./(\w+)\.js"\)')
EXPORT = re.compile(r"^export (?=(?:async function|function|const) (\w+))", re.M)


def without_comments(source: str) -> str:
    text = COMMENT.sub("", source)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def wrapped(name: str, source: str) -> str:
    """One module as a function that is called at once and gives what it exports."""
    text = IMPORT.sub(r"const \1 = $\2;", without_comments(source))
    text = ASKED_LATER.sub(from_its_part, text)
    given = ", ".join(EXPORT.findall(text))
    inside = EXPORT.sub("", text)
    return f"export const ${name} = (() => {{\n{inside}\nreturn {{ {given} }};\n}})();"


def from_its_part(asked: re.Match[str]) -> str:
    return f'(await import("./{LIES_IN[asked[1]]}.js")).${asked[1]}'


def folder_of(bundle: str) -> str:
    return bundle if bundle in APART else "script"


@lru_cache
def joined(folder: Path, bundle: str) -> bytes:
    """A part as it is sent: its modules, after what they import from the other parts."""
    sources = {
        name: (folder / folder_of(bundle) / f"{name}.js").read_text() for name in BUNDLES[bundle]
    }
    imported = {name for source in sources.values() for _, name in IMPORT.findall(source)}
    from_others = [
        f'import {{ {", ".join(f"${name}" for name in names)} }} from "./{other}.js";'
        for other, modules in BUNDLES.items()
        if other != bundle and (names := [name for name in modules if name in imported])
    ]
    modules = [wrapped(name, source) for name, source in sources.items()]
    return "\n".join([*from_others, *modules]).encode()


@public
def script(bundle: str) -> Response:
    """Under an address that changes when any of it does, so it is kept for ever."""
    folder = Path(current_app.static_folder or "")
    return kept_for_ever(joined(folder, bundle), "text/javascript")


def init_app(app: Flask) -> None:
    for bundle in BUNDLES:
        endpoint = "script" if bundle == FIRST else f"script_{bundle}"
        view = partial(script, bundle)
        view.is_public = True  # type: ignore[attr-defined]
        app.add_url_rule(f"{app.static_url_path}/{bundle}.js", endpoint, view)
