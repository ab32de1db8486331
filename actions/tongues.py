"""Somebody writes in a language that is not spoken here: told so in theirs, in one sentence, with the languages that are."""

from __future__ import annotations

from collections.abc import Mapping

from babel import Locale, UnknownLocaleError

from actions.adaptation.model import Choice
from actions.answer import Answer, say
from actions.buttons import buttons
from actions.desk import Desk
from actions.way_out import failed_before

# Two sentences each, so that none is heard twice running. The languages stand behind a colon: that is grammar everywhere.
_SAID: Mapping[str, tuple[str, str]] = {
    "de": ("Ich spreche hier leider nur: {languages}", "Leider verstehe ich nur diese Sprachen: {languages}"),
    "fr": ("Je ne parle ici que ces langues : {languages}", "Désolé, je comprends seulement : {languages}"),
    "es": ("Aquí solo hablo estos idiomas: {languages}", "Lo siento, solo entiendo: {languages}"),
    "pt": ("Aqui só falo estas línguas: {languages}", "Lamento, só entendo: {languages}"),
    "nl": ("Ik spreek hier alleen: {languages}", "Helaas begrijp ik alleen: {languages}"),
    "it": ("Qui parlo soltanto: {languages}", "Mi dispiace, capisco soltanto: {languages}"),
    "el": ("Εδώ μιλάω μόνο: {languages}", "Λυπάμαι, καταλαβαίνω μόνο: {languages}"),
    "ru": ("Здесь я говорю только на этих языках: {languages}", "К сожалению, я понимаю только: {languages}"),
    "zh": ("我在这里只会说：{languages}", "抱歉，我只懂：{languages}"),
    "ja": ("ここで話せる言葉は次のとおりです：{languages}", "申し訳ありませんが、わかるのは{languages}だけです"),
    "ko": (
        "여기서는 다음 언어만 할 수 있습니다: {languages}.",
        "죄송하지만 제가 아는 언어는 이것뿐입니다: {languages}",
    ),
    "en": ("I speak only these languages here: {languages}", "Sorry, I understand only: {languages}"),
}


def other_tongue(desk: Desk) -> Answer | None:
    """None where the message is in a language of the shop."""
    code = desk.heard.language
    if desk.heard.kind != "text" or code is None or code in desk.terms.languages:
        return None
    again = failed_before(desk)
    sentence = _SAID.get(code, _SAID["en"])[again].format(languages=_names(code, desk.terms.languages))
    choices: tuple[Choice, ...] = buttons(desk.lang, "person") if again else ()
    return Answer((say("other_language", choices=choices, note=sentence),))


def _names(code: str, languages: tuple[str, ...]) -> str:
    """ "Englisch, Italienisch": the shop's languages as that language calls them."""
    told_in = code if code in _SAID else "en"
    try:
        called = Locale.parse(told_in).languages
    except UnknownLocaleError:
        called = Locale.parse("en").languages
    comma = {"zh": "、", "ja": "、"}.get(told_in, ", ")
    return comma.join(str(called.get(language, language)) for language in languages)
