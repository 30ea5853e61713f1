"""What a fault of the network is called on the command line, with what to do about it."""

from __future__ import annotations

from kiosk.base.errors import NetworkFaultKind
from kiosk.base.phrases import Phrase

SENTENCES: dict[NetworkFaultKind, Phrase] = {
    NetworkFaultKind.OFFLINE: Phrase(
        "The server cannot be reached: check the network's cable or Wi-Fi, and the address."
    ),
    NetworkFaultKind.PORTAL: Phrase(
        "What answers is not the server: a Wi-Fi may ask for a login first, or the address is "
        "another program's."
    ),
    NetworkFaultKind.TIMEOUT: Phrase("The server does not answer in time: try again later."),
    NetworkFaultKind.SERVER_DOWN: Phrase(
        "The server does not answer as it should: see that the hub runs at this address."
    ),
    NetworkFaultKind.SLOW_DOWN: Phrase("The server is busy: try again in a few minutes."),
    NetworkFaultKind.CLOCK: Phrase(
        "The server's certificate does not hold at this machine's date and time: set them, or "
        "renew the certificate."
    ),
    NetworkFaultKind.CERTIFICATE: Phrase(
        "The server's certificate is not one this machine trusts: a Wi-Fi may ask for a login "
        "first, or the server has another certificate now: then enrol anew with a new invitation "
        "(enrol --replace)."
    ),
    NetworkFaultKind.WRONG_NAME: Phrase(
        "The server's certificate is for another address: use the address it names, or renew it."
    ),
    NetworkFaultKind.UNSIGNED: Phrase(
        "What answers does not sign as this hub: nothing of it is believed. Try another network."
    ),
}
