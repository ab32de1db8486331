"""The copywriter's files: what is refused, with file, line and key, and what the linter finds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from actions.adaptation import lint as linter
from actions.adaptation.acts import ACTS, INSIDE, asks
from actions.adaptation.house_words import reworded, said_of
from actions.adaptation.lint import lint
from actions.adaptation.phrasings import PhrasingError, Phrasings
from actions.adaptation.template import read_template
from actions.adaptation.voices import FOLDER, every_sentence, own_phrasings, render_voices


def folder_with(tmp_path: Path, find: str, put: str) -> Path:
    """The shipped English file with one place changed."""
    source = (FOLDER / "en.yml").read_text("utf-8")
    assert find in source
    (tmp_path / "en.yml").write_text(source.replace(find, put, 1), "utf-8")
    return tmp_path


def line_of(words: str) -> int:
    lines = (FOLDER / "en.yml").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


USUAL = "Your usual? {item}, {price}."


@pytest.mark.parametrize(
    ("put", "message"),
    [
        ("Your usual? {itme}, {item}, {price}.", r"offer_usual\.neutral\.short: unknown slot \{itme\}; .* item, price"),
        ("Your usual? {item}.", r"offer_usual\.neutral\.short: must say \{price\}"),
        ("Your usual? {item, {price}.", r"offer_usual\.neutral\.short: a brace without its partner"),
        ("Your usual? {item} {price} {shout:x}", r"unknown helper"),
        ("Your usual? {item.__class__} {item} {price}", r"is not the name of a slot"),
    ],
)
def test_a_slip_in_a_wording_is_named_by_file_line_and_key(tmp_path, put, message):
    """Unknown, missing and broken slots are found when the file is loaded, with their place."""
    with pytest.raises(PhrasingError, match=rf"en\.yml, line {line_of(USUAL)}, .*{message}"):
        Phrasings.load(folder_with(tmp_path, USUAL, put))


@pytest.mark.parametrize(
    ("find", "put", "message"),
    [
        ("\nnews:\n", "\nnewz:\n", r"newz: unknown act(.|\n)*news: this act has no wording"),
        ("\nnews:\n  formal:", "\nnews:\n  posh:", r"news\.posh: a manner is one of"),
        (
            "cart_empty:\n  formal: {short:",
            "cart_empty:\n  formal: {tiny:",
            r"cart_empty\.formal\.tiny: a length is one of",
        ),
        ("\nnews:\n", "\nnews: [\n", r"en\.yml, line \d+, news: not valid YAML"),
        ("\nnews:\n", "\nnews:\n  x: \x07\n", r"en\.yml, line \d+, news: not valid YAML: character 0x0007"),
        ("\nnews:\n", "\nnews:\n  ? [a, b]\n  : c\n", r"en\.yml, line \d+, news: expected a name before the colon"),
        ("\nnews:\n", "\nnews:\n  formal: {long: 'No {verb:news:a|b}.'}\n", r"news\.formal\.long: must say \{news\}"),
        (
            'medium: ["Good morning", "Hello"',
            'long: ["Good morning", "Hello"',
            r"good_morning\.neutral\.medium: missing",
        ),
        ("\nremoved:\n", "\nadded:\n", r"added: is there twice"),
        (
            'medium: ["Good morning", "Hello"',
            'medium: [{a: b}, "Hello"',
            r"good_morning\.neutral\.medium: expected a sentence",
        ),
    ],
)
def test_a_slip_in_the_file_is_named(tmp_path, find, put, message):
    """Unknown acts, manners, lengths, gaps, doubles and bad YAML are refused with their place."""
    with pytest.raises(PhrasingError, match=message):
        Phrasings.load(folder_with(tmp_path, find, put))


def test_a_file_that_is_no_text_is_named(tmp_path):
    """Another encoding is told with its line and act; what no one can read, a folder for a file, by name."""
    source = (FOLDER / "en.yml").read_text("utf-8").replace("{news}", "{news} à", 1)
    (tmp_path / "en.yml").write_bytes(source.partition("{news} à")[0].encode() + "{news} à".encode("latin-1"))
    with pytest.raises(PhrasingError, match=rf"^en\.yml, line {line_of('{news}')}, news: not UTF-8: byte 0xe0"):
        Phrasings.load(tmp_path)
    (tmp_path / "en.yml").unlink()
    (tmp_path / "en.yml").mkdir()
    with pytest.raises(PhrasingError, match=r"^en\.yml: cannot be read: "):
        Phrasings.load(tmp_path)


def test_a_mark_before_the_text_is_no_slip(tmp_path):
    """Some editors put one there, and end lines otherwise; the wordings are the same."""
    source = (FOLDER / "en.yml").read_text("utf-8").replace("\n", "\r\n")
    (tmp_path / "en.yml").write_bytes(b"\xef\xbb\xbf" + source.encode())
    ours = [phrase for lang, *_, phrase in own_phrasings().all() if lang == "en"]
    assert [phrase for *_, phrase in Phrasings.load(tmp_path).all()] == ours


def test_an_empty_folder_is_refused(tmp_path):
    """Without any file there is nothing to say, and the message names the folder."""
    with pytest.raises(PhrasingError, match="no phrasings"):
        Phrasings.load(tmp_path)


def test_a_brands_unwanted_words_are_left_out():
    """Wordings with a word that the brand never uses are not said; a ban that leaves nothing is refused."""
    book = Phrasings.load(FOLDER, never=("Fancy",))
    assert not any("fancy" in phrase.source.casefold() for *_, phrase in book.all())
    with pytest.raises(PhrasingError, match=r"cart_empty.*'nothing on your order yet', 'still empty'.*shop\.yml"):
        Phrasings.load(FOLDER, never=("nothing on your order yet", "still empty"))


def test_a_brands_own_words_are_used():
    """What the brand prefers is said instead, with its capital; in no slot, no slot's name, no longer word."""
    book = Phrasings.load(FOLDER, use={"order": "list", "item": "thing", "your": "Thy"})
    sources = [phrase.source for lang, *_, phrase in book.all() if lang == "en"]
    assert not any(re.search(r"\border\b", re.sub(r"\{[^}]*\}", "", source), re.IGNORECASE) for source in sources)
    assert any("your" in phrase.source.casefold() for *_, phrase in own_phrasings().all())
    assert "Thy usual? {item}, {price}." in sources
    offer = next(book.cells("en", "offer_usual", "neutral", "short"))[0]
    assert offer.template.fill({"item": "your order", "price": "€3.80"})[0].endswith("Your order, €3.80.")


