# shellcheck shell=bash
# Sourced by common.sh: the packages of Debian or Ubuntu, through apt.

# How long a real installation waits for another program that is installing packages.
# unattended-upgrades takes a quarter of an hour on a slow disk.
apt_wait_s=1800

# packages_for PURPOSE… : the names in system-packages.txt for these purposes.
packages_for() {
    local purpose
    for purpose in "$@"; do
        awk -v purpose="$purpose" '$1 == purpose { print $2 }' "$root/packaging/system-packages.txt"
    done
}

# match_packages missing|installed PURPOSE… : the wanted names that no installed package of this
# machine's architecture bears, or the installed packages that bear them. A package counts under
# the names it provides too, because newer releases renamed several (libzbar0 → libzbar0t64).
match_packages() {
    local answer="$1" own
    shift
    own="$(dpkg --print-architecture)"
    dpkg-query -W -f '${db:Status-Status} ${Architecture} ${binary:Package} ${Package} ${Provides}\n' |
        awk -v answer="$answer" -v own="$own" '
            NR == FNR { wanted[$1] = 1; order[++count] = $1; next }
            $1 == "installed" && ($2 == own || $2 == "all") {
                gsub(/\([^)]*\)|,/, " ")
                useful = 0
                for (i = 4; i <= NF; i++) if ($i in wanted) { have[$i] = 1; useful = 1 }
                if (useful && answer == "installed") print $3
            }
            END {
                if (answer == "missing")
                    for (i = 1; i <= count; i++) if (!(order[i] in have)) print order[i]
            }
        ' <(packages_for "$@") -
}

# installed_libraries PURPOSE… : the shared libraries that came with their packages, by the names
# programs look for (libEGL.so.1); these stay while a release is updated.
installed_libraries() {
    command -v dpkg-query >/dev/null || return 0
    local packages=()
    mapfile -t packages < <(match_packages installed "$@")
    [ "${#packages[@]}" -eq 0 ] && return 0
    dpkg-query -L "${packages[@]}" | sed -nE '\#/lib[^/]+\.so\.[0-9]+$#p' | sort -u
}

# apt_get LOG ARGUMENTS… : apt-get as root, its words in LOG, its progress on the screen. While
# another program is installing packages it waits. apt itself waits only for dpkg's two locks
# (DPkg::Lock::Timeout); for those of its package lists and archives it gives up at once.
apt_get() {
    local log="$1" deadline="$((SECONDS + apt_wait_s))" told="" code
    shift
    while true; do
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 \
            apt-get -o DPkg::Lock::Timeout="$apt_wait_s" "$@" </dev/null 2>&1 |
            tee "$log" | show_apt_progress
        code="${PIPESTATUS[0]}"
        if [ "$code" -eq 0 ] || ! grep -q '^E: Could not get lock' "$log" ||
            [ "$SECONDS" -ge "$deadline" ]; then
            return "$code"
        fi
        [ -z "$told" ] && say_apt_is_busy "$(grep -m 1 '^E: Could not get lock' "$log")"
        told=yes
        sleep 2
    done
}

# say_apt_is_busy APTS_LINE : apt's line ends "It is held by process 123 (name)".
say_apt_is_busy() {
    local holder=""
    [[ "$1" =~ held\ by\ (process\ [0-9]+(\ \([^\)]*\))?) ]] && holder=" (${BASH_REMATCH[1]})"
    tell "      Another program is installing packages$holder. Waiting for it, $((apt_wait_s / 60)) minutes at most." \
        "      Một chương trình khác đang cài gói$holder. Chờ nó, lâu nhất $((apt_wait_s / 60)) phút."
}

# show_apt_progress : one moving line on a terminal, a few lines elsewhere.
show_apt_progress() {
    local line told="" stage="" last="" fetched=0 unpacked=0 ready=0
    while IFS= read -r line; do
        case "$line" in
            "Waiting for cache lock"*)
                [ -z "$told" ] && say_apt_is_busy "$line"
                told=yes
                continue
                ;;
            Get:*) stage="downloading" last="$((++fetched))" ;;
            Unpacking*) stage="unpacking" last="$((++unpacked))" ;;
            "Setting up"*) stage="setting up" last="$((++ready))" ;;
            *) continue ;;
        esac
        show_progress "$stage" "$last" ""
    done
    end_progress
}

# show_progress STAGE COUNT TOTAL : TOTAL may be empty.
shown_stage=""
show_progress() {
    if [ -t 2 ]; then
        printf '\r      %s: %s%s        ' "$1" "$2" "${3:+ of $3}" >&2
    elif [ "$1" != "$shown_stage" ]; then
        say "      $1"
    elif [ "$((10#$2 % 25))" -eq 0 ]; then
        say "      $1: $2${3:+ of $3}"
    fi
    shown_stage="$1"
}
end_progress() {
    [ -t 2 ] && [ -n "$shown_stage" ] && printf '\r%-60s\r' "" >&2
    shown_stage=""
}

# install_system_packages PURPOSE…
install_system_packages() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        tell "This machine has no apt. The libraries it needs are named in packaging/system-packages.txt." \
            "Máy này không có apt. Các thư viện cần thiết được ghi trong packaging/system-packages.txt."
        return 0
    fi
    local missing as_root=() log="$workshop/apt.log"
    missing="$(match_packages missing "$@" | tr '\n' ' ')"
    missing="${missing% }"
    [ -z "$missing" ] && return 0
    local line="sudo apt-get update; sudo apt-get install --yes --no-install-recommends $missing"
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
            as_root=(sudo -n)
        else
            tell "System libraries are missing, and installing them needs root. Run this line, then start again:" \
                "Thiếu thư viện hệ thống, cần quyền root để cài. Chạy dòng sau rồi gõ lại lệnh vừa rồi:"
            say ""
            say "    $line"
            say ""
            return 1
        fi
    fi
    tell "[1/3] Installing system libraries: $missing" \
        "[1/3] Cài thư viện hệ thống: $missing"
    # A source that fails, or lists that are out of date, do not matter if what is wanted is found.
    apt_get "$log" update ||
        tell "      Not every package list could be refreshed; going on with those that are there." \
            "      Có danh sách gói không tải mới được; dùng những danh sách đang có."
    # $missing is a list of package names: splitting it is meant.
    # shellcheck disable=SC2086
    if ! apt_get "$log" install --yes --no-install-recommends $missing; then
        grep -E '^[EW]:' "$log" | tail -n 10 >&2
        tell "apt could not install the system libraries: its messages are above, all it said is in $log." \
            "apt không cài được thư viện hệ thống: thông báo của apt ở trên, toàn bộ nằm trong $log."
        tell "Run this line where there is a network, then start again:" \
            "Chạy dòng sau ở nơi có mạng rồi gõ lại lệnh vừa rồi:"
        say ""
        say "    $line"
        say ""
        return 1
    fi
}
