"""Facts that the customer states in passing: their name, milk, size, how they want to be spoken to. Pure.

Only plain first-person statements count; nothing is guessed. An allergy is read apart, since it needs a yes of its own.
"""

from __future__ import annotations

import re
from datetime import datetime

from actions.addressing import title_said, wishes_first_name
from actions.answer import stated
from actions.circumstances_said import circumstances_said
from actions.heard import Heard
from profiles.model import Fact

_PATTERNS = {
    "milk": re.compile(
        r"\b(?:i (?:always |only |usually )?(?:take|have|drink)|bevo|prendo)\s+(?:it with\s+)?(oat|soy|almond|whole|skimmed|avena|soia)\b",
        re.IGNORECASE,
    ),
    "size": re.compile(
        r"\b(?:i(?:'m| am| take| wear)(?: a)? size|my size is|la mia taglia è|porto la)\s+([a-z]{1,3}|\d{1,3}(?:[.,]5)?)\b",
        re.IGNORECASE,
    ),
}
_ADDRESS = {
    "tu": re.compile(
        r"\b(?:diamoci del tu|dammi (?:pure )?del tu|(?:puoi|può) (?:anche )?darmi del tu|mi dia (?:pure )?del tu|puoi dirmi tu)\b",
        re.IGNORECASE,
    ),
    "Lei": re.compile(r"\b(?:mi dia del lei|preferisco il lei)\b", re.IGNORECASE),
}
_NO_EMOJI = re.compile(
    r"\b(?:no(?: more)?|stop(?: using| sending| with)?|(?:don['’]?t|do not|never) (?:use|send|want)|without|less|leave out|enough|"
    r"niente|senza|basta(?: con)?|non (?:usare|usi|mandare|mandi|mi mandi|voglio)|togli|tolga|meno|evit[ia])\s+"
    r"(?:the |those |these |any |with the |of the |le |con le |queste |più )*(?:emojis?|emoticons?|smileys?|faccine)\b",
    re.IGNORECASE,
)
_NO_JOKES = re.compile(
    r"\b(?:no(?: more)?|stop(?: (?:making|with|it with))?|(?:don['’]?t|do not) (?:make|tell|crack)|without|less|leave out|enough(?: of| with)?|cut|spare me|not in the mood for|"
    r"niente|senza|basta(?: con)?|non (?:fare|faccia)|meno|(?:la )?smett\w+ (?:con|di))\s+(?:the |those |these |any |all |your |with the |le |di |queste |più )*(?:jok(?:es?|ing)|banter|wisecracks?|battute|scherz\w+|spiritosaggini)\b",
    re.IGNORECASE,
)
_SPEAKS = r"(?:speak|talk|write|address me|answer|reply|be|sound|stay|keep it|use an?|a|parl\w+|scriv\w+|risponda|rispondi|sia|essere|un tono|usi un tono)"
_REGISTER = {
    "casual": re.compile(
        r"\b(?:less|not (?:so|that|too)|(?:don['’]?t|no need to|needn['’]?t|do not have to) be (?:so |that |too )?|stop being (?:so )?|drop the|skip the) ?(?:formal\w*|stiff|posh|formalit\w+)\b"
        rf"|\b{_SPEAKS}\b.{{0,20}}\b(?:casual(?:ly)?|informal(?:ly|e)?|normally|relaxed|chatty)\b|\bloosen up\b|\b(?:meno formal\w+|non serve essere (?:così )?formal\w+|senza (?:tante )?formalità|alla buona)\b",
        re.IGNORECASE,
    ),
    "formal": re.compile(
        rf"\b{_SPEAKS}\b.{{0,24}}\b(?:formal(?:ly|e|i|ità)?|properly|professional(?:ly)?)\b|\bmore formal(?:ly)?\b(?=\W*(?:please|pls)?\W*$)|^\W*formally,? please\W*$|\bless casual(?:ly)?\b|\b(?:no|without) slang\b|\bpiù formale\b",
        re.IGNORECASE,
    ),
}
_AT_LENGTH = re.compile(
    r"\b(?:longer|more detailed|fuller) (?:answers|replies|messages)\b|\b(?:always|from now on|in general),? (?:tell|give) me more\b"
    r"|\brisposte più (?:lunghe|complete|dettagliate)\b|\b(?:d'ora in poi|in generale|sempre),? (?:mi dica|dimmi) di più\b",
    re.IGNORECASE,
)
ALLERGEN = (
    r"(?:tree )?(?:nuts?|peanuts?|almonds?|milk|dairy|lactose|gluten|wheat|eggs?|soya?|fish|shellfish|sesame|celery|mustard"
    # of creams, perfumes and clothes
    r"|limonene|linalool|citral|geraniol|citronellol|coumarin|(?:iso)?eugenol|farnesol|cinnamal|benzyl (?:alcohol|benzoate|salicylate)"
    r"|lanolin|latex|nickel|parabens?|beeswax|honey|propolis|perfume|fragrances?|wool|feathers|lanolina|lattice|nichel|parabeni|miele|lana"
    r"|frutta (?:secca|a guscio)|noci|nocciole|mandorle|arachidi|pistacchi|latte|latticini|lattosio|glutine|grano|frumento|uov[ao]|soia|pesce|crostacei"
    r"|molluschi|sesamo|sedano|senape)"
)
# "Alle noci", "all'uovo": an article is joined to the word.
TO_IT = r"(?:a(?:i|gli|l|llo|lla|lle)?\s+(?:il |lo |la |l['’]|i |gli |le )?|all['’])"
ALLERGENS = rf"(?:{ALLERGEN})(?:\s*(?:,|and|or|&|e|o|ed)\s*(?:to |any |{TO_IT}|il |lo |la |l['’]|i |gli |le )?(?:{ALLERGEN})\b)*"
_ALLERGY = re.compile(
    rf"\b(?:allergic to|allergy to|intolerant to|(?:i )?can(?:'?t|not) (?:have|eat)|nothing with|no traces of|niente)\s+({ALLERGENS})\b"
    rf"|\b(?:(?:sono|essendo) (?:molto )?allergic[oa]|(?:sono |essendo )?intollerante|ho (?:un['’]|l['’])(?:allergia|intolleranza)) {TO_IT}({ALLERGENS})\b"
    rf"|\bnon (?:posso (?:mangiare|prendere|bere|avere)|mangio|tollero|digerisco) (?:il |lo |la |l['’]|i |gli |le )?({ALLERGENS})\b"
    rf"|\b({ALLERGEN})[- ]?(?:allergy|intoleran(?:t|ce))\b|\bi(?:'?m| am) (?:a )?(coeliac|celiac)\b|\bsono (celiac[oa])\b",
    re.IGNORECASE,
)
_NO = r"(?:not|no longer|never|isn['’]t|aren['’]t|non|più)"
_NEGATED = re.compile(rf"\b{_NO}\W+(?:(?:really|actually|even|a|an|sono|più|longer|so)\W+)*$", re.IGNORECASE)
_DENIES = re.compile(
    rf"\b{_NO}\W+(?:(?:really|actually|at all|sono|più|an?)\W+)*(?:(?:allergic|intolerant) to\s+|(?:allergic[oa]|intollerante) {TO_IT})(?P<to>{ALLERGENS})"
    rf"|\b{_NO}\W+(?:(?:really|actually|an?)\W+)*(?P<what>{ALLERGEN})[- ]?(?:allergic|intolerant)\b"
    rf"|\b{_NO}\W+(?:(?:really|actually|an?|sono|più)\W+)*(?P<gluten>coeliac|celiac[oa]?)\b"
    rf"|\bi can (?:have|eat) (?P<can>{ALLERGENS})(?: again| now| after all)",
    re.IGNORECASE,
)
_DIET = re.compile(
    rf"\b(?:i(?:['’]m| am)|sono)(?P<no> (?:{_NO}))?(?: (?:an?|now|actually|also|really|strictly|più|ora))* (?P<diet>vegan[oa]?|vegetarian[oa]?|veggie)\b"
    rf"|\b(?P<non>non) sono (?:più )?(?P<dieta>vegan[oa]|vegetarian[oa])\b",
    re.IGNORECASE,
)


