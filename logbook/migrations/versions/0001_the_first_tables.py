"""the first tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "programme",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("begins_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("key", name=op.f("uq_programme_key")),
    )
    op.create_table(
        "wrong_try",
        sa.Column("account_hash", sa.String(length=64), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("device_hash", sa.String(length=64), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_try")),
    )
    with op.batch_alter_table("wrong_try", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_wrong_try_account_hash_tried_at"),
            ["account_hash", "tried_at"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_wrong_try_address_hash_tried_at"),
            ["address_hash", "tried_at"],
            unique=False,
        )

    op.create_table(
        "district",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_district_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_district")),
        sa.UniqueConstraint("programme_id", "key", name=op.f("uq_district_programme_id_key")),
    )
    op.create_table(
        "module",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=2000), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_module_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module")),
        sa.UniqueConstraint("programme_id", "key", name=op.f("uq_module_programme_id_key")),
    )
    op.create_table(
        "person",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", sa.String(length=400), nullable=False),
        sa.Column("user_name", sa.String(length=120), nullable=False),
        sa.Column(
            "profession",
            sa.Enum(
                "pedagogue",
                "assistant",
                "pedagogical_assistant",
                "support_pedagogue",
                "kitchen_staff",
                "student",
                "childminder",
                "childminding_pedagogue",
                "childminding_leader",
                "pedagogical_leader",
                "deputy_leader",
                "district_leader",
                "health_visitor",
                "ppr_consultant",
                "slp_consultant",
                "occupational_therapist",
                "instructor",
                "project_manager",
                "admin",
                name="profession",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("auth_source", sa.String(length=40), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=True),
        sa.Column("notice", sa.String(length=500), nullable=True),
        sa.Column("last_visibility", sa.String(length=40), nullable=True),
        sa.Column("invited_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_person_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("user_name", name=op.f("uq_person_user_name")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_person_programme_id_name_key"),
            ["programme_id", "name_key"],
            unique=False,
        )

    op.create_table(
        "tag",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "track",
                "goal",
                "focus",
                "theme",
                name="tagkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_tag_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint(
            "programme_id", "kind", "key", name=op.f("uq_tag_programme_id_kind_key")
        ),
    )
    op.create_table(
        "extract",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("taken_by_id", sa.Uuid(), nullable=False),
        sa.Column("taken_at", sa.DateTime(), nullable=False),
        sa.Column(
            "format",
            sa.Enum(
                "docx",
                "xlsx",
                "csv",
                "cards",
                name="format",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("selection", sa.String(length=500), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_extract_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by_id"], ["person.id"], name=op.f("fk_extract_taken_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extract")),
    )
    with op.batch_alter_table("extract", schema=None) as batch_op:
        batch_op.create_index("ix_extract_taken_by", ["taken_by_id", "taken_at"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("is_renewal", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_invitation_made_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_invitation_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("link_hash", name=op.f("uq_invitation_link_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_invitation_person_id_made_at"), ["person_id", "made_at"], unique=False
        )

    op.create_table(
        "kept_form",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_kept_form_owner_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_form")),
    )
    with op.batch_alter_table("kept_form", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_kept_form_owner_id_kept_at"), ["owner_id", "kept_at"], unique=False
        )

    op.create_table(
        "known_device",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_known_device_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_device")),
    )
    with op.batch_alter_table("known_device", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_device_key_hash"), ["key_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_known_device_person_id"), ["person_id"], unique=False)

    op.create_table(
        "session",
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "conference",
                "teaching",
                "workshop",
                "guidance",
                "trial_period",
                name="sessionkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_session_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["module_id"], ["module.id"], name=op.f("fk_session_module_id_module")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("module_id", "key", name=op.f("uq_session_module_id_key")),
    )
    op.create_table(
        "sign_in",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=120), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_sign_in_key_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "unit",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("district_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "house",
                "childminding",
                "municipal",
                name="unitkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("mark_nonce", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_unit_district_id_district")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_unit_programme_id_programme")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("programme_id", "key", name=op.f("uq_unit_programme_id_key")),
    )
    op.create_table(
        "cycle",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("house_id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "wondering",
                "plan",
                "try",
                "observe",
                "reflect",
                "closed",
                "set_aside",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "ended_from",
            sa.Enum(
                "wondering",
                "plan",
                "try",
                "observe",
                "reflect",
                "closed",
                "set_aside",
                name="ended_from",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "sparring",
            sa.Enum(
                "none",
                "waiting",
                "given",
                name="sparringstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "visibility",
            sa.Enum(
                "private",
                "leader",
                "house",
                "project",
                name="visibility",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "decision",
            sa.Enum(
                "keep",
                "adjust",
                "drop",
                name="decision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Uuid(), nullable=False),
        sa.Column("follows_id", sa.Uuid(), nullable=True),
        sa.Column("started_by_id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(stage <> 'wondering' AND (ended_from IS NULL OR ended_from <> 'wondering')) OR visibility = 'private'",
            name=op.f("ck_cycle_draft_is_private"),
        ),
        sa.CheckConstraint(
            "(round = 1) = (follows_id IS NULL)", name=op.f("ck_cycle_first_round_follows_none")
        ),
        sa.ForeignKeyConstraint(["first_id"], ["cycle.id"], name=op.f("fk_cycle_first_id_cycle")),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["cycle.id"], name=op.f("fk_cycle_follows_id_cycle")
        ),
        sa.ForeignKeyConstraint(["house_id"], ["unit.id"], name=op.f("fk_cycle_house_id_unit")),
        sa.ForeignKeyConstraint(
            ["module_id"], ["module.id"], name=op.f("fk_cycle_module_id_module")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_cycle_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["person.id"], name=op.f("fk_cycle_started_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle")),
    )
    with op.batch_alter_table("cycle", schema=None) as batch_op:
        batch_op.create_index("ix_cycle_first_id", ["first_id", "round"], unique=False)
        batch_op.create_index(
            "ix_cycle_house", ["house_id", "visibility", "module_id", "stage"], unique=False
        )
        batch_op.create_index("ix_cycle_house_changed", ["house_id", "changed_at"], unique=False)
        batch_op.create_index(
            "ix_cycle_project", ["programme_id", "visibility", "changed_at"], unique=False
        )
        batch_op.create_index("uq_cycle_follows_id", ["follows_id"], unique=True)

    op.create_table(
        "membership",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "author",
                "leader",
                "district_leader",
                "instructor",
                "coordinator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("district_id", sa.Uuid(), nullable=True),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("given_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "(role = 'author' AND (unit_id IS NULL) <> (district_id IS NULL)) OR (role = 'leader' AND unit_id IS NOT NULL AND district_id IS NULL) OR (role = 'district_leader' AND unit_id IS NULL AND district_id IS NOT NULL) OR (role IN ('instructor', 'coordinator') AND unit_id IS NULL AND district_id IS NULL)",
            name=op.f("ck_membership_place_fits_role"),
        ),
        sa.ForeignKeyConstraint(
            ["district_id"], ["district.id"], name=op.f("fk_membership_district_id_district")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["person.id"], name=op.f("fk_membership_given_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_membership_person_id_person")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_membership_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_membership_district_id_role"), ["district_id", "role"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_membership_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_membership_unit_id_role"), ["unit_id", "role"], unique=False
        )

    op.create_table(
        "cycle_guest",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_cycle_guest_cycle_id_cycle")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_cycle_guest_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_guest")),
    )
    with op.batch_alter_table("cycle_guest", schema=None) as batch_op:
        batch_op.create_index("ix_cycle_guest_person_id", ["person_id"], unique=False)
        batch_op.create_index("uq_cycle_guest", ["cycle_id", "person_id"], unique=True)

    op.create_table(
        "cycle_tag",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("tag_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_cycle_tag_cycle_id_cycle")
        ),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_cycle_tag_tag_id_tag")),
        sa.PrimaryKeyConstraint("cycle_id", "tag_id", name=op.f("pk_cycle_tag")),
    )
    with op.batch_alter_table("cycle_tag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cycle_tag_tag_id"), ["tag_id"], unique=False)

    op.create_table(
        "cycle_writer",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_cycle_writer_added_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_cycle_writer_cycle_id_cycle")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_cycle_writer_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle_writer")),
    )
    with op.batch_alter_table("cycle_writer", schema=None) as batch_op:
        batch_op.create_index("ix_cycle_writer_in_hand", ["person_id", "used_at"], unique=False)
        batch_op.create_index("uq_cycle_writer", ["cycle_id", "person_id"], unique=True)

    op.create_table(
        "move",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column(
            "came_from",
            sa.Enum(
                "wondering",
                "plan",
                "try",
                "observe",
                "reflect",
                "closed",
                "set_aside",
                name="came_from",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "went_to",
            sa.Enum(
                "wondering",
                "plan",
                "try",
                "observe",
                "reflect",
                "closed",
                "set_aside",
                name="went_to",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_move_by_id_person")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_move_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
    )
    with op.batch_alter_table("move", schema=None) as batch_op:
        batch_op.create_index("ix_move_cycle_id", ["cycle_id", "at"], unique=False)

    op.create_table(
        "observation",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("observer_id", sa.Uuid(), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column(
            "position",
            sa.Enum(
                "taking_part",
                "looking_on",
                "told",
                name="position",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_observation_cycle_id_cycle")
        ),
        sa.ForeignKeyConstraint(
            ["observer_id"], ["person.id"], name=op.f("fk_observation_observer_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index("ix_observation_cycle_id", ["cycle_id", "observed_on"], unique=False)
        batch_op.create_index(
            "ix_observation_observer", ["observer_id", "written_at"], unique=False
        )

    op.create_table(
        "observation_request",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("colleague_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_observation_request_asked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["colleague_id"], ["person.id"], name=op.f("fk_observation_request_colleague_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_observation_request_cycle_id_cycle")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation_request")),
    )
    with op.batch_alter_table("observation_request", schema=None) as batch_op:
        batch_op.create_index(
            "ix_observation_request_colleague", ["colleague_id", "answered_at"], unique=False
        )
        batch_op.create_index("uq_observation_request", ["cycle_id", "colleague_id"], unique=True)

    op.create_table(
        "reading",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("reader_id", sa.Uuid(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_reading_cycle_id_cycle")),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["person.id"], name=op.f("fk_reading_reader_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.create_index("uq_reading", ["cycle_id", "reader_id", "read_on"], unique=True)

    op.create_table(
        "sign",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("continues_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["continues_id"], ["sign.id"], name=op.f("fk_sign_continues_id_sign")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_sign_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign")),
    )
    with op.batch_alter_table("sign", schema=None) as batch_op:
        batch_op.create_index("ix_sign_cycle_id", ["cycle_id", "position"], unique=False)

    op.create_table(
        "sparring_request",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("house_id", sa.Uuid(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "wondering",
                "plan",
                "try",
                "observe",
                "reflect",
                "closed",
                "set_aside",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_of_id", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "answered_at IS NULL OR withdrawn_at IS NULL",
            name=op.f("ck_sparring_request_answered_or_withdrawn"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_sparring_request_asked_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["asked_of_id"], ["person.id"], name=op.f("fk_sparring_request_asked_of_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["cycle.id"], name=op.f("fk_sparring_request_cycle_id_cycle")
        ),
        sa.ForeignKeyConstraint(
            ["house_id"], ["unit.id"], name=op.f("fk_sparring_request_house_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sparring_request")),
    )
    with op.batch_alter_table("sparring_request", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sparring_request_asked_by", ["asked_by_id", "asked_at"], unique=False
        )
        batch_op.create_index(
            "ix_sparring_request_cycle_id", ["cycle_id", "asked_at"], unique=False
        )
        batch_op.create_index(
            "ix_sparring_request_waiting_for",
            ["asked_of_id", "asked_at"],
            unique=False,
            sqlite_where=sa.text("answered_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL AND withdrawn_at IS NULL"),
        )
        batch_op.create_index(
            "ix_sparring_request_waiting_in_house",
            ["house_id", "asked_at"],
            unique=False,
            sqlite_where=sa.text("answered_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL AND withdrawn_at IS NULL"),
        )
        batch_op.create_index(
            "uq_sparring_request_open",
            ["cycle_id"],
            unique=True,
            sqlite_where=sa.text("answered_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL AND withdrawn_at IS NULL"),
        )

    op.create_table(
        "trial",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("tried_on", sa.Date(), nullable=False),
        sa.Column("several_times", sa.Boolean(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_trial_cycle_id_cycle")),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["person.id"], name=op.f("fk_trial_written_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trial")),
    )
    with op.batch_alter_table("trial", schema=None) as batch_op:
        batch_op.create_index("ix_trial_cycle_id", ["cycle_id", "tried_on"], unique=False)

    op.create_table(
        "answer",
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("trial_id", sa.Uuid(), nullable=True),
        sa.Column("observation_id", sa.Uuid(), nullable=True),
        sa.Column(
            "question",
            sa.Enum(
                "wondering",
                "action",
                "why",
                "who",
                "observing",
                "what",
                "different",
                "saw",
                "children",
                "participation",
                "learned",
                "surprised",
                "module_link",
                "next_step",
                "takeaway",
                "set_aside",
                name="question",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "trial_id IS NULL OR observation_id IS NULL", name=op.f("ck_answer_about_one_thing")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_answer_cycle_id_cycle")),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_answer_observation_id_observation"),
        ),
        sa.ForeignKeyConstraint(["trial_id"], ["trial.id"], name=op.f("fk_answer_trial_id_trial")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index("ix_answer_cycle_id", ["cycle_id"], unique=False)
        batch_op.create_index(
            "uq_answer_cycle_question",
            ["cycle_id", "question"],
            unique=True,
            sqlite_where=sa.text("trial_id IS NULL AND observation_id IS NULL"),
            postgresql_where=sa.text("trial_id IS NULL AND observation_id IS NULL"),
        )
        batch_op.create_index(
            "uq_answer_observation_question", ["observation_id", "question"], unique=True
        )
        batch_op.create_index("uq_answer_trial_question", ["trial_id", "question"], unique=True)

    op.create_table(
        "sign_score",
        sa.Column("observation_id", sa.Uuid(), nullable=False),
        sa.Column("sign_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "score IS NULL OR score BETWEEN 0 AND 3", name=op.f("ck_sign_score_score_in_words")
        ),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["observation.id"],
            name=op.f("fk_sign_score_observation_id_observation"),
        ),
        sa.ForeignKeyConstraint(["sign_id"], ["sign.id"], name=op.f("fk_sign_score_sign_id_sign")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_score")),
    )
    with op.batch_alter_table("sign_score", schema=None) as batch_op:
        batch_op.create_index("ix_sign_score_sign_id", ["sign_id"], unique=False)
        batch_op.create_index("uq_sign_score", ["observation_id", "sign_id"], unique=True)

    op.create_table(
        "sparring",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.Column("noticed", sa.Text(), nullable=False),
        sa.Column("curious", sa.Text(), nullable=False),
        sa.Column("can_help", sa.Text(), nullable=False),
        sa.Column(
            "bring_up",
            sa.Enum(
                "room_meeting",
                "staff_meeting",
                name="bringup",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "noticed <> '' OR curious <> '' OR can_help <> ''",
            name=op.f("ck_sparring_one_box_is_filled"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_sparring_by_id_person")),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["sparring_request.id"],
            name=op.f("fk_sparring_request_id_sparring_request"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sparring")),
    )
    with op.batch_alter_table("sparring", schema=None) as batch_op:
        batch_op.create_index("ix_sparring_by", ["by_id", "given_at"], unique=False)
        batch_op.create_index("uq_sparring_request_id", ["request_id"], unique=True)

    op.create_table(
        "answer_writer",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_answer_writer_answer_id_answer")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_answer_writer_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_writer")),
    )
    with op.batch_alter_table("answer_writer", schema=None) as batch_op:
        batch_op.create_index("ix_answer_writer_person_id", ["person_id"], unique=False)
        batch_op.create_index("uq_answer_writer", ["answer_id", "person_id"], unique=True)

    op.create_table(
        "release",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("cycle_id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column(
            "question",
            sa.Enum(
                "wondering",
                "action",
                "why",
                "who",
                "observing",
                "what",
                "different",
                "saw",
                "children",
                "participation",
                "learned",
                "surprised",
                "module_link",
                "next_step",
                "takeaway",
                "set_aside",
                name="question",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "decision",
            sa.Enum(
                "keep",
                "adjust",
                "drop",
                name="decision",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(), nullable=False),
        sa.Column(
            "attribution",
            sa.Enum(
                "anonymous",
                "profession",
                "name",
                name="attribution",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("module_id", sa.Uuid(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_release_answer_id_answer")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_release_cycle_id_cycle")),
        sa.ForeignKeyConstraint(
            ["module_id"], ["module.id"], name=op.f("fk_release_module_id_module")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_release_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_release_proposed_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_release_session_id_session")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["person.id"], name=op.f("fk_release_withdrawn_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index("ix_release_answer_id", ["answer_id"], unique=False)
        batch_op.create_index("ix_release_cycle_id", ["cycle_id"], unique=False)
        batch_op.create_index("ix_release_module", ["module_id", "released_at"], unique=False)
        batch_op.create_index("ix_release_programme", ["programme_id", "released_at"], unique=False)
        batch_op.create_index("ix_release_proposed_by", ["proposed_by_id"], unique=False)
        batch_op.create_index("ix_release_session", ["session_id", "released_at"], unique=False)

    op.create_table(
        "consent",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("said_yes_at", sa.DateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_consent_release_id_release")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index("ix_consent_person_id", ["person_id", "said_yes_at"], unique=False)
        batch_op.create_index("uq_consent", ["release_id", "person_id"], unique=True)

    op.create_table(
        "extract_release",
        sa.Column("extract_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["extract_id"], ["extract.id"], name=op.f("fk_extract_release_extract_id_extract")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_extract_release_release_id_release")
        ),
        sa.PrimaryKeyConstraint("extract_id", "release_id", name=op.f("pk_extract_release")),
    )
    with op.batch_alter_table("extract_release", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_extract_release_release_id"), ["release_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("extract_release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_extract_release_release_id"))

    op.drop_table("extract_release")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_index("uq_consent")
        batch_op.drop_index("ix_consent_person_id")

    op.drop_table("consent")
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_index("ix_release_session")
        batch_op.drop_index("ix_release_proposed_by")
        batch_op.drop_index("ix_release_programme")
        batch_op.drop_index("ix_release_module")
        batch_op.drop_index("ix_release_cycle_id")
        batch_op.drop_index("ix_release_answer_id")

    op.drop_table("release")
    with op.batch_alter_table("answer_writer", schema=None) as batch_op:
        batch_op.drop_index("uq_answer_writer")
        batch_op.drop_index("ix_answer_writer_person_id")

    op.drop_table("answer_writer")
    with op.batch_alter_table("sparring", schema=None) as batch_op:
        batch_op.drop_index("uq_sparring_request_id")
        batch_op.drop_index("ix_sparring_by")

    op.drop_table("sparring")
    with op.batch_alter_table("sign_score", schema=None) as batch_op:
        batch_op.drop_index("uq_sign_score")
        batch_op.drop_index("ix_sign_score_sign_id")

    op.drop_table("sign_score")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index("uq_answer_trial_question")
        batch_op.drop_index("uq_answer_observation_question")
        batch_op.drop_index(
            "uq_answer_cycle_question",
            sqlite_where=sa.text("trial_id IS NULL AND observation_id IS NULL"),
            postgresql_where=sa.text("trial_id IS NULL AND observation_id IS NULL"),
        )
        batch_op.drop_index("ix_answer_cycle_id")

    op.drop_table("answer")
    with op.batch_alter_table("trial", schema=None) as batch_op:
        batch_op.drop_index("ix_trial_cycle_id")

    op.drop_table("trial")
    with op.batch_alter_table("sparring_request", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_sparring_request_open",
            sqlite_where=sa.text("answered_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL AND withdrawn_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_sparring_request_waiting_in_house",
            sqlite_where=sa.text("answered_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL AND withdrawn_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_sparring_request_waiting_for",
            sqlite_where=sa.text("answered_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL AND withdrawn_at IS NULL"),
        )
        batch_op.drop_index("ix_sparring_request_cycle_id")
        batch_op.drop_index("ix_sparring_request_asked_by")

    op.drop_table("sparring_request")
    with op.batch_alter_table("sign", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_cycle_id")

    op.drop_table("sign")
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.drop_index("uq_reading")

    op.drop_table("reading")
    with op.batch_alter_table("observation_request", schema=None) as batch_op:
        batch_op.drop_index("uq_observation_request")
        batch_op.drop_index("ix_observation_request_colleague")

    op.drop_table("observation_request")
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_index("ix_observation_observer")
        batch_op.drop_index("ix_observation_cycle_id")

    op.drop_table("observation")
    with op.batch_alter_table("move", schema=None) as batch_op:
        batch_op.drop_index("ix_move_cycle_id")

    op.drop_table("move")
    with op.batch_alter_table("cycle_writer", schema=None) as batch_op:
        batch_op.drop_index("uq_cycle_writer")
        batch_op.drop_index("ix_cycle_writer_in_hand")

    op.drop_table("cycle_writer")
    with op.batch_alter_table("cycle_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cycle_tag_tag_id"))

    op.drop_table("cycle_tag")
    with op.batch_alter_table("cycle_guest", schema=None) as batch_op:
        batch_op.drop_index("uq_cycle_guest")
        batch_op.drop_index("ix_cycle_guest_person_id")

    op.drop_table("cycle_guest")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_unit_id_role"))
        batch_op.drop_index(batch_op.f("ix_membership_person_id"))
        batch_op.drop_index(batch_op.f("ix_membership_district_id_role"))

    op.drop_table("membership")
    with op.batch_alter_table("cycle", schema=None) as batch_op:
        batch_op.drop_index("uq_cycle_follows_id")
        batch_op.drop_index("ix_cycle_project")
        batch_op.drop_index("ix_cycle_house_changed")
        batch_op.drop_index("ix_cycle_house")
        batch_op.drop_index("ix_cycle_first_id")

    op.drop_table("cycle")
    op.drop_table("unit")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_person_id"))

    op.drop_table("sign_in")
    op.drop_table("session")
    with op.batch_alter_table("known_device", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_known_device_person_id"))
        batch_op.drop_index(batch_op.f("ix_known_device_key_hash"))

    op.drop_table("known_device")
    with op.batch_alter_table("kept_form", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_kept_form_owner_id_kept_at"))

    op.drop_table("kept_form")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_person_id_made_at"))

    op.drop_table("invitation")
    with op.batch_alter_table("extract", schema=None) as batch_op:
        batch_op.drop_index("ix_extract_taken_by")

    op.drop_table("extract")
    op.drop_table("tag")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_programme_id_name_key"))

    op.drop_table("person")
    op.drop_table("module")
    op.drop_table("district")
    with op.batch_alter_table("wrong_try", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_wrong_try_address_hash_tried_at"))
        batch_op.drop_index(batch_op.f("ix_wrong_try_account_hash_tried_at"))

    op.drop_table("wrong_try")
    op.drop_table("programme")
