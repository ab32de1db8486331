"""What replies are measured on beside the 40 dialogues has no part in them."""

from __future__ import annotations

from benchmarks.voice_unseen import unseen

POOL = [
    ("a latte please", "tm4"), ("A  Latte please", "tm4"), ("two burgers", "multidogo"), ("hello", "multidogo"),
    ("what is the weather", "clinc"),
]  # fmt: skip


def test_what_stands_in_the_dialogues_is_left_out():
    """However it is spaced or cased; and so are other sources."""
    assert unseen(POOL, ["Two  Burgers", "HELLO"]) == ["A  Latte please"]


def test_the_same_messages_each_time():
    """By a fixed seed, no more than asked for, none twice."""
    pool = [(f"{n} buns", "tm4") for n in range(50)]
    first = unseen(pool, [], 20)
    assert first == unseen(reversed(pool), [], 20)
    assert len(set(first)) == 20
