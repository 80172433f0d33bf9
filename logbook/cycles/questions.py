"""The questions of each stage, word for word as agreed; the keys of the answers."""

from dataclasses import dataclass
from enum import StrEnum

from logbook.cycles.stages import Stage


class Question(StrEnum):
    """A question that is answered in free text."""

    WONDERING = "wondering"
    ACTION = "action"
    WHY = "why"
    WHO = "who"
    OBSERVING = "observing"
    WHAT = "what"
    DIFFERENT = "different"
    SAW = "saw"
    CHILDREN = "children"
    PARTICIPATION = "participation"
    LEARNED = "learned"
    SURPRISED = "surprised"
    MODULE_LINK = "module_link"
    NEXT_STEP = "next_step"
    TAKEAWAY = "takeaway"
    SET_ASIDE = "set_aside"

    @property
    def words(self) -> "Words":
        return WORDS[self]

    @property
    def label(self) -> str:
        return WORDS[self].label


@dataclass(frozen=True)
class Words:
    """How a question is put. `slug` is its place in the address; `short` its name once answered."""

    stage: Stage
    slug: str
    label: str
    short: str
    hint: str = ""
    needed: bool = False


WORDS: dict[Question, Words] = {
    Question.WONDERING: Words(
        Stage.WONDERING,
        "undring",
        "Hvad lægger du mærke til i jeres praksis, som du gerne vil blive klogere på?",
        "Undring",
        "Begynd fx: ›Jeg undrer mig over, hvad der sker, når vi voksne …‹ "
        "Skriv om jeres praksis, ikke om et bestemt barn.",
        needed=True,
    ),
    Question.ACTION: Words(
        Stage.PLAN,
        "handling",
        "Hvad vil I gøre anderledes?",
        "Prøvehandling",
        "Én lille prøvehandling, I kan nå inden for en uge eller to. "
        "Ændr helst kun én ting ad gangen.",
        needed=True,
    ),
    Question.WHY: Words(
        Stage.PLAN,
        "hvorfor",
        "Hvorfor tror I, det kan gøre en forskel for børnene?",
        "Hvorfor",
        "Brug gerne noget fra modulet.",
        needed=True,
    ),
    Question.WHO: Words(Stage.PLAN, "hvem", "Hvem gør hvad, hvor og hvornår?", "Hvem gør hvad"),
    Question.OBSERVING: Words(
        Stage.PLAN, "iagttagere", "Hvem iagttager, og hvordan?", "Hvem iagttager"
    ),
    Question.WHAT: Words(
        Stage.TRY,
        "hvad",
        "Hvad gjorde I helt konkret?",
        "Det gjorde vi",
        "Et par linjer er nok.",
        needed=True,
    ),
    Question.DIFFERENT: Words(
        Stage.TRY, "anderledes", "Hvad blev anderledes end planlagt?", "Anderledes end planlagt"
    ),
    Question.SAW: Words(
        Stage.OBSERVE,
        "saa-og-hoerte",
        "Hvad så og hørte du?",
        "Så og hørte",
        "Beskriv, før du forklarer. Ingen navne.",
        needed=True,
    ),
    Question.CHILDREN: Words(
        Stage.OBSERVE,
        "boernenes-side",
        "Hvordan så det ud fra børnenes side?",
        "Fra børnenes side",
    ),
    Question.PARTICIPATION: Words(
        Stage.OBSERVE,
        "med",
        "Hvem fik mulighed for at være med – og hvem fik ikke?",
        "Hvem var med",
        "Skriv om situationer og grupper, ikke om enkelte børn.",
    ),
    Question.LEARNED: Words(
        Stage.REFLECT,
        "laert",
        "Hvad har I lært om jeres egen praksis?",
        "Det lærte vi",
        needed=True,
    ),
    Question.SURPRISED: Words(
        Stage.REFLECT, "overrasket", "Hvad kom bag på jer?", "Det kom bag på os"
    ),
    Question.MODULE_LINK: Words(
        Stage.REFLECT,
        "modulet",
        "Hvordan hænger det sammen med det, I arbejdede med på modulet?",
        "Sammenhæng med modulet",
    ),
    Question.NEXT_STEP: Words(
        Stage.REFLECT,
        "naeste-skridt",
        "Hvad er næste skridt – hvem gør det, og hvornår?",
        "Næste skridt",
        needed=True,
    ),
    Question.TAKEAWAY: Words(
        Stage.REFLECT,
        "tag-med",
        "Hvad vil I tage med til næste undervisningsgang?",
        "Tag med til undervisningen",
        "Én eller to sætninger. Det er det, underviserne ser først, hvis I deler med KP.",
    ),
    Question.SET_ASIDE: Words(
        Stage.SET_ASIDE,
        "hvorfor-ikke",
        "Blev det ikke til noget? Skriv kort hvorfor – det er også viden.",
        "Derfor lagde vi det til side",
        needed=True,
    ),
}

# The questions that are not free text, and where they stand among the others.
TITLE_LABEL = "Giv forløbet et kort navn"
TITLE_HINT = "Fx ›Ro i garderoben‹"
MODULE_LABEL = "Hvilket modul hænger det sammen med?"
SIGNS_LABEL = "Hvilke tegn vil I kigge efter?"
MOST_SIGNS = 3
SIGNS_HINT = "Noget, I kan se eller høre. Fx ›Flere børn finder selv ind i legen‹"
TRIED_ON_LABEL = "Hvornår prøvede I det?"
SCORES_LABEL = "Så du tegnene?"
POSITION_LABEL = "Hvor var du henne?"
DECISION_LABEL = "Hvad gør I nu?"

STAGE_QUESTIONS = {
    Stage.WONDERING: "Hvad undrer du dig over?",
    Stage.PLAN: "Hvad vil I prøve?",
    Stage.TRY: "Hvad gjorde I?",
    Stage.OBSERVE: "Hvad lagde du mærke til?",
    Stage.REFLECT: "Hvad er I blevet klogere på?",
}


def questions_of(stage: Stage) -> list[Question]:
    """The free-text questions of a stage, in the order in which they are put."""
    return [question for question, words in WORDS.items() if words.stage is stage]


def needed_for(stage: Stage) -> list[Question]:
    """The questions without which a cycle does not reach this stage."""
    return [question for question in questions_of(stage) if WORDS[question].needed]
