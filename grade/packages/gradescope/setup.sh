#!/bin/sh
# Gradescope runs this once, when it builds the image: installs the tools, builds the system, and grades what students are
# given, so that an image that can't grade is not made.
set -e
cd "${AUTOGRADER_ROOT:-/autograder}/source"
python3 -c 'import tomllib' || { echo "Python 3.11 is needed: choose Ubuntu 24.04 as the base image." >&2; exit 1; }
command -v make >/dev/null || { apt-get update && apt-get install -y --no-install-recommends make; }
tar -xzf l486.tar.gz
make -C l486 --no-print-directory grade LAB=@LAB@ GRADE_FLAGS="--quiet ${GRADE_ONLY:+--only $GRADE_ONLY}"
