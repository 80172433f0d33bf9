"""What happens when each person knocks on each door."""

from uuid import uuid4

import pytest

from logbook import gate
from logbook.cycles.stages import Visibility
from tests.cast import PEOPLE
from tests.visitors import NOBODY
from tests.world import PASSWORD

pytestmark = pytest.mark.sweep

# au author, co coauthor, re removed coauthor, as asked colleague, cg other colleague of the house,
# le leader, ol other house's leader, dl district leader, ko coordinator, in instructor,
# pp PPR consultant, st stranger, fl and fi leader and instructor of another programme, no nobody.
#
# The forløb is a private one, written by au and co, unless the door says which after a colon.
# 302 leads to the sign-in page or to one's own first page, 303 follows on something that was done.
ACCESS = """
                                      au  co  re  as  cg  le  ol  dl  ko  in  pp  st  fl  fi  no
    GET  cycles.today                 200 200 200 200 200 200 200 302 302 302 200 200 200 302 302
    POST cycles.today                 303 303 422 422 422 422 422 422 422 422 422 422 422 422 401
    GET  cycles.index                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
    GET  cycles.new                   200 200 200 200 200 200 200 403 403 403 200 200 200 403 302
    POST cycles.new                   303 303 303 303 303 303 303 403 403 403 303 303 303 403 401
    GET  cycles.show                  200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  cycles.show:draft            200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  cycles.show:foreign          404 404 404 404 404 404 404 404 404 404 404 404 200 404 302
    GET  cycles.wondering             200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.wondering             303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.plan                  302 302 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  cycles.reflect               302 302 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  cycles.question              200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.question              303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.begin:draft           200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.begin:draft           303 404 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.move                  303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.try_out               200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.try_out               303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.trial_date            200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.trial_date            303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.trial                 200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.trial                 303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.delete_trial          409 409 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.observe               200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.observe               303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.observation           200 403 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.observation           303 403 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.observation:hers      403 403 404 404 200 404 404 404 404 404 404 404 404 404 302
    POST cycles.observation:hers      403 403 404 404 303 404 404 404 404 404 404 404 404 404 401
    GET  cycles.observation:left_signs 403 403 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  cycles.note:left             403 403 200 404 404 404 404 404 404 404 404 404 404 404 302
    GET  cycles.note                  200 403 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  cycles.note:hers             403 403 404 404 200 404 404 404 404 404 404 404 404 404 302
    POST cycles.score                 303 403 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.score:hers            403 403 404 404 303 404 404 404 404 404 404 404 404 404 401
    GET  cycles.ask_colleague         200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.ask_colleague         303 422 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.ask_colleague:leader  422 422 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.answer_request:draft  404 404 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.answer_request:draft  404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  cycles.answer_request        404 404 404 200 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.answer_request        404 404 404 303 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.withdraw_request      303 303 404 303 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.tags                  200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.tags                  303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.visibility            200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.visibility            303 422 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.visibility:narrower   303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.visibility:unplanned  409 404 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.writers               200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.writers               303 403 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.remove_writer         303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.remove_writer:author  409 403 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.set_aside             200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.set_aside             303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.close                 303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.reopen:aside          303 404 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.continue_in_next_round 303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.versions              200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  cycles.versions:note         200 403 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  cycles.versions:left         403 403 200 404 404 404 404 404 404 404 404 404 404 404 302
    GET  cycles.versions:shown        200 200 403 403 403 403 404 404 404 404 404 404 404 404 302
    POST cycles.bring_back            303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.bring_back:shown      303 303 403 403 403 403 404 404 404 404 404 404 404 404 401
    GET  cycles.two_texts             200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.two_texts             303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.two_texts:note        200 403 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.two_texts:note        303 403 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.two_texts:left        403 403 200 404 404 404 404 404 404 404 404 404 404 404 302
    POST cycles.two_texts:left        403 403 303 404 404 404 404 404 404 404 404 404 404 404 401
    GET  cycles.wordings              200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  cycles.wordings:shown        200 200 403 403 403 403 404 404 404 404 404 404 404 404 302
    POST cycles.put_right             303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.put_right:shown       303 303 403 403 403 403 404 404 404 404 404 404 404 404 401
    POST cycles.use_again             303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST cycles.use_again:shown       303 303 403 403 403 403 404 404 404 404 404 404 404 404 401

    GET  erasing.page                 200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST erasing.page                 303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  erasing.page:shown           200 200 200 403 200 403 404 404 404 404 404 404 404 404 302
    GET  erasing.page:board_note      404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    POST erasing.page:board_note      404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    GET  erasing.page:fellow          404 404 404 404 404 404 404 404 404 403 404 404 404 404 302
    GET  erasing.page:draft           200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST erasing.page:draft           303 404 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  erasing.page:sparring        200 403 403 403 403 200 404 404 404 404 404 404 404 404 302
    GET  erasing.page:reply           200 403 403 403 403 403 404 404 404 404 404 404 404 404 302
    GET  erasing.page:kind_word       403 403 404 404 404 200 404 404 404 404 404 404 404 404 302
    GET  erasing.page:passage         200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  erasing.page:unknown         404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST erasing.answer               409 409 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST erasing.take_name            303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  erasing.round_page           200 200 200 404 200 404 404 404 404 404 404 404 404 404 302
    POST erasing.round_page           303 403 403 404 403 404 404 404 404 404 404 404 404 404 401
    POST erasing.round_page:draft     303 404 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  erasing.note_page            200 403 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST erasing.note_page            303 403 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  erasing.note_page:hers       403 403 404 404 200 404 404 404 404 404 404 404 404 404 302
    POST erasing.note_page:hers       403 403 404 404 303 404 404 404 404 404 404 404 404 404 401
    GET  erasing.leave_programme      200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
    POST erasing.leave_programme      303 303 303 303 303 303 303 303 409 303 303 303 303 303 401
    PUT  erasing.gone_since           200 200 200 200 200 200 200 200 200 200 200 200 200 200 401
    GET  cycles.in_hand               200 200 200 200 200 200 200 200 200 200 200 200 200 200 401
    PUT  drafts.keep                  200 200 200 200 200 200 200 200 200 200 200 200 200 200 401
    POST drafts.begin_afresh          303 404 404 404 404 404 404 404 404 404 404 404 404 404 401

    GET  conversations.index          200 200 200 200 200 200 200 403 403 403 200 200 200 403 302
    GET  conversations.begin          200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST conversations.begin          303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  conversations.begin:house    200 200 200 200 200 200 404 404 404 404 404 404 404 404 302
    POST conversations.begin:house    303 303 303 303 303 303 404 404 404 404 404 404 404 404 401
    GET  conversations.begin:leader   200 200 404 404 404 403 404 404 404 404 404 404 404 404 302
    POST conversations.begin:leader   303 303 404 404 404 403 404 404 404 404 404 404 404 404 401
    GET  conversations.begin:project  200 200 200 200 200 200 403 403 404 404 403 403 404 404 302
    POST conversations.begin:project  303 303 303 303 303 303 403 403 404 404 403 403 404 404 401
    GET  conversations.begin:draft    409 404 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  conversations.show           200 200 200 200 200 200 404 404 404 404 404 404 404 404 302
    POST conversations.show           303 303 303 303 303 303 404 404 404 404 404 404 404 404 401
    POST conversations.show:clock     303 303 303 303 303 303 404 404 404 404 404 404 404 404 401
    GET  conversations.show:opened    200 200 404 404 200 404 404 404 404 404 404 404 404 404 302
    POST conversations.show:opened    303 303 404 404 303 404 404 404 404 404 404 404 404 404 401
    GET  conversations.show:over      302 302 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST conversations.show:over      303 303 404 404 303 404 404 404 404 404 404 404 404 404 401
    POST conversations.show:over_clock 409 409 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  conversations.show:ended      302 302 302 302 302 302 404 404 404 404 404 404 404 404 302
    POST conversations.show:ended      303 303 303 303 303 303 404 404 404 404 404 404 404 404 401
    GET  conversations.versions       200 200 200 200 200 200 404 404 404 404 404 404 404 404 302
    GET  conversations.versions:opened 200 200 404 404 200 404 404 404 404 404 404 404 404 404 302
    GET  conversations.versions:over  200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  conversations.two_notes      200 200 200 200 200 200 404 404 404 404 404 404 404 404 302
    POST conversations.two_notes      303 303 303 303 303 303 404 404 404 404 404 404 404 404 401
    GET  conversations.two_notes:over 200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST conversations.two_notes:over 303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  conversations.versions:ended  200 200 403 403 403 403 404 404 404 404 404 404 404 404 302
    GET  conversations.two_notes:ended 200 200 403 403 403 403 404 404 404 404 404 404 404 404 302
    POST conversations.two_notes:ended 303 303 403 403 403 403 404 404 404 404 404 404 404 404 401
    GET  conversations.sheet          200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  conversations.sheet:opened   200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  conversations.sheet:project  200 200 200 200 200 200 200 200 404 404 200 200 404 404 302

    GET  reviews.index                200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
    GET  reviews.ask                  200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST reviews.ask                  303 403 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST reviews.ask:unplanned        409 404 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST reviews.ask:outside          303 422 404 404 404 403 404 404 404 404 404 404 404 404 401
    GET  reviews.give                 403 403 404 404 404 200 404 404 404 404 404 404 404 404 302
    POST reviews.give                 403 403 404 404 404 303 404 404 404 404 404 404 404 404 401
    GET  reviews.give:by_name         403 403 404 404 404 403 404 200 404 404 404 404 404 404 302
    POST reviews.give:by_name         403 403 404 404 404 403 404 303 404 404 404 404 404 404 401
    POST reviews.withdraw             303 303 404 404 404 403 404 404 404 404 404 404 404 404 401
    GET  reviews.thread               200 200 403 403 403 200 404 404 404 404 404 404 404 404 302
    POST reviews.thread               303 303 403 403 403 303 404 404 404 404 404 404 404 404 401
    GET  reviews.thread:waiting       302 302 404 404 404 302 404 404 404 404 404 404 404 404 302
    POST reviews.thread:waiting       409 409 404 404 404 409 404 404 404 404 404 404 404 404 401
    POST reviews.thank                303 303 403 403 403 403 404 404 404 404 404 404 404 404 401
    POST reviews.take_back            303 403 403 403 403 403 404 404 404 404 404 404 404 404 401
    GET  reviews.put_off              403 403 404 404 404 200 404 404 404 404 404 404 404 404 302
    POST reviews.put_off              403 403 404 404 404 303 404 404 404 404 404 404 404 404 401
    GET  reviews.put_off:by_name      403 403 404 404 404 403 404 200 404 404 404 404 404 404 302
    POST reviews.put_off:by_name      403 403 404 404 404 403 404 303 404 404 404 404 404 404 401
    POST reviews.bring_forward        403 403 404 404 404 303 404 404 404 404 404 404 404 404 401
    GET  reviews.send_kind_word       403 403 404 404 404 200 404 404 404 404 404 404 404 404 302
    POST reviews.send_kind_word       403 403 404 404 404 303 404 404 404 404 404 404 404 404 401
    GET  reviews.send_kind_word:soon  403 403 404 404 404 200 404 404 404 404 404 404 404 404 302
    POST reviews.send_kind_word:soon  403 403 404 404 404 422 404 404 404 404 404 404 404 404 401
    GET  reviews.send_kind_word:own   404 404 404 404 404 404 404 404 404 404 404 404 403 404 302
    GET  reviews.send_kind_word:seen  403 403 403 403 403 200 403 403 404 404 403 403 404 404 302
    POST reviews.thank_for_kind_word  303 303 404 404 404 403 404 404 404 404 404 404 404 404 401

    GET  overview.index               403 403 403 403 403 302 302 302 302 403 403 403 302 403 302
    GET  overview.house               403 403 403 403 403 200 403 403 403 403 403 403 404 404 302
    GET  overview.quiet               403 403 403 403 403 200 403 403 403 403 403 403 404 404 302

    GET  figures.district             403 403 403 403 403 403 403 200 403 403 403 403 404 404 302
    GET  figures.programme            403 403 403 403 403 403 403 403 200 403 403 403 403 403 302

    GET  releases.index               200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
    GET  releases.propose             200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST releases.propose             303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  releases.propose:own_words   200 200 200 404 404 404 404 404 404 404 404 404 404 404 302
    POST releases.propose:own_words   303 303 303 404 404 404 404 404 404 404 404 404 404 404 401
    GET  releases.show                200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  releases.show:released       200 404 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  releases.show:foreign        404 404 404 404 404 404 404 404 404 404 404 404 200 404 302
    POST releases.say_yes             303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST releases.withdraw            303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST releases.choose_session      303 303 404 404 404 404 404 404 404 404 404 404 404 404 401

    GET  second_readings.read         404 404 404 404 404 200 404 404 404 404 404 404 404 404 302
    POST second_readings.read         404 404 404 404 404 303 404 404 404 404 404 404 404 404 401
    POST second_readings.take_back    303 404 404 404 404 403 404 404 404 404 404 404 404 404 401

    GET  withheld.tell                200 200 200 200 200 200 200 200 404 404 200 200 404 404 302
    POST withheld.tell                303 303 303 303 303 303 303 303 404 404 303 303 404 404 401
    GET  withheld.tell:observation    200 200 200 200 403 200 404 404 404 404 404 404 404 404 302
    POST withheld.tell:observation    303 303 303 303 403 303 404 404 404 404 404 404 404 404 401
    GET  withheld.tell:passage        404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    POST withheld.tell:passage        404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    GET  withheld.tell:name           200 200 200 200 200 200 200 200 404 404 200 200 404 404 302
    GET  withheld.tell:question       403 200 404 404 404 200 404 404 404 404 404 404 404 404 302
    GET  withheld.tell:board          200 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    GET  withheld.tell:fellow_note    404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    GET  withheld.tell:own_note       404 404 404 404 404 404 404 404 404 403 404 404 404 404 302
    GET  withheld.tell:nothing        404 404 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  withheld.reread              200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    POST withheld.reread              303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  withheld.reread:not_hidden   404 404 404 404 404 404 404 404 404 404 404 404 404 404 302

    GET  exports.index                403 403 403 403 403 403 403 403 403 200 403 403 403 200 302
    GET  exports.taken                403 403 403 403 403 403 403 403 403 200 403 403 403 200 302
    POST exports.take                 403 403 403 403 403 403 403 403 403 303 403 403 403 303 401
    POST exports.take:as_cards        403 403 403 403 403 403 403 403 403 303 403 403 403 303 401
    POST exports.take:module          403 403 403 403 403 403 403 403 403 303 403 403 403 404 401
    GET  jobs.show                    404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    GET  jobs.show:waiting            404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    GET  jobs.progress                404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    GET  jobs.file                    404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    GET  jobs.file:waiting            404 404 404 404 404 404 404 404 404 302 404 404 404 404 302
    POST jobs.cancel:waiting          404 404 404 404 404 404 404 404 404 303 404 404 404 404 401

    GET  boards.index                 403 403 403 403 403 403 403 403 403 200 403 403 403 200 302
    GET  boards.new                   403 403 403 403 403 403 403 403 403 200 403 403 403 200 302
    POST boards.new                   403 403 403 403 403 403 403 403 403 303 403 403 403 303 401
    GET  boards.show                  404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    GET  boards.present               404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    GET  boards.edit                  404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    POST boards.edit                  404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    GET  boards.use_again             404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    POST boards.use_again             404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    GET  boards.delete                404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    POST boards.delete                404 404 404 404 404 404 404 404 404 409 404 404 404 404 401
    POST boards.take                  404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    POST boards.put                   404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    POST boards.put:withdrawn         404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    POST boards.move                  404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    POST boards.take_off              404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    POST boards.note_withdrawn        404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    GET  boards.add_group             404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    POST boards.add_group             404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    GET  boards.group                 404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    POST boards.group                 404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    POST boards.move_group            404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    POST boards.remove_group          404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    GET  boards.write_note            404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    POST boards.write_note            404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    GET  boards.note                  404 404 404 404 404 404 404 404 404 200 404 404 404 404 302
    POST boards.note                  404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    POST boards.delete_note           404 404 404 404 404 404 404 404 404 303 404 404 404 404 401
    POST boards.put:waiting           404 404 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  boards.note:fellow           404 404 404 404 404 404 404 404 404 403 404 404 404 404 302
    POST boards.note:fellow           404 404 404 404 404 404 404 404 404 403 404 404 404 404 401
    POST boards.delete_note:fellow    404 404 404 404 404 404 404 404 404 403 404 404 404 404 401
    GET  boards.show:foreign          404 404 404 404 404 404 404 404 404 404 404 404 404 200 302
    POST boards.put:foreign           404 404 404 404 404 404 404 404 404 404 404 404 404 404 401

    GET  people.account               200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
    GET  people.change_password       200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
    POST people.change_password       303 303 303 303 303 303 303 303 303 303 303 303 303 303 401
    GET  people.unsaved               200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
    POST people.forget_unsaved        303 404 404 404 404 404 404 404 404 404 404 404 404 404 401
    GET  audit.own                    200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
    GET  audit.acts                   403 403 403 403 403 403 403 403 200 403 403 403 403 403 302
    GET  people.sign_ins              200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
    POST people.end_sign_in           303 404 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST people.end_other_sign_ins    303 303 303 303 303 303 303 303 303 303 303 303 303 303 401
    GET  people.index                 403 403 403 403 403 200 200 403 200 403 403 403 200 403 302
    GET  people.invite                403 403 403 403 403 403 403 403 200 403 403 403 403 403 302
    POST people.invite                403 403 403 403 403 403 403 403 200 403 403 403 403 403 401
    GET  people.show                  404 404 404 404 404 200 404 404 200 404 404 404 404 404 302
    POST people.add_membership        404 404 404 404 404 403 404 404 303 404 404 404 404 404 401
    POST people.add_membership:herself 404 404 404 404 404 404 404 404 403 404 404 404 404 404 401
    POST people.remove_membership     404 404 404 404 404 403 404 404 303 404 404 404 404 404 401
    POST people.renew                 404 404 404 404 404 200 404 404 200 404 404 404 404 404 401
    POST people.renew:herself         404 404 404 404 404 404 404 404 403 404 404 404 404 404 401
    POST people.renew:leader          404 404 404 404 404 403 404 404 200 404 404 404 404 404 401
    POST people.withdraw              404 404 404 404 404 303 404 404 303 404 404 404 404 404 401
    GET  people.remove                404 404 404 404 404 403 404 404 200 404 404 404 404 404 302
    POST people.remove                404 404 404 404 404 403 404 404 303 404 404 404 404 404 401
    POST people.remove:herself        404 404 404 404 404 404 404 404 403 404 404 404 404 404 401
    POST people.restore               404 404 404 404 404 403 404 404 303 404 404 404 404 404 401

    GET  uses.tell                    403 403 403 403 403 403 403 403 403 200 403 403 403 404 302
    POST uses.tell                    403 403 403 403 403 403 403 403 403 303 403 403 403 404 401
    GET  uses.tell:coming             403 403 403 403 403 403 403 403 403 409 403 403 403 404 302
    GET  uses.choose                  403 403 403 403 403 403 403 403 403 200 403 403 403 404 302
    POST uses.choose                  403 403 403 403 403 403 403 403 403 303 403 403 403 404 401
    GET  uses.two_outcomes            403 403 403 403 403 403 403 403 403 200 403 403 403 404 302
    POST uses.two_outcomes            403 403 403 403 403 403 403 403 403 303 403 403 403 404 401
    GET  uses.take_up                 200 200 404 404 404 404 404 404 404 404 404 404 404 404 302
    GET  uses.take_up:project         200 200 200 200 200 200 200 403 404 404 200 200 404 404 302
    POST uses.mark_meeting            303 303 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST uses.mark_meeting:leader     303 303 404 404 404 303 404 404 404 404 404 404 404 404 401
    POST uses.mark_meeting:project    303 303 303 303 303 303 403 403 404 404 403 403 404 404 401
    POST uses.use_in_plan             403 403 404 404 404 404 404 404 404 404 404 404 404 404 401
    POST uses.use_in_plan:project     403 403 303 303 303 303 303 403 404 404 303 303 404 404 401
    POST uses.take_back               403 403 403 403 403 303 403 403 404 404 403 403 404 404 401
    POST uses.take_back:plan          403 403 403 403 403 403 403 403 404 404 403 303 404 404 401
    GET  uses.house_page              200 200 200 200 200 200 403 403 403 403 403 403 404 404 302

    GET  mine.data                    200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
    POST mine.take                    303 303 303 303 303 303 303 303 303 303 303 303 303 303 401
    GET  mine.about                   200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
    GET  mine.record_of_processing    403 403 403 403 403 403 403 403 200 403 403 403 403 403 302
    GET  mine.book                    200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
    POST mine.book                    303 303 303 303 303 303 303 303 303 303 303 303 303 303 401
    GET  people.usual_attribution     200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
    POST people.usual_attribution     303 303 303 303 303 303 303 303 303 303 303 303 303 303 401
    GET  people.sign_in               302 302 302 302 302 302 302 302 302 302 302 302 302 302 200
    POST people.sign_in               303 303 303 303 303 303 303 303 303 303 303 303 303 303 303
    POST people.sign_out              303 303 303 303 303 303 303 303 303 303 303 303 303 303 303
    GET  people.welcome               200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
    POST people.welcome               303 303 303 303 303 303 303 303 303 303 303 303 303 303 303
    GET  people.welcome_with_code     200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
    POST people.welcome_with_code     303 303 303 303 303 303 303 303 303 303 303 303 303 303 303
    GET  static                       200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
    GET  style                        200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
    GET  script                       200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
    GET  script_job                   200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
    GET  script_conversation          200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
    GET  script_passage               200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
    GET  script_guard                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
    GET  names.current                302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
    GET  names.known                  200 200 200 200 200 200 200 200 200 200 200 200 200 200 302
    GET  script_shell                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
    GET  script_later                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
    GET  offline.shell                200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
    GET  offline.worker               200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
    GET  offline.manifest             200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
"""
HEADER, *ROWS = (line.split() for line in ACCESS.strip().splitlines() if line)
KNOCKING = (*PEOPLE, NOBODY)
PARTS = {f"part_{number}": "5" for number in range(1, 6)}
CLOCK = "2 1 300 0 0 0 0 5 5 8 7 5"
NEW_PASSWORD = {"new_password": PASSWORD * 2, "repeat_password": PASSWORD * 2}

