"""Rules about the code itself, so that reviewers need not remember them."""

import ast
import re
import subprocess
import tomllib
from functools import cache

import pytest
from jinja2 import nodes

from logbook import gate
from logbook.version import VERSION
from tests.each import ROOT, each

pytestmark = pytest.mark.sweep

SOURCES = sorted((ROOT / "logbook").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = [path for path in sorted((ROOT / "static").rglob("*")) if path.suffix in {".css", ".js"}]
FEATURES = sorted(path.parent for path in (ROOT / "logbook").glob("*/__init__.py"))

# Files that may be longer than 300 lines, each with its reason.
LONG = {
    "logbook/migrations/versions/0001_the_first_tables.py": "one table after the other",
    "tests/test_access.py": "one table, a row for each door",
    "tests/world.py": "one world, a paragraph for each kind of text",
    "tests/cycles/test_writing.py": "one forløb from the wondering to the next round",
    "tests/demo/test_example.py": "the example compared with its source, field by field",
    "tests/people/test_roster.py": "one coordinator's day, from inviting to removing",
    "tests/test_gate.py": "the gate, whose three questions are asked of one small app",
}
NOT_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "services", "managers", "misc"}


@cache
def tree_of(path):
    return ast.parse(path.read_text())


def calls(path):
    """The names of what is called in a file: ”select”, ”session.get”, ”clock.now”."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield ".".join(ast.unparse(node.func).split(".")[-2:])


@each(SOURCES)
def test_queries_start_in_models(path):
    """A view may refine a named query, never start one."""
    parts = path.relative_to(ROOT / "logbook").with_suffix("").parts
    may_ask = "models" in parts or parts[0] in {"gate", "migrations"} or parts[:2] == FILLS
    starts = [c for c in calls(path) if c in {"select", "sa.select"} or STARTS.search(c)]
    assert may_ask or not starts, "a query starts in a model, or in gate.py"


# The generator writes a million rows by itself, past the models.
FILLS = ("demo", "fill")
STARTS = re.compile(r"session\.(get|get_one|query)$|\bget_or_404$")


@each([*SOURCES, *TESTS, *TEMPLATES, *STATIC])
def test_files_stay_short(path):
    name = str(path.relative_to(ROOT))
    assert name in LONG or len(path.read_text().splitlines()) <= 300, "split this by noun"


def test_only_long_files_have_a_reason_to_be():
    assert [name for name in LONG if len((ROOT / name).read_text().splitlines()) <= 300] == []


@each([*SOURCES, *TESTS])
def test_files_are_named_for_what_is_in_them(path):
    assert not NOT_NAMES & set(path.relative_to(ROOT).with_suffix("").parts)


@each(SOURCES)
def test_a_module_says_in_one_sentence_what_it_is(path):
    if "versions" not in path.parts:
        text = ast.get_docstring(tree_of(path)) or ""
        assert re.match(r".+[.?!:]$", text.split("\n\n")[0].replace("\n", " ")), path


@each(FEATURES)
def test_a_feature_begins_with_a_sentence_and_imports_nothing(path):
    body = tree_of(path / "__init__.py").body
    assert len(body) == 1
    assert isinstance(body[0], ast.Expr)


@each(SOURCES)
def test_only_the_clock_knows_what_time_it_is(path):
    asks = {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time"}
    assert path.name == "clock.py" or not asks & set(calls(path))


@each([path for path in SOURCES if "models" in path.parts])
def test_models_never_commit(path):
    assert not {"session.commit", "session.rollback"} & set(calls(path))


# What has a title of its own that is no round's name.
TITLED = ("exports", "boards", "demo/fill")


@each([path for path in SOURCES if path.name != "naming.py"])
def test_a_round_is_renamed_in_one_place(path):
    """So that the name which stood there before is kept; the same goes for its signs."""
    where = path.relative_to(ROOT / "logbook").as_posix()
    assigned = {
        ast.unparse(target)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign)
        for target in getattr(node, "targets", None) or [node.target]
        if isinstance(target, ast.Attribute | ast.Subscript)
    }
    assert where.startswith(TITLED) or not [t for t in assigned if t.endswith(".title")]
    assert not [t for t in assigned if re.search(r"\bsigns?\b(\[.*\])?\.text$|\.signs\[", t)]


@each([*SOURCES, *TESTS, *TEMPLATES, *STATIC])
def test_nothing_is_left_for_later(path):
    left = re.findall(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b", path.read_text())
    assert left == []


# Strings to break programs with, and this file, which names what it looks for.
HARMLESS = (":!tests/hostile/blns.json", ":!tests/test_conventions.py")


def test_nothing_tells_where_it_was_made():
    """No path of one machine, in any file that is kept."""
    places = "|".join(["/root/", "/home/[a-z]", "/work/", "/Users/", r"[A-Z]:.Users"])
    kept = subprocess.run(
        ["git", "grep", "-lIE", places, "--", ".", *HARMLESS],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert kept.returncode in {0, 1}, kept.stderr
    assert kept.stdout == ""


# -- templates ----------------------------------------------------------------------------


@each(TEMPLATES)
def test_templates_import_only_what_they_use(app, path):
    tree = app.jinja_env.parse(path.read_text())
    names = (name for node in tree.find_all(nodes.FromImport) for name in node.names)
    imported = {name[1] if isinstance(name, tuple) else name for name in names}
    used = {node.name for node in tree.find_all(nodes.Name)}
    assert imported <= used, "imported for nothing"


def test_every_template_folder_is_a_feature():
    folders = {path.name for path in (ROOT / "templates").iterdir() if path.is_dir()}
    assert folders <= {path.name for path in FEATURES} | {"components", "errors"}


def test_every_test_folder_is_a_feature():
    folders = {path.parent.name for path in (ROOT / "tests").glob("*/__init__.py")}
    kinds = {"bench", "browser", "durability", "hostile", "long", "migrations"}
    assert folders <= {path.name for path in FEATURES} | kinds


def test_every_template_is_used():
    everything = "".join(path.read_text() for path in [*SOURCES, *TEMPLATES])
    names = {str(path.relative_to(ROOT / "templates")) for path in TEMPLATES}
    assert {name for name in names if f'"{name}"' not in everything} == set()


@each(TEMPLATES)
def test_what_people_wrote_is_always_escaped(app, path):
    tree = app.jinja_env.parse(path.read_text())
    assert not [node for node in tree.find_all(nodes.Filter) if node.name == "safe"]
    assert "autoescape" not in path.read_text()


@each(TEMPLATES)
def test_no_style_or_script_stands_in_a_page(path):
    text = path.read_text()
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", text)


@each([path for path in TEMPLATES if path.parent.name == "components"])
def test_a_component_knows_only_what_it_is_given(app, path):
    tree = app.jinja_env.parse(path.read_text())
    used = {node.name for node in tree.find_all(nodes.Name)}
    assert not used & {"request", "session", "g", "current_user", "person", "can", "db"}
    for macro in tree.find_all(nodes.Macro):
        assert len(macro.args) <= 5, f"{macro.name} takes too many"


@each(TEMPLATES)
def test_a_field_is_written_by_its_component(path):
    """A second hand-written field is a missing component."""
    if path.parent.name != "components":
        written = re.findall(r"<(?:input|textarea|select)\b[^>]*>", path.read_text())
        assert [tag for tag in written if 'type="hidden"' not in tag] == []


# -- views --------------------------------------------------------------------------------


WELL_KNOWN = {"offline.worker", "offline.manifest"}


def test_addresses_are_danish_and_can_be_typed_anywhere(app):
    english = {"new", "edit", "show", "delete", "login", "logout", "account", "people", "cycles"}
    for rule in app.url_map.iter_rules():
        # A worker and a manifest are found by names that browsers and servers know.
        if not rule.rule.startswith("/static/") and rule.endpoint not in WELL_KNOWN:
            fixed = re.sub(r"<[^>]+>", "", rule.rule)
            assert re.fullmatch(r"[a-z/-]*", fixed), rule
            assert not english & set(fixed.split("/")), rule


def test_ids_in_addresses_are_uuids(app):
    for rule in app.url_map.iter_rules():
        for name, converter in rule._converters.items():
            is_id = type(converter).__name__ == "UUIDConverter"
            assert is_id == name.endswith("_id"), rule


def test_only_the_way_in_is_public(app):
    with app.app_context():
        public = {r.endpoint for r in app.url_map.iter_rules() if gate.is_public(r.endpoint)}
    assert {each for each in public if not each.startswith(("script", "style", "static"))} == {
        "people.sign_in", "people.sign_out", "people.welcome", "mine.about",
        "people.welcome_with_code", "offline.shell", "offline.worker", "offline.manifest",
    }  # fmt: skip


@each([path for path in SOURCES if path.name == "forms.py" and path.parent.name != "logbook"])
def test_every_form_extends_our_own(path):
    known = {"Form"} | {
        node.name
        for other in SOURCES
        if other.name == "forms.py"
        for node in ast.walk(tree_of(other))
        if isinstance(node, ast.ClassDef)
    }
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ClassDef) and node.name.endswith("Form"):
            assert {ast.unparse(base) for base in node.bases} <= known, node.name


@each([path for path in SOURCES if "flask_wtf" in path.read_text()])
def test_only_the_base_form_and_the_gate_know_flask_wtf(path):
    assert str(path.relative_to(ROOT / "logbook")) in {"forms.py", "gate.py", "errors.py"}


# -- script -------------------------------------------------------------------------------

SCRIPTS = [path for path in STATIC if path.suffix == ".js"]
STORAGE = re.compile(r"\b(indexedDB|localStorage|sessionStorage|caches|navigator\.storage)\b")
ALONE = "storage.js"


@each(SCRIPTS)
def test_one_module_touches_what_the_browser_keeps(path):
    """So that it can be encrypted there; the worker alone keeps files, in its own cache."""
    touched = set(STORAGE.findall(re.sub(r"(?m)^\s*//.*$", "", path.read_text())))
    may = {"caches"} if path.name.startswith("sw") else set()
    assert path.name == ALONE or touched <= may


@each(SCRIPTS)
def test_no_script_makes_html_out_of_text(path):
    makes = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write"
    assert not re.search(makes, path.read_text())


def test_there_is_one_version():
    """A backup says which program wrote it: the one that pyproject.toml names."""
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == VERSION
