"""Two who write together, each at her own device."""

import pytest

from logbook.cycles.stages import Stage, Visibility
from tests import factories as make
from tests.drafts.sending import Device


@pytest.fixture
def cycle(cast):
    return make.cycle(
        by=cast.author, house=cast.house, module=cast.module, stage=Stage.REFLECT,
        visibility=Visibility.LEADER, coauthors=(cast.coauthor,), title="Ro i garderoben",
    )  # fmt: skip


@pytest.fixture
def device(cast, sign_in, noon):
    return Device.of(cast.author, sign_in(cast.author))


@pytest.fixture
def phone(cast, sign_in, noon):
    """The author's other device."""
    return Device.of(cast.author, sign_in(cast.author))


@pytest.fixture
def hers(cast, sign_in, noon):
    """The coauthor's device."""
    return Device.of(cast.coauthor, sign_in(cast.coauthor))
