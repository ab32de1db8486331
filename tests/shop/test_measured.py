"""Sizes and measures in figures, as they are said."""

from __future__ import annotations

import pytest

from shop.measured import said_measures

TINS = ("1 L", "2.5 L", "5 L")
BOOTS = ("42", "43", "44")
SOCKS = ("36-39", "40-43", "44-47")
SCREWS = ("4 x 30 mm", "5 x 70 mm")


@pytest.mark.parametrize(
    ("values", "text", "meant"),
    [
        (TINS, "2.5 l please", ["2.5 L"]),
        (TINS, "2,5L", ["2.5 L"]),
        (TINS, "5 litres of the white", ["5 L"]),
        (TINS, "five of them", []),
        (TINS, "5 of them", []),
        (TINS, "0.5 l", []),
        (TINS, "5 kg", []),
        (BOOTS, "boots in 43", ["43"]),
        (BOOTS, "size 43", ["43"]),
        (SOCKS, "socks, 44", ["44-47"]),
        (SOCKS, "40-43", ["40-43"]),
        (SCREWS, "two boxes of 5x70 and one of 4x30mm", ["5 x 70 mm", "4 x 30 mm"]),
        (("15 m", "30 m"), "the hose, 30 metres", ["30 m"]),
        (("3 m", "5 m"), "length 5", ["5 m"]),
        (("€10", "€25"), "25 then", ["€25"]),
        (("Small", "Large"), "2 large", []),
    ],
)
def test_a_size_in_figures_is_read_with_its_unit_and_decimals(
    values: tuple[str, ...], text: str, meant: list[str]
) -> None:
    """A figure is a size with its unit, after "size", or where it cannot be a number of pieces; else it is none."""
    called = "Length" if "length" in text else ""
    assert [value for value, _, _ in said_measures(values, text, called)] == meant
