"""Requests that are no form at all, or far too much of one."""

import io

import pytest

from logbook.cycles.stages import Stage
from tests import factories as make
from tests.hostile.strings import body


@pytest.mark.parametrize(
    ("what", "statuses"),
    [
        ({"data": b"x" * (9 * 1024 * 1024), "content_type": "text/plain"}, {413, 422}),
        ({"data": b"text=" + b"x" * (9 * 1024 * 1024)}, {413}),
        (body({f"felt{n}": "1" for n in range(5_000)}), {413, 422}),
        (body({"text": ["en"] * 500, "cycle": ["x"] * 400}), {422}),
        ({"data": b"{}", "content_type": "application/json"}, {422}),
        ({"data": b'{"text": {"a": 1}}', "content_type": "application/json"}, {422}),
        ({"data": b"[1]", "content_type": "application/json"}, {422}),
        ({"data": b"%ED%A0%80=%FF&&&==&%", }, {422}),
        ({"data": {"text": (io.BytesIO(b"\0\xff"), "fil.txt")}}, {422}),
        ({"data": b"--x\r\nC-", "content_type": "multipart/form-data; boundary=x"}, {400, 422}),
        ({"data": b"", "content_type": "multipart/form-data"}, {400, 422}),
        ({"data": b"text=a", "content_type": "\xff"}, {422}),
    ],
    ids=["long", "form", "many", "often", "json", "json-within", "json-list", "bytes", "file",
         "torn", "edgeless", "odd"],
)  # fmt: skip
def test_it_is_refused_in_words(visitors, what, statuses):
    if "content_type" not in what and isinstance(what["data"], bytes):
        what = what | {"content_type": "application/x-www-form-urlencoded"}
    answer = visitors.go_on("author", "POST", "/", **what)
    assert answer.status_code in statuses, visitors.fault
    assert 'lang="da"' in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "ÆØÅ"])
def test_other_ways_to_knock(visitors, method):
    answer = visitors.go_on("author", method, "/forloeb")
    assert answer.status_code in {200, 404, 405}, visitors.fault


def test_a_date_that_holds_what_a_page_cannot_is_shown_without_it(cast, sign_in, noon):
    cycle = make.cycle(by=cast.author, house=cast.house, stage=Stage.PLAN)
    path = f"/forloeb/{cycle.id}/afproev"
    answer = sign_in(cast.author).post(path, data={"tried_on": "2030\x00", "text": "x"})
    assert answer.status_code == 422
    assert 'value="2030\N{REPLACEMENT CHARACTER}"' in answer.text
