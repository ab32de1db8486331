"""Whatever Excel, a till or a neighbour's program has made of a file: read as it was meant, or refused by place."""

from __future__ import annotations

from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from files import write

from profiles.portable import csv_of
from shop.importers import amounts, dates
from shop.importers.detect import read_catalogue
from shop.importers.report import SHOWN, ImportFailed, Notes
from shop.importers.table import Reading

TEXT = "title,price,kind\nCafé crème,3.20,Coffee\n"


def refused(path: Path, reading: Reading = Reading()) -> ImportFailed:
    """How this file is refused."""
    with pytest.raises(ImportFailed) as failed:
        read_catalogue(path, reading)
    return failed.value


# --- letters ---


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_its_mark(encoding: str, tmp_path: Path) -> None:
    """UTF-8 and UTF-16 come out the same; only UTF-16 without its mark is said to be a guess."""
    report = read_catalogue(write(tmp_path, TEXT.encode(encoding)))
    assert [product.title for product in report.products] == ["Café crème"]
    assert bool(report.warnings) == encoding.endswith("e")


def test_what_excel_saves_is_read_and_said(tmp_path: Path) -> None:
    """A file that is not UTF-8 is taken for Windows-1252, and the first line that rests on it is named."""
    report = read_catalogue(write(tmp_path, "title,price,kind\nTea,1,Tea\nCafé – crème,€ 3,Coffee\n".encode("cp1252")))
    assert report.products[1].title == "Café – crème"
    (warning,) = report.warnings
    assert warning.startswith("line 3: ")
    assert "Windows-1252" in warning


def test_an_encoding_can_be_named(tmp_path: Path) -> None:
    """--encoding outranks the guess, says where it does not fit, and an unknown one is refused."""
    path = write(tmp_path, "title,price\nŁódź,1\n".encode("cp1250"))
    assert read_catalogue(path, Reading(encoding="cp1250")).products[0].title == "Łódź"
    assert refused(path, Reading(encoding="utf-8")).line == 2
    assert "klingon" in str(refused(path, Reading(encoding="klingon")))


def test_a_damaged_file_is_not_guessed_at(tmp_path: Path) -> None:
    """Where letters before it were UTF-8, an odd byte is damage, however far behind."""
    path = write(tmp_path, "title,price\nCafé,1\n".encode() + b"Tea,1\n" * 300_000 + b"Caf\xe9,1\n")
    assert (refused(path).line, "damaged" in str(refused(path))) == (300_003, True)


# --- delimiters ---


@pytest.mark.parametrize("start", ["title;price;tags", "title\tprice\ttags", "sep=;\ntitle;price;tags"])
def test_the_delimiter_is_told_by_the_heading(start: str, tmp_path: Path) -> None:
    """Excel in Europe writes ; or tabs, and sometimes a line of its own before the heading."""
    mark = "\t" if "\t" in start else ";"
    path = write(tmp_path, f'{start}\nTea{mark}"1,20"{mark}"hot, dear"\n')
    (product,) = read_catalogue(path).products
    assert (product.title, product.price_from, product.tags) == ("Tea", Decimal("1.20"), ("hot", "dear"))


def test_lines_are_counted_from_the_first_also_behind_a_line_of_excels(tmp_path: Path) -> None:
    """The line that one sees in an editor is named."""
    assert refused(write(tmp_path, "sep=;\ntitle;price\nTea;1\nJam;x\n")).line == 4


