"""A catalogue that is loaded while the shop is open is served at once, without a restart."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from stack import ROOT, Stack

pytestmark = pytest.mark.stack
REAL = Path(__file__).resolve().parents[3] / "shared/data/catalogues"


def load(stack: Stack, file: Path) -> str:
    """``solito import catalogue FILE``, as the shop's developer runs it."""
    command = [sys.executable, "-m", "solito", "import", "catalogue", str(file)]
    done = subprocess.run(command, cwd=ROOT, env=stack.environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_new_product_is_sold_at_once(stack: Stack, tmp_path: Path) -> None:
    """Nobody had heard of it a second ago."""
    visitor = stack.customer("demo-sofia")
    assert "7.50" not in visitor.says("how much is the quince jelly?")
    file = tmp_path / "new.csv"
    file.write_text("title,price,kind\nQuince jelly,7.50,Pantry\n")
    assert "1 products" in load(stack, file)
    assert "7.50" in visitor.says("how much is the quince jelly now?")


@pytest.mark.parametrize(
    ("name", "question", "price"),
    [
        ("home-and-garden.csv", "how much is the clay plant pot?", "9.99"),
        ("apparel.csv", "how much is the ocean blue shirt?", "50.00"),
    ],
)
def test_real_shopify_files_are_served(stack: Stack, name: str, question: str, price: str) -> None:
    """Shopify's own samples load, and the running bot tells their prices."""
    if not (REAL / name).exists():
        pytest.skip(f"{name} is not there: the public catalogues lie beside the repository")
    assert "products" in load(stack, REAL / name)
    assert price in stack.visitor().says(question)