_ALWAYS_AT = re.compile(
    r"\balways (?:at|for|by|around)\b|\bi(?:['’]ll| will)? always (?:come|collect|pick|take|want|have)|\bsempre (?:alle|per le)\b",
    re.IGNORECASE,
)


def facts_stated(heard: Heard, at: datetime) -> tuple[Fact, ...]:
    """Facts about the customer themselves that this message states. Empty when it speaks of somebody else."""
    if not heard.text or any(wish.entity("recipient") for wish in heard.wishes):
        return ()
    found = [
        (name, m.group(1).lower() if name == "milk" else m.group(1).upper())
        for name, p in _PATTERNS.items()
        if (m := p.search(heard.text))
    ]
    found += always_said(heard)
    title, surname = title_said(heard.text)
    found += [("title", title)] if title else []
    found += [("address", form) for form, p in _ADDRESS.items() if p.search(heard.text)]
    if _AT_LENGTH.search(heard.text):
        found.append(("keep_short", "no"))
    if _NO_EMOJI.search(heard.text):
        found.append(("emoji", "no"))
    if _NO_JOKES.search(heard.text):
        found.append(("jokes", "no"))
    if not any(wish.products for wish in heard.wishes):  # "a more formal shirt" is none of it
        found += [("register", name) for name, p in _REGISTER.items() if p.search(heard.text)][:1]
    found += [("diet", diet) for diet, kept in diets_said(heard.text).items() if kept][:1]
    told = [] if title or wishes_first_name(heard.text) else [wish.entity("name") for wish in heard.wishes]
    names = [surname] * bool(surname) if title else [name for name in told if name]
    found += [("name", str(name).capitalize() if str(name).islower() else str(name)) for name in names[:1]]
    return tuple(stated(name, value, at, heard.message_id, heard.text) for name, value in found)


