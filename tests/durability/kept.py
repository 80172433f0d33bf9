"""What the database holds, read past the program, against what the writers were told."""

from dataclasses import dataclass

from sqlalchemy import Connection, create_engine, text

from tests.durability.writers import QUESTION, Diary

TEXTS = (
    "SELECT text FROM answer UNION ALL SELECT question FROM sparring_request"
    " UNION ALL SELECT noticed FROM sparring"
)
HALF = {
    "an observation without what was seen": (
        "SELECT count(*) FROM observation o WHERE NOT EXISTS"
        " (SELECT 1 FROM answer a WHERE a.observation_id = o.id)"
    ),
    "an answer that nobody wrote": (
        "SELECT count(*) FROM answer a WHERE NOT EXISTS"
        " (SELECT 1 FROM answer_writer w WHERE w.answer_id = a.id)"
    ),
    "sparring on a question that still waits": (
        "SELECT count(*) FROM sparring s JOIN sparring_request r ON r.id = s.request_id"
        " WHERE r.answered_at IS NULL"
    ),
    "a cycle that waits for nothing": (
        "SELECT count(*) FROM cycle c WHERE c.sparring = 'waiting' AND NOT EXISTS"
        " (SELECT 1 FROM sparring_request r WHERE r.cycle_id = c.id AND r.answered_at IS NULL)"
    ),
}


@dataclass(frozen=True)
class Kept:
    """Every text there is, and the current answer of each cycle to the question they answer."""

    texts: set[str]
    answers: dict[str, str]
    half: dict[str, int]

    @classmethod
    def at(cls, url: str) -> "Kept":
        engine = create_engine(url)
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                verdict = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
                assert verdict == "ok"
                assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            found = cls.read(connection)
        engine.dispose()
        return found

    @classmethod
    def read(cls, connection: Connection) -> "Kept":
        answered = text("SELECT cycle_id, text FROM answer WHERE question = :question")
        return cls(
            set(connection.execute(text(TEXTS)).scalars()),
            {
                str(cycle_id).replace("-", ""): words
                for cycle_id, words in connection.execute(answered, {"question": QUESTION.value})
            },
            {name: connection.execute(text(query)).scalar_one() for name, query in HALF.items()},
        )

    def lost(self, diary: Diary) -> list[str]:
        """What the server had said yes to, and what is not there letter for letter."""
        if diary.kind != "answers":
            return [words for words in diary.saved if words not in self.texts]
        # Each took the place of the one before; one on its way may have come through.
        last = diary.saved[-1:]
        current = self.answers.get(diary.cycle_id.replace("-", ""))
        return [] if not last or current in [*last, *diary.unsure] else last

    def must_hold(self, diaries: list[Diary]) -> None:
        """Fail unless all that was saved is there, nothing is half there, and nothing is new."""
        assert {d.kind: lost for d in diaries if (lost := self.lost(d))} == {}
        assert set(self.half.values()) == {0}, self.half
        sent = {words for diary in diaries for words in [*diary.saved, *diary.unsure]}
        written = {words for words in self.texts if len(words) >= 36 and words[8:9] == "-"}
        assert written <= sent
        refused = [each for diary in diaries for each in diary.refused]
        assert refused == [], refused