# What the addresses hold: for each door that needs it, which thing of the world.
PLACES = {
    "cycle_id": "private_cycle", "trial_id": "private_trial", "sign_in_id": "sign_in",
    "observation_id": "private_observation", "answer_id": "private_learned",
    "release_id": "waiting", "house_id": "house", "person_id": "colleague",
    "membership_id": "membership", "kept_id": "kept", "version_id": "private_version",
    "draft_id": "draft_of_author", "wording_id": "private_wording", "district_id": "district",
    "reply_id": "reply", "kind_word_id": "kind_word", "conversation_id": "held_talk",
    "subject_id": "private_cycle",
    "board_id": "board", "passage_id": "board_passage", "group_id": "board_group",
    "note_id": "board_note",
    "job_id": "job", "reading_id": "second_reading",
    "what": "svar", "text_id": "project_learned",
    "session_id": "been_session", "use_id": "meeting_use",
}  # fmt: skip
OTHER_PLACES = {
    "withheld.tell:observation": {"text_id": "house_saw_of_her"},
    "withheld.tell:passage": {"what": "citat", "text_id": "released"},
    "withheld.tell:name": {"what": "navn", "text_id": "project_cycle"},
    "withheld.tell:question": {"what": "spoergsmaal", "text_id": "leader_sparring"},
    "withheld.tell:board": {"what": "tavle", "text_id": "board"},
    "withheld.tell:fellow_note": {"what": "tavlenote", "text_id": "fellow_board_note"},
    "withheld.tell:own_note": {"what": "tavlenote", "text_id": "board_note"},
    "withheld.tell:nothing": {"what": "intet"},
    "withheld.reread": {"text_id": "hidden_answer"},
    "boards.show:foreign": {"board_id": "foreign_board"},
    "boards.put:foreign": {"board_id": "foreign_board"},
    "boards.note:fellow": {"note_id": "fellow_board_note"},
    "boards.delete_note:fellow": {"note_id": "fellow_board_note"},
    "cycles.show:draft": {"cycle_id": "draft_cycle"},
    "cycles.show:foreign": {"cycle_id": "foreign_cycle"},
    "cycles.begin:draft": {"cycle_id": "draft_cycle"},
    "erasing.page": {"subject_id": "private_learned"},
    "erasing.page:shown": {"subject_id": "house_cycle"},
    "erasing.page:board_note": {"subject_id": "board_note"},
    "erasing.page:fellow": {"subject_id": "fellow_board_note"},
    "erasing.page:draft": {"subject_id": "draft_of_author"},
    "erasing.page:sparring": {"subject_id": "house_given"},
    "erasing.page:reply": {"subject_id": "reply"},
    "erasing.page:kind_word": {"subject_id": "kind_word"},
    "erasing.page:passage": {"subject_id": "waiting"},
    "erasing.answer": {"subject_id": "private_learned"},
    "erasing.take_name": {"subject_id": "private_learned"},
    "erasing.round_page:draft": {"subject_id": "draft_cycle"},
    "erasing.note_page": {"subject_id": "private_observation"},
    "cycles.reopen:aside": {"cycle_id": "aside_cycle"},
    "cycles.observation:hers": {"observation_id": "private_hers"},
    "cycles.note:hers": {"observation_id": "private_hers"},
    "cycles.observation:left_signs": {"observation_id": "private_left"},
    "cycles.note:left": {"observation_id": "private_left"},
    "cycles.answer_request:draft": {"request_id": "draft_request"},
    "cycles.visibility:unplanned": {"cycle_id": "unplanned_cycle"},
    "reviews.ask:outside": {"cycle_id": "shown_cycle"},
    "reviews.ask:unplanned": {"cycle_id": "unplanned_cycle"},
    "erasing.note_page:hers": {"subject_id": "private_hers"},
    "cycles.score:hers": {"observation_id": "private_hers"},
    "cycles.answer_request": {"request_id": "private_request"},
    "cycles.withdraw_request": {"request_id": "private_request"},
    "cycles.remove_writer": {"person_id": "coauthor"},
    "cycles.remove_writer:author": {"person_id": "author"},
    "reviews.give": {"request_id": "leader_sparring"},
    "reviews.give:by_name": {"request_id": "sent_sparring"},
    "reviews.withdraw": {"request_id": "leader_sparring"},
    "reviews.thread": {"request_id": "house_sparring"},
    "reviews.thread:waiting": {"request_id": "leader_sparring"},
    "reviews.thank": {"request_id": "house_sparring"},
    "reviews.put_off": {"request_id": "leader_sparring"},
    "reviews.put_off:by_name": {"request_id": "sent_sparring"},
    "reviews.bring_forward": {"request_id": "leader_sparring"},
    "reviews.send_kind_word": {"cycle_id": "quiet_cycle"},
    "reviews.send_kind_word:soon": {"cycle_id": "nudged_cycle"},
    "reviews.send_kind_word:own": {"cycle_id": "foreign_cycle"},
    "reviews.send_kind_word:seen": {"cycle_id": "project_cycle"},
    "releases.propose:own_words": {"answer_id": "private_surprised"},
    "releases.show:released": {"release_id": "released"},
    "releases.show:foreign": {"release_id": "foreign_released"},
    "uses.tell:coming": {"session_id": "coming_session"},
    "uses.two_outcomes": {"version_id": "second_outcome"},
    "uses.take_up:project": {"answer_id": "project_learned"},
    "uses.mark_meeting:leader": {"answer_id": "leader_learned"},
    "uses.mark_meeting:project": {"answer_id": "project_learned"},
    "uses.use_in_plan:project": {"answer_id": "project_learned"},
    "uses.take_back:plan": {"use_id": "plan_use"},
    "people.add_membership:herself": {"person_id": "coordinator"},
    "people.renew:herself": {"person_id": "coordinator"},
    "people.renew:leader": {"person_id": "leader"},
    "people.withdraw": {"person_id": "newcomer"},
    "people.remove:herself": {"person_id": "coordinator"},
    "conversations.begin:house": {"cycle_id": "house_cycle"},
    "conversations.begin:leader": {"cycle_id": "leader_cycle"},
    "conversations.begin:project": {"cycle_id": "project_cycle"},
    "conversations.begin:draft": {"cycle_id": "draft_cycle"},
    "conversations.show:opened": {"conversation_id": "opened_talk"},
    "conversations.show:over": {"conversation_id": "closed_again_talk"},
    "conversations.show:over_clock": {"conversation_id": "closed_again_talk"},
    "conversations.versions:opened": {"conversation_id": "opened_talk"},
    "conversations.versions:over": {"conversation_id": "closed_again_talk"},
    "conversations.show:ended": {"conversation_id": "ended_talk"},
    "conversations.versions:ended": {"conversation_id": "ended_talk"},
    "conversations.two_notes:ended": {"version_id": "ended_second_note"},
    "conversations.two_notes": {"version_id": "held_second_note"},
    "conversations.two_notes:over": {"version_id": "closed_again_second_note"},
    "conversations.sheet:opened": {"cycle_id": "opened_cycle"},
    "conversations.sheet:project": {"cycle_id": "project_cycle"},
    "cycles.versions:note": {"answer_id": "private_saw"},
    "cycles.versions:left": {"answer_id": "private_left_saw"},
    "cycles.versions:shown": {"answer_id": "house_learned"},
    "cycles.bring_back:shown": {"version_id": "house_version"},
    "cycles.wordings:shown": {"cycle_id": "house_cycle"},
    "cycles.put_right:shown": {"cycle_id": "house_cycle"},
    "cycles.use_again:shown": {"wording_id": "house_wording"},
    "cycles.two_texts": {"version_id": "private_second"},
    "jobs.show:waiting": {"job_id": "waiting_job"},
    "jobs.file:waiting": {"job_id": "waiting_job"},
    "jobs.cancel:waiting": {"job_id": "waiting_job"},
    "cycles.two_texts:note": {"version_id": "private_second_of_note"},
    "cycles.two_texts:left": {"version_id": "private_second_of_left"},
}
SLUGS = {
    "cycles.question": "laert", "cycles.trial": "hvad", "cycles.observation": "boernenes-side",
    "cycles.observation:left_signs": "tegn",
    "erasing.page": "svar", "erasing.page:shown": "runde", "erasing.page:board_note": "tavlenote",
    "erasing.page:fellow": "tavlenote", "erasing.page:draft": "kladde",
    "erasing.page:sparring": "sparring", "erasing.page:reply": "besked",
    "erasing.page:kind_word": "puf", "erasing.page:passage": "citat",
    "erasing.page:unknown": "noget-andet", "erasing.answer": "svar", "erasing.take_name": "svar",
}  # fmt: skip


