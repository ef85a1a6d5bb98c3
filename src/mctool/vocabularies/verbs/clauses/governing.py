"""Which verbs of a sentence govern it: those within a clause or a purpose are somebody else's."""

from mctool.vocabularies.verbs.tables import VERBS, Entry, Lexicon
from mctool.vocabularies.verbs.units import Unit

_JOINS = frozenset({"join", "comma"})
_BETWEEN = frozenset({"adverb", "det", "to", "learner", "by"})  # between «and» and the verb it joins
_ENCLITICS = frozenset({"lo", "la", "los", "las"})  # «sabe aplicá-los»
_REFLEXIVE = "zich"  # «stelt zich open», but «stelt open vragen»
_LOOK_BACK, _LOOK_AHEAD = 10, 8
_LONG = 4  # letters of a word whose ending tells anything


class Governing:
    """The units of one text; places are indices into ``units``, whose last is a ``stop``."""

    def __init__(self, text: str, units: list[Unit], table: Lexicon) -> None:
        """*units* are those of *text*, read with *table*."""
        self.text, self.units, self.table = text, units, table
        self.order = table.says["order"]
        self.is_german = table.language == "de"

    def join_parts(self, low: int, high: int) -> None:
        """Gives the finite part of a parted verb the entry of the whole: «wendet die Regeln an»."""
        for at in range(low, high):
            unit = self.units[at]
            for apart, form in self.table.parted.get(unit.word, ()):
                after = self._apart(at, high, apart)
                if after and ("reflexive" not in form.entry.traits or self._is_reflexive(at, after)):
                    unit.entry, unit.shape, unit.kind = form.entry, form.shape, form.entry.kind
                    if form.entry.kind != "M":
                        unit.end = self.units[after].end
                    self.units[after].kind = "adverb"
                    break

    def name_imperative(self, low: int) -> None:
        """«Kies een methode»: the form of commands, where the table says what it lacks of the finite form."""
        unit, ending = self.units[low], self.table.says.get("imperative", "")
        form = self.table.words.get(unit.word + ending)
        if ending and unit.kind == "" and form and form.entry.kind in VERBS and self.units[low + 1].kind == "det":
            unit.entry, unit.shape, unit.kind = form.entry, form.shape, form.entry.kind

    def _apart(self, place: int, high: int, apart: str) -> int:
        """Where the other part stands in the same clause; 0 if nowhere."""
        for after in range(place + 1, high):
            unit = self.units[after]
            at_end = self.units[after + 1].kind in ("stop", *_JOINS)  # «sind über die Regeln informiert»
            if unit.word == apart and (at_end or unit.kind not in VERBS):
                return after
            if (unit.kind == "that" and after > place + 1) or (unit.kind == "comma" and self.order == "last"):
                break  # but «past die toe»: what stands right behind the verb is its object
        return 0

    def _is_reflexive(self, verb: int, part: int) -> bool:
        return any(unit.word == _REFLEXIVE for unit in self.units[verb + 1 : part])

    def verbs(self, low: int, high: int) -> list[int]:
        """The places of the governing verb and of those joined with it as equals."""
        verbs: list[int] = []
        clause: str | None = None  # within a clause: the shape of its verb, "" before it
        fresh = shell = False  # behind a comma or «and» and small words; and there behind a shell
        for at in range(low, high):
            unit = self.units[at]
            if verbs and clause is None and self._joins_unknown(at, verbs[0]):
                self._name_unknown(at, self.units[verbs[0]].shape)
            if unit.kind == "that" and not verbs and self._wishes(at, high):
                continue
            if unit.kind == "that" or (unit.kind == "by" and "clause" in unit.entry.traits):
                clause = ""
            elif unit.kind in _JOINS:
                fresh, shell = True, False
                if clause is not None and self._resumes(at, high, verbs, clause):
                    clause = None
            elif self.is_verb(at, low):
                if clause is not None:
                    clause = unit.shape
                elif self._is_shell(at, high):
                    shell = fresh or not verbs
                elif self._governs(at, verbs, fresh, shell):
                    verbs.append(at)
                    fresh = shell = False
                elif self.units[at - 1].kind == "prep":
                    clause = unit.shape
            elif unit.kind == "can":
                shell = fresh or not verbs
            elif unit.kind not in _BETWEEN:
                fresh = shell = False
        return verbs

    def _wishes(self, that: int, high: int) -> bool:
        """«Que los estudiantes comprendan»: whether what follows is said of the learner, not of anything before."""
        after = that + 1
        while after < high and self.units[after].kind == "det":
            after += 1
        return self.order == "first" and self.units[after].kind == "learner"

    def is_verb(self, at: int, low: int) -> bool:
        """Whether the word at *at* is used as a verb, in a sentence from *low* on."""
        unit = self.units[at]
        if unit.kind not in VERBS and unit.kind != "aim":
            return False
        before = self.units[at - 1].kind if at > low else "stop"
        if self.is_capital(at) and before not in ("stop", "comma"):
            if "notion" in unit.entry.traits:
                unit.kind = "notion"
            return False
        if "noun" in unit.entry.traits and before in ("det", "prep", "through"):
            return False
        return not self._is_nominalised(at, low)

    def _is_nominalised(self, at: int, low: int) -> bool:
        """«bij het voeren van»: a Dutch infinitive behind its article, unless it opens the sentence and is its verb."""
        article = self.units[at - 1].word if at > low + 1 and self.units[at].shape == "inf" else ""
        return article == "het" or (article == "een" and self.table.language == "nl")  # «meldt een vermoeden»

    def is_capital(self, at: int) -> bool:
        """Whether a German word has the capital of a noun."""
        return self.is_german and self.text[self.units[at].start].isupper() and not self.text.isupper()

    def _governs(self, at: int, verbs: list[int], fresh: bool, shell: bool) -> bool:
        shape = self.units[at].shape
        if shape == "ger" and verbs:
            return False
        if self.order == "free":  # «uczy się rozpoznawać», but «zna metody i potrafi je zastosować»
            since = self.units[verbs[-1] : at] if verbs else []
            return not since or shape != "inf" or any(unit.kind in ("can", *_JOINS) for unit in since)
        if self.order != "first":
            return True
        if at and self.units[at - 1].kind == "prep":
            return not verbs and any(unit.kind == "can" for unit in self.units[max(0, at - _LOOK_BACK) : at])
        return not verbs or shell or (fresh and shape == self.units[verbs[0]].shape)

    def _resumes(self, at: int, high: int, verbs: list[int], clause: str) -> bool:
        """Whether the sentence goes on behind the comma or «and» at *at*, which stands within a clause."""
        after = at
        while after < high and self.units[after].kind in (*_JOINS, "adverb", "det", "to"):
            after += 1
        if after >= high or self.units[after].kind == "that":
            return False
        is_comma = self.units[at].kind == "comma"
        if is_comma and (self.order == "last" or self._began_with_clause(at)):
            return True
        following = self.units[after]
        if following.kind not in VERBS or not verbs:
            return following.kind == "can"
        joined = any(unit.kind == "join" for unit in self.units[at:after])
        same_as_main = following.shape == self.units[verbs[0]].shape
        return joined and same_as_main and (is_comma or clause != following.shape)

    def _began_with_clause(self, comma: int) -> bool:
        """«Qu'il s'agisse de …, »: whether the sentence up to *comma* is a clause put first."""
        start = comma
        while start and self.units[start - 1].kind != "stop":
            start -= 1
        return self.units[start].kind in ("that", "by")

    def _is_shell(self, at: int, high: int) -> bool:
        """«savoir expliquer»: whether the verb at *at* only opens the way for an infinitive."""
        if "modal" not in self.units[at].entry.traits:
            return False
        self._name_unknown_infinitive(at + 1)
        aside = self.units[at + 1].kind == "comma"  # «savoir, en cas de crise, expliquer»
        for after in range(at + 2 if aside else at + 1, min(high, at + _LOOK_AHEAD)):
            unit = self.units[after]
            if unit.kind in VERBS and (unit.shape == "inf" or self.units[after + 1].word in _ENCLITICS):
                return True
            if unit.kind == "that" or not (aside or unit.kind in ("adverb", "det")):
                return False
        return False

    def _name_unknown_infinitive(self, at: int) -> None:
        """«saber gamificar»: what ends like an infinitive right behind a modal is one, on our list or not."""
        if self.is_unknown_infinitive(at):
            self._name_unknown(at)

    def _name_unknown(self, at: int, shape: str = "inf") -> None:
        unit = self.units[at]
        unit.kind, unit.shape, unit.entry = "M", shape, Entry("M", unit.word, label="U")

    def _joins_unknown(self, at: int, verb: int) -> bool:
        """«Conocer las normas y evacuar un edificio»: behind «and», before an article, formed like the first verb."""
        unit = self.units[at]
        if unit.kind or self.units[at - 1].kind != "join" or self.units[at + 1].kind != "det":
            return False
        if self.order == "first":
            return self.units[verb].shape == "inf" and unit.word.endswith("r") and self.is_unknown_infinitive(at)
        is_finite = self.order == "last" and len(unit.word) >= _LONG and unit.word.endswith("t")
        return is_finite and self.units[verb].shape == "fin" and not self.is_capital(at)

    def is_unknown_infinitive(self, at: int) -> bool:
        """Whether the word at *at* is on no list and ends like an infinitive, where the verb leads."""
        unit = self.units[at]
        endings = tuple(self.table.says["infinitives"].split())
        return self.order == "first" and unit.kind == "" and len(unit.word) >= _LONG and unit.word.endswith(endings)
