"""Answers what is asked of the hub on someone's behalf: the port `Answerer`.

See docs/spec/sync-protocol.md §3, §6, §9.

Light to import: what talks to a hub is loaded with the first question.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.base.clock import Clock
from kiosk.base.errors import (
    ConfigFault,
    HubRefusal,
    NetworkFault,
    NetworkFaultKind,
)
from kiosk.domain.desk.asked import HubQuestion
from kiosk.domain.desk.hub_questions import CheckCode, FindPersons, SendCode
from kiosk.domain.station.enrolment import EnrolmentEnd, EnrolmentProblem
from kiosk.ports.questions import Enrol
from sync.client.hub_file import HubFile, load_hub_file, save_hub_file
from sync.client.settings import SyncSettings
from sync.protocol.asking import (
    LookupAnswer,
    LookupRequest,
    OtpCheck,
    OtpChecked,
    OtpStarted,
    otp_request,
    parse_lookup_answer,
    parse_otp_checked,
    parse_otp_started,
)
from sync.protocol.enrolment import EnrolmentError, Invitation
from sync.protocol.members import MemberError

if TYPE_CHECKING:
    from sync.client.hub_client import HubClient

log = logging.getLogger(__name__)

A = TypeVar("A")


class HubAnswerer:
    """Asks the hub this station is enrolled with, on a connection of its own."""

    def __init__(self, settings: SyncSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = threading.Lock()
        self._asking: HubClient | None = None
        """What `cut` cuts."""
        self._client: HubClient | None = None
        self._enrolment: HubFile | None = None
        """Whose client is kept."""
        self._answers: dict[type[HubQuestion[Any]], Callable[[Any], Any]] = {
            SendCode: self._send_code,
            CheckCode: self._check_code,
            FindPersons: self._find_persons,
            Enrol: lambda question: self._enrol(question.invitation),
        }

    def answer(self, question: HubQuestion[A]) -> A:
        """See `kiosk.ports.questions`. NetworkFault OFFLINE where this station has no hub."""
        answer: A = self._answers[type(question)](question)
        return answer

    def cut(self) -> None:
        """From any thread: end the question in progress."""
        with self._lock:
            asking = self._asking
        if asking is not None:
            asking.cut()

    def close(self) -> None:
        """Close the kept connection."""
        client, self._client, self._enrolment = self._client, None, None
        if client is not None:
            client.close()

    def _send_code(self, question: SendCode) -> OtpStarted:
        return self._ask("/v1/otp", otp_request(question.phone), parse_otp_started, 202)

    def _check_code(self, question: CheckCode) -> OtpChecked:
        body = OtpCheck(question.challenge, question.code).to_bytes()
        return self._ask("/v1/otp/verify", body, parse_otp_checked)

    def _find_persons(self, question: FindPersons) -> LookupAnswer:
        body = LookupRequest(question.kind, question.value).to_bytes()
        return self._ask("/v1/lookup", body, parse_lookup_answer)

    def _ask(self, path: str, body: bytes, parse: Callable[[bytes], A], status: int = 200) -> A:
        """One question to the enrolled hub; its answer parsed."""
        answer = self._enrolled_client().call(
            "POST",
            path,
            body,
            headers={"Content-Type": "application/json"},
            accepted=frozenset({status}),
        )
        try:
            return parse(answer.body)
        except MemberError as error:
            detail = f"malformed answer of {path}: {error}"
            raise NetworkFault(NetworkFaultKind.SERVER_DOWN, detail) from error

    def _enrolled_client(self) -> HubClient:
        """The client of the enrolment that stands in `hub.json` now."""
        from sync.client.hub_session import make_client
        from sync.client.hub_time import HubTime

        try:
            hub_file = load_hub_file(self._settings.directory)
            if self._client is None or hub_file != self._enrolment:
                self.close()
                if hub_file is None:
                    raise NetworkFault(NetworkFaultKind.OFFLINE, "this station has no hub")
                time = HubTime(self._clock)
                self._client = make_client(hub_file, self._settings, self._clock, time)
                self._enrolment = hub_file
        except ConfigFault as fault:
            # The sync thread says in the log what is wrong with the file.
            raise NetworkFault(NetworkFaultKind.OFFLINE, "the enrolment cannot be used") from fault
        self._set_asking(self._client)
        return self._client

    def _enrol(self, invitation: Invitation) -> EnrolmentEnd:
        """Enrol, and write `hub.json`; the sync thread finds it there."""
        from sync.client.enrolment import enrol

        try:
            enrolled = enrol(
                invitation,
                self._clock,
                app=self._settings.app,
                ca_file=self._settings.ca_file,
                asks_with=self._set_asking,
            )
            save_hub_file(self._settings.directory, enrolled)
        except (NetworkFault, HubRefusal, EnrolmentError, OSError) as fault:
            log.warning("sync: enrolment failed: %s", fault)
            return _why_not(fault)
        return EnrolmentEnd(enrolled.venue_name, enrolled.gate)

    def _set_asking(self, client: HubClient) -> None:
        with self._lock:
            self._asking = client


def _why_not(fault: NetworkFault | HubRefusal | EnrolmentError | OSError) -> EnrolmentEnd:
    """What the screen says of it."""
    match fault:
        case NetworkFault():
            return EnrolmentEnd(problem=fault.kind)
        case HubRefusal():
            return EnrolmentEnd(problem=EnrolmentProblem.REFUSED, words=fault.text)
        case EnrolmentError():
            return EnrolmentEnd(problem=EnrolmentProblem.WRONG_HUB)
    return EnrolmentEnd(problem=EnrolmentProblem.NOT_WRITTEN)
