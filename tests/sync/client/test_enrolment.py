"""Enrolling with a real hub, and with whoever only says that it is one."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.base.clock import SystemClock
from kiosk.base.errors import ConfigFault, HubRefusal, NetworkFault
from sync.client.enrolment import Enrolled, enrol
from sync.client.hub_file import NAME, HubFile, load_hub_file, save_hub_file
from sync.hub.server import RunningHub
from sync.protocol.enrolment import (
    EnrolAnswer,
    EnrolmentError,
    HubKeys,
    Invitation,
    hash_key,
    parse_enrol_request,
)
from sync.protocol.keys import public_text
from tests.support.hub_records import ADMIN
from tests.support.stub_hub import HUB_KEY, STAMP, Asked, Reply, stub_hub

SEAL_KEY = X25519PrivateKey.generate()
CODE = "K7P2MQ4T9X"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub") as running:
        yield running


def invite(hub: RunningHub) -> Invitation:
    venue = hub.hub.venues.add(ADMIN, "Trạm Mẫu", "1 đường Mẫu", "Asia/Ho_Chi_Minh")
    return hub.hub.administration.add_station(ADMIN, venue.id, "Cổng A", hub.url)[1]


def redeem(invitation: Invitation, key_hash: str | None = "as invited") -> Enrolled:
    if key_hash == "as invited":
        key_hash = invitation.key_hash
    return enrol(invitation.hub_url, invitation.code, key_hash, SystemClock(), app="0.1.0")


def test_a_code_makes_this_station_a_device_of_its_venue(hub: RunningHub, tmp_path: Path) -> None:
    invitation = invite(hub)
    enrolled = redeem(invitation)
    made = enrolled.hub_file
    assert (made.venue_name, made.gate, made.hub_url) == ("Trạm Mẫu", "Cổng A", hub.url)
    assert enrolled.key_hash == invitation.key_hash
    save_hub_file(tmp_path, made)
    assert load_hub_file(tmp_path) == made
    assert made.private_key not in repr(made)


def test_a_code_is_good_for_one_station(hub: RunningHub) -> None:
    invitation = invite(hub)
    redeem(invitation)
    with pytest.raises(HubRefusal) as raised:
        redeem(invitation)
    assert (raised.value.status, raised.value.code) == (403, "code_invalid")
    assert raised.value.text["en"]


def test_a_hub_whose_key_is_not_the_one_of_the_code_is_not_trusted(hub: RunningHub) -> None:
    with pytest.raises(EnrolmentError):
        redeem(invite(hub), key_hash="0" * 32)


def test_a_code_typed_without_the_hash_gives_what_is_to_be_compared(hub: RunningHub) -> None:
    invitation = invite(hub)
    assert redeem(invitation, key_hash=None).key_hash == invitation.key_hash


def answer(asked: Asked, *, signer: Ed25519PrivateKey | None = HUB_KEY, lost: int = 0) -> Reply:
    """What a hub answers that enrols everybody."""
    if asked.path == "/v1/ping":
        return Reply(204)
    keys = HubKeys(public_text(HUB_KEY.public_key()), public_text(SEAL_KEY.public_key()))
    body = EnrolAnswer("device", "kid", STAMP, keys, "venue", "Trạm Mẫu", "Cổng A").to_bytes()
    return Reply(201, body, key=signer)


def redeem_at(url: str) -> Enrolled:
    key_hash = hash_key(HUB_KEY.public_key().public_bytes_raw())
    return enrol(url, CODE, key_hash, SystemClock(), app="0.1.0")


@pytest.mark.parametrize("signer", [None, Ed25519PrivateKey.generate()])
def test_who_names_the_hubs_key_without_holding_it_is_not_trusted(
    signer: Ed25519PrivateKey | None,
) -> None:
    with (
        stub_hub(lambda asked: answer(asked, signer=signer)) as stub,
        pytest.raises(EnrolmentError),
    ):
        redeem_at(stub.url)


def test_a_lost_answer_is_asked_for_again_with_the_same_key() -> None:
    replies = iter([Reply(204), Reply(drop=True)])
    with stub_hub(lambda asked: next(replies, None) or answer(asked)) as stub:
        redeem_at(stub.url)
        keys = {
            parse_enrol_request(asked.raw).public_key
            for asked in stub.asked
            if asked.path == "/v1/enrol"
        }
        assert stub.count("/v1/enrol") == 2
        assert len(keys) == 1


def test_a_portal_is_no_hub() -> None:
    with stub_hub(lambda asked: Reply(201, b"{}", stamp=None)) as stub, pytest.raises(NetworkFault):
        redeem_at(stub.url)


def file_of(**changes: str) -> HubFile:
    return HubFile(
        **(
            {
                "hub_url": "https://hub.example",
                "hub_id": "test-hub",
                "hub_sign_key": "a",
                "hub_seal_key": "b",
                "device_id": "device",
                "kid": "kid",
                "private_key": "secret",
                "venue_id": "venue",
                "venue_name": "Trạm Mẫu",
                "gate": "Cổng A",
            }
            | changes
        )
    )


def test_the_enrolment_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    save_hub_file(tmp_path, file_of())
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600
    save_hub_file(tmp_path, file_of(gate="Cổng B"))
    loaded = load_hub_file(tmp_path)
    assert loaded is not None
    assert loaded.gate == "Cổng B"
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_no_enrolment_is_none_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    assert load_hub_file(tmp_path) is None
    (tmp_path / NAME).write_text('{"hub_url": "https://hub.example"}')
    with pytest.raises(ConfigFault) as raised:
        load_hub_file(tmp_path)
    assert "hub_id" in str(raised.value)
