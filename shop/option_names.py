"""What people say for the names of sizes, milks and colours, as these stand in a catalogue. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

# By value of an option, English and Italian (folded).
_ALSO: Mapping[str, frozenset[str]] = {
    "large": frozenset({"big", "grande", "grandi", "tall", "xl", "l"}),
    "small": frozenset({"little", "piccolo", "piccola", "piccoli", "piccole", "mini", "s"}),
    "medium": frozenset({"regular", "medio", "media", "m"}),
    "l": frozenset({"large", "big", "grande"}),
    "m": frozenset({"medium", "medio", "media"}),
    "s": frozenset({"small", "piccolo", "piccola"}),
    "oat": frozenset({"avena", "oatly"}),
    "soy": frozenset({"soya", "soia"}),
    "soya": frozenset({"soy", "soia"}),
    "almond": frozenset({"mandorla"}),
    "skimmed": frozenset({"skim", "scremato", "skinny"}),
    "decaf": frozenset({"decaffeinated", "decaffeinato"}),
    "double": frozenset({"doppio", "doppia", "doppi", "doppie"}),
    "single": frozenset({"singolo", "singola"}),
    "cup": frozenset({"tazza"}),
    "pot": frozenset({"teiera"}),
    "green": frozenset({"verde", "verdi"}),
    "rust": frozenset({"ruggine"}),
    "white": frozenset({"bianco", "bianca"}),
    "black": frozenset({"nero", "nera"}),
}


def also_called(value: str) -> Collection[str]:
    """What people say for a value of an option: "soya" for "soy", "grande" for "large"; nothing for most."""
    return _ALSO.get(value, frozenset())
