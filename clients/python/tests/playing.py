"""What tests of matches share: the command line, and where agents' files are."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Dict, Tuple

from gridleague.engine import engine_command

PACKAGE = Path(__file__).resolve().parents[1]
AGENTS = PACKAGE / "tests" / "agents"


def cli(*arguments: str) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, "GRIDLEAGUE_PYTHON": sys.executable}
    return subprocess.run([*engine_command(), *arguments], env=env, capture_output=True, text=True)


def played(*arguments: str) -> Dict[str, Any]:
    """The report of a match with its ledger in memory."""
    done = cli("play", *arguments, "--chain", "memory", "--json")
    assert done.returncode == 0, done.stderr
    report: Dict[str, Any] = json.loads(done.stdout)
    return report


def python(code: str) -> Tuple[int, str]:
    """A program of its own that has the package."""
    env = {**os.environ, "PYTHONPATH": str(PACKAGE)}
    done = subprocess.run([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout
