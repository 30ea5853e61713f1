"""`hub serve`: how the hub is met, and its service until it is told to stop."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from urllib.parse import urlsplit

from kiosk.base.phrases import Phrase, translate
from kiosk.base.text_files import decode_text
from sync.hub import server, wire_log
from sync.hub.certificate import authority_tls, own_tls
from sync.hub.hub import Hub, HubOptions, Limits
from sync.hub.open_files import raise_open_files
from sync.hub.people.sms import FolderGateway, NoGateway, SmsGateway, WebhookGateway
from sync.hub.server import Front
from sync.protocol.enrolment import is_loopback

_ANY_HOST = ("0.0.0.0", "::", "")


class ServeError(Exception):
    """The hub cannot be served in this way; one line for the administrator."""


def serve(options: argparse.Namespace, open_hub: Callable[[HubOptions], Hub]) -> int:
    """Serve until a signal. Raises ServeError, CertificateFault, TooFewFiles, OSError."""
    host, port = options.listen
    public_url = options.public_url
    if public_url is None and host in _ANY_HOST:
        raise ServeError(Phrase("--public-url: stations need an address; name it"))
    wire_log.start_logging()
    with closing(server.bind(host, port)) as listener:
        if public_url is None:
            shown = f"[{host}]" if ":" in host else host
            public_url = f"https://{shown}:{listener.getsockname()[1]}"
        keep = None if options.keep_days is None else timedelta(days=options.keep_days)
        front = _front(options, public_url)
        proxies = frozenset(options.behind_proxy or ())
        limits = Limits(connections=raise_open_files(Limits().connections))
        chosen = HubOptions(sms=_gateway(options), keep=keep, limits=limits, proxies=proxies)
        with closing(open_hub(chosen)) as hub:
            hub.note_served(front.served)

            def tell() -> None:
                hub_id = hub.identity.hub_id
                print(translate("{hub} at {url}", hub=hub_id, url=public_url), flush=True)

            server.serve(hub, listener, front, tell)
    return 0


def _front(options: argparse.Namespace, public_url: str) -> Front:
    """Plain http is for the loopback and for what named proxies pass on."""
    host = options.listen[0]
    if public_url.startswith("http:"):
        if options.tls_cert is not None:
            raise ServeError(Phrase("--tls-cert: the public URL must be https"))
        if not is_loopback(public_url):
            raise ServeError(
                Phrase("--public-url: stations take plain http on one machine only; use https")
            )
        if not is_loopback(f"http://[{host}]" if ":" in host else f"http://{host}"):
            raise ServeError(Phrase("--listen: plain http listens on the loopback only"))
        return Front(public_url)
    if options.tls_cert is not None:
        key = options.tls_key or options.tls_cert
        return Front(public_url, authority_tls(options.tls_cert, key))
    if options.tls_key is not None:
        raise ServeError(Phrase("--tls-key: needs --tls-cert"))
    if options.behind_proxy:
        return Front(public_url)
    return Front(public_url, own_tls(options.data, urlsplit(public_url).hostname or ""))


def _gateway(options: argparse.Namespace) -> SmsGateway:
    if options.sms_url and options.sms_folder:
        raise ServeError(Phrase("--sms-url, --sms-folder: give one of them"))
    if options.sms_folder:
        return FolderGateway(options.sms_folder)
    if options.sms_url is None:
        return NoGateway()
    token = None
    if options.sms_token_file is not None:
        try:
            token = decode_text(options.sms_token_file.read_bytes()).strip()
        except UnicodeError as error:
            path = options.sms_token_file
            raise ServeError(
                Phrase("{path}: not UTF-8 text: save it as UTF-8 in your editor", path=path)
            ) from error
    return WebhookGateway(options.sms_url, token)
