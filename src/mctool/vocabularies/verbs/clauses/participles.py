"""Verbs that stand as participles: «ont rédigé et soutenu», «hebben … geschreven», «zostaje przygotowany»."""

from mctool.vocabularies.verbs.clauses.objects import Objects
from mctool.vocabularies.verbs.tables import VERBS, Entry, Form, Lexicon
from mctool.vocabularies.verbs.units import Unit

_LONG = 6  # letters of the participle of a verb that the table lacks
_SMALL = frozenset({"join", "comma", "adverb"})
_PREFIXES = ("ge", "be", "ver", "ent", "er", "zer", "ont", "her")  # what German and Dutch participles begin with


class Participles(Objects):
    """Finds the participles behind an auxiliary.

    The table names the auxiliaries (``perfect``, ``passive``), the «by» (``doer``) and what to put for the ending.
    """

    def __init__(self, text: str, units: list[Unit], table: Lexicon) -> None:
        """*units* are those of *text*, read with *table*."""
        super().__init__(text, units, table)
        self._perfect = frozenset(table.says.get("perfect", "").split())
        self._passive = frozenset(table.says.get("passive", "").split())
        self._doer = frozenset(table.says.get("doer", "").split())
        self._endings = tuple(pair.split(">") for pair in table.says.get("participles", "").split())

    def participles(self, low: int, high: int, verbs: list[int]) -> list[int]:
        """The places of what governs in place of *verbs*, where an auxiliary opens the sentence; else none.

        A passive says an act of the learner where somebody does it: «est élaboré par le groupe», but neither
        «un incident est signalé pendant un stage» nor «l'étudiant est formé par des experts».
        """
        has_learner = False
        found: list[int] = []
        for at in range(low, verbs[0] + 1 if verbs else high):
            unit = self.units[at]
            has_learner |= unit.kind == "learner"
            if unit.kind == "that" or found:
                break
            if unit.word in self._perfect and " " not in unit.entry.lemma:
                found = self._behind(at, high, is_perfect=True)
            elif self._is_passive(at) and not (verbs or has_learner) and self._has_doer(at, high):
                found = self._behind(at, high, is_perfect=False)
        return found

    def _is_passive(self, at: int) -> bool:
        unit = self.units[at]
        is_accented = self.text[unit.start] in "éÉ"  # Portuguese «é», which folds to «and»
        return unit.word in self._passive and (not unit.kind or is_accented)

    def _has_doer(self, low: int, high: int) -> bool:
        return any(unit.word in self._doer for unit in self.units[low:high])

    def _behind(self, auxiliary: int, high: int, *, is_perfect: bool) -> list[int]:
        """Participles right behind the *auxiliary* or, where the verb stands last, before a mark or «and»."""
        found: list[int] = []
        for at in range(auxiliary + 1, high):
            unit = self.units[at]
            if unit.kind in _SMALL:
                continue
            if self.order == "last" and self.units[at + 1].kind not in ("stop", "join", "comma"):
                if unit.kind == "that" or (unit.kind == "by" and is_perfect):  # «wordt door de groep opgesteld»
                    break
                continue
            form = self._form_of(at, is_perfect=is_perfect)
            if form:
                unit.entry, unit.shape, unit.kind = form.entry, form.shape, form.entry.kind
                found.append(at)
            elif self.order != "last":
                break
        return found

    def _form_of(self, at: int, *, is_perfect: bool) -> Form | None:
        unit = self.units[at]
        if self.is_capital(at) or unit.kind not in ("", *VERBS) or self.units[at - 1].kind == "prep":
            return None
        is_last = self.order == "last"
        for ending, own in self._endings:
            if unit.word.endswith(ending):
                written = unit.word.removesuffix(ending) + own
                for word in (written, written.replace("ge", "", 1)) if is_last else (written,):
                    form = self.table.words.get(word)
                    if form and form.entry.kind in VERBS:
                        return form
        unknown = is_perfect and unit.kind == "" and len(unit.word) >= _LONG
        if unknown and (self._looks_like_one(at) if is_last else bool(self._endings_of(unit.word))):
            return Form(Entry("M", unit.word, label="U"), "fin")
        return Form(unit.entry, unit.shape) if unit.kind in VERBS and is_perfect else None

    def _looks_like_one(self, at: int) -> bool:
        word = self.units[at].word
        return word.endswith(("t", "d", "en")) and (word.startswith(_PREFIXES) or "ge" in word[2:5])

    def _endings_of(self, word: str) -> list[str]:
        return [ending for ending, _ in self._endings if len(ending) > 1 and word.endswith(ending)]
