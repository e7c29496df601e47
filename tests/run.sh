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
run gauger test policies/scenarios

log=$(mktemp)
trap 'rm -f "$log"' EXIT
say "pytest, in two processes (a few minutes)"
coverage erase
# Random cases cost most, and cover what the others cover: measuring them would double their time.
random="tests/differential tests/properties"
if ! pytest -n 2 $random >"$log" 2>&1; then
    cat "$log"
    exit 1
fi
tail -n 1 "$log"
if ! coverage run -m pytest -n 2 --ignore tests/differential --ignore tests/properties >"$log" 2>&1; then
    cat "$log"
    exit 1
fi
coverage combine --quiet
run coverage report
tail -n 1 "$log"
