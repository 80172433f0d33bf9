"""The five parts of a conversation and its roles, word for word as they stand on the screen."""

from dataclasses import dataclass

from logbook.cycles.stages import Stage

SHORTEST, LONGEST = 1, 30


@dataclass(frozen=True)
class Part:
    """One part: what it is called, how long it takes, what one does and asks.

    `stage` gives its colour: the stage of the round that it is about.
    """

    number: int
    name: str
    short: str
    minutes: int
    stage: Stage
    does: str
    questions: tuple[str, ...]


PARTS = (
    Part(
        1, "Fortæl", "Fortæl", 5, Stage.PLAN,
        "Fortælleren har ordet. De andre lytter og afbryder ikke.",
        ("Hvad undrede jeg mig over?", "Hvad prøvede vi?", "Hvad optager mig mest lige nu?"),
    ),
    Part(
        2, "Iagttagelser frem", "Iagttagelser", 5, Stage.OBSERVE,
        "Iagttageren lægger frem, hvad der blev set og hørt. Beskriv, før I forklarer.",
        (
            "Hvad så og hørte vi?", "Hvordan så det ud fra børnenes side?",
            "Hvilke tegn så vi – og hvilke så vi ikke?",
        ),
    ),
    Part(
        3, "Spørg ind", "Spørg ind", 8, Stage.OBSERVE,
        "Samtalelederen spørger åbent og nysgerrigt. Ingen gode råd endnu.",
        (
            "Hvad tror du, der var på spil?", "Hvad gjorde vi voksne – og hvad skete der så?",
            "Hvem fik mulighed for at være med – og hvem fik ikke?",
        ),
    ),
    Part(
        4, "Lytterne reflekterer", "Lytterne", 7, Stage.REFLECT,
        "Lytterne tænker højt med hinanden – ikke til fortælleren, som bare lytter.",
        (
            "Hvad gjorde indtryk på os?", "Hvad bliver vi nysgerrige på?",
            "Hvordan kan det også forstås?",
        ),
    ),
    Part(
        5, "Fortælleren samler op", "Saml op", 5, Stage.REFLECT,
        "Fortælleren har ordet igen – og det sidste ord.",
        ("Hvad tager jeg med?", "Hvad er næste skridt?"),
    ),
)  # fmt: skip
MINUTES = [part.minutes for part in PARTS]

# Handed out by word; nobody's name is asked for.
ROLES = (
    ("Fortæller", "Fortæller om sin undring og sin praksis. Har ordet først og sidst."),
    ("Samtaleleder", "Holder rækkefølgen, spørger åbent og samler op mellem delene."),
    ("Iagttager", "Lægger frem, hvad der blev set og hørt – uden at forklare det."),
    ("Lyttere", "Lytter først, og tænker siden højt med hinanden."),
    ("Referent", "Skriver det vigtigste i noten. Ingen navne på børn."),
)


def is_length(minutes: int) -> bool:
    """Whether a part may last this many minutes."""
    return SHORTEST <= minutes <= LONGEST
