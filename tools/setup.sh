#!/bin/sh
# Finds out what is missing on this host, says what it is for, installs it, and goes on.
#
#   tools/setup.sh                 install what is missing (silent when nothing is)
#   tools/setup.sh --more          the useful extras of tools/packages as well
#   tools/setup.sh --check         say what is missing, install nothing; status 1 when something is
#   tools/setup.sh --names debian  print the packages of a family (debian, fedora, arch, brew)
#
# Every `make` that builds something runs it first, so the path on which nothing is missing starts no process
# but one, and costs a few milliseconds. Everything it knows stands in tools/packages.

set -u
cd "$(dirname "$0")/.." || exit 1
LIST=tools/packages

say() { printf '%s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

# The family of the system, by its package manager. A Mac may have several; the first is the system's own.
family=none
for manager in apt-get:apt dnf:dnf pacman:pacman brew:brew; do
    if has "${manager%:*}"; then
        family=${manager#*:}
        break
    fi
done
case ${MACHINE:=$(uname -m)} in
    x86_64 | amd64 | i?86) host=x86 ;;
    *) host=other ;;
esac

# Is one of the comma-separated commands or files there?
found() {
    old=$IFS
    IFS=,
    # shellcheck disable=SC2086 # it is to fall apart
    set -- $1
    IFS=$old
    for entry in "$@"; do
        name=${entry%@*}
        case $entry in
            *@"$family" | *@"$family-$host") ;;
            *@*) continue ;;
        esac
        case $name in
            /*) [ -e "$name" ] && return 0 ;;
            *) has "$name" && return 0 ;;
        esac
    done
    return 1
}

# Is a line with this need meant for us?
wanted() {
    case $1 in
        every) return 0 ;;
        x86) [ $host = x86 ] ;;
        more) [ "$more" = yes ] ;;
        *) return 1 ;; # a comment or an empty line
    esac
}

# Packages of column $1 (debian fedora arch brew) that are not there; or, with $2 = all, every one.
packages() {
    while read -r need by debian fedora arch brew _; do
        wanted "$need" || continue
        [ "${2:-missing}" = all ] || ! found "$by" || continue
        case $1 in
            debian) names=$debian ;;
            fedora) names=$fedora ;;
            arch) names=$arch ;;
            brew) names=$brew ;;
        esac
        # Debian's gdb for x86 is the small one; on another host only gdb-multiarch knows the 486.
        [ "$1:$names:$host" != debian:gdb-multiarch:x86 ] || names=gdb
        old=$IFS
        IFS=+
        for name in $names; do
            case " $seen " in
                *" $name "*) ;;
                *) [ "$name" = - ] || seen="$seen $name" ;;
            esac
        done
        IFS=$old
    done <$LIST
    printf '%s' "${seen# }"
    seen=
}

more=no
install=yes
seen=
while [ $# -gt 0 ]; do
    case $1 in
        --more) more=yes ;;
        --check) install=no ;;
        --names)
            packages "${2-debian}" all
            echo
            exit 0
            ;;
        *)
            sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
            exit 2
            ;;
    esac
    shift
done

missing=no
while read -r need by _ _ _ _ why; do
    wanted "$need" || continue
    found "$by" && continue
    [ $missing = yes ] || say "L486 needs tools that this host lacks:"
    missing=yes
    name=${by%%,*}
    name=${name%@*}
    say "$(printf '  %-22s %s' "$name" "$why")"
done <$LIST
[ $missing = yes ] || exit 0
[ $install = yes ] || exit 1

# Without apt, or without the right to use it, the reader installs; we only say what.
by_hand() {
    say "$1 Install them, then give the same command again:"
    say "  Debian, Ubuntu:  apt install $(packages debian)"
    say "  Fedora:          dnf install $(packages fedora)"
    say "  Arch:            pacman -S $(packages arch)"
    say "  Homebrew:        brew install $(packages brew)"
    say "Where they lie in unusual places: SETUP=no goes on without this test."
    exit 1
}

[ "$family" = apt ] || by_hand "There is no apt here."
if [ "$(id -u)" = 0 ]; then
    as_root=
elif has sudo; then
    as_root=sudo
else
    by_hand "Only root can install packages, and there is no sudo."
fi

wish=$(packages debian)
say "Installing by apt: $wish"
apt() {
    # Without `env`, sudo would drop the variable. What was typed ahead is meant for the system's console, not for
    # apt; sudo asks the terminal itself.
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0 "$@" </dev/null >&2
}
# Lists that never came and lists that are old look alike: a package that is not known, or not to be had.
known() {
    for name in $wish; do
        apt-cache show "$name" >/dev/null 2>&1 || return 1
    done
}
# --no-install-recommends: QEMU would bring a desktop along.
known || apt update || say "apt-get update failed; trying with the lists that are there."
# shellcheck disable=SC2086 # the wish is a list of words
apt install -y --no-install-recommends $wish ||
    { apt update && apt install -y --no-install-recommends $wish; } ||
    by_hand "apt could not install them."

# What apt says it did is one thing, that the tools answer is another.
hash -r
[ $more = no ] || set -- --more
exec "$0" --check "$@"
