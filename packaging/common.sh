# shellcheck shell=bash
# Shared by the commands in packaging/: makes the checkout ready to start, once.
# Everything it says goes to stderr, so that standard output belongs to the program.
# A checkout that is already set up says nothing and asks nobody: no apt, no dpkg, no index.

# With it cd may go elsewhere, and prints where.
unset CDPATH

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)"
venv="$root/.venv"
python="$venv/bin/python"
workshop="$root/.setup" # wheels on their way into .venv, and what apt and pip said

say() { printf '%s\n' "$*" >&2; }

# What the person reads, asked of the environment as kiosk/commands/language.py does, and before the
# next lines change it.
language=en
case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
    vi | vi[_.@]*) language=vi ;;
esac

# tell ENGLISH VIETNAMESE : says it in the language of whoever reads.
tell() { if [ "$language" = vi ]; then say "$2"; else say "$1"; fi; }

# Qt and Vietnamese names need UTF-8; a bare machine starts in the C locale.
if [ "$(locale charmap 2>/dev/null)" != UTF-8 ]; then
    export LC_ALL=C.UTF-8
fi

# Another program's Python settings must not decide which packages the kiosk finds.
unset PYTHONHOME PYTHONPATH PYTHONPLATLIBDIR

# shellcheck source=packaging/system_packages.sh
source "$root/packaging/system_packages.sh"
# shellcheck source=packaging/python_packages.sh
source "$root/packaging/python_packages.sh"

# stamp_file PURPOSE : inside .venv, so that it goes when the environment goes.
stamp_file() { printf '%s/.set-up-for-%s' "$venv" "$1"; }

# set_up_identity : what a set-up was made from. Another lock, other system packages, another
# release of the system, another Python, or another folder (scripts in a virtual environment
# carry its path) each mean a new one. Starts no Python: this runs before every start.
set_up_identity() {
    local sums key value release=""
    sums="$(cat "$root/requirements.lock" "$root/packaging/system-packages.txt" | sha256sum)"
    if [ -r /etc/os-release ]; then
        while IFS='=' read -r key value; do
            case "$key" in ID | VERSION_ID) release+="${value//\"/}-" ;; esac
        done </etc/os-release
    fi
    printf '%s %s%s %s %s\n' "${sums%% *}" "$release" "$HOSTTYPE" "$(readlink -f "$python")" "$venv"
}

# is_set_up PURPOSE : whether an earlier start did all the work for it and nothing changed since.
# The stamp's first line is the identity; the others are the shared libraries that were there.
is_set_up() {
    local stamp identity library
    stamp="$(stamp_file "$1")"
    [ -x "$python" ] && [ -f "$stamp" ] || return 1
    {
        read -r identity
        [ "$identity" = "$(set_up_identity)" ] || return 1
        while read -r library; do
            if [ ! -e "$library" ]; then
                say "$library was there when this checkout was set up and is gone. Setting up again."
                return 1
            fi
        done
    } <"$stamp"
}

# is_filled : whether .venv holds this lock. What a running kiosk loads from is not emptied because
# a system library or a tool for the tests is missing.
is_filled() {
    [ -x "$python" ] && [ "$(cat "$(stamp_file python)" 2>/dev/null)" = "$(set_up_identity)" ]
}

# stamp PURPOSE… : written last and whole, after everything it vouches for is on the disk.
stamp() {
    local purpose file purposes=()
    sync -f "$venv"
    for purpose in "$@"; do
        purposes+=("$purpose")
        file="$(stamp_file "$purpose")"
        { set_up_identity && installed_libraries "${purposes[@]}"; } >"$file.new" &&
            mv "$file.new" "$file" || return 1
    done
    sync -f "$venv"
}

# build_translations : resources/i18n/*.ts → *.qm for the screens, and the .po files of each language
# → its .mo for the command line, where a source is newer.
build_translations() {
    local source target folder stale=()
    for source in "$root"/resources/i18n/*.ts; do
        is_stale "${source%.ts}.qm" "$source" && stale+=("$source")
    done
    for folder in "$root"/resources/i18n/*/; do
        folder="${folder%/}"
        is_stale "$(catalogue "$folder")" "$folder"/*.po && stale+=("$folder")
    done
    [ "${#stale[@]}" -eq 0 ] && return 0
    tell "[3/3] Building translations" \
        "[3/3] Dựng các bản dịch"
    for source in "${stale[@]}"; do
        # A kiosk that is running keeps reading a whole file.
        if [ -d "$source" ]; then
            target="$(catalogue "$source")"
            "$python" "$root/packaging/compile_catalogue.py" "$source" "$target.new" >&2
        else
            target="${source%.ts}.qm"
            # By its Python: a script's first line cannot carry every path.
            "$python" "$venv/bin/pyside6-lrelease" -silent "$source" -qm "$target.new" >&2
        fi && mv "$target.new" "$target" || return 1
    done
}

# catalogue FOLDER : where gettext looks for the compiled messages of a language.
catalogue() { printf '%s/LC_MESSAGES/checkpoint-kiosk.mo' "$1"; }

# is_stale TARGET SOURCE… : whether a source is there and not older than what is made from it.
is_stale() {
    local target="$1" source
    shift
    for source in "$@"; do
        if [ -f "$source" ] && [ ! "$target" -nt "$source" ]; then
            # A kiosk whose user may not write here starts with the words it has.
            [ ! -f "$target" ] || [ -w "$root/resources/i18n" ]
            return
        fi
    done
    return 1
}

# may_write PATH : whether this user can, or could make it.
may_write() { [ ! -e "$1" ] || [ -w "$1" ]; }

# may_set_up : whether this user can write what a set-up writes; else the line to run, as the one
# who owns it: what root writes in somebody's checkout is no longer theirs.
may_set_up() {
    local folder owner
    for folder in "$root" "$workshop" "$venv"; do
        may_write "$folder" && continue
        owner="$(stat -c %U "$folder")"
        tell "Only $owner can set this checkout up. Run this line, then start again:" \
            "Chỉ $owner cài đặt được thư mục này. Chạy dòng sau rồi gõ lại lệnh vừa rồi:"
        say ""
        say "    sudo -u $owner bash $(printf %q "$root/packaging/run") version"
        say ""
        return 1
    done
}

# set_up run|test : one start at a time; the others wait and then find the work done. What the
# tests need includes what a start needs.
set_up() {
    is_set_up "$1" && build_translations && return 0
    local purposes=(run)
    [ "$1" = test ] && purposes=(run test)
    (
        if ! flock --nonblock 9; then
            tell "Waiting for another start to finish the set-up" \
                "Đang chờ một lần chạy khác cài đặt xong"
            flock 9
            is_set_up "$1" && build_translations && exit 0
        fi
        # Whoever sets up, the kiosk's user must be able to read it; there is no secret in it.
        umask 022
        may_set_up &&
            mkdir -p "$workshop" &&
            install_system_packages python "${purposes[@]}" &&
            { { is_filled && check_environment; } || install_python_packages; } &&
            { [ "$1" = run ] || fetch_pips; } &&
            build_translations &&
            stamp "${purposes[@]}"
    ) 9<"$root/requirements.lock"
}
