# shellcheck shell=bash
# Sourced by common.sh: the Python packages of requirements.lock, through the pip that comes with
# Python. All wheels are fetched first, from a bundle or from the machine's package index; only
# then is .venv made anew and filled from that folder. So an index that fails leaves the
# environment of before as it was, and a set-up that was cut off while it filled .venv needs no
# index to go on.

wheels="$workshop/wheels"
fetched="$workshop/fetched" # for which lock and Python the folder of wheels is whole

# find_python : prints a Python that really runs (a shim may exist and fail) and can make
# virtual environments.
find_python() {
    local candidate
    for candidate in /usr/bin/python3 python3 python3.13 python3.12 python3.11 python3.14; do
        if "$candidate" -I -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
            >/dev/null 2>&1; then
            command -v "$candidate"
            return 0
        fi
    done
    tell "No usable Python: 3.11 to 3.14 with venv and ensurepip is needed (Debian 12 or newer has it)." \
        "Không có Python dùng được: cần 3.11 đến 3.14 kèm venv và ensurepip (Debian 12 trở lên có sẵn)."
    return 1
}

# has_pip PYTHON : whether it runs, with a pip.
has_pip() { "$1" -I -c 'import pip' >/dev/null 2>&1; }

# python_version PYTHON : 3.11
python_version() { "$1" -I -c 'import sys; print("%d.%d" % sys.version_info[:2])'; }

# make_environment FOLDER : a new virtual environment with pip and nothing else.
make_environment() {
    local base
    base="$(find_python)" || return 1
    # What a link leads to is another checkout's, in use there perhaps: it is left as it is.
    [ -L "$1" ] && rm -f "$1"
    "$base" -I -m venv --clear "$1"
}

# run_pip PYTHON SOURCES ARGUMENTS… : pip without one setting of this machine but those that
# pip_sources.py lets through (where packages come from). SOURCES: index, all, or none.
run_pip() {
    # PYTHONPATH too: with --python, pip starts another Python, which would find our own sources.
    local pip_python="$1" sources="$2" settings=() forget=(-u PYTHONPATH) name
    shift 2
    if [ "$sources" != none ]; then
        mapfile -d '' settings < <("$pip_python" -I "$root/packaging/pip_sources.py" "$sources")
        [ "${#settings[@]}" -gt 0 ] || return 1
    fi
    while read -r name; do forget+=(-u "$name"); done < <(compgen -e PIP_)
    env "${forget[@]}" PIP_CONFIG_FILE=/dev/null "${settings[@]}" \
        "$pip_python" -I -m pip --disable-pip-version-check --no-input "$@"
}

# Exactly what a lock pins: nothing is resolved, so nothing that appears on an index later
# counts; every file has a hash in the lock; nothing is built.
exactly=(--no-deps --require-hashes --only-binary=:all:)

# fetch_wheels PYTHON LOCK FOLDER OPTIONS… : from where the machine's pip settings say. Wheel
# folders and pages (find-links) are asked only if the index did not do: a wheel of theirs with
# the right name and another content would stop pip although the index has the right one.
fetch_wheels() {
    local pip_python="$1" lock="$2" folder="$3" log="$workshop/pip.log" sources
    shift 3
    mkdir -p "$folder"
    for sources in index all; do
        # Without find-links both are the same, and nobody waits twice for an index that is silent.
        [ "$sources" = all ] && cmp -s <("$pip_python" -I "$root/packaging/pip_sources.py" index) \
            <("$pip_python" -I "$root/packaging/pip_sources.py" all) && break
        run_pip "$pip_python" "$sources" download --progress-bar off "${exactly[@]}" \
            --dest "$folder" "$@" -r "$lock" 2>"$log" |
            show_pip_progress "$(grep -c '^[a-zA-Z]' "$lock")"
        [ "${PIPESTATUS[0]}" -eq 0 ] && return 0
    done
    say_pip_failed "$log"
    return 1
}

# What a set-up needs while it runs: the wheels, and .venv filled from them.
needed_mb=1300

# free_mb : what the disk of this checkout has left.
free_mb() { printf '%d' "$(($(df --output=avail -k "$root" | tail -n 1) / 1024))"; }

# is_disk_full : the reason to say, since pip's own words may not fit on the disk either.
is_disk_full() { [ "$(free_mb)" -lt 100 ]; }

# say_pip_failed LOG : pip's errors without its many warnings, and where all of it stands.
say_pip_failed() {
    if is_disk_full; then
        tell "The disk is full: $(free_mb) MB are free in $root, and a set-up needs about $needed_mb MB." \
            "Ổ đĩa đã đầy: $root còn $(free_mb) MB, cài đặt cần khoảng $needed_mb MB."
        return
    fi
    { grep '^ERROR' "$1" || tail -n 10 "$1"; } | tail -n 10 | cut -c1-500 >&2
    tell "All that pip said is in $1." \
        "Toàn bộ lời của pip nằm trong $1."
}

# show_pip_progress TOTAL
show_pip_progress() {
    local line count=0
    while IFS= read -r line; do
        case "$line" in
            Collecting*) show_progress "Python packages" "$((++count))" "$1" ;;
        esac
    done
    end_progress
}

