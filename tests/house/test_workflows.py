"""The workflows, which nobody could run yet: what can be seen without a runner.

Their shape, each step's script by `bash -n`, and that what they name is there.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.installation import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
KEYS = {
    "name", "needs", "runs-on", "container", "timeout-minutes", "strategy", "defaults", "env",
    "environment", "permissions", "steps",
}  # fmt: skip
STEP_KEYS = {"name", "if", "uses", "with", "run", "env"}
CONTEXTS = {"matrix", "secrets", "github", "runner"}

every = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in read(path)["jobs"].values():
        yield from job["steps"]


def test_there_are_two() -> None:
    assert [path.stem for path in WORKFLOWS] == ["release", "test"]


@every
def test_its_shape_is_one_that_github_takes(path: Path) -> None:
    workflow = read(path)
    assert set(workflow) == {"name", True, "permissions", "jobs"}  # YAML 1.1 reads `on` so
    for job in workflow["jobs"].values():
        assert set(job) <= KEYS
        assert set(job.get("needs", []) if isinstance(job.get("needs"), list) else []) <= set(
            workflow["jobs"]
        )
        assert "timeout-minutes" in job
        for step in job["steps"]:
            assert set(step) <= STEP_KEYS
            assert ("uses" in step) != ("run" in step)
            assert re.fullmatch(r"[\w-]+/[\w-]+@(v\d+|release/v\d+)", step.get("uses", "a/b@v1"))


@every
def test_each_script_is_one_for_bash(path: Path) -> None:
    for step in steps(path):
        script = re.sub(r"\$\{\{.*?\}\}", "value", step.get("run", ""))
        done = subprocess.run(
            ["bash", "-n"], input=script, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, (script, done.stderr)


@every
def test_expressions_name_what_there_is(path: Path) -> None:
    text = path.read_text("utf-8")
    named = re.findall(r"\$\{\{ (\w+)\.\w+ \}\}", text)
    assert len(named) == text.count("${{")
    assert set(named) <= CONTEXTS
    for job in read(path)["jobs"].values():
        matrix = job.get("strategy", {}).get("matrix", {})
        keys = {*matrix, *(key for one in matrix.get("include", []) for key in one)}
        assert set(re.findall(r"matrix\.(\w+)", str(job))) <= keys


@every
def test_files_that_it_names_are_there(path: Path) -> None:
    named = re.findall(r"(?:packaging|tests|\.ci)/[\w./-]+", path.read_text("utf-8"))
    assert named
    for name in named:
        assert (ROOT / name.rstrip(".")).exists(), name
