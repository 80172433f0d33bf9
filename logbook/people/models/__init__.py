"""People, their memberships, and what signing in leaves behind."""

from logbook.people.models.access import Invitation, KnownDevice, SignIn, WrongTry
from logbook.people.models.asking import prepared
from logbook.people.models.kept import KeptForm
from logbook.people.models.person import Membership, Person, Role
from logbook.people.models.profession import Profession

__all__ = [
    "Invitation",
    "KeptForm",
    "KnownDevice",
    "Membership",
    "Person",
    "Profession",
    "Role",
    "SignIn",
    "WrongTry",
    "prepared",
]
