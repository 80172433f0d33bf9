from datetime import timedelta

import pytest
import time_machine

from logbook import create_app
from logbook.keys import keyed_hash, random_key, seal, unseal
from logbook.settings import Settings


def test_random_keys_are_long_and_never_the_same():
    keys = {random_key() for _ in range(100)}
    assert len(keys) == 100
    assert min(map(len, keys)) >= 43


def test_a_hash_depends_on_purpose_value_and_secret(app):
    assert keyed_hash("a", "b") == keyed_hash("a", "b")
    assert len({keyed_hash("a", "b"), keyed_hash("b", "a"), keyed_hash("ab", "")}) == 3
    other = create_app(Settings(secret_key="another", database_url="sqlite://", testing=True))
    before = keyed_hash("a", "b")
    with other.app_context():
        assert keyed_hash("a", "b") != before


def test_a_lone_surrogate_has_a_hash_too(app):
    assert len(keyed_hash("a", "\ud800")) == 64


@pytest.mark.parametrize("data", [None, [], {"a": ["æ", "🐝"]}, "x" * 1_000_000])
def test_what_is_sealed_is_unsealed(app, data):
    sealed = seal(data)
    assert unseal(sealed, lasts_seconds=60) == data
    assert "æ" not in sealed


def test_text_is_packed_so_that_the_page_stays_small(app):
    assert len(seal("Fire børn fandt en plads. " * 10_000)) < 5_000


@pytest.mark.parametrize("sealed", ["", "x", "gAAAA", "æ", "A" * 1_000])
def test_what_we_did_not_seal_is_nothing(app, sealed):
    assert unseal(sealed, lasts_seconds=60) is None


def test_a_seal_grows_old(app):
    sealed = seal("x")
    with time_machine.travel(timedelta(seconds=61)):
        assert unseal(sealed, lasts_seconds=60) is None
