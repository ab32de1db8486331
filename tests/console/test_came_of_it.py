"""What the owner reads of two groups: the finding, what it rests on, and how many customers it takes."""

from __future__ import annotations

from console.came_of_it import NOBODY, sentences
from profiles.comparing import Counted, compare


def told(adapted: int, plain: int, of: int = 100, share: float = 0.5) -> list[str]:
    pairs = (("adapted", adapted), ("plain", plain))
    return sentences(compare(Counted(f"{g}{n}", g, n < sold) for g, sold in pairs for n in range(of)), share)


def test_before_it_was_set_up_the_owner_is_told_how():
    """Nothing compared, and no share: one sentence, which names the setting."""
    assert sentences(compare([]), 0) == [NOBODY]


def test_too_few_get_no_percentages():
    """A handful of visits shows counts, no difference, and a number to wait for."""
    lines = told(3, 1, of=4)
    assert lines[0].startswith("Too few to say anything yet")
    assert not any("%" in line or "points of" in line for line in lines)
    assert "3,140 for 5 points, 19,625 for 2 points (as a rule" in lines[-1]


def test_what_cannot_be_told_is_not_told():
    """A difference that may be chance is called none that is known, with its limits."""
    lines = told(45, 40)
    assert "cannot be told yet" in lines[0]
    assert "between −8.8 and +18.8 of 100 visits" in lines[0]
    assert lines[1:3] == [
        "In kind: 100 customers, 100 visits, 45 with an order, 45.0%.",
        "In the plain manner: 100 customers, 100 visits, 40 with an order, 40.0%.",
    ]


def test_more_and_less_are_told_with_the_same_words():
    """Good news and bad, with the doubt, and a warning not to stop on a good day."""
    assert told(60, 30)[0].startswith(
        "Answering in kind sells more: +30.0 of 100 visits end with an order, with 95 % certainty between +16.8 and"
    )
    assert told(30, 60)[0].startswith("Answering in kind sells less: −30.0 of 100 visits")
    assert "Look at a day that you fixed before" in told(60, 30)[0]


def test_the_owners_page_says_so(house, at_desk):
    """It stands on the owner's page, under what came of it."""
    assert NOBODY in at_desk("Ottavia").get("/news").text
