"""What a verb is about, and what stands inside «the ability to», «skills in»."""

from mctool.vocabularies.verbs.clauses.governing import Governing
from mctool.vocabularies.verbs.folding import fold
from mctool.vocabularies.verbs.judgement import M, label_of
from mctool.vocabularies.verbs.tables import NOUNS, VERBS, Entry
from mctool.vocabularies.verbs.units import Unit

_OF = frozenset({"de", "del", "da", "do", "das", "dos", "d", "des", "du", "van"})
_BEFORE_OBJECT = frozenset({"det", "can", "learner", "adverb", "comma", "join", "to", "stop", ""})
_WITHIN = frozenset({"det", "adverb", "through", "join", "comma"})
_LONGEST, _STRANGE = 9, 2  # words of an object that are looked at; unknown ones before its noun


class Objects(Governing):
    """Finds the nouns of the table that a verb governs."""

    def objects(self, verb: int, low: int, high: int) -> list[int]:
        """The nouns in the object of the verb at *verb*; it stands behind it or, but in Romance, before it."""
        found = self._phrase(verb + 1, high)
        if found or self.order == "first":
            return found
        for at in range(low, verb):
            before = self.units[at - 1].kind if at > low else "stop"
            if before in _BEFORE_OBJECT and self.units[at].kind not in ("prep", "that", "by"):
                heads = self._phrase(at, verb)
                if heads and not self._behind_preposition(heads[0], low):
                    return heads
        for at in range(verb + 1, high):
            if self.units[at].kind in NOUNS and not self._behind_preposition(at, verb):
                return [at]
        return []

    def _phrase(self, place: int, high: int) -> list[int]:
        """The nouns that head the phrase at *place*: «una profunda comprensión y respeto»."""
        heads: list[int] = []
        strange = 0
        for at in range(place, min(high, place + _LONGEST)):
            unit = self.units[at]
            if unit.kind in NOUNS or (at > place and "notion" in unit.entry.traits):
                heads.append(at)
            elif unit.kind in ("", "skilled", "mind", "needed") and not heads:
                strange += 1
                if strange > _STRANGE:
                    break
            elif unit.kind == "prep" and at == place and unit.word in _OF:
                continue  # «démontrer de l'autonomie»
            elif unit.kind not in _WITHIN or (heads and self._begins_phrase(at)):
                break
        return heads

    def _begins_phrase(self, at: int) -> bool:
        return self.units[at].kind == "det" and self.units[at - 1].kind not in ("join", "comma")

    def _behind_preposition(self, noun: int, low: int) -> bool:
        for at in range(noun - 1, max(low, noun - 4) - 1, -1):
            if self.units[at].kind in ("prep", "through"):
                return True
            if self.units[at].kind not in ("", "adverb", "det"):
                return False
        return False

    def by(self, verb: int, high: int) -> Entry | None:
        """The act in «mediante la redacción», «indem sie … erläutern», «redactando»."""
        by = False
        for unit in self.units[verb + 1 : high]:
            by |= unit.kind == "by"
            if unit.kind in VERBS and label_of(unit.entry) == M and (by or unit.shape == "ger"):
                return unit.entry
            if by and unit.kind == "act":
                return unit.entry
        return None

    def infinitives(self, noun: int, high: int) -> list[int]:
        """The infinitives that the ability or skill at *noun* is for: «capacité à …», «Fähigkeit, … zu …»."""
        start = noun + 1
        while start < high and self.units[start].kind in ("adverb", "needed"):
            start += 1
        is_ability, is_last = self.units[noun].kind == "ability", self.order == "last"
        opened = is_last or self.units[start].kind in ("prep", "to", "that", "by", "comma")
        reach = high if is_ability and is_last else start + (7 if is_ability else 4)
        for at in range(start, min(high, reach) if opened else start):
            if is_ability and self.units[at - 1].kind in ("to", "prep"):
                self._name_within(at)
            kind = self.units[at].kind
            named = kind in VERBS and (self._is_nominalised(at, noun) or self.is_capital(at))
            if named or (self.is_verb(at, noun) and self.units[at].shape != "fin"):
                return [at, *self._equals(at, high)]
            if kind in ("join", "stop", *NOUNS) or (kind == "comma" and not is_last):
                break
        return []

    def _name_within(self, at: int) -> None:
        """«vermogen om een drone te besturen», «capacidade de pilotar»: an infinitive of a verb on no list."""
        if self.order == "first" and self.units[at].word.endswith("r") and not self.units[at].word.endswith("eur"):
            self._name_unknown_infinitive(at)
        elif self.order == "last" and self.units[at - 1].kind == "to" and self.units[at].kind == "":
            self._name_unknown(at)

    def _equals(self, verb: int, high: int) -> list[int]:
        equals: list[int] = []
        fresh = False
        for at in range(verb + 1, high):
            kind = self.units[at].kind
            if kind in ("that", "by"):
                break
            if kind in ("join", "comma"):
                fresh = True
            elif self.is_verb(at, verb) and self.units[at].shape == self.units[verb].shape:
                if fresh or self.order != "first":
                    equals.append(at)
            elif kind not in ("adverb", "det", "to", "can", "learner", "prep"):
                fresh = False
        return equals

    def deed(self, noun: int, high: int) -> int | None:
        """The noun of an act, or of a state, that the ability or skill at *noun* is for.

        «umiejętność stosowania», «Fähigkeit zur Moderation»; but «competencias de negociación» names no act.
        """
        unit = self.units[noun]
        for at in range(noun + 1, min(high, noun + 5)):
            found = self.units[at]
            self._name_noun(found)
            if found.kind == "act" and self.units[at + 1].kind not in ("skill", "ability"):
                return None if unit.kind != "ability" and self.units[at - 1].word in _OF else at
            if found.kind == "state" and unit.kind == "ability":
                return at
            if found.kind in ("join", "stop", "comma") or found.kind in VERBS:
                break
        return None

    def _name_noun(self, unit: Unit) -> None:
        """«umiejętność sterowania»: the noun that every Polish verb has, where the table has the verb alone."""
        for pair in self.table.says.get("named", "").split() if unit.kind == "" else ():
            ending, infinitive = map(fold, pair.split(">"))
            form = self.table.words.get(unit.word.removesuffix(ending) + infinitive)
            if unit.word.endswith(ending) and form and form.entry.kind == "M":
                unit.entry = form.entry._replace(kind="act")
                unit.kind = "act"
                return
