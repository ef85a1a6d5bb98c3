"""Wording that judges the person instead of the act, or makes people tell what is theirs; by language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mctool.rules.texts import sentences


@dataclass(frozen=True)
class _Words:
    """What one language says. Patterns are regular expressions over small letters; all are matched as whole words.

    ``adjectives`` label a person; ``traits`` name what a person is instead of what the person does, and instruments
    that measure it; ``telling`` and ``private`` together ask for a disclosure; ``free`` makes it voluntary;
    ``who`` introduces somebody else who tells; ``no`` denies.
    """

    adjectives: str
    traits: str
    telling: str
    private: str
    free: str
    who: str
    no: str


_ENGLISH = _Words(
    adjectives=r"introvert(?:ed|s)?|extr[ao]vert(?:ed|s)?|neurotic|narcissistic|narcissists?"
    r"|psychopath\w*|emotionally (?:un)?stable|emotionally (?:im)?mature|emotionally cold|mentally (?:ill|unstable)"
    r"|over-?sensitive|hyper-?sensitive|(?:by nature|naturally) (?:empathetic|empathic|kind|calm|patient|sensitive)",
    traits=r"(?<!legal )personalit(?:y|ies)(?! rights)|temperaments?|(?:character|personality) traits?"
    r"|(?:psychological|emotional) profiles?|psychometric\w*|psychological tests?|iq(?: tests?)?|mbti|big five"
    r"|(?:clinical|psychological|psychiatric) diagnos[ie]s"
    r"|(?:emotional|mental) state of (?:the |each )?(?:participant|learner|student)s?"
    r"|profiling (?:of )?(?:the )?(?:participant|learner|student)s?",
    telling=r"shar(?:es?|ing)|tells?|telling|describ(?:es?|ing)|disclos\w+|reveal\w*|report(?:s|ing)?|recount\w*"
    r"|(?:talk|speak|writ)(?:e|es|s|ing)? about|present(?:s|ing)?|discuss(?:es|ing)?|confess\w*|admit\w*|open(?:s)? up"
    r"|essays? (?:on|about)|account of|story of",
    private=r"(?:personal|private|intimate|traumatic|painful) (?:\w+ )?(?:experiences?|stor(?:y|ies)|traumas?|lives|life"
    r"|feelings?|histor(?:y|ies)|beliefs?|memor(?:y|ies)|circumstances|background|problems?)"
    r"|own (?:\w+ )?(?:traumas?|mental health|illness\w*|disabilit\w+|sexual orientation|religio\w+|ethnic origin"
    r"|famil\w+|private life|experiences? (?:of|with) (?:\w+ )?(?:discrimination|violence|harassment|exclusion|abuse"
    r"|bullying|prejudice|racism))",
    free=r"may|voluntar\w+|if (?:they|he or she|you) (?:wish|want|like)\w*|optional\w*|can choose|free to|invited to",
    who=r"who|whose|somebody|someone", no=r"not?|never|without|nobody|none|instead of|rather than|nor|\w+n[’']t|avoids?",
)  # fmt: skip
_POLISH = _Words(
    adjectives=r"introwerty\w+|ekstrawerty\w+|neurotyczn\w+|narcystyczn\w+|psychopat\w+|nadwrażliw\w+"
    r"|emocjonalnie (?:nie)?(?:stabiln|dojrzał|zrównoważon)\w+|(?:nie)?(?:stabiln|dojrzał|zrównoważon)\w+ emocjonalnie"
    r"|chor\w+ psychicznie|zaburzon\w+|z natury (?:empatyczn|życzliw|spokojn|cierpliw|wrażliw)\w+",
    traits=r"osobowoś\w+(?! prawn)|temperament\w*|cech\w* charakteru|profil\w* (?:psychologiczn|emocjonaln)\w+"
    r"|(?:test\w*|badani\w+) (?:psychologiczn|psychometryczn|osobowości)\w*|iloraz\w* inteligencji"
    r"|diagno\w+ (?:psychologiczn|kliniczn|psychiatryczn)\w+|profilowani\w+ (?:uczestni|osób|student)\w*"
    r"|stan\w* (?:emocjonaln|psychiczn)\w+ (?:uczestni|student|osób|osoby)\w*",
    telling=r"opowiada\w*|dzieli się|dzielą się|podziel\w*|ujawni\w*|opisuj\w*|opis\w*|przedstawi\w*|zwierza\w*"
    r"|relacjonuj\w*|mówi\w* o|pisz\w+ o|wyznaj\w*",
    private=r"(?:osobist|prywatn|intymn|traumatyczn|bolesn)\w+ (?:\w+ )?(?:doświadcze|przeżyc|histori|życi|uczu|wspomnie"
    r"|przekona|problem|spraw|sytuacj)\w+|życi\w+ prywatn\w+|własn\w+ (?:\w+ )?(?:traum|chorob|niepełnosprawno|orientacj"
    r"|religi|wyznani|pochodzeni|rodzin)\w+|(?:własn|swo)\w+ doświadczeni\w+ (?:\w+ )?(?:dyskryminacj|przemoc|molestowani"
    r"|wykluczeni|uprzedz|mobbing)\w+",
    free=r"może|mogą|dobrowoln\w+|jeśli (?:chce|chcą|zechc\w+)|jeżeli (?:chce|chcą|zechc\w+)|opcjonaln\w+",
    who=r"kt[óo]r\w+|ktoś|kto", no=r"nie|nigdy|bez|nikt|zamiast|ani|unika\w*",
)  # fmt: skip
_PORTUGUESE = _Words(
    adjectives=r"introvertid\w+|extrovertid\w+|neurótic\w+|narcis[ií]st\w+|psicopat\w+|hipersens[ií]ve\w+"
    r"|emocionalmente (?:in|des)?(?:estáve|matur|equilibrad|madur)\w+|emocionalmente instáve\w+|doentes? menta\w+"
    r"|por natureza (?:empátic|calm|pacient|sensíve)\w+",
    traits=r"personalidades?(?! jurídica)|temperamentos?|traços? (?:de|do) (?:carácter|caráter|personalidade)"
    r"|perfi[ls]\w* (?:psicológic|emociona)\w+|testes? (?:psicológic|psicométric|de qi)\w*|psicométric\w+"
    r"|diagnósticos? (?:clínic|psicológic|psiquiátric)\w+|estado (?:emocional|mental) d[oae]s? (?:\w+ )?(?:participante"
    r"|formand|alun|estudante)\w*|definição de perfis",
    telling=r"partilh\w+|compartilh\w+|cont[ae]\w*|relat\w+|descrev\w+|revel\w+|expõe\w*|apresent\w+|fal\w+ sobre"
    r"|escrev\w+ sobre|confess\w+|narr\w+",
    private=r"(?:experiências?|histórias?|vidas?|sentimentos?|memórias?|crenças?|problemas?|vivências?|traumas?) (?:muito )?"
    r"(?:pessoa(?:l|is)|privad\w+|íntim\w+|traumátic\w+|doloros\w+)"
    r"|própri\w+ (?:traumas?|doença|deficiência|orientação sexual|religião|origem|família)"
    r"|própri\w+ experiências? de (?:discriminação|violência|assédio|exclusão|abuso|preconceito|racismo)",
    free=r"pode|podem|voluntári\w+|voluntariamente|se (?:quiser|desejar)\w*|opciona\w+",
    who=r"que|quem|alguém", no=r"não|nunca|sem|ninguém|nenhum\w*|em vez de|nem|evita\w*",
)  # fmt: skip
_DUTCH = _Words(
    adjectives=r"introverte?|extraverte?|extroverte?|neurotische?|narcistische?|psychopat\w+|overgevoelige?|hypergevoelige?"
    r"|emotioneel (?:in)?stabiele?|emotioneel (?:on)?(?:volwassen|rijpe?)|geestesziek\w*"
    r"|van nature (?:empathisch|vriendelijk|rustig|geduldig|gevoelig)",
    traits=r"persoonlijkhe(?:id|den)(?:s(?:kenmerk|trek|test|type|profiel)\w*)?|temperament\w*"
    r"|karakter(?:eigenschap|trek)\w*|(?:psychologisch|emotioneel)e? profiel\w*|psychologische tests?|psychometrisch\w*"
    r"|iq-?tests?|(?:klinische|psychologische|psychiatrische) diagnoses?"
    r"|(?:emotionele|geestelijke) toestand van (?:de |elke )?(?:deelnemer|cursist|student)\w*",
    telling=r"del(?:en|t)|deelt|vertel\w*|beschrijf\w*|beschrijv\w*|onthul\w*|bespreek\w*|bespreken|presenteer\w*"
    r"|rapporteer\w*|schrijf\w* over|schrijven over|praat over|praten over|biecht\w*|bekent",
    private=r"(?:persoonlijke?|priv[ée]|intieme?|traumatische?|pijnlijke?)[- ]?(?:\w+ )?(?:ervaring|verha|leven|gevoelen"
    r"|herinnering|overtuiging|problemen|omstandighe|geschiedenis|trauma)\w*|privéleven"
    r"|eigen (?:trauma\w*|ziekte\w*|beperking|seksuele (?:geaardheid|oriëntatie)|geloof|afkomst|gezin\w*|familie\w*)"
    r"|eigen ervaring\w* met (?:\w+ )?(?:discriminatie|geweld|intimidatie|uitsluiting|misbruik|pesten|racisme)",
    free=r"mag|mogen|vrijwillig\w*|desgewenst|als (?:ze|zij|hij|die) (?:wil|willen|dat willen?)|optionee\w*",
    who=r"die|wie|iemand", no=r"niet|geen|nooit|zonder|niemand|in plaats van|noch|vermijdt",
)  # fmt: skip
_FRENCH = _Words(
    adjectives=r"introverti\w*|extraverti\w*|névros\w+|névrotiques?|narcissiques?|psychopath\w+|hypersensibles?"
    r"|émotionnellement (?:in)?stables?|émotionnellement (?:im)?matures?|malades? menta\w+"
    r"|de nature (?:empathique|calme|patiente?|sensible)",
    traits=r"personnalités?(?! (?:juridique|morale))|tempéraments?|traits? de (?:caractère|personnalité)"
    r"|profils? (?:psychologique|émotionnel)s?|tests? (?:psychologiques?|psychométriques?|de qi)|psychométri\w+"
    r"|diagnostics? (?:clinique|psychologique|psychiatrique)s?"
    r"|état (?:émotionnel|mental) (?:du|de la|des|de l['’])\s?(?:participant|apprenant|étudiant)\w*",
    telling=r"partag\w+|racont\w+|décri\w+|dévoil\w+|révèl\w+|révél\w+|présent\w+|expos\w+|parl\w+ de|écri\w+ sur"
    r"|confess\w+|avou\w+|relat\w+|témoign\w+",
    private=r"(?:expériences?|histoires?|vies?|sentiments?|souvenirs?|croyances?|problèmes?|vécus?|traumatismes?) (?:très )?"
    r"(?:personnel\w*|privée?s?|intimes?|traumatiques?|traumatisante?s?|douloureu\w+)"
    r"|propres? (?:traumatismes?|maladies?|handicaps?|orientation sexuelle|religion|origines?|famille)"
    r"|propres? expériences? (?:de|du) (?:la )?(?:discrimination|violence|harcèlement|exclusion|abus|racisme)s?",
    free=r"peut|peuvent|volontair\w+|librement|facultati\w+|s['’]il[s]? le (?:souhait|désir|veul)\w+",
    who=r"qui|quelqu['’]un", no=r"pas|jamais|sans|personne ne|aucune?|au lieu de|ni|évite\w*|non",
)  # fmt: skip
_GERMAN = _Words(
    adjectives=r"introvertiert\w*|extr[ao]vertiert\w*|neurotisch\w*|narzisstisch\w*|psychopath\w*|überempfindlich\w*"
    r"|hypersensib\w+|emotional (?:in)?stabil\w*|emotional labil\w*|emotional (?:un)?reif\w*|psychisch krank\w*"
    r"|von natur aus (?:empathisch|freundlich|ruhig|geduldig|sensibel)",
    traits=r"persönlichkeit(?:en|s(?:merkmal|eigenschaft|test|typ|profil)\w*)?|temperament\w*"
    r"|charakter(?:eigenschaft|zug|züge)\w*|(?:psychologisch|emotional)e[sn]? profil\w*|psychologische\w* tests?"
    r"|psychometrisch\w*|iq-tests?|intelligenztests?|(?:klinische|psychologische|psychiatrische) diagnosen?"
    r"|gefühlslage|gemütszustand\w*",
    telling=r"erzähl\w*|teil(?:en|t)|mitteil\w*|beschreib\w*|offenbar\w*|schilder\w*|berichte\w*|bericht über"
    r"|preisgeb\w*|gibt|geben|sprech\w* über|spricht über|schreib\w* über|vorstell\w*|gesteh\w*",
    private=r"(?:persönlich|privat|intim|traumatisch|schmerzhaft)e[nrms]? (?:\w+ )?(?:erfahrung|erlebnis|geschichte|leben"
    r"|gefühle|erinnerung|überzeugung|problem|umstände|trauma)\w*|privatleben"
    r"|eigene[nrms]? (?:trauma\w*|krankheit\w*|behinderung\w*|sexuelle orientierung|religion|herkunft|familie\w*)"
    r"|eigene[nrms]? erfahrung\w* mit (?:\w+ )?(?:diskriminierung|gewalt|belästigung|ausgrenzung|missbrauch|mobbing"
    r"|rassismus)",
    free=r"darf|dürfen|freiwillig\w*|auf wunsch|wenn sie (?:möchten|wollen)|optional\w*|kann|können",
    who=r"die|der|wer|jemand", no=r"nicht|kein\w*|nie|niemals|ohne|niemand|statt|weder|noch|vermeidet",
)  # fmt: skip
_SPANISH = _Words(
    adjectives=r"introvertid\w+|extrovertid\w+|neurótic\w+|narcisist\w+|psic[óo]pat\w+|hipersensibles?"
    r"|emocionalmente (?:in)?(?:estable|madur)\w*|enferm\w+ mentale?s?|por naturaleza (?:empátic|calmad|pacient|sensibl)\w+",
    traits=r"personalidad(?:es)?(?! jurídica)|temperamentos?|rasgos? de (?:carácter|personalidad)"
    r"|perfil(?:es)? (?:psicológico|emocional)\w*|(?:pruebas?|tests?) (?:psicológic|psicométric|de ci)\w*|psicométric\w+"
    r"|diagnósticos? (?:clínico|psicológico|psiquiátrico)s?"
    r"|estado (?:emocional|mental) de(?:l| la| los| las)? (?:participante|alumn|estudiante)\w*",
    telling=r"compart\w+|cuenta\w*|contar|relat\w+|describ\w+|revel\w+|expon\w+|present\w+|habl\w+ (?:de|sobre)"
    r"|escrib\w+ sobre|confies\w+|confes\w+|narr\w+",
    private=r"(?:experiencias?|historias?|vidas?|sentimientos?|recuerdos?|creencias?|problemas?|vivencias?|traumas?) (?:muy )?"
    r"(?:personal(?:es)?|privad\w+|íntim\w+|traumátic\w+|doloros\w+)"
    r"|propi\w+ (?:traumas?|enfermedad\w*|discapacidad|orientación sexual|religión|origen|familia)"
    r"|propi\w+ experiencias? de (?:discriminación|violencia|acoso|exclusión|abuso|racismo)",
    free=r"puede|pueden|voluntari\w+|si (?:lo )?(?:desea|quiere)\w*|opciona\w+",
    who=r"que|quien|alguien", no=r"no|nunca|sin|nadie|ningun\w*|en lugar de|en vez de|ni|evita\w*",
)  # fmt: skip
_BY_LANGUAGE = {
    "en": _ENGLISH, "pl": _POLISH, "pt": _PORTUGUESE, "nl": _DUTCH, "fr": _FRENCH, "de": _GERMAN, "es": _SPANISH,
}  # fmt: skip


class Wording:
    """The patterns of one language, ready to search with."""

    _BEFORE, _AFTER = 60, 30

    def __init__(self, words: _Words) -> None:
        """*words* are the language's lists."""
        self._adjectives = _whole(words.adjectives)
        self._traits = _whole(words.traits)
        self._telling = _whole(rf"(?:{words.who}) \w+|{words.telling}")
        self._other = _whole(words.who)
        self._private = _whole(words.private)
        self._free = _whole(words.free)
        self._no = _whole(words.no)

    def labels(self, text: str) -> Iterator[str]:
        """The words that label a person, as *text* writes them."""
        yield from self._undenied(self._adjectives, text)

    def traits(self, text: str) -> Iterator[str]:
        """The words for what a person is, or for instruments that measure it, as *text* writes them."""
        yield from self._undenied(self._traits, text)

    def demands(self, text: str) -> Iterator[str]:
        """The words for what is private, as *text* writes them, where it makes the learner tell it."""
        if not self._private.search(text.lower()):
            return
        for sentence in sentences(text):
            small = sentence.lower()
            private = self._private.search(small)
            if private is None or self._free.search(small) or self._no.search(small):
                continue
            if any(not self._other.match(one.group()) for one in self._telling.finditer(small)):
                yield _as_written(sentence, private)

    def _undenied(self, pattern: re.Pattern[str], text: str) -> Iterator[str]:
        if not pattern.search(text.lower()):
            return
        for sentence in sentences(text):
            small = sentence.lower()
            for match in pattern.finditer(small):
                near = small[max(match.start() - self._BEFORE, 0) : match.end() + self._AFTER]
                if not self._no.search(near):
                    yield _as_written(sentence, match)


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def _as_written(sentence: str, match: re.Match[str]) -> str:
    written = sentence[match.start() : match.end()]
    return written if written.lower() == match.group() else match.group()


@cache
def wording(language: str) -> Wording | None:
    """The patterns of *language* (two letters); None where there is no list."""
    words = _BY_LANGUAGE.get(language)
    return Wording(words) if words else None
