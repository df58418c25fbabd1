#!/bin/sh
# PrairieLearn's container starts this. A status other than 0 or a timeout discards the result, which is then no attempt:
# that is what an error of the grader should be.
root=${GRADE_ROOT:-/grade}
mkdir -p "$root/results"
cd "${L486_TREE:-/opt/l486}" || exit 1
exec python3 -m grade.packages.run prairielearn @LAB@ "$root/student" "$root/results/results.json" --seconds 560
