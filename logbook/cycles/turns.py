"""The pages of a stage that ask one question each, in order, and where each leads."""

from dataclasses import dataclass

from logbook.cycles.questions import Question, questions_of
from logbook.cycles.stages import Stage


@dataclass(frozen=True)
class QuestionPage:
    """One page: a free-text question, or (without one) the signs, a date, a choice."""

    slug: str
    stage: Stage
    question: Question | None = None


def text_pages(stage: Stage) -> list[QuestionPage]:
    return [QuestionPage(q.words.slug, stage, q) for q in questions_of(stage)]


def with_page(pages: list[QuestionPage], slug: str, *, after: Question) -> list[QuestionPage]:
    at = next(n for n, page in enumerate(pages) if page.question is after) + 1
    return [*pages[:at], QuestionPage(slug, pages[0].stage), *pages[at:]]


SIGNS, DECISION = "tegn", "beslutning"
SCORES, POSITION = "tegn", "placering"

PLAN_PAGES = with_page(text_pages(Stage.PLAN), SIGNS, after=Question.WHO)
REFLECT_PAGES = with_page(text_pages(Stage.REFLECT), DECISION, after=Question.MODULE_LINK)
CYCLE_PAGES = {page.slug: page for page in [*PLAN_PAGES, *REFLECT_PAGES]}

TRIAL_PAGES = {page.slug: page for page in text_pages(Stage.TRY)}
OBSERVATION_PAGES = {
    page.slug: page
    for page in [
        *text_pages(Stage.OBSERVE),
        QuestionPage(SCORES, Stage.OBSERVE),
        QuestionPage(POSITION, Stage.OBSERVE),
    ]
}


@dataclass(frozen=True)
class Place:
    """Where a page stands among its stage's: for ”spørgsmål 2 af 5” and for ”Fortsæt”."""

    number: int
    total: int
    next_slug: str | None


def place_of(page: QuestionPage, pages: list[QuestionPage], *, before: int = 0) -> Place:
    """`before` counts the questions that were asked on a page of another kind."""
    at = pages.index(page)
    following = pages[at + 1].slug if at + 1 < len(pages) else None
    return Place(number=at + 1 + before, total=len(pages) + before, next_slug=following)