# take_bundle : fills the folder of wheels from a bundle that lies in or beside the checkout and
# was made for this lock, this Python and this processor. 1 if there is none.
take_bundle() {
    local bundle wanted found
    wanted="$(bundle_identity "$(python_version "$python")" "$(uname -m)")"
    for bundle in "$root"/checkpoint-kiosk-bundle*.tar "$root"/../checkpoint-kiosk-bundle*.tar; do
        [ -f "$bundle" ] || continue
        found="$(tar -xOf "$bundle" bundle.txt 2>/dev/null)"
        if [ -n "$found" ] && [ "$found" != "$wanted" ]; then
            say "      ${bundle##*/} is for another version of the kiosk, another Python or another processor."
            continue
        fi
        say "      from ${bundle##*/}"
        tar -xf "$bundle" -C "$workshop" wheels && wheels_are_whole "$root/requirements.lock" && return 0
        rm -rf "$wheels"
        say "      ${bundle##*/} is damaged or cannot be unpacked. Copy it once more."
    done
    return 1
}

# bundle_identity PYTHON_VERSION MACHINE : what a bundle says of itself.
bundle_identity() {
    printf 'lock %s\npython %s\nmachine %s' "$(sha256sum <"$root/requirements.lock" | cut -d' ' -f1)" "$1" "$2"
}

# wheels_are_whole LOCK : whether the folder of wheels has every file of the lock, undamaged. Asked
# before .venv is emptied for them.
wheels_are_whole() {
    run_pip "$python" none install --dry-run --ignore-installed --quiet --progress-bar off \
        "${exactly[@]}" --no-index --find-links "$wheels" -r "$1" >"$workshop/pip.log" 2>&1
}

# install_wheels LOCK : from the folder of wheels into .venv, asking no index.
install_wheels() {
    local log="$workshop/pip.log"
    if ! run_pip "$python" none install --progress-bar off --quiet "${exactly[@]}" \
        --no-index --find-links "$wheels" -r "$1" >"$log" 2>&1; then
        say_pip_failed "$log"
        return 1
    fi
}

# check_environment : nothing is missing, nothing contradicts, every direct dependency starts.
check_environment() {
    run_pip "$python" none check >"$workshop/pip.log" 2>&1 || {
        cat "$workshop/pip.log" >&2
        return 1
    }
    "$python" -I "$root/packaging/check_imports.py" "$root/pyproject.toml"
}

# install_python_packages : exactly the lock, in a new .venv.
install_python_packages() {
    local base
    base="$(find_python)" || return 1
    # The wheels are fetched by the Python that .venv will have.
    if ! has_pip "$python" || [ "$(python_version "$python")" != "$(python_version "$base")" ]; then
        tell "[2/3] Making .venv" \
            "[2/3] Tạo .venv"
        make_environment "$venv" || return 1
    fi
    fetch_all_wheels || return 1
    tell "      installing them" \
        "      đang cài"
    make_environment "$venv" && install_wheels "$root/requirements.lock" || return 1
    if ! check_environment; then
        tell "The Python packages are installed and do not work; what is wrong is said above." \
            "Các gói Python đã cài nhưng không chạy được; lỗi được ghi ở trên."
        return 1
    fi
    keep_pips
    rm -rf "$wheels" "$fetched"
    sync -f "$venv"
    set_up_identity >"$(stamp_file python)"
}

# keep_pips : of what a bundle brought, the pips that the tests install with. The lock has a pip of
# its own, which is none of them.
keep_pips() {
    local version
    mkdir -p "$venv/pips"
    while read -r version; do
        find "$wheels" -name "pip-$version-*.whl" -exec mv -t "$venv/pips" {} +
    done < <(sed -n 's/^pip==\([0-9.]*\).*/\1/p' "$root/packaging/pips.lock")
}

# fetch_all_wheels : everything in the lock into the folder of wheels, unless a set-up that was
# cut off has done it.
fetch_all_wheels() {
    local wanted
    wanted="$(bundle_identity "$(python_version "$python")" "$(uname -m)")"
    tell "[2/3] Installing Python packages (about 1 minute)" \
        "[2/3] Cài các gói Python (khoảng 1 phút)"
    if [ "$(cat "$fetched" 2>/dev/null)" = "$wanted" ] && wheels_are_whole "$root/requirements.lock"; then
        return 0
    fi
    if ! take_bundle && ! fetch_wheels "$python" "$root/requirements.lock" "$wheels"; then
        is_disk_full && return 1
        tell "The Python packages could not be fetched. Run this line in this checkout on a machine with a" \
            "Không tải được các gói Python. Chạy dòng sau trong thư mục này trên một máy có mạng,"
        tell "network, copy the file it writes beside this checkout, and start again:" \
            "chép tệp được tạo ra vào cạnh thư mục này, rồi gõ lại lệnh vừa rồi:"
        say ""
        say "    bash packaging/bundle --python $(python_version "$python") --machine $(uname -m)"
        say ""
        return 1
    fi
    sync -f "$wheels"
    printf '%s' "$wanted" >"$fetched"
}

# fetch_pips : the pips of packaging/pips.lock into .venv/pips, unless a bundle brought them. Two
# versions of one package cannot stand in one request, so each is asked for alone.
fetch_pips() {
    local line one="$workshop/one.lock"
    while read -r line; do
        printf '%s\n' "$line" >"$one"
        run_pip "$python" none install --dry-run --ignore-installed --quiet "${exactly[@]}" --no-index \
            --find-links "$venv/pips" -r "$one" >/dev/null 2>&1 ||
            fetch_wheels "$python" "$one" "$venv/pips" || return 1
    done < <(grep '^pip==' "$root/packaging/pips.lock")
}
