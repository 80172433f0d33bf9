"""The script's modules are all sent, in an order in which they can run, and weigh little."""

import pytest

from logbook import ROOT, script
from logbook.packed import packed


def test_every_module_is_sent():
    for folder in {script.folder_of(bundle) for bundle in script.BUNDLES}:
        bundles = [bundle for bundle in script.BUNDLES if script.folder_of(bundle) == folder]
        sent = {name for bundle in bundles for name in script.BUNDLES[bundle]}
        assert sent == {path.stem for path in (ROOT / "static" / folder).iterdir()}


@pytest.mark.parametrize("bundle", script.BUNDLES)
def test_a_module_imports_only_those_before_it(bundle):
    """They are sent in this order, and each runs when it is reached."""
    order = [name for names in script.BUNDLES.values() for name in names]
    for name in script.BUNDLES[bundle]:
        text = (ROOT / "static" / script.folder_of(bundle) / f"{name}.js").read_text()
        asked = [path for _, path in script.IMPORT.findall(script.without_comments(text))]
        assert all(order.index(each) < order.index(name) for each in asked), name
        assert text.count('from "') == len(asked), f"{name}: an import that is not understood"


def test_the_script_is_light():
    """As it is sent: eight kilobytes at first, fifteen in all on any page, the guard apart."""
    bundles = script.BUNDLES.keys() - script.APART
    size = {name: len(packed(script.joined(ROOT / "static", name))) for name in bundles}
    assert size[script.FIRST] <= 8_000, size
    shared = size.pop(script.FIRST) + size.pop("later")
    assert shared + max(size.values()) <= 15_000, size