def test_helpers_keep_their_names_and_take_the_brands_words():
    """In a plural or a warm part the words are ours; the name of the slot is not."""
    use = {"minutes": "moments", "enjoy": "savour"}
    assert reworded("In {plural:minutes:minute|minutes}{warm: and enjoy it}.", use) == (
        "In {plural:minutes:minute|moments}{warm: and savour it}."
    )
    assert not said_of("{item}, {price}?", ("price", "item"))
    assert said_of("The cheapest is {item}.", ("cheap",)) == ("cheap",)


def test_a_ban_takes_a_word_with_its_endings_and_no_other_word():
    """ "hey" is not in "they", nor "hun" in "hundred"; endings of English and Italian are the same word."""
    assert not said_of("What do they like? One of a hundred.", ("hey", "hun", "one of them"))
    assert said_of("Hey, the dudes pay cheaply.", ("hey", "dude", "cheap")) == ("hey", "dude", "cheap")
    assert said_of("Le più economiche, dirt-cheap.", ("economico", "dirt cheap")) == ("economico",)


def test_our_own_phrasings_pass_the_linter():
    """No banned word, no wording out of its class, none that is never chosen, questions only where they may be."""
    assert [str(problem) for problem in lint(own_phrasings())] == []


# act, manner, length, what is written there, what the linter says of it
SLIPS_OF_TASTE = [
    ("offer_again", "neutral", "short", "Great taste: {item}, {price}?", "banned: (great"),
    ("offer_again", "neutral", "short", "{item} again! For {price}?", "exclamation"),
    ("offer_again", "neutral", "short", "{item} again, {price}.", "must ask"),
    ("removed", "neutral", "short", "{item} is off, is it not?", "asks, but a yes to this act would go nowhere"),
    (
        "offer_again",
        "neutral",
        "short",
        "{item}, {price}? It has many more words than a short one bears.",
        "12 words; short",
    ),
    ("offer_again", "neutral", "short", ["{item} once, {price}?", "{item} once, {price}?"], "there twice"),
    ("offer_again", "neutral", "short", "{item} again , {price}?", "stray space"),
    ("offer_again", "neutral", "short", "{item} again? {price}", "no stop"),
    ("offer_again", "neutral", "short", "again {item}, {price}?", "small letter"),
    ("offer_again", "neutral", "long", "{item}? {price}.", "shorter than the length below it"),
    ("offer_again", "formal", "short", "It's {item} again, {price}?", "It's: formal English writes it out"),
    ("offer_again", "formal", "short", "You don’t want {item}, {price}?", "don’t: formal English writes it out"),
    (
        "offer_again",
        "formal",
        "short",
        "{item} again, madam, {price}?",
        "madam: a title is only for those who stated it",
    ),
    ("goodbye", "casual", "short", "Bye, Sir.", "Sir: a title is only for those who stated it"),
]


def with_wording(tmp_path: Path, act: str, manner: str, level: str, words: object) -> Phrasings:
    """The shipped English wordings, in one place these."""
    book = yaml.safe_load((FOLDER / "en.yml").read_text("utf-8"))
    book[act].setdefault(manner, {})[level] = words
    (tmp_path / "en.yml").write_text(yaml.safe_dump(book, allow_unicode=True, width=1_000), "utf-8")
    return Phrasings.load(tmp_path)


