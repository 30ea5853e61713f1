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

import ast
import subprocess
import sys

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
    "EXTRA_INDEX_URL": "UV_INDEX",
    "TRUSTED_HOST": "UV_INSECURE_HOST",
    "CERT": "SSL_CERT_FILE",
    "DEFAULT_TIMEOUT": "UV_HTTP_TIMEOUT",
}


def settings(listing: str) -> dict[str, str]:
    """The sources in what ``pip config list`` printed: lines such as ``global.cert='/a/b.pem'``."""
    found: dict[str, str] = {}
    lines = [line.partition("=") for line in listing.splitlines()]
    for section in SECTIONS:
        for name, _, value in lines:
            if not name.startswith(f"{section}."):
                continue
            key, text = name.removeprefix(f"{section}."), str(ast.literal_eval(value))
            if key in SOURCES:
                found[SOURCES[key]] = " ".join(text.split())
            elif key in TRUST and TRUST[key] in text.split():
                found[key.replace("-", "_").upper()] = TRUST[key]
    return found


def main(arguments: list[str]) -> int:
    """Print the sources; 1 with a line on stderr if pip's settings cannot be read."""
    result = subprocess.run(
        [sys.executable, "-I", "-m", "pip", "config", "list"],
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        print(f"pip's settings on this machine cannot be read:\n{result.stderr}", file=sys.stderr)
        return 1
    found = settings(result.stdout)
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
