"""Says where this machine's pip takes packages from, and nothing else of pip's settings.

Usage: pip_sources.py index|all|uv

Prints ``NAME=value`` for the environment of a pip that reads no settings file, each ended by a
NUL. A machine's settings decide where packages come from (index, proxy, certificate, …); they must
not decide what is installed (constraint, target, no-binary, pre, …), so only the former are let
through, by name. ``index`` leaves wheel folders and pages (find-links) out unless the machine has
no index at all; ``all`` has them. ``uv`` prints what uv understands of the same.

Must run under the pip whose settings are meant: pip knows itself where they lie.
"""

from __future__ import annotations

import sys

# There is no public way: the settings must be read whatever they say.
from pip._internal.configuration import Configuration
from pip._internal.exceptions import PipError

SECTIONS = ("global", "install", ":env:")
"""In the order in which pip lets a later one win."""

SOURCES = {
    "index-url": "INDEX_URL",
    "pypi-url": "INDEX_URL",
    "extra-index-url": "EXTRA_INDEX_URL",
    "no-index": "NO_INDEX",
    "find-links": "FIND_LINKS",
    "trusted-host": "TRUSTED_HOST",
    "cert": "CERT",
    "client-cert": "CLIENT_CERT",
    "proxy": "PROXY",
    "timeout": "DEFAULT_TIMEOUT",
    "default-timeout": "DEFAULT_TIMEOUT",
    "retries": "RETRIES",
    "keyring-provider": "KEYRING_PROVIDER",
    "cache-dir": "CACHE_DIR",
    "no-cache-dir": "NO_CACHE_DIR",
}
"""Setting → the end of its name in the environment. The two names of one setting are synonyms."""

TRUST = {"use-feature": "truststore", "use-deprecated": "legacy-certs"}
"""Of these two only the value that says whose certificates count is a matter of the source."""

FOR_UV = {
    "INDEX_URL": "UV_DEFAULT_INDEX",
    "TRUSTED_HOST": "UV_INSECURE_HOST",
    "CERT": "SSL_CERT_FILE",
    "PROXY": "ALL_PROXY",
    "DEFAULT_TIMEOUT": "UV_HTTP_TIMEOUT",
}
"""The one index that a lock is made from. No other beside it: uv takes the hashes of a release from
the first index that has it, and a folder on this machine lacks the files of other platforms."""


def read_settings() -> dict[str, str]:
    """All settings of pip on this machine: ``global.cert`` → its value. Raises PipError.

    Asked of pip's own reader, not of ``pip config list``: that command obeys the settings it lists
    (with ``user = true`` it leaves out the machine's own file). Newer pips give them by file.
    """
    configuration = Configuration(isolated=False)
    configuration.load()
    found: dict[str, str] = {}
    for name, value in configuration.items():
        found.update(value if isinstance(value, dict) else {name: value})
    return found


def sources(found: dict[str, str]) -> dict[str, str]:
    """Of pip's settings those that say where packages come from, by the names in SOURCES."""
    named: dict[str, str] = {}
    for section in SECTIONS:
        for name, text in found.items():
            if not name.startswith(f"{section}."):
                continue
            key = name.removeprefix(f"{section}.")
            if key in SOURCES:
                named[SOURCES[key]] = " ".join(text.split())
            elif key in TRUST and TRUST[key] in text.split():
                named[key.replace("-", "_").upper()] = TRUST[key]
    return named


def main(arguments: list[str]) -> int:
    """Print the sources; 1 with a line on stderr if pip's settings cannot be read."""
    try:
        found = sources(read_settings())
    except PipError as error:
        print(f"pip's settings on this machine cannot be read: {error}", file=sys.stderr)
        return 1
    if arguments == ["uv"]:
        named = {FOR_UV[name]: value for name, value in found.items() if name in FOR_UV}
    else:
        if arguments == ["index"] and found.get("NO_INDEX", "0") in {"0", "false", "no", "off"}:
            found.pop("FIND_LINKS", None)
        named = {f"PIP_{name}": value for name, value in found.items()}
    # One harmless setting always, so that nothing printed means that something went wrong.
    for name, value in {"PIP_DISABLE_PIP_VERSION_CHECK": "1", **named}.items():
        print(f"{name}={value}", end="\0")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
