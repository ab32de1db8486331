"""Does it sell more? What two groups of customers came to, in the owner's words, with the doubt."""

from __future__ import annotations

from profiles.comparing import EACH_WAY_MIN, PERSONS_MIN, Comparison, Side, persons_needed

SIZES = (0.10, 0.05, 0.02)  # differences for which it is said how many customers would show them
NOBODY = "No comparison is made. With SOLITO_PLAIN_SHARE=0.5 half of those who let it be measured hear the plain manner, by lot."


def sentences(found: Comparison, share: float) -> list[str]:
    """The finding first, then what it rests on, then how many customers it takes. ``share`` of plain ones, now."""
    if not share and not found.adapted.visits + found.plain.visits:
        return [NOBODY]
    told = [_finding(found), _side("In kind", found.adapted), _side("In the plain manner", found.plain)]
    if found.switched:
        told.append(f"{found.switched:,} customers were in both groups, and count in neither.")
    if not share:
        return [*told, "The comparison is over: SOLITO_PLAIN_SHARE is 0."]
    needed = ", ".join(f"{persons_needed(found, size, share):,} for {size * 100:.0f} points" for size in SIZES)
    guess = "" if found.difference is not None else " (as a rule; with your own figures once there are enough)"
    return [*told, f"Customers needed in all to see a difference four times in five: {needed}{guess}."]


def _finding(found: Comparison) -> str:
    if found.difference is None or found.low is None or found.high is None:
        need = f"{PERSONS_MIN} customers in each group, and in each {EACH_WAY_MIN} visits with a sale and {EACH_WAY_MIN} without"
        return f"Too few to say anything yet: it takes {need}."
    span = f"{_points(found.low)} and {_points(found.high)} of 100 visits"
    if found.told == "not yet":
        return f"It cannot be told yet whether answering in kind sells more: the difference lies (with 95 % certainty) between {span}, and may be none."
    word = "more" if found.told == "more" else "less"
    return (
        f"Answering in kind sells {word}: {_points(found.difference)} of 100 visits end with an order, with 95 % certainty between {span}."
        " Look at a day that you fixed before, not at each day until it looks well."
    )


def _side(name: str, side: Side) -> str:
    rate = f", {side.rate:.1%}" if side.rate is not None and side.visits >= PERSONS_MIN else ""
    return f"{name}: {side.persons:,} customers, {side.visits:,} visits, {side.sales:,} with an order{rate}."


def _points(difference: float) -> str:
    return f"{difference * 100:+.1f}".replace("-", "−")
