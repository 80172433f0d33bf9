"""Two people, three tabs and two devices, in any order: every text that the server took is found.

In the entry, in a draft of its writer's, among what the entry said before, or where the script puts
aside what another tab of the same device had there.
"""

from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)  # fmt: skip

from logbook.cycles.models import Cycle, Version
from logbook.cycles.questions import Question
from logbook.cycles.stages import Stage, Visibility
from logbook.db import db
from logbook.drafts.models import Draft
from tests import factories as make
from tests.drafts.sending import Device
from tests.hostile.forms import forms_on

TABS = st.sampled_from(["author's first", "beside it", "author's second", "coauthor's"])
WORDS = st.text("abc æ", min_size=1, max_size=8).filter(str.strip)


class Tab:
    """One page with the form on it, and what its writer trusts the server to have."""

    def __init__(self, person, device):
        self.person, self.device = person, device
        self.number = 0
        self.has_slot = False
        self.fields = None
        self.kept = None
        self.last = None
        self.took = None


def machine(cast, clients):
    """The class of machines whose people are signed in at these clients."""

    class Writing(RuleBasedStateMachine):
        @initialize()
        def begin(self):
            cycle = make.cycle(
                by=cast.author, house=cast.house, coauthors=(cast.coauthor,),
                stage=Stage.REFLECT, visibility=Visibility.LEADER,
            )  # fmt: skip
            self.cycle_id = cycle.id
            self.path = f"/forloeb/{cycle.id}/svar/laert"
            phone = Device.of(cast.author, clients["author"])
            # What stands at the place on each device, and what was put aside there.
            self.slots, self.aside = {}, {}
            self.tabs = {
                "author's first": Tab(cast.author, phone),
                "beside it": Tab(cast.author, phone),
                "author's second": Tab(cast.author, Device.of(cast.author, clients["author"])),
                "coauthor's": Tab(cast.coauthor, Device.of(cast.coauthor, clients["coauthor"])),
            }
            self.said = [cycle.text_of(Question.LEARNED)]
            self.met, self.waiting = set(), []
            self.number = 0
            for tab in self.tabs.values():
                self.take_in(tab, tab.device.client.get(self.path))

        def take_in(self, tab, page):
            form = next(f for f in forms_on(self.path, page.text) if "draft" in f.fields)
            tab.fields = {n: v for n, v in form.filled().items() if n not in {"luk", "owner"}}
            tab.took = tab.fields["text"]
            tab.number, tab.has_slot = 0, tab.fields["draft"].startswith(str(tab.device.id))

        @rule(tab=TABS)
        def open(self, tab):
            tab = self.tabs[tab]
            self.take_in(tab, tab.device.client.get(self.path))
            drafts = [d.words["text"] for d in self.drafts_of(tab.person)]
            assert tab.fields["text"] in [*drafts, self.entry]

        @rule(tab=TABS, words=WORDS)
        def type(self, tab, words):
            tab = self.tabs[tab]
            self.number += 1
            tab.fields["text"] = f"{words.strip()} {self.number}"
            self.keep_on_device(tab)
            sent = {name: tab.fields[name] for name in ("text", "revision")}
            assert tab.device.draft(self.path, **sent).status_code == 200
            tab.number, tab.kept = tab.device.number, tab.fields["text"]

        def keep_on_device(self, tab):
            """As the script does: one text at each place, and another tab's is put aside."""
            there, text = self.slots.get(tab.device.id, (tab, ""))
            if there is not tab and not tab.has_slot:
                self.aside.setdefault(tab.device.id, set()).add(text)
            elif there is not tab and there.kept == tab.took:
                there.kept = None  # it stands in this tab, which goes on with it
            self.slots[tab.device.id] = (tab, tab.fields["text"])
            tab.has_slot = False

        @rule(tab=TABS)
        def gem(self, tab):
            tab = self.tabs[tab]
            tab.last = (uuid4(), dict(tab.fields))
            self.send(tab)

        @precondition(lambda self: any(tab.last for tab in self.tabs.values()))
        @rule(tab=TABS)
        def send_the_last_again(self, tab):
            """Its answer was lost on the way, perhaps long ago."""
            tab = self.tabs[tab]
            if tab.last:
                before, is_known = self.entry, tab.last in self.receipts(tab)
                self.send(tab)
                assert not is_known or self.entry == before

        def receipts(self, tab):
            return [tab.last] if getattr(tab, "done", None) == tab.last[0] else []

        def send(self, tab):
            op, fields = tab.last
            # Only what this very page took in or sent: the other tab counts with the same device.
            own = [f"{tab.device.id}/{tab.number}"] if tab.number else []
            mark = [*fields.get("draft", "").split(), *own]
            fields = {name: text for name, text in fields.items() if name != "csrf_token"}
            fields = fields | {"draft": fields.setdefault("sent", " ".join(mark))}
            tab.last[1]["sent"] = fields.pop("sent")
            answer = tab.device.save(self.path, op=op, **fields)
            assert answer.status_code in {200, 409}, answer.text
            if answer.status_code == 409:
                self.came_second(tab, fields["text"], answer.json["to"])
                assert answer.json["kept"] is True
            elif "Idempotent-Replayed" not in answer.headers:
                self.was_saved(tab, fields["text"])
                tab.done = op

        @rule(tab=TABS)
        def gem_without_script(self, tab):
            tab = self.tabs[tab]
            text = tab.fields["text"]
            answer = tab.device.client.post(self.path, data=tab.fields)
            assert answer.status_code == 303
            if answer.location.startswith("/udgave/"):
                self.came_second(tab, text, answer.location)
            else:
                self.was_saved(tab, text)

        def came_second(self, tab, text, there):
            """Both texts are kept; one of the writers will look at them."""
            self.met.add(text)
            if there not in self.waiting:
                self.waiting.append(there)
            self.is_told(tab, text)

        @precondition(lambda self: self.waiting)
        @rule(tab=TABS, keep=st.sampled_from(["begge", "anden", "foerste"]))
        def choose(self, tab, keep):
            """Whoever looks first chooses which of two texts shall stand."""
            there, client = self.waiting.pop(), self.tabs[tab].device.client
            form = next(
                f for f in forms_on(there, client.get(there).text) if "revision" in f.fields
            )
            assert client.post(there, data=form.filled() | {"keep": keep}).status_code == 303
            self.says(self.entry)

        @rule(tab=TABS, number=st.integers(0, 5))
        def bring_back(self, tab, number):
            """An earlier text again; what stood there becomes an earlier one."""
            client = self.tabs[tab].device.client
            there = f"/svar/{self.answer.id}/udgaver"
            forms = [f for f in forms_on(there, client.get(there).text) if "brug-igen" in f.action]
            for form in forms[number : number + 1]:
                assert client.post(form.action, data=form.filled()).status_code == 303
                self.says(self.entry)

        def says(self, text):
            if text != self.said[-1]:
                self.said.append(text)

        def was_saved(self, tab, text):
            self.says(text)
            self.is_told(tab, text)

        def is_told(self, tab, text):
            """Her text has arrived, and in it what she had begun elsewhere and went on with."""
            if self.slots.get(tab.device.id, (None,))[0] is tab:
                del self.slots[tab.device.id]
            for other in self.tabs.values():
                went_on = other.person is tab.person and other.kept == tab.took
                if went_on or (other is tab and other.kept == text):
                    other.kept = None

        @rule(tab=TABS)
        def begin_afresh(self, tab):
            tab = self.tabs[tab]
            page = tab.device.client.get(self.path)
            away = [f for f in forms_on(self.path, page.text) if f.action.startswith("/kladder/")]
            for form in away:
                thrown = next(iter(self.drafts_of(tab.person))).words["text"]
                assert tab.device.client.post(form.action).status_code == 303
                for other in self.tabs.values():
                    if other.person is tab.person and other.kept == thrown:
                        other.kept = None

        @property
        def answer(self):
            db.session.expire_all()
            return db.session.get_one(Cycle, self.cycle_id).answer_to(Question.LEARNED)

        @property
        def entry(self):
            return self.answer.text

        @property
        def versions(self):
            answer = self.answer
            return {version.text for version in db.session.scalars(Version.of(answer))}

        def drafts_of(self, person):
            db.session.expire_all()
            return list(db.session.scalars(Draft.at(person, self.path)))

        @invariant()
        def every_text_is_found(self):
            assert self.entry == self.said[-1], "the entry says what was saved last"
            for tab in self.tabs.values():
                found = {draft.words["text"] for draft in self.drafts_of(tab.person)}
                found |= self.aside.get(tab.device.id, set())
                assert tab.kept is None or tab.kept in found | set(self.said) | self.met
            lost = {*self.said, *self.met} - {self.entry, *self.versions}
            assert not lost, "what was sent is in the entry, or it is a version of it"

        @invariant()
        def nobody_holds_anothers_draft(self):
            for tab in self.tabs.values():
                others = {t.device.id for t in self.tabs.values() if t.person is not tab.person}
                assert not others & {draft.device for draft in self.drafts_of(tab.person)}

    return Writing


def test_every_text_is_found_again(cast, sign_in, noon):
    clients = {who: sign_in(getattr(cast, who)) for who in ("author", "coauthor")}
    few = settings(
        max_examples=12, stateful_step_count=12, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(machine(cast, clients), settings=few)


def test_two_tabs_of_one_device(cast, sign_in, noon):
    """The way through the machine that chance seldom takes: saving one leaves the other."""
    clients = {who: sign_in(getattr(cast, who)) for who in ("author", "coauthor")}
    writing = machine(cast, clients)()
    writing.begin()
    writing.type("author's first", "a")
    writing.type("beside it", "b")
    writing.gem("author's first")
    writing.every_text_is_found()
    writing.gem("beside it")
    writing.every_text_is_found()
