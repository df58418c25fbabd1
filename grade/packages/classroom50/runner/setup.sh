#!/bin/sh
# Once on the self-hosted runner, as the runner's user: unpacks the tree beside this script into L486_TREE, builds it, grades what
# students are given, and only then marks it as ready.
set -e
tree=${L486_TREE:-/opt/l486-@LAB@}
cd "$(dirname "$0")"
mkdir -p "$tree"
chmod 700 "$tree"
rm -f "$tree/.package"
tar -xzf l486.tar.gz -C "$tree" --strip-components=1
make -C "$tree" --no-print-directory grade LAB=@LAB@ GRADE_FLAGS="--quiet ${GRADE_ONLY:+--only $GRADE_ONLY}"
echo @HASH@ >"$tree/.package"
