"""Which of the things that were shown is meant."""

from __future__ import annotations

from decimal import Decimal

import pytest
from shop_sample import product

from shop.model import Variant
from shop.narrowing import narrowed

SHOWN = (
    product(
        "blue", "Ocean blue shirt", "Shirt", Variant("blue", "", Decimal("50")), description="Cotton, with a collar."
    ),
    product("red", "Chequered red shirt", "Shirt", Variant("red", "", Decimal("45")), description="Plaid flannel."),
    product("white", "White shirt", "Shirt", Variant("white", "", Decimal("30")), description="Linen, long sleeves."),
)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("the blue one", ["blue"]),
        ("blu", ["blue"]),
        ("the checked one please", ["red"]),
        ("not the blue one", ["red", "white"]),
        ("not the blue and not the red", ["white"]),
        ("neither, no white", ["blue", "red"]),
        ("the linen one", ["white"]),
        ("the cheaper one", ["white"]),
        ("the more expensive one", ["blue"]),
        ("the shirt", ["blue", "red", "white"]),
        ("yes", ["blue", "red", "white"]),
        ("", ["blue", "red", "white"]),
        ("no shirt", ["blue", "red", "white"]),
    ],
)
def test_what_a_text_leaves_of_what_was_shown(text: str, left: list[str]) -> None:
    """Names, qualities, refusals and comparatives narrow; what fits all or none narrows nothing."""
    assert [p.id for p in narrowed(text, SHOWN)] == left


def test_a_limit_narrows() -> None:
    """What costs more than the limit goes, unless that were everything."""
    assert [p.id for p in narrowed("under 46", SHOWN, Decimal(46))] == ["red", "white"]
    assert len(narrowed("under 10", SHOWN, Decimal(10))) == 3
    assert narrowed("the blue one", ()) == ()
