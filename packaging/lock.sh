#!/usr/bin/env bash
# Writes packaging/constraints.txt: one version of everything that a bundle holds or is made with, on each
# system, with the hashes of its files and no addresses. Needs uv. What is in it is what release.py takes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec uv pip compile --quiet --universal --generate-hashes --extra bundle \
    --custom-compile-command packaging/lock.sh --output-file packaging/constraints.txt \
    "$@" pyproject.toml
