"""What was shared with KP, where it went, and what the instructors write."""

from logbook.privacy.held.table import (
    COUNTER,
    OTHERS,
    Erased,
    Held,
    Lasts,
    Sees,
    Topic,
    given,
    held,
    left_out,
    named,
    unused,
)

AS_KP = "For dem, der skrev, står der ”KP” og ingen underviser"

KP: tuple[Held, ...] = (
    held(
        "release", "Citater: hvad der er delt med KP, hvornår, og om det er trukket tilbage",
        Topic.KP, Sees.GIVEN, Lasts.PROGRAMME, Erased.WITH_TEXT,
        given("cycle_id answer_id question decision text written_at attribution proposed_at"),
        given("released_at withdrawn_at"),
        named("module_id session_id proposed_by_id withdrawn_by_id"),
        left_out("Dit eget projekt", "programme_id"),
    ),
    held(
        "consent", "Hvem der har sagt ja til, at et citat bliver delt",
        Topic.KP, Sees.WRITERS, Lasts.PROGRAMME, Erased.NAME_TO_ROLE,
        given("release_id said_yes_at"),
        named("person_id"),
    ),
    held(
        "extract", "Udtræk: hvad KP har hentet, hvornår og til hvad",
        Topic.KP, Sees.GIVEN, Lasts.PROGRAMME, Erased.WITH_PROGRAMME,
        given("taken_at format selection"),
        left_out(AS_KP, "taken_by_id"),
        left_out("Dit eget projekt", "programme_id"),
    ),
    held(
        "extract_release", "Hvilke citater der var i hvilke udtræk",
        Topic.KP, Sees.GIVEN, Lasts.PROGRAMME, Erased.WITH_TEXT,
        given("extract_id release_id"),
    ),
    held(
        "use", "Hvad ordene blev brugt til: en undervisningsgang, et møde, en ny plan",
        Topic.KP, Sees.ROUND, Lasts.PROGRAMME, Erased.WITH_TEXT,
        given("kind cycle_id answer_id release_id used_on"),
        named("session_id"),
        left_out("Hvilken plan siges kun til den, der må åbne den", "plan_id"),
        left_out("Ordenes eget hus; det står ved runden", "house_id"),
        left_out(OTHERS, "marked_by_id"),
        left_out("Dagen står der; klokkeslættet er den andens", "marked_at"),
    ),
    held(
        "board", "Tavler, du har lavet",
        Topic.TEACHING, Sees.INSTRUCTORS, Lasts.PROGRAMME, Erased.WITH_TEXT,
        given("title made_at"),
        named("session_id"),
        left_out("Det er dig", "made_by_id"),
        left_out("Dit eget projekt", "programme_id"),
        left_out(COUNTER, "revision"),
    ),
    held(
        "board_group", "Tavlernes overskrifter",
        Topic.TEACHING, Sees.INSTRUCTORS, Lasts.PROGRAMME, Erased.WITH_TEXT,
        unused("board_id title revision start position"),
        left_out="De er fælles for underviserne, og der står ikke, hvem der skrev dem",
    ),
    held(
        "board_passage", "Hvilke tavler et citat hænger på",
        Topic.KP, Sees.GIVEN, Lasts.PROGRAMME, Erased.WITH_TEXT,
        given("release_id put_at"),
        named("board_id"),
        left_out(AS_KP, "put_by_id"),
        left_out("Undervisernes egen orden", "group_id position"),
    ),
    held(
        "board_note", "Noter, du har skrevet på en tavle",
        Topic.TEACHING, Sees.INSTRUCTORS, Lasts.PROGRAMME, Erased.WITH_TEXT,
        given("text written_at"),
        named("board_id group_id"),
        left_out("Det er dig", "by_id"),
        left_out(COUNTER, "revision"),
    ),
    held(
        "withdrawal_seen", "At du har set, at et citat blev trukket tilbage",
        Topic.TEACHING, Sees.HERSELF, Lasts.PROGRAMME, Erased.WITH_TEXT,
        given("passage_id"),
        left_out("Det er dig", "person_id"),
    ),
    held(
        "outcome", "Hvad underviserne fortæller, at refleksionerne blev brugt til",
        Topic.TEACHING, Sees.PROJECT, Lasts.PROGRAMME, Erased.NAME_TO_ROLE,
        given("text written_at"),
        named("session_id"),
        left_out("Det er dig", "written_by_id"),
        left_out(COUNTER, "revision"),
    ),
    held(
        "outcome_version", "Tidligere udgaver af det",
        Topic.TEACHING, Sees.INSTRUCTORS, Lasts.PROGRAMME, Erased.NAME_TO_ROLE,
        given("outcome_id kind revision text written_at settled_at"),
        left_out("Det er dig", "written_by_id"),
    ),
    held(
        "figures", "Tal for husene samlet, mindst fem skrivende bag hvert",
        Topic.SAFETY, Sees.NOBODY, Lasts.PROGRAMME, Erased.WITH_PROGRAMME,
        unused("programme_id counted_on shown published taken_back"),
        left_out="Kun tal, som ingen enkelt kan læses ud af; de bliver talt igen hver dag",
    ),
)  # fmt: skip
