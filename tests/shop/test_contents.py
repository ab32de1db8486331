"""What is in a thing is told to an Italian in Italian, and what no list knows is left as the shop wrote it."""

from __future__ import annotations

import pytest

from shop.contents import contents_in, each_in


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("nuts (almonds)", "frutta a guscio (mandorle)"),
        ("gluten (with oat milk)", "glutine (con latte d'avena)"),
        ("Eggs, milk, sea salt", "uova, latte, sale marino"),
        ("dragon fruit, sugar", "dragon fruit, zucchero"),
        ("uova, latte", "uova, latte"),
        ("", ""),
    ],
)
def test_each_part_is_looked_up_whole(listed: str, said: str) -> None:
    """Nothing is guessed: an entry that is not known stays as it is, and so does one that is Italian already."""
    assert contents_in(listed, "it") == said


def test_nobody_else_hears_italian() -> None:
    """An English customer hears the list as it is written."""
    assert each_in(("nuts (almonds)", "milk"), "en") == ["nuts (almonds)", "milk"]
