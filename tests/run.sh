#!/bin/sh
# Everything that must hold, in the order of what it costs. Tools come from the folder given, else from the path:
#   sh tests/run.sh .venv/bin
# The closing line of pytest stands last.
set -eu
cd "$(dirname "$0")/.."
if [ $# -gt 0 ]; then
    PATH="$(cd "$1" && pwd):$PATH"
    export PATH
fi

say() {
    printf '== %s\n' "$*"
}

run() {
    say "$*"
    "$@"
}

run ruff check .
run ruff format --check .
run lint-imports --no-logo
run mypy
run gauger fmt --check policies
run gauger test

log=$(mktemp)
trap 'rm -f "$log"' EXIT
say "pytest, in two processes (a few minutes)"
coverage erase
# Random cases and commands in processes of their own cost most, and measuring would make it three times as much. They cover what the rest
# covers. The tests of a file stay in one process, for they share what they compute; the longest file comes first.
unmeasured="tests/differential tests/functional tests/properties tests/stories tests/unit/repair/test_repairing.py
tests/language/test_structures.py tests/unit/declaration/test_properties.py tests/unit/language/test_mutations.py
tests/unit/lineage/test_reach.py tests/unit/worlds/test_algebra.py tests/unit/worlds/test_deciding.py tests/unit/worlds/test_many_choices.py"
ignored=$(printf -- '--ignore %s ' $unmeasured)
if ! pytest -n 2 --dist loadfile --no-loadscope-reorder $unmeasured >"$log" 2>&1; then
    cat "$log"
    exit 1
fi
tail -n 1 "$log"
if ! coverage run -m pytest -n 2 $ignored >"$log" 2>&1; then
    cat "$log"
    exit 1
fi
coverage combine --quiet
run coverage report
tail -n 1 "$log"
