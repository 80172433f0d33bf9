"""Every page that can be opened by its address, and who opens it."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

# What a page is called here, its endpoint, and what of the world is in its address.
Door = tuple[str, str, dict[str, Any]]


def doors(cast: SimpleNamespace, made: SimpleNamespace) -> dict[str, list[Door]]:
    """Every page that can be opened by its address, at its fullest and at its barest."""
    first, second = {"cycle_id": made.first.id}, {"cycle_id": made.second.id}
    draft, planned = {"cycle_id": made.draft.id}, {"cycle_id": made.planned.id}
    aside, other = {"cycle_id": made.aside.id}, {"cycle_id": made.other.id}
    trial, seen = {"trial_id": made.trial.id}, {"observation_id": made.seen.id}
    plan = ("handling", "hvorfor", "hvem", "tegn", "iagttagere")
    reflect = ("laert", "overrasket", "modulet", "beslutning", "naeste-skridt", "tag-med")
    board = {"board_id": made.board.id}
    waiting, given = {"request_id": made.waiting.id}, {"request_id": made.given.id}
    return {
        "nobody": [
            ("at the door", "people.sign_in", {}),
            ("welcome with a code", "people.welcome_with_code", {}),
            ("welcome with the link", "people.welcome", {"token": made.token}),
            ("a used link", "people.welcome", {"token": "brugt"}),
            ("without a connection", "offline.shell", {}),
        ],
        "author": [
            ("home", "cycles.today", {}),
            ("own cycles", "cycles.index", {}),
            ("the house's cycles", "cycles.index", {"hus": cast.house.id}),
            ("the project's cycles", "cycles.index", {"vis": "projekt"}),
            ("start", "cycles.new", {}),
            ("a first round", "cycles.show", first),
            ("a second round", "cycles.show", second),
            ("a draft", "cycles.show", draft),
            ("a plan", "cycles.show", planned),
            ("set aside", "cycles.show", aside),
            ("the wondering", "cycles.wondering", draft),
            ("begin", "cycles.begin", draft),
            ("plan", "cycles.plan", draft),
            ("reflect", "cycles.reflect", second),
            *((f"plan {s}", "cycles.question", second | {"slug": s}) for s in plan),
            *((f"reflect {s}", "cycles.question", second | {"slug": s}) for s in reflect),
            ("try", "cycles.try_out", second),
            ("trial what", "cycles.trial", trial | {"slug": "hvad"}),
            ("trial different", "cycles.trial", trial | {"slug": "anderledes"}),
            ("trial date", "cycles.trial_date", trial),
            ("observe", "cycles.observe", second),
            *((f"observation {s}", "cycles.observation", seen | {"slug": s})
              for s in ("saa-og-hoerte", "boernenes-side", "med", "tegn", "placering")),
            ("a note", "cycles.note", seen),
            ("earlier texts", "cycles.versions", {"answer_id": made.learned.id}),
            ("no earlier texts", "cycles.versions", {"answer_id": made.unchanged.id}),
            ("earlier names and signs", "cycles.wordings", first),
            ("no earlier names and signs", "cycles.wordings", planned),
            ("two texts", "cycles.two_texts", {"version_id": made.met.id}),
            ("ask a colleague", "cycles.ask_colleague", second),
            ("set it aside", "cycles.set_aside", second),
            ("delete a round", "erasing.page", {"slug": "runde", "subject_id": draft["cycle_id"]}),
            ("delete with others", "erasing.page",
             {"slug": "runde", "subject_id": first["cycle_id"]}),
            ("delete a note", "erasing.page",
             {"slug": "iagttagelse", "subject_id": seen["observation_id"]}),
            ("leave the programme", "erasing.leave_programme", {}),
            ("tags", "cycles.tags", second),
            ("visibility", "cycles.visibility", second),
            ("writers", "cycles.writers", first),
            ("ask for sparring", "reviews.ask", planned),
            ("waits for sparring already", "reviews.ask", second),
            ("sparring of hers", "reviews.index", {}),
            ("write back", "reviews.thread", given),
            ("a forløb with a kind word", "cycles.show", {"cycle_id": made.nudged.id}),
            ("passages with KP", "releases.index", {}),
            ("one passage", "releases.show", {"release_id": made.shared.id}),
            ("propose a passage", "releases.propose", {"answer_id": made.learned.id}),
            ("share it anew", "releases.propose",
             {"answer_id": made.learned.id, "erstatter": made.shared.id}),
            ("where the house's words went", "uses.house_page", {"house_id": cast.house.id}),
            ("used at a meeting", "uses.take_up", {"answer_id": made.learned.id}),
            ("how her passages stand", "people.usual_attribution", {}),
            ("her data", "mine.data", {}),
            ("her book", "mine.book", {}),
            ("what to talk about", "conversations.index", {}),
            ("open for a conversation", "conversations.begin", planned),
            ("a conversation", "conversations.show", {"conversation_id": made.talk.id}),
            ("its note before", "conversations.versions", {"conversation_id": made.talk.id}),
            ("two notes", "conversations.two_notes", {"version_id": made.notes_met.id}),
            ("a conversation on paper", "conversations.sheet", second),
            ("account", "people.account", {}),
            ("change password", "people.change_password", {}),
            ("where signed in", "people.sign_ins", {}),
            ("who has seen", "audit.own", {}),
            ("what was not saved", "people.unsaved", {}),
            ("not found", "cycles.show", {"cycle_id": uuid4()}),
            ("not allowed", "exports.index", {}),
            ("no overview", "overview.index", {}),
        ],
        "coauthor": [
            ("a yes that is asked for", "releases.show", {"release_id": made.proposed.id}),
            ("passages that wait for a yes", "releases.index", {}),
        ],
        "asked_colleague": [
            ("home of one who is asked", "cycles.today", {}),
            ("what did you see", "cycles.answer_request", {"request_id": made.asked.id}),
        ],
        "stranger": [
            ("home with nothing", "cycles.today", {}),
            ("cycles with nothing", "cycles.index", {}),
            ("sparring with nothing", "reviews.index", {}),
            ("nothing with KP", "releases.index", {}),
            ("another's cycle", "cycles.show", other),
            ("use it in a plan", "uses.take_up", {"answer_id": made.open_learned.id}),
            ("start on others' words", "cycles.new", {"citat": made.open_learned.id}),
            ("nothing of the house used", "uses.house_page", {"house_id": cast.other_house.id}),
            ("nothing to talk about", "conversations.index", {}),
        ],
        "leader": [
            ("overview", "overview.house", {"house_id": cast.house.id}),
            ("the queue", "reviews.index", {}),
            ("give sparring", "reviews.give", waiting),
            ("sparring given", "reviews.give", given),
            ("a thread", "reviews.thread", given),
            ("later", "reviews.put_off", waiting),
            ("a kind word", "reviews.send_kind_word", {"cycle_id": made.quiet.id}),
            ("a kind word too soon", "reviews.send_kind_word", {"cycle_id": made.nudged.id}),
            ("where it is quiet", "overview.quiet", {"house_id": cast.house.id}),
            ("a leader reads", "cycles.show", second),
            ("a leader begins a conversation", "conversations.begin", other),
            ("a leader's conversation", "conversations.show", {"conversation_id": made.talk.id}),
            ("a leader's list", "cycles.index", {"hus": cast.house.id, "trin": "observe"}),
            ("a leader's people", "people.index", {}),
            ("a leader's person", "people.show", {"person_id": cast.colleague.id}),
        ],
        "other_leader": [("choose a house", "overview.index", {})],
        "district_leader": [
            ("a district", "figures.district", {"district_id": cast.district.id}),
        ],
        "instructor": [
            ("boards", "boards.index", {}),
            ("a board", "boards.show", board),
            ("a board with all", "boards.show", board | {"huse": "", "modul": ""}),
            ("an empty board", "boards.show", {"board_id": made.empty_board.id}),
            ("a board for the room", "boards.present", board),
            ("nothing for the room", "boards.present", {"board_id": made.empty_board.id}),
            ("a new board", "boards.new", {}),
            ("a board's name", "boards.edit", board),
            ("a board again", "boards.use_again", board),
            ("a board to delete", "boards.delete", board),
            ("a new group", "boards.add_group", board),
            ("a group", "boards.group", board | {"group_id": made.board.groups[0].id}),
            ("a new note", "boards.write_note", board),
            ("a note", "boards.note", board | {"note_id": made.board_note.id}),
            ("extracts", "exports.index", {}),
            ("what was taken along", "exports.taken", {}),
            ("a file that is made", "jobs.show", {"job_id": made.waiting_job.id}),
            ("a file that failed", "jobs.show", {"job_id": made.failed_job.id}),
            ("a text to copy", "jobs.show", {"job_id": made.text_job.id}),
            ("what was used", "uses.tell", {"session_id": made.been.id}),
            ("choose what was used", "uses.choose", {"session_id": made.been.id}),
            ("two tellings", "uses.two_outcomes", {"version_id": made.outcomes_met.id}),
            ("extracts of nothing", "exports.index", {"spor": str(tag_of(cast, "Spor B"))}),
        ],
        "coordinator": [
            ("the programme", "figures.programme", {}),
            ("people", "people.index", {}),
            ("people of a house", "people.index", {"hus": cast.house.id}),
            ("people looked for", "people.index", {"find": "Kim"}),
            ("who did what", "audit.acts", {}),
            ("who was given what role", "audit.acts", {"vis": "adgang"}),
            ("invite", "people.invite", {}),
            ("a person", "people.show", {"person_id": cast.colleague.id}),
            ("one with a code", "people.show", {"person_id": made.newcomer.id}),
            ("oneself", "people.show", {"person_id": cast.coordinator.id}),
            ("remove access", "people.remove", {"person_id": cast.colleague.id}),
        ],
    }  # fmt: skip


def tag_of(cast: SimpleNamespace, name: str) -> Any:
    return next(tag.id for tag in cast.programme.tags if tag.name == name)