def address(visitors, door):
    """Where the door is: the thing it is about, unless the table says another one."""
    endpoint = door.split(":")[0]
    needed = next(iter(visitors.app.url_map.iter_rules(endpoint))).arguments
    places = PLACES | OTHER_PLACES.get(door, {})
    values = {name: visitors.id(places[name]) for name in needed & set(places) - {"what"}}
    if "what" in needed:
        values["what"] = places["what"]
    if "slug" in needed:
        values["slug"] = SLUGS.get(door) or SLUGS[endpoint]
    if "token" in needed:
        values["token"] = visitors.stage.words["token"]
    if "filename" in needed:
        values["filename"] = "mark.svg"
    if "version" in needed:
        values["version"] = "0123456789ab"
    return visitors.address(endpoint, **values)


def form_for(visitors, door, who):
    """What somebody sends who has filled in everything right."""
    own_house = {"other_leader": "other_house", "stranger": "other_house"}
    house = "foreign_house" if who.startswith("foreign") else own_house.get(who, "house")
    text = {"text": "Det så vi.", "revision": "1"}
    session = str(visitors.stage.words["session"])
    forms = {
        "cycles.today": {"cycle": visitors.id("private_cycle"), "text": "Det så jeg."},
        "cycles.new": {
            "wondering": "Hvad sker der?", "title": "Ro", "module": "", "house": visitors.id(house),
        },
        "cycles.wondering": {
            "wondering": "Hvad sker der?", "title": "Ro", "module": "", "revision": "1",
        },
        "cycles.question": text | {"revision": "2"},
        "cycles.bring_back": {"revision": "2"},
        "cycles.bring_back:shown": {"revision": "2"},
        "cycles.use_again": {"revision": "4"},
        "cycles.use_again:shown": {"revision": "4"},
        "cycles.two_texts": {"revision": "2", "keep": "begge"},
        "cycles.two_texts:note": {"revision": "1", "keep": "anden"},
        "cycles.two_texts:left": {"revision": "1", "keep": "foerste"},
        "cycles.begin:draft": {"visibility": "house"},
        "cycles.move": {"trin": "observe"},
        "cycles.try_out": {"tried_on": "2030-01-04"},
        "cycles.trial_date": {"tried_on": "2030-01-04"},
        "cycles.trial": text,
        "cycles.observe": text,
        "cycles.observation": text,
        "cycles.observation:hers": text,
        "cycles.score": {"tegn": "x", "set": "1"},
        "cycles.score:hers": {"tegn": "x", "set": "1"},
        "cycles.ask_colleague": {"person": visitors.id("stranger")},
        "cycles.ask_colleague:leader": {"person": visitors.id("leader")},
        "cycles.visibility:unplanned": {"visibility": Visibility.PROJECT.value},
        "cycles.answer_request": text,
        "cycles.tags": {"title": "Ro", "module": "", "track": visitors.id("track")},
        "cycles.visibility": {"visibility": Visibility.LEADER.value},
        "cycles.visibility:narrower": {"visibility": Visibility.PRIVATE.value},
        "cycles.writers": {"person": visitors.id("stranger")},
        "cycles.set_aside": {"reason": "Vi var for få."},
        "conversations.begin": PARTS | {"opens": "y", "screen": ""},
        "conversations.begin:house": PARTS,
        "conversations.begin:leader": PARTS | {"opens": "y", "screen": ""},
        "conversations.begin:project": PARTS,
        "conversations.show": {"note": "Ro.", "revision": "2"},
        "conversations.show:clock": {"tilstand": CLOCK},
        "conversations.show:opened": {"note": "Ro.", "revision": "2"},
        "conversations.show:over": {"note": "Ro.", "revision": "2"},
        "conversations.show:over_clock": {"tilstand": CLOCK},
        "conversations.show:ended": {"note": "Ro.", "revision": "2"},
        "conversations.two_notes": {"revision": "2", "keep": "begge"},
        "conversations.two_notes:over": {"revision": "2", "keep": "anden"},
        "conversations.two_notes:ended": {"revision": "2", "keep": "foerste"},
        "reviews.ask": {"question": "Hvad ser du?", "whom": "leder"},
        "cycles.answer_request:draft": text,
        "reviews.ask:unplanned": {"question": "", "whom": "leder"},
        "reviews.ask:outside": {"question": "", "whom": visitors.id("other_leader")},
        "reviews.give": {"noticed": "Ro."},
        "reviews.give:by_name": {"noticed": "Ro."},
        "reviews.thread": {"text": "Det prøver vi."},
        "reviews.thread:waiting": {"text": "Det prøver vi."},
        "reviews.put_off": {"until": "dato", "day": "2030-01-15"},
        "reviews.put_off:by_name": {"until": "dato", "day": "2030-01-15"},
        "reviews.send_kind_word": {"text": "Jeg tænker på jer."},
        "reviews.send_kind_word:soon": {"text": "Jeg tænker på jer."},
        "releases.propose": {
            "passage": "kanarie-private-learned.", "attribution": "anonymous", "session": "",
            "trin": "del",
        },
        "releases.propose:own_words": {
            "passage": "kanarie-private-surprised.", "attribution": "anonymous", "session": "",
            "trin": "del",
        },
        "releases.choose_session": {"session": session},
        "second_readings.read": {"svar": "klar"},
        "withheld.reread": {"text": "Det gjorde de voksne.", "vis": "ja"},
        "boards.new": {"title": "Ro", "session": ""},
        "boards.edit": {"title": "Ro", "session": ""},
        "boards.use_again": {"title": "Ro", "session": ""},
        "boards.take": {"format": "csv"},
        "boards.put": {"citat": visitors.id("released")},
        "boards.put:withdrawn": {"citat": visitors.id("withdrawn")},
        "boards.put:waiting": {"citat": visitors.id("waiting")},
        "boards.put:foreign": {"citat": visitors.id("released")},
        "boards.move": {"gaa": "op"},
        "boards.add_group": {"title": "Ro"},
        "boards.group": {"title": "Ro"},
        "boards.move_group": {"gaa": "ned"},
        "boards.write_note": {"text": "Begynd her."},
        "boards.note": {"text": "Begynd her."},
        "boards.note:fellow": {"text": "Begynd her."},
        "uses.tell": {"text": "Vi øvede pauser.", "revision": "2"},
        "uses.choose": {"brugt": visitors.id("released")},
        "uses.two_outcomes": {"revision": "2", "keep": "begge"},
        "uses.mark_meeting": {"dag": "2030-01-04"},
        "uses.mark_meeting:leader": {"dag": "2030-01-04"},
        "uses.mark_meeting:project": {"dag": "2030-01-04"},
        "uses.use_in_plan": {"forloeb": "nyt"},
        "uses.use_in_plan:project": {"forloeb": "nyt"},
        "mine.book": {"module": "", "begins": "", "ends": ""},
        "people.usual_attribution": {"usual": "profession"},
        "exports.take": {"modul": "", "format": "csv"},
        "exports.take:as_cards": {"modul": "", "format": "cards"},
        "exports.take:module": {"modul": visitors.id("module"), "format": "xlsx"},
        "erasing.leave_programme": {"present_password": PASSWORD},
        "people.change_password": NEW_PASSWORD | {"present_password": PASSWORD},
        "people.invite": {
            "name": "Ny Kollega", "user_name": "ny.kollega", "profession": "pedagogue",
            "role": "author", "place": visitors.id("house"),
        },
        "people.add_membership": {"role": "leader", "place": visitors.id("house")},
        "people.add_membership:herself": {"role": "leader", "place": visitors.id("house")},
        "people.sign_in": {
            "user_name": visitors.stage.words["user_names"]["author"], "password": PASSWORD,
        },
        "people.welcome": NEW_PASSWORD,
        "people.welcome_with_code": NEW_PASSWORD | {
            "user_name": visitors.stage.words["user_names"]["newcomer"],
            "code": visitors.stage.words["code"],
        },
    }  # fmt: skip
    return forms.get(door, {})


