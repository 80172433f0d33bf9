"""Conversations in the house of the cast, at noon."""

from types import SimpleNamespace
from typing import Any

from logbook.conversations.models import Conversation
from logbook.cycles.models import Cycle
from logbook.cycles.stages import Stage, Visibility
from tests import factories as make

NOTE = "Vi hørte, at ventetiden skaber uroen."


def a_round(
    cast: SimpleNamespace,
    visibility: Visibility = Visibility.HOUSE,
    stage: Stage = Stage.OBSERVE,
) -> Cycle:
    return make.cycle(
        by=cast.author, house=cast.house, stage=stage, visibility=visibility,
        coauthors=(cast.coauthor,),
    )  # fmt: skip


def held(
    cast: SimpleNamespace,
    visibility: Visibility = Visibility.HOUSE,
    stage: Stage = Stage.OBSERVE,
    **more: Any,
) -> Conversation:
    return make.conversation(a_round(cast, visibility, stage), by=cast.author, **more)


def path_of(talk: Conversation) -> str:
    return f"/samtaler/{talk.id}"
