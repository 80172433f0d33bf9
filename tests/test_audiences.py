"""Who may see a cycle reads it and does no more; who may not finds nothing, at any of its doors."""

import pytest

from tests.cast import PEOPLE
from tests.test_access import SLUGS
from tests.world import AUDIENCES

pytestmark = pytest.mark.sweep

# Doors that ask more of their guest than that she may see the cycle: 404 for all but their own.
NARROWER = {"cycles.answer_request", "releases.propose"}
# What is for reading alone.
READ = {"cycles.show", "conversations.sheet"}
# What the table of access says already: who gives sparring, who was asked what she saw, and which
# team talks about it.
ASKED = {"cycles.answer_request", "cycles.withdraw_request"}
GIVES = {"reviews.give", "reviews.thread", "reviews.put_off", "reviews.bring_forward"}
TEAM = ("removed_coauthor", "asked_colleague", "colleague", "leader")
SAID_ELSEWHERE = [
    *((("asked_colleague", audience), ASKED) for audience in AUDIENCES),
    (("leader", "leader"), {*GIVES, "reviews.send_kind_word"}),
    (("leader", "sent"), {"reviews.send_kind_word"}),
    (("leader", "house"), {*GIVES, "reviews.send_kind_word"}),
    (("leader", "project"), {*GIVES, "reviews.send_kind_word"}),
    (("district_leader", "sent"), GIVES),
    *(((who, seen), {"conversations.begin"}) for who in TEAM for seen in ("house", "project")),
]
# Who sees it uses it again: the house at a meeting, whoever writes in a house in a plan. A form
# that is sent empty comes back.
USES = {
    "uses.mark_meeting": (422, TEAM),
    "uses.use_in_plan": (422, (*TEAM, "other_leader", "ppr_consultant", "stranger")),
    "uses.take_up": (200, (*TEAM, "other_leader", "ppr_consultant", "stranger")),
}
THINGS = {
    "cycle_id": "cycle", "trial_id": "trial", "observation_id": "observation",
    "request_id": "request", "answer_id": "learned", "wording_id": "wording",
}  # fmt: skip


def doors_of_a_cycle(visitors, audience):
    """Every door that belongs to one cycle: method, endpoint and the address for this cycle."""
    for rule in visitors.app.url_map.iter_rules():
        needed = rule.arguments & set(THINGS)
        things = dict(THINGS)
        if rule.endpoint.startswith("reviews."):
            things["request_id"] = "sparring"
        names = {name: f"{audience}_{things[name]}" for name in needed}
        if not needed or not set(names.values()) <= set(visitors.stage.places):
            continue
        values = {name: visitors.id(place) for name, place in names.items()}
        if "slug" in rule.arguments:
            values["slug"] = SLUGS[rule.endpoint]
        if "person_id" in rule.arguments:
            values["person_id"] = visitors.id("coauthor")
        for method in sorted(rule.methods & {"GET", "POST"}):
            yield method, rule.endpoint, visitors.address(rule.endpoint, **values)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("who", [who for who in PEOPLE if who not in {"author", "coauthor"}])
def test_who_does_not_write_reads_or_sees_nothing(visitors, audience, who):
    """Each door of a cycle, for each audience that it may have: read it, or 404, or at most 403."""
    sees = who in AUDIENCES[audience]
    found = {}
    for method, endpoint, path in doors_of_a_cycle(visitors, audience):
        wanted = 404 if not sees or endpoint in NARROWER else 403
        if endpoint in READ and sees:
            wanted = 200
        elif sees and who in USES.get(endpoint, (0, ()))[1]:
            wanted = USES[endpoint][0]
        elif any(endpoint in said for case, said in SAID_ELSEWHERE if case == (who, audience)):
            continue
        status = visitors.go_on(who, method, path).status_code
        if status != wanted:
            found[method, endpoint] = (status, f"not {wanted}")
    assert found == {}
    assert not visitors.is_changed
