"""The OpenAPI 3.1 document of a hub, for whoever writes another end.

`python -m sync.protocol.openapi > resources/openapi/hub-v1.json` writes it; a test holds the file
to what stands here.
"""

from __future__ import annotations

import json
import sys
from http import HTTPStatus

from sync.protocol.feeds import FeedName
from sync.protocol.operations import OPERATIONS, Kind, Operation
from sync.protocol.schemas import CURSOR, TEXT, Schema, count, named, one_of, schemas
from sync.protocol.wire import (
    APP_HEADER,
    CURSOR_HEADER,
    HUB_HEADER,
    LONG_POLL_S,
    MAX_BODY_BYTES,
    MAX_PAGE,
    MAX_RECORD_BYTES,
    MAY_BE_UNSIGNED,
    SHA_HEADER,
)

VERSION = "1.0.0"
_RETRY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_NO_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)
_SNAPSHOT_CODES = (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT)
_PHRASES = {413: "Content Too Large", 416: "Range Not Satisfiable"}
"""Of RFC 9110, where Python's own changed with its version."""

_ABOUT = f"""\
What a kiosk asks of its hub, and what the hub answers.

Every answer carries `{HUB_HEADER}: <hub id>;<epoch>` and `Date`; anything without it is not the hub
and acknowledges nothing. Bodies are JSON in UTF-8, compressed with gzip where `Content-Encoding`
says so; at most {MAX_BODY_BYTES} bytes, compressed or not, and {MAX_RECORD_BYTES} per record.
Requests are signed by RFC 9421 over `@method`, `@target-uri`, `content-digest` and, where present,
`content-encoding`, with `created`, `nonce`, `keyid` and `tag`."""


def document() -> dict[str, object]:
    """The whole document as a JSON value."""
    paths: dict[str, dict[str, object]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Checkpoint kiosk hub",
            "version": VERSION,
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/", "description": "The hub of the invitation"}],
        "paths": paths,
        "components": {
            "schemas": schemas(),
            "parameters": _parameters(),
            "headers": _headers(),
            "securitySchemes": {
                "signature": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Signature",
                    "description": "RFC 9421, Ed25519; the key's name is the station's kid",
                }
            },
        },
    }


def render() -> str:
    """The document as the text of its file."""
    return json.dumps(document(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _operation(operation: Operation) -> dict[str, object]:
    members: dict[str, object] = {
        "operationId": operation.id,
        "summary": operation.summary,
        "security": [{"signature": []}] if operation.is_signed else [],
        "parameters": [
            {"$ref": f"#/components/parameters/{name}"}
            for name in (*operation.parameters, APP_HEADER)
        ],
        "responses": {str(code): _response(operation, code) for code in operation.codes},
    }
    if operation.request is not None:
        members["requestBody"] = {
            "required": True,
            "content": _content(operation.request_kind, operation.request),
        }
    return members


def _response(operation: Operation, code: int) -> dict[str, object]:
    status = HTTPStatus(code)
    headers = [HUB_HEADER, "Date"]
    if status not in MAY_BE_UNSIGNED:
        headers += ["Content-Digest", "Signature-Input", "Signature"]
    if status in _RETRY:
        headers.append("Retry-After")
    if operation.answer_kind is Kind.NDJSON and status in _SNAPSHOT_CODES:
        headers += ["ETag", CURSOR_HEADER, SHA_HEADER]
    members: dict[str, object] = {
        "description": _PHRASES.get(code, status.phrase),
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
    }
    if code >= HTTPStatus.BAD_REQUEST:
        members["content"] = _content(Kind.JSON, "Error")
    elif operation.answer is not None and status not in _NO_BODY:
        members["content"] = _content(operation.answer_kind, operation.answer)
    return members


def _content(kind: Kind, schema: str) -> dict[str, object]:
    return {kind.value: {"schema": named(schema)}}


def _parameters() -> dict[str, object]:
    return {
        "name": _parameter("name", "path", one_of(FeedName), "The feed"),
        "cursor": _parameter("cursor", "query", CURSOR, "Up to where it is known; absent: all"),
        "limit": _parameter("limit", "query", count(1, MAX_PAGE), "Most items of the page"),
        "wait": _parameter(
            "wait", "query", count(0, LONG_POLL_S), "Seconds to wait for a change (presence)"
        ),
        "nonce": _parameter(
            "nonce",
            "query",
            {**TEXT, "minLength": 1},
            "Fresh, so that the answer is to this request",
            is_required=True,
        ),
        "Range": _parameter("Range", "header", TEXT, "Bytes to go on from"),
        "If-Range": _parameter("If-Range", "header", TEXT, "The ETag they belong to"),
        APP_HEADER: _parameter(APP_HEADER, "header", TEXT, "The station's version"),
    }


def _parameter(
    name: str, place: str, schema: Schema, description: str, *, is_required: bool = False
) -> dict[str, object]:
    return {
        "name": name,
        "in": place,
        "required": is_required or place == "path",
        "schema": schema,
        "description": description,
    }


def _headers() -> dict[str, object]:
    texts = {
        HUB_HEADER: "Which hub, and since which restore it counts: `<hub id>;<epoch>`",
        "Date": "The hub's time",
        "Retry-After": "Seconds or a date before which to stay away",
        "ETag": "Names these very bytes",
        CURSOR_HEADER: "The cursor the snapshot stands at",
        SHA_HEADER: "Hex SHA-256 of the snapshot's bytes as stored",
        "Content-Digest": "SHA-256 of the body as it travels (RFC 9530)",
        "Signature-Input": "What the hub's signature covers, and when it was made (RFC 9421)",
        "Signature": "The hub's signature of this answer to this request",
    }
    return {name: {"description": text, "schema": TEXT} for name, text in texts.items()}


if __name__ == "__main__":
    sys.stdout.write(render())