@pytest.mark.parametrize(("act", "manner", "level", "words", "message"), SLIPS_OF_TASTE)
def test_the_linter_finds_what_it_is_for(tmp_path, act, manner, level, words, message):
    """Each kind of slip of taste is found, with file, line and key, and it is all that is found there."""
    key = rf"en\.yml, line \d+, {act}\.{manner}\.{level}, wording \d: "
    problems = [str(problem) for problem in lint(with_wording(tmp_path, act, manner, level, words))]
    found = [problem for problem in problems if re.match(key, problem)]
    assert len(found) == 1, problems
    assert message in found[0]


@pytest.mark.parametrize("words", ["The shop's own {item}, {price}?", "Say “don’t” to {item}, {price}?"])
def test_whose_it_is_and_what_is_quoted_are_no_contractions(tmp_path, words):
    """A formal wording may say "the shop's", and may quote what the customer can say."""
    assert lint(with_wording(tmp_path, "offer_again", "formal", "short", words)) == []


def test_a_variant_that_is_never_chosen_is_found(tmp_path, monkeypatch):
    """A choice that always passes over the last of three wordings shows in the linter; an even one does not."""
    words = [f"{{item}} {often}, {{price}}?" for often in ("again", "once more", "as before")]
    book = with_wording(tmp_path, "offer_again", "neutral", "short", words)
    assert lint(book) == []
    monkeypatch.setattr(linter, "choose", lambda phrases, *_: phrases[max(0, len(phrases) - 2)])
    found = {(p.id, p.text) for p in lint(book)}
    assert ("en/offer_again/neutral/short/3", "this variant is never chosen") in found
    assert ("en/offer_again/neutral/short/2", "this variant is never chosen") not in found


def test_both_languages_word_every_act():
    """English and Italian are complete; every act has a neutral short and medium one, save what stands inside other sentences."""
    for lang in ("en", "it"):
        book = own_phrasings().by_language[lang]
        assert set(book) == set(ACTS)
        short = [act for act, cells in book.items() if ("neutral", "short") not in cells]
        assert set(short) <= INSIDE
    english = own_phrasings().by_language["en"]
    thin = [act for act, cells in english.items() if not any(manner == "casual" for manner, _ in cells)]
    assert set(thin) <= INSIDE | {"abuse", "abuse_again", "distress", "other_language"}


LEI = re.compile(
    r"\b(Lei|Suo|Sua|Suoi)\b|(?<=[a-zàèìòù,] )(Le|La)\b|\w(?:Le|La)\b|\bLe (?=[a-z]+(o|ei) )"
    r"|\b(desidera|preferisce|vuole|dica|(?<!che )chieda|mi dice|intende|intendeva)\b"
)
TU = re.compile(r"\b(tu|ti|te|tuo|tua|tuoi|vuoi|puoi|preferisci|dimmi|scusa|chiedi|chiedimi|hai)\b", re.IGNORECASE)


def test_italian_never_mixes_tu_and_lei():
    """No Lei wording says tu, no tu wording says Lei, and who says tu never falls back to a Lei wording."""
    book = own_phrasings().by_language["it"]
    for act, cells in book.items():
        for (manner, _), phrases in cells.items():
            for phrase in phrases:
                inner = re.sub(r"“[^”]*”", "", phrase.source)
                wrong = LEI if manner == "casual" else TU
                assert not wrong.search(re.sub(r"\{[^}]*\}", "", inner)), phrase.source
        addressed = any(LEI.search(p.source) for (m, _), ps in cells.items() if m == "neutral" for p in ps)
        if addressed:
            assert ("casual", "medium") in cells, act


def test_questions_are_known_to_the_caller():
    """The caller can tell which acts leave a yes-or-no question open."""
    assert asks("read_back") == "yes"
    assert asks("what_else") == "open"
    assert asks("price_is") == "no"


def test_voices_show_every_combination():
    """The table has each manner and length, samples where no slot is given, and marks fallbacks."""
    table = render_voices("offer_usual", {"item": "matcha"})
    assert "matcha, €3.80" in table.replace("Matcha", "matcha")
    assert len({tuple(row.split()[:2]) for row in table.splitlines()[1:]}) == 9
    assert "→ neutral medium" in render_voices("good_morning")
    with pytest.raises(PhrasingError, match="no act 'sing'"):
        render_voices("sing")


def test_every_sentence_can_be_read():
    """All sentences with their samples, for a spelling check: none with a gap left."""
    for lang in ("en", "it"):
        sentences = every_sentence(lang)
        assert len(sentences) > 500
        assert not [sentence for sentence in sentences if "{" in sentence]


def test_helpers_read_numbers_and_articles():
    """The article and plural helpers work for English words that need them."""
    assert read_template("Want {a:item}?").fill({"item": "oat flat white"})[0] == "Want an oat flat white?"
    assert read_template("{plural:n:box}.").fill({"n": "3"})[0] == "3 boxes."
