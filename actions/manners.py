"""Which small talk a message is: a pause, back from one, not decided, a hard day, good news, a kind word. Pure.

What is the whole message must be all of it; what may stand in a story is looked for in it.
"""

from __future__ import annotations

import re

PAUSE, BACK, UNDECIDED, UP_TO_US, LAUGH = "pause", "back", "undecided", "up_to_us", "laugh"
HARD_DAY, GOOD_NEWS, KIND, CROWD, OWNER = "hard_day", "good_news", "kind", "crowd", "owner"

_BEFORE = (
    r"(?:(?:oh|ok|okay|so|well|right|ah|hm+|um+|er+|uh|ugh|argh|sorry|please|hey|hi|just|wait|and|but|no|yes|yeah|phew|omg|oops|actually|honestly|excuse me|"
    r"scusi|scusa|scusate|allora|ecco|dunque|beh|mah|eh|ah|no|sì|ma|guardi|guarda)\W+)*"
)
_AFTER = (
    r"(?:\W+(?:please|pls|sorry|thanks|thank you|ok|okay|then|now|again|tbh|really|honestly|lol|haha|today|yet|mate|love|for me|i'm afraid|"
    r"per favore|grazie|scusi|scusa|ora|adesso|pure|dai|per me|davvero))*"
)
_TIME = r"(?:a |one |half a |just a |two )?(?:sec(?:ond)?s?|min(?:ute)?s?|moment|mo|tick)"
_ATTIMO = r"(?:un |solo un |mezzo )?(?:attim\w+|moment\w+|second\w+|minut\w+)"
_WHY = (  # what calls them away, told after it
    r"(?:\W+[^?]{0,40}\b(?:phone|call|caller|door ?bell|door|ring\w*|kids?|baby|dog|cat|boss|train|bus|somebody|someone|glasses|purse|wallet|looking|"
    r"telefono|telefonata|squilla|suona\w*|porta|bambin\w+|qualcuno|cerco|occhiali|portafoglio)\b[^?]{0,30})?"
)
_WHOLE = {
    PAUSE: rf"(?:(?:(?:can|could|would) you (?:just )?)?(?:hold on|hang on|wait|bear with me)(?: (?:for )?{_TIME})?|(?:give me|gimme|back in) {_TIME}|{_TIME}|brb|be right back|(?:i(?:['’]ll| will| shall) )?be (?:right )?(?:back|with you)(?: (?:in|for) {_TIME})?"
    rf"|(?:my )?(?:phone|door ?bell|door)(?:['’]s| is)? (?:ringing|going)|(?:aspett\w+|attend\w+)(?: {_ATTIMO})?|(?:mi dia|dammi) {_ATTIMO}|{_ATTIMO}(?: solo| che arrivo)?|torno subito|arrivo subito){_WHY}",
    BACK: r"(?:(?:i(?:['’]m| am) )?(?:back|here again)(?: (?:again|now))?|where were we|where (?:did|had) we (?:stop|got(?:ten)? to)|(?:ri)?eccomi(?: qua| qui| di nuovo)?|sono (?:tornat[oa]|di nuovo qui)|dicevamo|dove eravamo(?: rimasti)?)"
    r"(?:\W+where were we|\W+(?:so|sorry about that|that call took ages|dicevamo))?",
    UNDECIDED: r"(?:h+m+|u+m+|e+r+m*|uh+|idk|i ?d+k|dunno|(?:i )?(?:really |honestly )?(?:do not|don['’]?t|dont) (?:really )?know(?: yet| what (?:i want|to (?:have|take|get)))?|no idea|not (?:so |quite |too |really )?sure(?: yet)?|i(?:['’]m| am) (?:not (?:so |quite )?sure|undecided|torn|thinking)"
    r"|(?:let me|i(?:['’]ll| need to| have to)) (?:have a )?think(?: about it| it over)?|(?:i )?(?:can['’]?t|cannot|couldn['’]?t) (?:decide|choose|make up my mind)|still (?:thinking|deciding|making up my mind)|thinking|undecided"
    r"|boh+|mah+|non (?:lo )?s(?:o|aprei)(?: ancora| che cosa)?|(?:ci sto pensando|ci penso(?: su)?)|(?:fammi|mi faccia|mi lasci|lasciami) pensare(?: un (?:attimo|momento))?|sono indecis[oa]|non so (?:decidermi|cosa prendere|che prendere))",
    UP_TO_US: r"(?:(?:whatever|anything) (?:you (?:think|say|like|want|prefer|recommend|suggest)|is (?:best|easiest))(?: is best)?|(?:you|u) (?:choose|decide|pick)(?: something)?|(?:it['’]s )?(?:up to you|your (?:call|choice|pick))|as you (?:like|wish|think best)|dealer['’]?s choice|i(?:['’]m| am) in your hands|i(?:['’]ll)? (?:leave|trust) (?:it (?:up )?to )?you|surprise me"
    r"|(?:fai|faccia|decid[ai]|scel(?:ga|gli)|scegli) (?:tu|lei|pure lei)|quello che (?:vuole|vuoi|preferisce|dice) ?(?:lei|tu)?|come (?:vuole|preferisce|crede) (?:lei|tu)|mi affido a (?:lei|te)|mi fido|(?:mi )?sorpren(?:dimi|da)|veda lei|vedi tu)",
    LAUGH: r"(?:l+o+l+|lmao|rofl|h[ae](?:h[ae])+h?|a+h+a+(?:h+a+)*h?|hehe+|hihi+|ah ah(?: ah)*|che ridere|very funny|(?:that(?:['’]s| is|s)|so|too) funny|good one)",
}
_IN_IT = {
    CROWD: r"\b(?:busy|crowded|quiet|packed|full)(?: (?:in there|there|today|now|at the moment|right now|day|in the shop|this morning))*\W*\?|\b(?:is|are) (?:it|you|there)\b.{0,12}\b(?:busy|crowded|a (?:queue|line|crowd))\b|\b(?:long )?(?:queue|line) (?:today|now|at the moment)\W*\?"
    r"|\bc['’]è (?:molta |tanta |un po['’] di )?(?:gente|coda|fila|folla|ressa)\b|\bè (?:affollato|pieno)\b",
    OWNER: r"\bwho(?:['’]s| is)? (?:the (?:owner|boss|manager)\b|owns?\b|runs?\b|owning|running)|\bwhose (?:shop|place|caf[eé]|store)\b|\b(?:family[- ](?:run|owned)|a family business)\b"
    r"|\bdi chi è\b|\bchi è il (?:proprietario|titolare|padrone)|\bchi gestisce\b|\battività di famiglia\b",
    KIND: r"\byou(?:['’]re| are|r)\W+(?:so |very |really |too |quite |a |an |the |most |always )*(?:funny|kind|sweet|nice|great|lovely|helpful|the best|charming|clever|cute|star|riot|legend|good at this|wonderful|amazing|brilliant|best)\b|\byou made me (?:smile|laugh)\b|\bi like you\b"
    r"|\b(?:sei|è|siete) (?:molto |davvero |proprio |così )?(?:simpatic\w+|gentil\w+|brav\w+|un tesoro|carin\w+)\b|\bmi (?:fai|fa) ridere\b",
    HARD_DAY: r"\b(?:bad|rough|hard|awful|terrible|horrible|long|tough|rotten|dreadful|stressful|miserable|crap|shit(?:ty)?|exhausting)(?: old)? (?:day|week|morning|night|month|year|time)\b|\bone of those (?:days|weeks|mornings)\b|\b(?:what|such) a (?:day|week|morning)\b"
    r"|\b(?:i(?:['’]?m| am|['’]?ve been)|feeling) (?:so+ |really |very |a bit |a little |just |absolutely |totally )*(?:tired|exhausted|worn out|sad|low|down|stressed|knackered|shattered|gutted|fed up|overwhelmed|drained)\b"
    r"|\bin (?:the )?hospital\b|\b(?:died|passed away|put to sleep)\b|\bmiss (?:him|her|them)\b|\b(?:lost|losing) my job\b|\b(?:broke|split) up\b|\b(?:husband|wife|partner|boyfriend|girlfriend|fianc[eé]e?|he|she)(?: has|['’]s)?(?: just)? left me\b|\bgetting divorced\b|\bcan['’]?t sleep\b|\b(?:feels?|is|i(?:['’]m| am)) (?:so |already |very )?(?:empty|lonely)\b|\b(?:never|doesn['’]?t|don['’]?t) (?:come to )?visit(?:s)? me\b|\bnothing goes right\b"
    r"|\bnon viene (?:mai )?a trovarmi\b|\bmi sento (?:tanto |molto |un po['’] )?sol[oa]\b|\b(?:giornataccia|brutta giornata|che giornata|giornata (?:no|storta|pesante|difficile)|brutta settimana)\b|\bsono (?:a pezzi|stanchissim[oa]|distrutt[oa]|(?:molto |un po['’] )?giù)\b|\bmi va tutto storto\b|\bmi ha lasciat[oa]\b|\b(?:è|sono) mort[oaie]\b|\bvenut[oa] a mancare\b|\bmi manca (?:molto|tanto)\b|\bin ospedale\b|\bperso il lavoro\b",
    GOOD_NEWS: r"\b(?:got|landed|been offered) (?:the|a|my) (?:new )?(?:job|promotion|place|flat|house|keys)\b|\bpromot(?:ed|ion)\b|\b(?:i |i['’]ve |she |he |we |they |my \w+ )(?:just |finally )?(?:passed (?:my|the|his|her|their|every|all)|graduated|won)\b|\b(?:getting|got|just|we(?:['’]re| are)) (?:married|engaged)\b|\bsaid yes\b"
    r"|\b(?:had|having|expecting) (?:a |our |her |their )?(?:baby|twins)\b|\b(?:it['’]s|today is|oggi è) my birthday\b|\b(?:was|were) born\b|\bi(?:['’]m| am) so happy\b|\b(?:i|we)(?:['’]re| are|['’]m| am| want to| wanted to)? celebrat\w+\b|\bbest day\b|\bgood news\b"
    r"|\bho (?:passato|superato|vinto)\b|\bè nat[oa]\b|\bfesteggi\w+\b|\bil mio compleanno\b|\bmi sposo\b|\bnuovo lavoro\b|\bpromozione al lavoro\b|\bsono (?:felicissim|content)\w+\b",
}
_ALL = {sort: re.compile(rf"\W*{_BEFORE}(?:{said}){_AFTER}\W*", re.IGNORECASE) for sort, said in _WHOLE.items()}
_SOME = {sort: re.compile(said, re.IGNORECASE) for sort, said in _IN_IT.items()}
_DENIED = re.compile(r"\b(?:not|never|n['’]t|non|no|hardly)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)


def whole(text: str) -> str:
    """The sort of small talk that is all the text says; "" for everything else."""
    return next((sort for sort, pattern in _ALL.items() if pattern.fullmatch(text)), "")


def within(text: str) -> str:
    """The sort of small talk that the text holds, whatever else it says; "" for none. What is denied is not said."""
    for sort, pattern in _SOME.items():
        found = pattern.search(text)
        if found and not _DENIED.search(text[: found.start()]):
            return sort
    return ""
