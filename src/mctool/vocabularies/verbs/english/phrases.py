"""Questions about a stretch of English units: is this a verb here, and what is this noun phrase about?"""

from collections.abc import Callable

from mctool.vocabularies.verbs.judgement import Act
from mctool.vocabularies.verbs.tables import NOUNS, VERBS, Lexicon
from mctool.vocabularies.verbs.units import Unit

Found = tuple[list[Act], int]
"""Acts, and the place after them."""

_QUALIFIES = frozenset({"", "det", "adverb", "learner", "through", "needed", "skilled", "mind"})
_TAKEN = frozenset({"det", "that", "learner", "adverb"})
_BEFORE_GERUND = frozenset({"det", "adverb", "join", "comma", "through"})
_ENDS_PHRASE = frozenset({"to", "can", "be", "prep", "by", "that", "stop"})
_LONGEST_PHRASE = 16


class Phrases:
    """The units of one text; places are indices into ``units``, whose last is a ``stop``."""

    def __init__(self, text: str, units: list[Unit], table: Lexicon) -> None:
        """*units* are those of *text*, read with *table*."""
        self.text, self.units, self.table = text, units, table
        self._known: dict[tuple[str, int, int], Found] = {}

    def once(self, reading: Callable[[int, int], Found], first: int, high: int) -> Found:
        """What *reading* finds from *first* to *high*, read once only: nested phrases ask again and again."""
        key = (reading.__name__, first, high)
        if key not in self._known:
            self._known[key] = reading(first, high)
        return self._known[key]

    def skip(self, place: int, high: int, *kinds: str) -> int:
        """The first place from *place* on, at most *high*, that is of none of the *kinds*."""
        while place < high and self.units[place].kind in kinds:
            place += 1
        return place

    def is_verb(self, place: int, shape: str = "base") -> bool:
        """Whether a verb of this *shape* stands at *place*."""
        unit = self.units[place]
        return unit.kind in VERBS and unit.shape == shape

    def states(self, place: int, high: int) -> bool:
        """Whether a base verb or «be» stands at *place*."""
        return place < high and (self.is_verb(place) or self.units[place].kind == "be")

    def is_noun_too(self, place: int) -> bool:
        """Whether the word at *place* may be a noun (design, research, …)."""
        return "noun" in self.units[place].entry.traits

    def takes_object(self, place: int, high: int) -> bool:
        """Whether what follows shows that the word at *place* is a verb: «design the», «plan and assess»."""
        following = self.units[min(place + 1, high)]
        if following.kind == "join":
            return self.is_verb(min(place + 2, high))
        return following.kind in _TAKEN

    def noun_phrase(self, place: int, high: int, initial: bool = False) -> tuple[list[int], int]:
        """The places of the nouns that the phrase at *place* is about, and the place after the last of them.

        «a critical understanding and appreciation of»: both nouns; «knowledge management systems»: none. At the
        *initial* place of a text a noun of a state counts even before another noun.
        """
        heads: list[int] = []
        at, end = place, place
        while at < min(high, place + _LONGEST_PHRASE):
            unit, following = self.units[at], self.units[at + 1]
            if self.is_noun(at, place):
                if self._is_head(at) or (initial and unit.kind == "state"):
                    heads.append(at)
                    end = at + 1
                    if following.kind not in ("join", "comma"):
                        break
            elif not self._continues(place, at, high):
                break
            at += 1
        skills = [head for head in heads if self.units[head].kind == "skill"]
        if skills:  # «communication and presentation skills»
            heads = [head for head in heads if self.units[head].kind != "act" or head > skills[-1]]
        return heads, end

    def is_noun(self, at: int, start: int) -> bool:
        """Whether a noun of the table stands at *at*; a verb that names a state as noun only behind *start*."""
        unit = self.units[at]
        if unit.kind in VERBS:
            names_state = unit.shape == "base" or unit.word == "values"  # «experiences» are things
            return at > start and names_state and "notion" in unit.entry.traits
        return unit.kind in NOUNS

    def _is_head(self, place: int) -> bool:
        following = self.units[place + 1]
        if self.units[place].kind in ("ability", "ruled"):
            return True
        if self.units[place].kind == "state" and following.kind == "" and following.word.startswith("of"):
            return True  # «knowledge oftheories», glued
        if following.kind in VERBS:
            return following.shape == "ed" or "noun" not in following.entry.traits
        return following.kind not in NOUNS and following.kind != ""

    def _continues(self, start: int, at: int, high: int) -> bool:
        """Whether the word at *at*, which is no noun of the table, belongs to the phrase from *start*."""
        unit = self.units[at]
        if unit.kind in VERBS:
            if unit.shape == "ing" and at > start and self.units[at - 1].kind not in _BEFORE_GERUND:
                return self.units[at + 1].kind in NOUNS or self.units[at + 1].kind in ("join", "comma")
            return unit.shape in ("ing", "ed") or self.is_noun_too(at)
        if unit.kind in ("join", "comma"):
            after = self.skip(at + 1, high, "adverb", "join", "comma")
            if after >= high or self.units[after].kind in _ENDS_PHRASE:
                return False
            return not self.is_verb(after) or (self.is_noun_too(after) and not self.takes_object(after, high))
        return unit.kind in _QUALIFIES
