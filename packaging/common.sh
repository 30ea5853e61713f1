# shellcheck shell=bash
# Shared by packaging/run and packaging/test: makes the checkout ready to start.
# Everything it says goes to stderr, so that standard output belongs to the program.
# A checkout that is already set up says nothing.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
venv="$root/.venv"
python="$venv/bin/python"
stamp="$venv/.checkpoint-setup"

say() { printf '%s\n' "$*" >&2; }

# Qt and Vietnamese names need UTF-8; a bare machine starts in the C locale.
if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
    export LC_ALL=C.UTF-8
fi

# packages_for PURPOSE… : the names in system-packages.txt for these purposes.
packages_for() {
    local purpose
    for purpose in "$@"; do
        awk -v purpose="$purpose" '$1 == purpose { print $2 }' "$root/packaging/system-packages.txt"
    done
}

# missing_packages PURPOSE… : which of them are not installed. A package counts under the
# names it provides too, because newer releases renamed several (libzbar0 → libzbar0t64).
missing_packages() {
    dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' |
        awk '
            NR == FNR { wanted[++count] = $1; next }
            $1 == "installed" { gsub(/\([^)]*\)|,/, " "); for (i = 2; i <= NF; i++) have[$i] = 1 }
            END { for (i = 1; i <= count; i++) if (!(wanted[i] in have)) print wanted[i] }
        ' <(packages_for "$@") -
}

# install_system_packages PURPOSE…
install_system_packages() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "This machine has no apt. The libraries it needs are named in packaging/system-packages.txt."
        return 0
    fi
    local missing
    missing="$(missing_packages "$@" | tr '\n' ' ')"
    missing="${missing% }"
    [ -z "$missing" ] && return 0
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
            as_root=(sudo -n)
        else
            say "System libraries are missing, and installing them needs root. Run this line, then start again:"
            say ""
            say "    sudo apt-get update && sudo apt-get install --yes --no-install-recommends $missing"
            say ""
            return 1
        fi
    fi
    say "[1/3] Installing system libraries: $missing"
    local log
    log="$(mktemp)"
    # $missing is a list of package names: splitting it is meant.
    # shellcheck disable=SC2086
    if ! { "${as_root[@]}" apt-get update &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install --yes --no-install-recommends $missing; } </dev/null >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        say "apt-get could not install the system libraries; its last lines are above."
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

# find_python : prints a Python that really runs (a shim may exist and fail) and can make
# virtual environments.
find_python() {
    local candidate
    for candidate in /usr/bin/python3 python3 python3.13 python3.12 python3.11 python3.14; do
        if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
            >/dev/null 2>&1; then
            command -v "$candidate"
            return 0
        fi
    done
    say "No usable Python: 3.11 to 3.14 with venv and ensurepip is needed (Debian 12 or newer has it)."
    return 1
}

# environment_identity : what the environment was made from; empty if it cannot run. The
# folder is part of it because the scripts in a virtual environment carry its path.
environment_identity() {
    local version
    version="$("$python" -c 'import platform; print(platform.python_version())' 2>/dev/null)" || return 0
    printf '%s python-%s %s\n' "$(sha256sum <"$root/requirements.lock" | cut -d' ' -f1)" "$version" "$venv"
}

# count_packages TOTAL : turns pip's output into one moving line on a terminal.
count_packages() {
    if [ -t 2 ]; then
        awk -v total="$1" '
            /^Collecting / { printf "\r      %d of %d  %-50.50s", ++n, total, $2 > "/dev/stderr" }
            /^Installing collected/ { printf "\r      unpacking %-50s", "" > "/dev/stderr" }
            END { printf "\r%-72s\r", "" > "/dev/stderr" }
        '
    else
        cat >/dev/null
    fi
}

install_python_packages() {
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$(environment_identity)" ]; then
        return 0
    fi
    local base
    if ! "$python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 ||
        { [ -f "$stamp" ] && [ "$(cut -d' ' -f2- "$stamp")" != "$(environment_identity | cut -d' ' -f2-)" ]; }; then
        base="$(find_python)" || return 1
        say "[2/3] Making .venv with $("$base" --version)"
        "$base" -m venv --clear "$venv" || return 1
    fi
    say "[2/3] Installing Python packages (about 1 minute)"
    rm -f "$stamp"
    local log="$venv/setup.log"
    if ! "$python" -m pip install --disable-pip-version-check --no-input --progress-bar off \
        --require-hashes -r "$root/requirements.lock" 2>"$log" |
        count_packages "$(grep -c '^[a-zA-Z]' "$root/requirements.lock")"; then
        tail -n 30 "$log" >&2
        say "pip could not install the Python packages; its messages are above."
        return 1
    fi
    environment_identity >"$stamp"
}

# build_translations : resources/i18n/*.ts → *.qm, where the .ts is newer.
build_translations() {
    local source target stale=()
    for source in "$root"/resources/i18n/*.ts; do
        target="${source%.ts}.qm"
        if [ -f "$source" ] && [ ! "$target" -nt "$source" ]; then
            stale+=("$source")
        fi
    done
    [ "${#stale[@]}" -eq 0 ] && return 0
    say "[3/3] Building translations"
    for source in "${stale[@]}"; do
        target="${source%.ts}.qm"
        # A kiosk that is running keeps reading a whole file.
        "$venv/bin/pyside6-lrelease" -silent "$source" -qm "$target.new" >&2 &&
            mv "$target.new" "$target" || return 1
    done
}

# set_up PURPOSE… : one start at a time; the others wait and then find the work done.
set_up() {
    (
        if ! flock --nonblock 9; then
            say "Waiting for another start to finish the set-up"
            flock 9
        fi
        install_system_packages "$@" && install_python_packages && build_translations
    ) 9<"$root/requirements.lock"
}
