"""RFC 9421: what the hub signs of its own answers, and what does not pass for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sync.protocol.signatures import Answer, Request, SignatureError, sign_answer, verify_answer
from tests.support.signatures import KEY, NOW, OTHER, signed_request


def _answer(request: Request | None = None) -> Answer:
    answer = Answer(
        request or signed_request(), 403, {"X-Hub": "vn-58;5f0c2a"}, b'{"code":"device_revoked"}'
    )
    sign_answer(answer, KEY, "vn-58", at=NOW)
    return answer


def test_an_answer_of_the_hub_is_known() -> None:
    assert verify_answer(_answer(), KEY.public_key(), now=NOW).kid == "vn-58"


def _other_status(answer: Answer) -> None:
    answer.status_code = 200


def _other_hub(answer: Answer) -> None:
    answer.headers["X-Hub"] = "vn-58;ffffff"


def _no_hub(answer: Answer) -> None:
    del answer.headers["X-Hub"]


def _other_body(answer: Answer) -> None:
    answer.body = b'{"code":"unknown_device"}'


def _other_request(answer: Answer) -> None:
    answer.request = Request("GET", "https://hub.example.vn/v1/device/me", {})


def _unsigned(answer: Answer) -> None:
    del answer.headers["Signature"]


@pytest.mark.parametrize(
    "alter", [_other_status, _other_hub, _no_hub, _other_body, _other_request, _unsigned]
)
def test_an_answer_that_is_not_the_hubs_own(alter: Callable[[Answer], None]) -> None:
    answer = _answer()
    alter(answer)
    with pytest.raises(SignatureError):
        verify_answer(answer, KEY.public_key(), now=NOW)


def test_an_answer_of_another_hub() -> None:
    with pytest.raises(SignatureError):
        verify_answer(_answer(), OTHER.public_key(), now=NOW)


def test_a_request_is_no_answer() -> None:
    """The tags differ, so a station's signature never passes for the hub's."""
    request = signed_request()
    answer = Answer(request, 200, dict(request.headers), request.body)
    with pytest.raises(SignatureError):
        verify_answer(answer, KEY.public_key(), now=NOW)
