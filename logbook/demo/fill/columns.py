"""The columns that a fill writes, table by table, in the order of its rows."""

COLUMNS: dict[str, str] = {
    "programme": (
        "id key name begins_on ends_on is_example kept_months drafts_kept_months held_because"
        " held_since names_version concern"
    ),
    "district": "id programme_id key name position",
    "unit": "id programme_id district_id key name kind position mark_nonce",
    "tag": "id programme_id kind key name position",
    "module": "id programme_id key title description position",
    "session": "id module_id key title kind starts_on ends_on position",
    "person": (
        "id programme_id name name_key user_name profession password_hash auth_source external_id"
        " notice last_visibility usual_attribution invited_at removed_at is_stand_in"
    ),
    "membership": "id person_id role unit_id district_id given_at given_by_id",
    "cycle": (
        "id programme_id house_id module_id title stage ended_from sparring visibility decision"
        " round first_id follows_id started_by_id started_at changed_at words_revision"
    ),
    "cycle_tag": "cycle_id tag_id",
    "cycle_writer": "id cycle_id person_id added_by_id added_at used_at removed_at",
    "cycle_guest": "id cycle_id person_id since",
    "move": "id cycle_id by_id came_from went_to at",
    "sign": "id cycle_id continues_id position text",
    "expectation": "id cycle_id why copied_at put_right_at",
    "expected_sign": "id expectation_id sign_id position text",
    "trial": "id cycle_id tried_on several_times written_by_id written_at",
    "observation": "id cycle_id observer_id observed_on position written_at",
    "observation_request": (
        "id cycle_id colleague_id asked_by_id asked_at answered_at withdrawn_at"
    ),
    "sign_score": "id observation_id sign_id score",
    "answer": "id cycle_id trial_id observation_id question text revision written_at written_by_id",
    "answer_writer": "id answer_id person_id since",
    "reading": "id cycle_id reader_id read_on",
    "conversation": (
        "id cycle_id started_by_id started_at screen_of_id opened_by_id opened_at ended_by_id"
        " ended_at part minutes used running_since note revision written_at written_by_id"
    ),
    "sparring_request": (
        "id cycle_id house_id stage question about_id asked_by_id asked_of_id asked_at answered_at"
        " withdrawn_at"
    ),
    "sparring": "id request_id by_id given_at noticed curious can_help bring_up read_on",
    "reply": "id request_id cycle_id by_id to_id text written_at read_on",
    "snooze": "id request_id person_id until",
    "kind_word": "id cycle_id number by_id text sent_at sent_on thanked_at thanked_by_id",
    "release": (
        "id programme_id cycle_id answer_id question decision text written_at attribution"
        " module_id session_id proposed_by_id proposed_at released_at withdrawn_at withdrawn_by_id"
        " rests_since was_released_at"
    ),
    "consent": "id release_id person_id said_yes_at",
    "board": "id programme_id session_id title revision made_by_id made_at",
    "board_group": "id board_id title revision start position",
    "board_passage": "id board_id group_id release_id position put_by_id put_at",
    "board_note": "id board_id group_id text revision by_id written_at",
    "extract": "id programme_id taken_by_id taken_at format selection has_erased",
    "extract_release": "extract_id release_id",
    "outcome": "id session_id text revision written_at written_by_id",
    "use": (
        "id kind house_id cycle_id answer_id release_id session_id plan_id used_on marked_by_id"
        " marked_at"
    ),
}
