"""What is written down in the log when somebody does it."""

from enum import StrEnum


class Act(StrEnum):
    """The acts of which a line is written; what is about in a line stands behind the word.

    New ones may be added at any time: the database holds the word, not the list of them.
    """

    SIGNED_IN = "signed-in"
    READ = "read"  # a round, or a board: another's texts

    AUDIENCE_CHANGED = "audience-changed"  # a round; `detail` is its visibility from now on
    WRITER_ADDED = "writer-added"  # a round; `person_id` is who
    WRITER_REMOVED = "writer-removed"
    OPENED_ON_SCREEN = "opened-on-screen"  # for one conversation; `person_id` is whose screen
    COLLEAGUE_ASKED = "colleague-asked"  # what she saw
    COLLEAGUE_NOT_ASKED = "colleague-not-asked"  # any more
    SPARRING_ASKED = "sparring-asked"
    SPARRING_NOT_ASKED = "sparring-not-asked"
    SPARRING_GIVEN = "sparring-given"

    RELEASE_PROPOSED = "release-proposed"  # a passage
    RELEASE_AGREED = "release-agreed"
    RELEASED = "released"  # all have said yes: KP may see it
    RELEASE_WITHDRAWN = "release-withdrawn"
    SECOND_READING_ASKED = "second-reading-asked"
    SECOND_READING_GIVEN = "second-reading-given"
    EXTRACTED = "extracted"  # `count` passages, of a module
    BOARD_TAKEN = "board-taken"

    INVITED = "invited"  # `person_id` is who; `detail` the role
    CODE_RENEWED = "code-renewed"
    CODE_WITHDRAWN = "code-withdrawn"
    PASSWORD_CHOSEN = "password-chosen"
    ROLE_GIVEN = "role-given"
    ROLE_TAKEN = "role-taken"
    PERSON_REMOVED = "person-removed"
    PERSON_BACK = "person-back"
    LEFT = "left"  # the programme, by her own wish

    REPORTED = "reported"  # that somebody can be recognised
    SHOWN_AGAIN = "shown-again"
    ERASED = "erased"
    ERASURE_PROPOSED = "erasure-proposed"
    NAME_REMOVED = "name-removed"
    RETENTION_WARNED = "retention-warned"
    RETENTION_RAN = "retention-ran"
    HELD = "held"  # nothing is erased until further notice
    HOLD_LIFTED = "hold-lifted"
    DATA_TAKEN = "data-taken"  # all that is kept about herself

    PROGRAMME_LOADED = "programme-loaded"
    BACKED_UP = "backed-up"  # `count` is how many lines the log had then
    RESTORED = "restored"  # from a backup
