"""What a person is by profession, whatever part she plays here."""

from enum import StrEnum


class Profession(StrEnum):
    PEDAGOGUE = "pedagogue"
    ASSISTANT = "assistant"
    PEDAGOGICAL_ASSISTANT = "pedagogical_assistant"
    SUPPORT_PEDAGOGUE = "support_pedagogue"
    KITCHEN_STAFF = "kitchen_staff"
    STUDENT = "student"
    CHILDMINDER = "childminder"
    CHILDMINDING_PEDAGOGUE = "childminding_pedagogue"
    CHILDMINDING_LEADER = "childminding_leader"
    PEDAGOGICAL_LEADER = "pedagogical_leader"
    DEPUTY_LEADER = "deputy_leader"
    DISTRICT_LEADER = "district_leader"
    HEALTH_VISITOR = "health_visitor"
    PPR_CONSULTANT = "ppr_consultant"
    SLP_CONSULTANT = "slp_consultant"
    OCCUPATIONAL_THERAPIST = "occupational_therapist"
    INSTRUCTOR = "instructor"
    PROJECT_MANAGER = "project_manager"
    ADMIN = "admin"

    @property
    def label(self) -> str:
        return PROFESSION_LABELS[self]

    @property
    def reminder(self) -> str:
        """What stands beside her writing fields: what she alone must leave out, or nothing."""
        return REMINDERS.get(self, "")


PROFESSION_LABELS = {
    Profession.PEDAGOGUE: "pædagog",
    Profession.ASSISTANT: "pædagogmedhjælper",
    Profession.PEDAGOGICAL_ASSISTANT: "pædagogisk assistent",
    Profession.SUPPORT_PEDAGOGUE: "støttepædagog",
    Profession.KITCHEN_STAFF: "køkkenmedarbejder",
    Profession.STUDENT: "pædagogstuderende",
    Profession.CHILDMINDER: "dagplejer",
    Profession.CHILDMINDING_PEDAGOGUE: "dagplejepædagog",
    Profession.CHILDMINDING_LEADER: "dagplejeleder",
    Profession.PEDAGOGICAL_LEADER: "pædagogisk leder",
    Profession.DEPUTY_LEADER: "stedfortræder",
    Profession.DISTRICT_LEADER: "distriktsleder",
    Profession.HEALTH_VISITOR: "sundhedsplejerske",
    Profession.PPR_CONSULTANT: "PPR-konsulent",
    Profession.SLP_CONSULTANT: "tale-hørekonsulent",
    Profession.OCCUPATIONAL_THERAPIST: "ergoterapeut (PPR)",
    Profession.INSTRUCTOR: "underviser (KP)",
    Profession.PROJECT_MANAGER: "projektleder",
    Profession.ADMIN: "systemansvarlig",
}

# What a health visitor learns on her visits is bound by the health act, also among colleagues.
REMINDERS = {Profession.HEALTH_VISITOR: "Skriv intet fra hjemmebesøg eller journal."}
