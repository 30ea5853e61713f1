"""Whatever a signed request holds, the hub answers it with a word and never fails itself.

Schemathesis makes the requests out of the hub's OpenAPI document, well formed and not; a proxy
signs them. `HUB_FUZZ_CASES` is how many, 600 by default.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from kiosk.base.clock import ManualClock
from sync.hub.hub import HubOptions, Limits
from sync.hub.limits import Rate
from sync.hub.people.sms import FolderGateway
from sync.hub.server import RunningHub
from sync.protocol.asking import parse_otp_started
from sync.protocol.bodies import BODIES, Proof, RecordType, entry_body, person_body
from sync.protocol.body_versions import newest_version
from sync.protocol.canonical import NotCanonical
from sync.protocol.devices import RollRequest, roll_bytes
from sync.protocol.envelope import Envelope, join_batch
from sync.protocol.keys import encode, public_text
from sync.protocol.openapi import document
from sync.protocol.operations import OPERATIONS
from tests.support.hub_client import HttpStation
from tests.support.hub_records import ADMIN, Station
from tests.support.signing_proxy import SigningProxy
from tests.support.slip_keys import slip_key_request

pytestmark = pytest.mark.fault("S29")

CASES = int(os.environ.get("HUB_FUZZ_CASES", "600"))
FREE = Rate(1e9, 1e9)
RUN = settings(
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
AWKWARD: st.SearchStrategy[object] = st.sampled_from(
    [
        "\x00",
        "\ud800",
        "e\u0301",
        "",
        " ",
        "9999-12-31T23:59:59.999Z",
        "0001-01-01T00:00:00.000Z",
        "urn:uuid:01980000-0000-7000-8000-000000000001",
        2**53,
        -(2**53),
        2**63,
        10**400,
        1e308,
        None,
        True,
        [],
        {},
        {"ключ": "khoá"},
        [[[[]]]],
        "𝟗" * 100,
    ]
)
"""What programs stumble over."""


JSON_VALUES: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
LIMITED = frozenset({"POST /v1/enrol", "POST /v1/otp", "POST /v1/otp/verify", "POST /v1/lookup"})


@schemathesis.serializer("application/x-ndjson")
def _ndjson(_: object, value: object) -> bytes:
    """A batch: lines are handed on as they stand."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


class Line:
    """An enrolled station behind its proxy, and bodies that get further than chance would."""

    def __init__(self, running: RunningHub, proxy: SigningProxy, clock: ManualClock) -> None:
        self.running = running
        self.proxy = proxy
        self.clock = clock
        self.ledger = Station(1, at=clock.now())

    @property
    def station(self) -> HttpStation:
        """Who signs."""
        return self.proxy.station

    def live_body(self, operation: str, data: st.DataObject) -> object:
        """A body with which the operation gets far; None where chance finds one."""
        match operation:
            case "POST /v1/enrol":
                venue = self.running.hub.venues.all()[0].id
                _, invitation = self.running.hub.administration.add_station(
                    ADMIN, venue, "A", self.running.url
                )
                # A key is enrolled once; from now on the proxy signs with this one.
                self.proxy.enrolling = Ed25519PrivateKey.generate()
                return json.loads(self._enrolling().enrolment(invitation.code).body)
            case "POST /v1/device/roll":
                public = public_text(self.station.key.public_key())
                proof = self.station.key.sign(roll_bytes(self.station.device, public))
                return json.loads(RollRequest(public, encode(proof)).to_bytes())
            case "POST /v1/device/slip-key":
                asked = slip_key_request(self.station.device, Ed25519PrivateKey.generate())
                return json.loads(asked.to_bytes())
            case "POST /v1/otp":
                return {"phone": f"09{data.draw(st.integers(10_000_000, 99_999_999))}"}
            case "POST /v1/otp/verify":
                number = data.draw(st.integers(10_000_000, 99_999_999))
                sent = self.station.post("/v1/otp", b'{"phone":"09%d"}' % number)
                if sent.status_code != HTTPStatus.ACCEPTED:
                    return None
                challenge = parse_otp_started(sent.content).challenge
                return {"challenge": challenge, "code": "000000"}
            case "POST /v1/digest":
                day = {"ledger": self.ledger.ledger, "d": "2026-07-01", "n": 1, "max_seq": 1}
                return {"days": [day | {"sha": "0" * 64}]}
            case "POST /v1/entries:batch":
                lines = data.draw(st.lists(self._lines(), max_size=4))
                return join_batch(
                    Envelope(self.station.device, "b", "1", 1, None, len(lines)), lines
                )
        return None

    def _enrolling(self) -> HttpStation:
        stranger = HttpStation(self.running.url, self.clock.now)
        stranger.key = self.proxy.enrolling
        return stranger

    def _lines(self) -> st.SearchStrategy[bytes]:
        """Records of every type, whole and well framed, whose members hold anything."""
        values = AWKWARD | JSON_VALUES
        return st.sampled_from(list(BODIES)).flatmap(
            lambda kind: st.fixed_dictionaries(
                {}, optional=dict.fromkeys(BODIES[kind][-1], values)
            ).map(lambda body: self._line(kind, body))
        )

    def _line(self, kind: RecordType, members: dict[str, object]) -> bytes:
        body = _EXAMPLES[kind] | members
        try:
            return self.ledger.record(kind, body, v=newest_version(kind))
        except NotCanonical:
            line = self.ledger.record(kind, {})
            raw = json.dumps(body).encode("ascii")
            return line.replace(b'"body":{}', b'"body":' + raw, 1)


