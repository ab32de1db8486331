"""What the catalogue formats have in common: the fields with the true material, HTML, ids. Pure."""

from __future__ import annotations

import html
import re
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

from shop.importers.row import NAME_MAX, Row
from shop.lexicon import ALSO, NAMED_IT
from shop.model import Product
from shop.text import fold

TEXTS = ("story", "maker", "guarantee", "returns", "best_for", "ingredients", "tax")
COUNTS = ("made_count", "rating_count", "prep_minutes")
FIELDS = (
    *TEXTS,
    *COUNTS,
    "arrived_on",
    "rating",
    "allergens",
    "discreet",
    "category",
    "complements",
    "related",
    "title_it",
)

# Tags that tell for whom or that it is reduced, not what it is.
_NO_KIND = frozenset(
    {"men", "women", "man", "woman", "kids", "unisex", "sale", "new", "gift", "bestseller", "featured"}
)
# What export programs write where nobody has said what a thing is.
_NO_TYPE = frozenset({"", "uncategorized", "uncategorised", "default", "none", "n/a", "-", "product", "products"})
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)
_PICTURE = re.compile(r"[\w./%~-]+\.(?:svg|png|jpe?g|webp|gif|avif)", re.IGNORECASE)
_PLAIN_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BLOCKS = frozenset({"p", "br", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table"})


def details(row: Row, columns: dict[str, str]) -> dict[str, Any]:
    """Product fields from one row; ``columns``: field → its column in this file. An empty cell makes no claim."""
    found: dict[str, Any] = {}
    for field, column in columns.items():
        if row.get(column):
            found[field] = _read(field, row, column)
    return found


def _read(field: str, row: Row, column: str) -> Any:
    if field in TEXTS:
        return plain_text(row.text(column))
    if field in COUNTS:
        count = row.whole(column)
        if count is not None and count < 0:
            raise row.failed(column, f"{count} is below zero")
        return count
    if field == "rating":
        return _rating(row, column)
    if field == "arrived_on":
        return row.day(column)
    if field == "discreet":
        return row.flag(column)
    if field == "allergens":
        stated = split_list(row.get(column))
        return () if [item.lower() for item in stated] == ["none"] else stated
    return split_list(row.get(column)) if field in ("complements", "related") else unescaped(row.name(column))


def _rating(row: Row, column: str) -> Decimal:
    """0 … 5; no thousands can be meant, so that a comma is a decimal mark."""
    text = row.get(column).replace(",", ".")
    if not re.fullmatch(r"\d(?:\.\d{1,6})?", text) or Decimal(text) > 5:
        raise row.failed(column, f"{text[:40]!r} is no rating from 0 to 5")
    return Decimal(text)


def unescaped(text: str) -> str:
    """A name on one line, with what export programs write for & and its kind put back: "Salt &amp; pepper"."""
    return " ".join(_entities(text).split())


def _entities(text: str) -> str:
    return _ENTITY.sub(lambda found: html.unescape(found.group()), text) if "&" in text else text


def shelved(row: Row, column: str, product: Product) -> Product:
    """The product, or ImportFailed where its kind or shelf is longer than can be kept."""
    if len(product.kind) > NAME_MAX or len(product.category) > NAME_MAX:
        raise row.failed(column, f"longer than {NAME_MAX} characters")
    return product


def picture(row: Row, column: str, text: str) -> str:
    """The address of a picture, or a file beside the shop's own; "" with a warning for anything else."""
    address = f"https:{text}" if text.startswith("//") else text
    if not text or _ADDRESS.fullmatch(address) or _PICTURE.fullmatch(text):
        return address
    row.note("a picture is no address and was left out", f"{column}: {text[:60]!r}")
    return ""


def also_tags(tags: tuple[str, ...], fields: dict[str, Any]) -> tuple[str, ...]:
    """The tags, and with them the product's name in Italian, by which it can be asked for, too."""
    other = fields.pop("title_it", None)
    return (*tags, f"{ALSO}{other}", f"{NAMED_IT}{other}") if other else tags


def kind_of(stated: str, category: str, tags: tuple[str, ...]) -> str:
    """The shop's Type; else the leaf of a category path; else the first tag that says what it is; else "Other"."""
    leaf = re.split(r"\s*>\s*", category)[-1].strip()
    for name in (stated, leaf):
        if name.lower() not in _NO_TYPE:
            return name
    return next((tag.capitalize() for tag in tags if tag.lower() not in _NO_KIND), "Other")


def split_list(text: str) -> tuple[str, ...]:
    """Comma-separated (or ; or line by line) items, each once."""
    return tuple(dict.fromkeys(item.strip() for item in re.split(r"[,;\n]", _entities(text)) if item.strip()))


def slug(text: str) -> str:
    """A name fit for an id: "Café crème, large" → "cafe-creme-large"."""
    return text if _PLAIN_SLUG.fullmatch(text) else re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def variant_id(row: Row, column: str, product_id: str, values: list[str]) -> str:
    """The id of a variant; a product's only variant has the product's. The point keeps it apart from other handles.

    ImportFailed, naming the row's column, when it is too long to be kept.
    """
    own_id = ".".join([product_id, *([slug("-".join(values)) or "x"] if values else [])])
    if len(own_id) > NAME_MAX:
        raise row.failed(column, f"the id {own_id[:40]}… is longer than {NAME_MAX} characters")
    return own_id


def plain_text(markup: str) -> str:
    """The text of a piece of HTML: no tags, scripts or entities; paragraphs become sentences on one line."""
    if "<" not in markup and "&" not in markup:
        return " ".join(markup.split())
    reader = _TextReader()
    reader.feed(markup)
    reader.close()
    return " ".join("".join(reader.pieces).split())


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("script", "style")
        if tag in _BLOCKS:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("script", "style") and self._silent > 0
        if tag in _BLOCKS:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)
