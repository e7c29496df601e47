#!/bin/sh
# Everything that must hold: what is quick while the tests run. Tools come from the folder given, else from the path:
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

work=$(mktemp -d)
begun=
trap 'kill $begun 2>/dev/null || true; rm -rf "$work"' EXIT

# Random cases, commands in processes of their own and what reads an archive cost most and cover what the rest covers: they run
# unmeasured. The tests of a file stay in one process, for they share what they compute; the longest file comes first.
costly="tests/differential tests/functional tests/archive tests/properties tests/stories tests/unit/repair/test_repairing.py
tests/language/test_structures.py tests/unit/declaration/test_properties.py tests/unit/language/test_mutations.py
tests/unit/declaration/test_editing_properties.py tests/unit/engine/test_questions.py tests/unit/language/test_canonical_form.py
tests/unit/lineage/test_reach.py tests/unit/worlds/test_algebra.py tests/unit/worlds/test_deciding.py
tests/unit/worlds/test_decision.py tests/unit/worlds/test_many_choices.py"
ignored=$(printf -- '--ignore %s ' $costly)

say "pytest, in three processes (a few minutes)"
slipcover --branch --source src/gauger --json --out "$work/coverage.json" -m pytest $ignored >"$work/measured" 2>&1 &
measured=$!
pytest -n 2 --dist loadfile --no-loadscope-reorder $costly >"$work/unmeasured" 2>&1 &
unmeasured=$!
begun="$measured $unmeasured"

run ruff check .
run ruff format --check .
run lint-imports --no-logo
run mypy
run gauger fmt --check policies

failed=
wait $unmeasured || failed="$work/unmeasured"
wait $measured || failed="$failed $work/measured"
if [ -n "$failed" ]; then
    cat $failed
    exit 1
fi
tail -n 1 "$work/unmeasured"
run slipcover --merge "$work/coverage.json" --out "$work/merged.json" --branch --skip-covered --fail-under 96
tail -n 1 "$work/measured"