_EXAMPLES: dict[RecordType, dict[str, object]] = {
    RecordType.PERSON: person_body(person="p", full_name="Chamaléa Thị Hương", sex="female"),
    RecordType.ARRIVAL: entry_body(
        credential="citizen_card",
        lane="gate",
        gate="A",
        method="camera",
        proof=Proof.CARD,
        direction_by="auto",
        person="p",
    ),
    RecordType.IDENTIFIER: {"person": "p", "kind": "phone", "value": "1", "source": "x"},
    RecordType.SAME_AS: {"persons": ["p", "q"], "evidence": "staff", "by": "staff"},
    RecordType.SLIP: {
        "act": "issued",
        "slip": "1",
        "kid": 0,
        "kind": "slip",
        "expires": "x",
        "person": "p",
    },
}
_EXAMPLES |= {kind: {} for kind in RecordType if kind not in _EXAMPLES}
_EXAMPLES[RecordType.DEPARTURE] = _EXAMPLES[RecordType.ARRIVAL]


@pytest.fixture
def running(
    tmp_path: Path, database: str | None, clock: ManualClock, sms: FolderGateway
) -> Iterator[RunningHub]:
    """A hub that never asks anybody to wait for having asked too much."""
    free = Limits(
        opened_per_address=FREE,
        per_address=FREE,
        per_device=FREE,
        enrol_per_address=FREE,
        lookup_per_device=FREE,
    )
    options = HubOptions(sms=sms, limits=free)
    with RunningHub(
        tmp_path / "hub", database=database, options=options, now=clock.now, even=clock.monotonic
    ) as started:
        yield started


@pytest.mark.slow
def test_whatever_a_signed_request_holds_the_hub_does_not_fail(
    running: RunningHub, station: HttpStation, clock: ManualClock
) -> None:
    schema = schemathesis.openapi.from_dict(document())
    operations = [found.ok() for found in schema.get_all_operations()]
    each = max(1, CASES // (2 * len(operations)))
    failures: list[str] = []
    made = 0
    with SigningProxy(station) as proxy, requests.Session() as session:
        session.trust_env = False
        line = Line(running, proxy, clock)
        for operation in operations:
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                made += _try(operation, mode, each, line, session, failures)
        print(f"{made} cases: {sorted(proxy.statuses.items())}")
        reached = {(method, path, status) for method, path, status in proxy.statuses}
    assert failures == []
    for one in OPERATIONS:
        path = one.path.replace("{name}", "people")
        assert (one.method, path, one.codes[0]) in reached, one.id


def _try(
    operation: Any,
    mode: GenerationMode,
    count: int,
    line: Line,
    session: requests.Session,
    failures: list[str],
) -> int:
    """Send some cases of one operation, and note those that the hub fails at."""
    made = 0

    @settings(RUN, max_examples=count)
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def send(case: Any, data: st.DataObject) -> None:
        nonlocal made
        # Whoever sent five wrong codes or twenty messages waits: nobody here does.
        line.clock.advance(3600 if operation.label in LIMITED else 1)
        if data.draw(st.integers(0, 2)):
            live = line.live_body(operation.label, data)
            if live is not None:
                case.body = _harmed(live, mode, data)
        if "name" in case.path_parameters and mode is GenerationMode.POSITIVE:
            case.path_parameters["name"] = data.draw(st.sampled_from(["people", "presence"]))
        if case.query:
            case.query.pop("wait", None)
        answer = case.call(base_url=line.proxy.url, session=session)
        made += 1
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            failures.append(f"{operation.label}: {answer.status_code} {case.body!r:.300}")
        elif answer.status_code >= HTTPStatus.BAD_REQUEST:
            words = json.loads(answer.content)
            if not words["code"] or not words["text"]["vi"]:
                failures.append(f"{operation.label}: {answer.status_code} without a word")

    send()
    return made


def _harmed(live: object, mode: GenerationMode, data: st.DataObject) -> object:
    """A good body, of which a negative case has one member awkward."""
    if mode is GenerationMode.POSITIVE or not isinstance(live, dict):
        return live
    name = data.draw(st.sampled_from([*sorted(live), "more"]))
    return live | {name: data.draw(AWKWARD)}