def draft_of(visitors, who):
    """What her device sends while she writes."""
    person_id = visitors.id(who) if who != NOBODY else uuid4()
    with visitors.app.app_context():
        owner = gate.owners().dumps(person_id.hex)
    place, fields = "/forloeb/nyt", {"title": "Ro"}
    sent = {"owner": owner, "device": str(uuid4()), "place": place, "fields": fields}
    return sent | {"revision": 1}


@pytest.mark.parametrize(
    ("method", "door", "statuses"),
    [pytest.param(method, door, each, id=f"{method} {door}") for method, door, *each in ROWS],
)
def test_access(visitors, method, door, statuses):
    """Everyone knocks: a test for each of them would cost as much again as her knocking."""
    wrong = {}
    for who, status in zip(KNOCKING, statuses, strict=True):
        data = form_for(visitors, door, who) if method == "POST" else None
        more = {"json": draft_of(visitors, who)} if method == "PUT" else {}
        answer = visitors.knock(who, method, address(visitors, door), data, **more)
        if answer.status_code != int(status):
            wrong[who] = (answer.status_code, f"not {status}", answer.headers.get("Location", ""))
    assert wrong == {}


def test_every_door_is_in_the_table(visitors):
    doors = {
        (method, rule.endpoint)
        for rule in visitors.app.url_map.iter_rules()
        for method in rule.methods & {"GET", "POST", "PUT"}
    }
    assert {(method, door.split(":")[0]) for method, door, *_ in ROWS} == doors