def always_said(heard: Heard) -> list[tuple[str, str]]:
    """ "Always by the window", "I always collect it at eight": what is to hold from now on."""
    said = circumstances_said(heard.text)
    found = [(f"always_{slot}", value) for slot, value in said.values.items()] if said.always else []
    times = [str(at) for wish in heard.wishes if (at := wish.entity("time")) and "/" not in str(at)]
    if times and _ALWAYS_AT.search(heard.text) and not heard.text.rstrip().endswith("?"):
        found.append(("always_when", times[0]))
    return found


def allergens_stated(heard: Heard) -> str:
    """The allergens that must not be in anything ("nuts, milk"); "" when none is stated. A question states nothing."""
    if any(wish.entity("recipient") for wish in heard.wishes):
        return ""
    told = heard.stating
    found = [match for match in _ALLERGY.finditer(told) if not _NEGATED.search(told[: match.start()])]
    said = [next(group for group in match.groups() if group) for match in found]
    each = [one.lower() for text in said for one in re.findall(rf"{ALLERGEN}|c[eo]+liac\w?", text, re.IGNORECASE)]
    return ", ".join(dict.fromkeys("gluten" if "liac" in one else one for one in each))


def allergens_denied(heard: Heard) -> tuple[str, ...]:
    """What the customer says that they may have after all: "I'm not allergic to nuts", "I can eat eggs again"."""
    if heard.text.rstrip().endswith("?"):
        return ()
    said = [next(group for group in match.groups() if group) for match in _DENIES.finditer(heard.text)]
    each = [one.lower() for text in said for one in re.findall(rf"{ALLERGEN}|c[eo]+liac\w?", text, re.IGNORECASE)]
    return tuple(dict.fromkeys("gluten" if "liac" in one else one for one in each))


def diets_said(text: str) -> dict[str, bool]:
    """{"vegan": True} when it is said of oneself, {"vegan": False} when it is denied. A question says neither."""
    if text.rstrip().endswith("?"):
        return {}
    said = {}
    for match in _DIET.finditer(text):
        word = (match["diet"] or match["dieta"]).lower()
        said["vegan" if word.startswith("vegan") else "vegetarian"] = not (match["no"] or match["non"])
    return said