# --- amounts ---


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.299,00", "1299.00"),
        ("1,299.00", "1299.00"),
        ("€ 12,50", "12.50"),
        ("12,50", "12.50"),
        ("12,50 €", "12.50"),
        ("CHF 1'299.50", "1299.50"),
        ("1 299,5", "1299.5"),
        ("$5", "5"),
        ("1.299.000", "1299000"),
        ("0.125", "0.125"),
        ("8,-", "8"),
    ],
)
def test_an_amount_that_can_mean_one_thing_is_read(text: str, amount: str) -> None:
    """Signs of currency, spaces and thousands are taken off."""
    assert amounts.parse(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["-3", "€ -3", "−3", "1,2,3", "12.34.56", "1.29,00,0", "=1+1", "1e3", "NaN", "3 4", ""]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    """Below zero, a formula, or nonsense."""
    with pytest.raises(amounts.NotAnAmount):
        amounts.parse(text)


def prices(tmp_path: Path, *cells: str, reading: Reading = Reading()) -> list[Decimal]:
    """What a column with these prices is read as."""
    rows = "".join(f'P{i},"{cell}"\n' for i, cell in enumerate(cells))
    return [p.price_from for p in read_catalogue(write(tmp_path, f"title,price\n{rows}"), reading).products]


def test_the_column_tells_what_a_lone_mark_means(tmp_path: Path) -> None:
    """1.299 is a thousand beside 12,50, and a little more than one beside 0.50; wherever the other stands."""
    assert prices(tmp_path, "1.299", "12,50") == [Decimal(1299), Decimal("12.50")]
    assert prices(tmp_path, "1.299", "0.50") == [Decimal("1.299"), Decimal("0.50")]
    assert prices(tmp_path, "1.299", "2", reading=Reading(decimal=",")) == [Decimal(1299), Decimal(2)]


@pytest.mark.parametrize("cells", [("2", "1.299"), ("1.299", "12,50", "0.50")])
def test_an_amount_that_may_be_two_is_refused(cells: tuple[str, ...], tmp_path: Path) -> None:
    """Where no cell tells, or cells of both sorts do, the first that may be two is named, with the way out."""
    with pytest.raises(ImportFailed, match=r"line \d, column 'price': '1.299' may be two amounts.*--decimal"):
        prices(tmp_path, *cells)


# --- dates ---


@pytest.mark.parametrize(
    "text",
    [
        *("2026-11-03", "2026/11/03", "20261103", "03.11.2026", "3 Nov 2026", "Nov 3, 2026", "3 novembre 2026"),
        *("3. November 2026", "2026-11-03T00:00:00Z", "November 3, 2026 12:00 AM", "2026-11-03 01:00:00 +0100"),
    ],
)
def test_dates_of_all_sorts_are_one_day(text: str) -> None:
    """However it is written, it is the third of November."""
    assert dates.parse(text) == datetime(2026, 11, 3, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "text", ["soon", "10", "2026-13-01", "31.02.2026", "3 Foo 2026", "2026-11-03 soon", "13/13/2026"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    """No date is made of a number or a word."""
    with pytest.raises(dates.NotADate):
        dates.parse(text, "dmy")


def test_a_time_without_offset_is_the_shops() -> None:
    """In winter and in summer; an offset that is written counts."""
    rome = ZoneInfo("Europe/Rome")
    assert dates.parse("2026-11-03 08:15", zone=rome).hour == 7
    assert dates.parse("03.07.2026 08:15", zone=rome).hour == 6
    assert dates.parse("2026-11-03 08:15:00 -0500", zone=rome).hour == 13


def arrivals(tmp_path: Path, *cells: str, reading: Reading = Reading()) -> list[date | None]:
    rows = "".join(f'P{i},1,"{cell}"\n' for i, cell in enumerate(cells))
    return [p.arrived_on for p in read_catalogue(write(tmp_path, f"title,price,arrived_on\n{rows}"), reading).products]


def test_the_column_tells_which_comes_first(tmp_path: Path) -> None:
    """03/11 is in November beside 25/11, in March beside 11/25, and whatever --dates says beside neither."""
    november, march = date(2026, 11, 3), date(2026, 3, 11)
    assert arrivals(tmp_path, "03/11/2026", "25/11/2026")[0] == november
    assert arrivals(tmp_path, "03/11/2026", "11/25/2026")[0] == march
    assert arrivals(tmp_path, "03/11/2026", reading=Reading(dates="mdy")) == [march]
    assert arrivals(tmp_path, "03/03/2026") == [date(2026, 3, 3)]


def test_a_date_that_may_be_two_is_refused(tmp_path: Path) -> None:
    """Without evidence, and with evidence for both."""
    with pytest.raises(ImportFailed, match=r"line 2, column 'arrived_on': '03/11/2026' may be two dates.*--dates"):
        arrivals(tmp_path, "03/11/2026")
    with pytest.raises(
        ImportFailed, match=r"line 3, column 'arrived_on': '11/25/2026'.*month comes first|day comes first"
    ):
        arrivals(tmp_path, "25/11/2026", "11/25/2026")


# --- cells ---


def test_a_formula_is_text_and_never_written_raw(tmp_path: Path) -> None:
    """It is taken as it stands, with a warning; whatever we write as CSV has it disarmed."""
    report = read_catalogue(write(tmp_path, 'title,price,kind,vendor\n"=HYPERLINK(""x"")",1,Tea,@SUM(A1)\n'))
    (product,) = report.products
    assert (product.title, product.vendor) == ('=HYPERLINK("x")', "@SUM(A1)")
    assert len(report.warnings) == 2
    assert "'=HYPERLINK" in csv_of([{"title": product.title}])


@pytest.mark.parametrize(
    ("cell", "image"),
    [
        ("https://x.example/a.jpg?v=1", "https://x.example/a.jpg?v=1"),
        ("//x.example/a.jpg", "https://x.example/a.jpg"),
        ("images/a.svg", "images/a.svg"),
        ("see the folder", ""),
        ("C:\\pictures\\a.jpg", ""),
        ("javascript:alert(1)", ""),
        ("n/a", ""),
    ],
)
def test_a_picture_that_is_no_address_is_left_out(cell: str, image: str, tmp_path: Path) -> None:
    """The product comes without it, and that is said."""
    report = read_catalogue(write(tmp_path, f"title,price,kind,image\nTea,1,Tea,{cell}\n"))
    assert (report.products[0].image, len(report.warnings)) == (image, 0 if image else 1)


@pytest.mark.parametrize("stated", ["Uncategorized", "default", "n/a", "-", ""])
def test_a_type_that_says_nothing_is_none(stated: str, tmp_path: Path) -> None:
    """What export programs write where nobody has said what a thing is, is not taken for a kind."""
    text = f"Handle,Title,Type,Tags,Option1 Name,Variant Price\na,Salt &amp; pepper,{stated},spice,,1\n"
    (product,) = read_catalogue(write(tmp_path, text)).products
    assert (product.kind, product.title) == ("Spice", "Salt & pepper")


def test_pack_sizes_are_variants(tmp_path: Path) -> None:
    """A pack of six is the same product."""
    text = "Handle,Title,Type,Option1 Name,Option1 Value,Variant Price\n"
    text += "egg,Egg,Eggs,Pack size,6,2.40\negg,,,,12,4.50\n"
    (product,) = read_catalogue(write(tmp_path, text)).products
    assert [(v.id, v.options) for v in product.variants] == [
        ("egg.6", {"Pack size": "6"}),
        ("egg.12", {"Pack size": "12"}),
    ]


def test_columns_that_nobody_asks_for_may_come_twice(tmp_path: Path) -> None:
    """Export plugins write them; one that is read is refused, see the bad files."""
    text = "title,price,Weight,Weight\nTea,1,2,3\n"
    assert len(read_catalogue(write(tmp_path, text)).products) == 1


def test_rows_of_a_product_may_stand_apart(tmp_path: Path) -> None:
    """A product comes once, with all its variants, when the last of its rows is read."""
    text = "id,title,price,options\na,A,1,Size: S\nb,B,2,\na,A,3,Size: M\n"
    first, second = read_catalogue(write(tmp_path, text)).products
    assert (first.id, second.id, len(second.variants)) == ("b", "a", 2)


@pytest.mark.parametrize(("content", "problem"), [("", "empty"), (None, "No such file"), ("title,price\n", None)])
def test_nothing_to_read(content: str | None, problem: str | None, tmp_path: Path) -> None:
    """An empty file, a missing one and a folder are refused; a heading alone has no products."""
    path = write(tmp_path, content) if content is not None else tmp_path / "none.csv"
    if problem is None:
        assert read_catalogue(path).products == ()
    else:
        assert problem in str(refused(path))
    assert "directory" in str(refused(tmp_path))


def test_a_hundred_thousand_warnings_fill_no_screen() -> None:
    """Each sort is counted, and its first few are shown."""
    notes = Notes()
    for line in range(100_000):
        notes.add("no Type", line, "x")
    notes.add("no kind", 7, "y")
    told = list(notes.told())
    assert told[0] == "no Type: 100,000"
    assert len(told) == 1 + SHOWN + 1 + 2
