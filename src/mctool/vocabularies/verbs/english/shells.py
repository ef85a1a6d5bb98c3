"""What stands inside an English shell: the act in «ability to …», «skills in …», «proficient in …»."""

from abc import ABC, abstractmethod

from mctool.vocabularies.verbs.english.openings import Openings
from mctool.vocabularies.verbs.english.phrases import Found
from mctool.vocabularies.verbs.judgement import OBSERVABLE, Act, M, label_of
from mctool.vocabularies.verbs.tables import NOUNS, VERBS, Entry

SHELLS = frozenset({"ability", "skill", "trait"})
_WITH_ACT = frozenset({"in", "of", "for", "at", "with"})
_USE = Entry("M", "use", bloom="apply")


class Shells(Openings, ABC):
    """Reads what a noun of an ability, skill or trait is for."""

    @abstractmethod
    def chain(self, first: int, high: int) -> Found:
        """All acts of the predicate at *first* and of its equals up to *high*."""

    @abstractmethod
    def verbs(self, first: int, high: int) -> Found:
        """The acts of the verb at *first* and of those that share its object."""

    def plain(self, verb: int) -> Act:
        """The act of the verb or ruled noun at *verb* by itself."""
        return Act(label_of(self.units[verb].entry), self.units[verb].entry, verb, verb)

    def inside(self, noun: int, high: int) -> Found:
        """The act within «ability to …», «skills in …»; states count only inside an ability."""
        acts, end = self.once(self._within, noun, high)
        if self.units[noun].kind != "ability" and not any(act.label in OBSERVABLE for act in acts):
            return [], noun + 1
        return acts, end

    def _within(self, noun: int, high: int) -> Found:
        is_ability = self.units[noun].kind == "ability"
        start = self.skip(noun + 1, high, "adverb", "needed")
        for at in range(start, min(high, start + (8 if is_ability else 1))):
            unit = self.units[at]
            if unit.kind == "to":
                verb = self.skip(at + 1, high, "adverb", "can", *(("det",) if is_ability else ()))
                if self.states(verb, high):
                    return self.chain(verb, high)
                if is_ability and verb < high and self.units[verb].kind == "":
                    return [Act(M, Entry("M", self.units[verb].word), verb, verb)], verb + 1
                break
            if unit.kind in ("join", "stop"):
                break
            if unit.kind == "prep" and unit.word in _WITH_ACT and at == start:
                acts, end = self._acting(at + 1, high)
                if acts:
                    return acts, end
        return [], start

    def _acting(self, place: int, high: int) -> Found:
        """The act behind the preposition before *place*: «(skills in) calibrating», «in the scoring of».

        A noun names an act only behind «in»: «skills of communication» and «skills for practice» name none.
        """
        reach = place + 1 if self.units[place - 1].word == "of" else min(high, place + 5)
        for at in range(self.skip(place, high, "adverb"), reach):
            unit = self.units[at]
            if unit.word == "using":
                return [Act(M, _USE, at, at)], at + 1
            if self.units[at + 1].kind not in NOUNS and (done := self.done(at, high)):
                return [done], at + 1
            if unit.kind not in ("det", "adverb", "", "join", "comma", "state") and unit.kind not in VERBS:
                break
            if unit.kind in VERBS and unit.shape in ("base", "s") and not self.is_noun_too(at):
                break
        return self._named(place, high) if self.units[place - 1].word in ("in", "at", "with") else ([], place)

    def _named(self, place: int, high: int) -> Found:
        nouns, end = self.noun_phrase(place, high)
        if nouns and all(self.units[noun].kind == "act" for noun in nouns):
            return [Act(M, self.units[nouns[0]].entry, nouns[0], nouns[0])], end
        for at in range(place, min(high - 1, place + 4)):
            if self.is_deed(at) and self.units[at + 1].word == "of":
                return [self.plain(at)], at + 1
        return [], place

    def done(self, place: int, high: int) -> Act | None:
        """The observable act that a gerund at *place* names, its object included."""
        acts = self.verbs(place, high)[0] if self.is_verb(place, "ing") else []
        return next((act for act in acts if act.label in OBSERVABLE), None)

    def is_deed(self, place: int) -> bool:
        """Whether the noun of an observable verb stands at *place* (practice, use, design)."""
        return self.is_verb(place) and self.is_noun_too(place) and label_of(self.units[place].entry) == M
