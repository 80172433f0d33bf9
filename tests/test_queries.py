"""What each page asks of the database: a pinned number, the same for one row as for many."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from logbook.audit.models import Act, record
from logbook.boards.models import Board, BoardNote, BoardPassage
from logbook.cycles.models import Cycle, ObservationRequest, Version, VersionKind
from logbook.cycles.next_round import build_on
from logbook.cycles.questions import Question
from logbook.cycles.stages import ROAD, Stage, Visibility
from logbook.db import db
from logbook.exports.models import Extract, Format
from logbook.people.models import Role
from logbook.programme.models import Session
from logbook.releases.models import Attribution, SecondReading
from logbook.uses.models import Outcome, OutcomeVersion, Use
from logbook.withheld.models import Reportable, TextKind, report
from tests import factories as make

# One question for each row shows at few of them; the long run has more than any page shows.
MANY = (10, pytest.param(30, marks=pytest.mark.long))


@dataclass(frozen=True)
class Page:
    """A page as one person opens it, after `grow` has put so many rows on it."""

    who: str
    path: str
    grow: str
    queries: int


PAGES = {
    "home": Page("author", "/", "cycles", 17),
    "own cycles": Page("author", "/forloeb", "cycles", 3),
    "the house's cycles": Page("author", "/forloeb?hus={house}", "cycles", 3),
    "the project's cycles": Page("author", "/forloeb?vis=projekt", "cycles", 3),
    "a cycle, by a writer": Page("author", "/forloeb/{cycle}", "texts", 20),
    "a cycle, by its leader": Page("leader", "/forloeb/{cycle}", "texts", 15),
    "a cycle of many rounds": Page("author", "/forloeb/{cycle}", "rounds", 21),
    "a plan that nobody has looked for": Page("author", "/forloeb/{planned}", "cycles", 16),
    "a question": Page("author", "/forloeb/{cycle}/svar/laert", "texts", 11),
    "a question of the plan": Page("author", "/forloeb/{cycle}/svar/handling", "texts", 10),
    "earlier names and signs": Page("author", "/forloeb/{cycle}/navn-og-tegn", "wordings", 10),
    "what waits for sparring": Page("leader", "/sparring", "requests", 10),
    "what waits for a district leader": Page("district_leader", "/sparring", "requests", 12),
    "what to talk about": Page("colleague", "/samtaler", "cycles", 5),
    "beginning a conversation": Page("author", "/forloeb/{planned}/samtale", "people", 11),
    "a conversation, by a writer": Page("author", "/samtaler/{talk}", "texts", 12),
    "a conversation, by a colleague": Page("colleague", "/samtaler/{talk}", "texts", 12),
    "a conversation on paper": Page("colleague", "/forloeb/{cycle}/samtaleark", "texts", 10),
    "the note before": Page("colleague", "/samtaler/{talk}/udgaver", "notes", 10),
    "giving sparring": Page("leader", "/sparring/{request}", "texts", 13),
    "the overview": Page("leader", "/overblik/{house}", "requests", 15),
    "where a house's words went": Page("author", "/hus/{house}/brugt", "uses", 4),
    "what was used, by an instructor": Page(
        "instructor", "/undervisningsgang/{been}/brugt", "uses", 6
    ),
    "choosing what was used": Page(
        "instructor", "/undervisningsgang/{been}/brugte-citater", "uses", 4
    ),
    "using it again": Page("colleague", "/svar/{learned}/brug", "uses", 7),
    "a passage that was used": Page("author", "/frigivet/{release}", "uses", 11),
    "a cycle that was used": Page("author", "/forloeb/{cycle}", "uses", 20),
    "home after teaching": Page("author", "/", "uses", 17),
    "a district's overview": Page("district_leader", "/overblik/distrikt/{district}", "cycles", 5),
    "the programme's overview": Page("coordinator", "/overblik/projekt", "cycles", 4),
    "what one has shared": Page("author", "/frigivet", "passages", 9),
    "what the device may hold": Page("author", "/i-haanden", "texts", 6),
    "an extract": Page("instructor", "/udtraek?modul=", "passages", 10),
    "the boards": Page("instructor", "/tavler", "boards", 4),
    "a board": Page("instructor", "/tavler/{board}?huse=", "hung", 15),
    "a board for the room": Page("instructor", "/tavler/{board}/vis", "hung", 6),
    "a new board": Page("instructor", "/tavler/ny", "boards", 3),
    "what one has taken along": Page("instructor", "/udtraek/hentet", "extracts", 2),
    "saying that somebody can be recognised": Page(
        "colleague", "/genkendes/svar/{learned}", "texts", 7
    ),
    "reading a hidden text again": Page("author", "/laes-igen/svar/{hidden}", "texts", 9),
    "a round with a hidden text": Page("author", "/forloeb/{with_hidden}", "cycles", 18),
    "reading for another": Page("leader", "/laes-igennem/{reading}", "passages", 6),
    "sharing what others have read": Page("author", "/svar/{learned}/frigiv", "readings", 10),
    "the people": Page("coordinator", "/personer", "people", 6),
    "who is looked for": Page("coordinator", "/personer?find=kim", "people", 6),
    "a leader's people": Page("leader", "/personer", "people", 5),
    "who has seen one's texts": Page("author", "/konto/hvem-har-set", "log", 8),
    "who did what": Page("coordinator", "/hvem-har-gjort-hvad", "log", 5),
    "deleting a round": Page("author", "/slet/runde/{cycle}", "texts", 17),
    "deleting a round that was used": Page("author", "/slet/runde/{cycle}", "uses", 16),
    "leaving the programme": Page("author", "/konto/forlad", "cycles", 5),
    "her data": Page("author", "/konto/mine-data", "cycles", 3),
    "about her data": Page("author", "/om-dine-oplysninger", "cycles", 3),
    "the record of processing": Page("coordinator", "/fortegnelse", "cycles", 2),
    "her book": Page("author", "/konto/min-bog", "cycles", 3),
    "where one is signed in": Page("author", "/konto/logget-ind", "people", 3),
}


class Growing:
    """One cycle with one of everything, and more of each."""

    def __init__(self, cast):
        self.cast = cast
        self.cycle = self.a_cycle("Ro i garderoben")
        self.request = make.sparring_request(self.cycle, by=cast.author)
        self.talk = make.conversation(self.cycle, by=cast.author, note="Først.")
        self.release = make.release(self.cycle, by=cast.author, question=Question.TAKEAWAY)
        self.planned = make.cycle(by=cast.author, house=cast.house)
        self.board = self.a_board("Ro og uro")
        self.hidden = self.a_cycle("Skjult").answer_to(Question.LEARNED)
        report(Reportable(TextKind.ANSWER, self.hidden), None, by=cast.leader, at=make.NOON)
        self.reading = self.a_reading(cast.leader)

    def a_reading(self, reader):
        answer = self.cycle.answer_to(Question.LEARNED)
        return make.saved(
            SecondReading.ask(
                answer, answer.text, Attribution.ANONYMOUS, module=self.cast.module, of=reader,
                by=self.cast.author, at=make.NOON,
            )
        )  # fmt: skip

    def readings(self, number):
        for n in range(number):
            self.a_reading(
                make.member(self.cast.programme, Role.AUTHOR, f"Kim {n}", unit=self.cast.house)
            )
        db.session.commit()

    def a_cycle(self, title):
        return make.cycle(
            by=self.cast.author, house=self.cast.house, module=self.cast.module, title=title,
            stage=Stage.REFLECT, visibility=Visibility.PROJECT, coauthors=(self.cast.coauthor,),
        )  # fmt: skip

    def cycles(self, number):
        for n in range(number):
            self.a_cycle(f"Forløb {n}")

    def requests(self, number):
        for n in range(number):
            make.sparring_request(self.a_cycle(f"Forløb {n}"), by=self.cast.author)

    def wordings(self, number):
        for n in range(number):
            self.cycle.rename(f"Navn {n} af {number}", by=self.cast.author, at=make.NOON)
            self.cycle.plan_signs([f"Tegn {n} af {number}"], by=self.cast.author, at=make.NOON)
        db.session.commit()

    def texts(self, number):
        """Trials, observations by others, colleagues who were asked, passages, and two texts."""
        cycle, at = self.cycle, make.NOON
        for n in range(number):
            who = make.member(self.cast.programme, Role.AUTHOR, f"Kim {n}", unit=self.cast.house)
            trial = cycle.try_out(make.TODAY, by=self.cast.author, at=at)
            cycle.answer(Question.WHAT, f"Dag {n}.", by=self.cast.author, at=at, about=trial)
            seen = cycle.observe(f"De byggede {n}.", on=make.TODAY, by=who, at=at)
            seen.score(cycle.signs[0], 2)
            ObservationRequest.ask(cycle, who, by=self.cast.author, at=at)
            db.session.flush()
            make.release(cycle, by=self.cast.author)
            answer = cycle.answer_to(Question.LEARNED)
            make.saved(Version.that_came_second(f"{n}.", answer, by=self.cast.author, at=at))
        db.session.commit()

    def rounds(self, number):
        """Rounds that go on from the last one, and what was seen in each."""
        last = db.session.scalars(Cycle.rounds_from(self.cast.author, self.cycle.id)).all()[-1]
        for n in range(number):
            following = make.saved(build_on(last, by=self.cast.author, at=make.NOON))
            following.begin(Visibility.PROJECT, by=self.cast.author, at=make.NOON)
            for stage in ROAD[2:]:
                make.answer_for(following, stage, by=self.cast.author, at=make.NOON)
                following.move_to(stage, by=self.cast.author, at=make.NOON)
            following.observations[0].score(following.signs[0], n % 4)
            last = make.saved(following)

    def notes(self, number):
        for n in range(number):
            who = (self.cast.author, self.cast.coauthor)[n % 2]
            self.talk.write(f"Note {n}.", revision=self.talk.revision, by=who, at=make.NOON)
        db.session.commit()

    def passages(self, number):
        for n in range(number):
            cycle = self.a_cycle(f"Forløb {n}")
            make.release(cycle, by=self.cast.author, attribution=Attribution.PROFESSION)
            make.release(cycle, by=self.cast.author, question=Question.TAKEAWAY)

    def a_board(self, title):
        cast = self.cast
        return make.saved(Board.make(cast.programme, title, None, by=cast.instructor, at=make.NOON))

    def boards(self, number):
        sessions = [session for session in self.cast.module.sessions if session.is_taught]
        for n in range(number):
            self.a_board(f"Tavle {n}").session = sessions[n % 2]
        db.session.commit()

    def hung(self, number):
        """Passages on the board, some of them by name, and notes about it."""
        group = self.board.groups[0]
        for n in range(number):
            made = (
                make.release(
                    self.a_cycle(f"Forløb {n}"), by=self.cast.author, attribution=Attribution.NAME
                )
                if n % 2
                else make.release(self.a_cycle(f"Forløb {n}"), by=self.cast.author)
            )
            by, at = self.cast.instructor, make.NOON
            if made.is_out:
                db.session.add(BoardPassage.put(made, group, n, by=by, at=at))
            db.session.add(BoardNote.write(self.board, f"{n}.", group=group, by=by, at=at))
        db.session.commit()

    def extracts(self, number):
        for n in range(number):
            at, by = make.NOON, self.cast.instructor
            words = f"Modul {n}"
            db.session.add(Extract.take(self.cast.programme, Format.CSV, words, by=by, at=at))

    def uses(self, number):
        """Passages used in teaching that was told of, at meetings and in plans."""
        cast, at, session = self.cast, make.NOON, self.cast.module.sessions[0]
        if db.session.scalar(Outcome.of(session.id)) is None:
            outcome = make.saved(Outcome.begin(session, by=cast.instructor, at=at))
            outcome.write("Vi øvede pauser.", revision=0, by=cast.instructor, at=at)
        answer = self.cycle.answer_to(Question.LEARNED)
        for n in range(number):
            release = make.release(self.cycle, by=cast.author)
            release.session = session
            day = make.TODAY - timedelta(days=next(make.numbers))
            plan = make.cycle(by=cast.stranger, house=cast.other_house, title=f"Plan {n}")
            db.session.add_all([
                Use.in_session(release, session, by=cast.instructor, at=at),
                Use.at_meeting(answer, None, on=day, by=cast.leader, at=at),
                Use.in_plan(answer, release, plan, by=cast.stranger, at=at, today=make.TODAY),
                outcome_version(session, n),
            ])  # fmt: skip
        db.session.commit()

    def log(self, number):
        """Readers, roles, passages that were given and taken along."""
        cast, there = self.cast, {"at": make.NOON, "programme_id": self.cast.programme.id}
        for n in range(number):
            reader = make.member(cast.programme, Role.AUTHOR, f"Kim {n}", unit=cast.house)
            record(Act.READ, by=reader, about=self.cycle, **there)
            record(Act.ROLE_GIVEN, by=reader, person_id=cast.author.id, **there)
            release = make.release(self.cycle, by=cast.author)
            taken = Extract.take(
                cast.programme, Format.CSV, f"Modul {n}", by=cast.instructor, at=make.NOON
            )
            taken.releases.append(release)
            db.session.add(taken)
            record(Act.EXTRACTED, by=cast.instructor, about=taken, **there)
        db.session.commit()

    def people(self, number):
        for n in range(number):
            make.member(self.cast.programme, Role.AUTHOR, f"Kim {n}", unit=self.cast.house)


def outcome_version(session: Session, number: int) -> OutcomeVersion:
    """An earlier text of what was told."""
    outcome = db.session.scalars(Outcome.of(session.id)).one()
    return outcome.version(
        VersionKind.REPLACED, f"Før {number}.", by_id=outcome.written_by_id, at=make.NOON
    )


@pytest.mark.parametrize("number", MANY)
@pytest.mark.parametrize("name", PAGES)
def test_the_number_is_pinned_and_does_not_grow(cast, sign_in, noon, count_queries, name, number):
    page, growing = PAGES[name], Growing(cast)
    path = page.path.format(
        house=cast.house.id, cycle=growing.cycle.id, request=growing.request.id,
        planned=growing.planned.id, district=cast.district.id, talk=growing.talk.id,
        board=growing.board.id,
        been=cast.module.sessions[0].id, release=growing.release.id,
        hidden=growing.hidden.id, with_hidden=growing.hidden.cycle_id, reading=growing.reading.id,
        learned=growing.cycle.answer_to(Question.LEARNED).id,
    )  # fmt: skip
    client = sign_in(getattr(cast, page.who))

    def opened():
        assert client.get(path).status_code == 200

    getattr(growing, page.grow)(1)
    opened()  # The first time she reads a cycle is written down, and figures are counted
    opened()  # and drawn; their names are asked for each time.
    one = count_queries(opened)
    getattr(growing, page.grow)(number)
    opened()  # What KP reads for the first time is written down too.
    many = count_queries(opened)
    assert (one, many) == (page.queries, page.queries)
