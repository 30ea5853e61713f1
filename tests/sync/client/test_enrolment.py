"""Enrolling with a real hub, and with whoever only says that it is one."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from kiosk.base.clock import SystemClock
from kiosk.base.errors import ConfigFault, HubRefusal, NetworkFault
from sync.client.enrolment import enrol, meet
from sync.client.hub_file import NAME, HubFile, load_hub_file, save_hub_file
from sync.hub.server import RunningHub
from sync.protocol.devices import StationState
from sync.protocol.enrolment import (
    EnrolAnswer,
    EnrolmentError,
    HubIntroduction,
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


def redeem(invitation: Invitation) -> HubFile:
    return enrol(invitation, SystemClock(), app="0.1.0")


def test_a_code_makes_this_station_a_device_of_its_venue(hub: RunningHub, tmp_path: Path) -> None:
    invitation = invite(hub)
    made = redeem(invitation)
    assert (made.venue_name, made.gate, made.hub_url) == ("Trạm Mẫu", "Cổng A", hub.url)
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
    invitation = invite(hub)
    with pytest.raises(EnrolmentError):
        redeem(replace(invitation, key_hash="0" * 32))
    assert hub.hub.stations.all()[0].state is StationState.INVITED
    redeem(invitation)


def test_an_address_is_met_by_what_is_to_be_compared(hub: RunningHub) -> None:
    invitation = invite(hub)
    met = meet(hub.url, SystemClock(), app="0.1.0")
    assert (met.key_hash, met.pin) == (invitation.key_hash, "")
    assert met.check == hub.hub.overview()["check"]


def answer(asked: Asked, *, signer: Ed25519PrivateKey | None = HUB_KEY) -> Reply:
    """What a hub answers that enrols everybody."""
    keys = HubKeys(public_text(HUB_KEY.public_key()), public_text(SEAL_KEY.public_key()))
    if asked.path == "/v1/hub":
        return Reply(200, HubIntroduction(STAMP, keys).to_bytes(), key=signer)
    body = EnrolAnswer("device", "kid", STAMP, keys, "venue", "Trạm Mẫu", "Cổng A").to_bytes()
    return Reply(201, body, key=signer)


def redeem_at(url: str) -> HubFile:
    return redeem(Invitation(url, CODE, hash_key(HUB_KEY.public_key().public_bytes_raw())))


@pytest.mark.parametrize("signer", [None, Ed25519PrivateKey.generate()])
def test_who_names_the_hubs_key_without_holding_it_is_not_trusted(
    signer: Ed25519PrivateKey | None,
) -> None:
    with (
        stub_hub(lambda asked: answer(asked, signer=signer)) as stub,
        pytest.raises(EnrolmentError),
    ):
        redeem_at(stub.url)
    assert stub.count("/v1/enrol") == 0, "the code was not sent"


def test_a_lost_answer_is_asked_for_again_with_the_same_key() -> None:
    lost = iter([Reply(drop=True)])

    def reply(asked: Asked) -> Reply:
        return (next(lost, None) if asked.path == "/v1/enrol" else None) or answer(asked)

    with stub_hub(reply) as stub:
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
