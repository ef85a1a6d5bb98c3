"""The acts of a whole text in Dutch, French, German, Polish, Portuguese or Spanish."""

from dataclasses import replace

from mctool.vocabularies.verbs.clauses.participles import Participles
from mctool.vocabularies.verbs.judgement import (
    LIGHT,
    OBSERVABLE,
    Act,
    F,
    M,
    N,
    U,
    V,
    W,
    alone_among,
    label_of,
    object_changes,
    wrapped,
)
from mctool.vocabularies.verbs.tables import NOUNS, VERBS, Entry, Lexicon
from mctool.vocabularies.verbs.units import Unit

_SHELLS = frozenset({"ability", "skill", "trait"})
_LEADING = frozenset({"", "det", "adverb", "through", "needed", "join", "comma", "skilled"})
_AFTER_VERB = {"es": ("det", "that", "learner", "prep"), "pt": ("det", "that", "learner", "prep")}
_LONG = 5  # letters of a word whose ending tells anything


class ClauseReader(Participles):
    """``acts`` is the answer."""

    def __init__(self, text: str, units: list[Unit], table: Lexicon) -> None:
        """*units* are those of *text*, read with *table*."""
        super().__init__(text, units, table)
        self._shells: dict[tuple[int, int], list[Act]] = {}

    def acts(self) -> list[Act]:
        """What the text joins as equals, in its order; empty for a fragment."""
        acts: list[Act] = []
        low = 0
        is_heading = False
        for high, unit in enumerate(self.units):
            if unit.kind == "stop":
                more = self._sentence(low, high, bool(acts))
                acts = more if is_heading and more else acts + more
                is_heading = unit.word == ":" and bool(acts) and acts[0].entry.kind in NOUNS
                low = high + 1
        return acts or self._unknown_verb()

    def _sentence(self, low: int, high: int, goes_on: bool) -> list[Act]:
        self.join_parts(low, high)
        if low < high:
            self.name_imperative(low)
        named = self._named(low, high)
        if named:
            return named
        verbs = self.verbs(low, high)
        verbs = self.participles(low, high, verbs) or verbs
        noun = self._head_noun(low, high, verbs)
        if noun is None:
            return self._acts_of(verbs, low, high)
        return [] if goes_on and self.units[noun].kind not in ("state", "ability") else self._nominal(noun, high)

    # -- verbs

    def _acts_of(self, verbs: list[int], low: int, high: int) -> list[Act]:
        """The acts of *verbs*, all of one level; verbs that are joined directly share one object."""
        acts: list[Act] = []
        used = [verb for verb in verbs if not self._is_light(verb) and label_of(self.units[verb].entry) == M]
        for index, verb in enumerate(verbs):
            entry, later = self.units[verb].entry, verbs[index + 1 :]
            if not self._is_light(verb):
                acts.append(Act(label_of(entry), entry, verb, verb))
            elif any(self._adjacent(verb, other) for other in used):  # «desarrollar y aplicar habilidades»
                acts.append(Act(M, entry, verb, verb))
            else:
                end = next((other for other in later if not self._adjacent(verb, other)), high)
                acts += self._light(verb, verbs[index - 1] + 1 if index else low, end, high)
        return alone_among(self._strange_before(verbs) + acts)

    def _strange_before(self, verbs: list[int]) -> list[Act]:
        """The unknown infinitive of «opschonen en visualiseren»: an act that nobody can judge by our list."""
        if not verbs or self.units[verbs[0] - 1].kind != "join" or verbs[0] < 2:
            return []
        at = verbs[0] - 2
        unit = self.units[at]
        endings = tuple(self.table.says["infinitives"].split()) if self.order == "last" else ("r",)
        is_infinitive = unit.kind == "" and len(unit.word) >= _LONG and unit.word.endswith(endings)
        equal = is_infinitive and self.units[verbs[0]].shape == "inf" and not (at and self.is_capital(at))
        return [Act(U, Entry("M", unit.word), at, at)] if equal else []

    def _is_light(self, verb: int) -> bool:
        return bool(self.units[verb].entry.traits & LIGHT)

    def _adjacent(self, one: int, other: int) -> bool:
        between = self.units[min(one, other) + 1 : max(one, other)]
        small = all(unit.kind in ("join", "comma", "adverb", "to") or unit.kind in VERBS for unit in between)
        return small and any(unit.kind in ("join", "comma") for unit in between)

    def _light(self, verb: int, low: int, end: int, high: int) -> list[Act]:
        """The acts of a verb whose object decides; an act named with «by» makes what is shown observable."""
        entry = self.units[verb].entry
        nouns = self.objects(verb, low, end)
        reach = verb if nouns and nouns[0] < verb else high
        inner = [act for noun in nouns if self.units[noun].kind in _SHELLS for act in self._inside(noun, reach)]
        if inner:
            return inner
        changed = [(label, noun) for noun in nouns if (label := object_changes(entry, self.units[noun].entry))]
        deeds = any(self.units[noun].kind == "act" for noun in nouns)
        if not changed or (deeds and self.units[changed[0][1]].kind == "trait"):
            return [Act(label_of(entry), entry, verb, verb)]
        label, noun = next((pair for pair in changed if pair[0] == V), changed[0])
        shown = label == W and ("show" in entry.traits or self.units[noun].kind == "skill")
        if shown and (by := self.by(verb, high)):
            return [Act(M, entry, verb, verb, by)]
        return [Act(label, entry, min(verb, noun), max(verb, noun), self.units[noun].entry)]

    # -- nouns

    def _named(self, low: int, high: int) -> list[Act]:
        """«Das Erstellen und Auswerten von Fragebögen»: German infinitives behind an article."""
        at = low
        while at < high and self.units[at].kind == "det":
            at += 1
        if (
            self.units[at - 1].word != "das"
            or not self._is_named(at)
            or any(not self.is_capital(verb) for verb in self.verbs(at, high))
        ):
            return []
        named = [at]
        for after in range(at + 1, high):
            if self._is_named(after):
                named.append(after)
            elif self.units[after].kind not in ("join", "comma", "adverb"):
                break
        acts = self._acts_of(named, low, high)
        return [replace(act, label=N) if act.label == M else act for act in acts]

    def _is_named(self, at: int) -> bool:
        unit = self.units[at]
        return unit.kind in VERBS and unit.shape == "inf" and self.is_capital(at)

    def _head_noun(self, low: int, high: int, verbs: list[int]) -> int | None:
        """The noun that governs a phrase without a verb of its own: «Wiedza o …», «Die Fähigkeit, …»."""
        is_verb = self.is_unknown_infinitive(low) and self.units[low].word.endswith("r")  # not «Culture des valeurs»
        if is_verb and self.units[low + 1].kind == "det":
            return None  # «Matizar os valores de quem decide»
        for at in range(low, high):
            kind = self.units[at].kind
            if kind in NOUNS:
                shelled = any(unit.kind == "can" for unit in self.units[low:at])
                named = shelled or all(self._qualifies(before) for before in range(low, at))
                fits = named if kind == "act" else not shelled
                return at if fits and self._governs_alone(at, verbs) else None
            if kind not in (*_LEADING, "can", "learner", "prep") or at in verbs or (kind == "prep" and at == low):
                return None
        return None

    def _qualifies(self, at: int) -> bool:
        """Whether the word at *at* can be an adjective: «kritische Analyse», but «Techniken der Analyse»."""
        return self.units[at].kind != "" or self.units[at].word.endswith("e")

    def _governs_alone(self, noun: int, verbs: list[int]) -> bool:
        if not verbs or self.order == "first":
            return not verbs or noun < verbs[0]
        own_clause = self.units[noun + 1].kind in ("comma", "to", "prep") or self.units[verbs[0] - 1].kind == "to"
        return self.units[noun].kind == "ability" and noun < verbs[0] and own_clause

    def _nominal(self, noun: int, high: int) -> list[Act]:
        unit = self.units[noun]
        governs = self.units[noun + 1].kind not in ("stop", "comma", "join")
        if unit.kind in ("state", "notion"):
            acts = [Act(V if unit.kind == "state" or governs else F, unit.entry, noun, noun)]
        elif unit.kind == "act":
            acts = [Act(N if governs else F, unit.entry, noun, noun)]
        else:
            bare = Act(W if unit.kind != "trait" or governs else F, unit.entry, noun, noun)
            acts = self._inside(noun, high) or [bare]
        return acts + self._joined_noun(noun, high, acts)

    def _joined_noun(self, noun: int, high: int, acts: list[Act]) -> list[Act]:
        """«… und die Fähigkeit zu», «… y la comprensión de» beside the noun before."""
        for at in range(noun + 1, high):
            if self.units[at].kind != "join":
                continue
            head = at + 1
            while head < min(high, at + 4) and self.units[head].kind in ("det", "adverb", "", "skilled"):
                head += 1
            unit, first = self.units[head], self.units[at + 1].kind
            if unit.kind == "ability" or (unit.kind == "skill" and first == "det"):
                return self._inside(head, high)
            if unit.kind == "state" and first in ("det", "state") and acts[0].label in OBSERVABLE:
                return [Act(V, unit.entry, head, head)]
        return []

    def _inside(self, noun: int, high: int) -> list[Act]:
        """The acts inside an ability or skill, read once only; a state counts only inside an ability."""
        if (noun, high) not in self._shells:
            self._shells[noun, high] = list(dict.fromkeys(self._read_inside(noun, high)))
        return self._shells[noun, high]

    def _read_inside(self, noun: int, high: int) -> list[Act]:
        unit = self.units[noun]
        verbs = self.infinitives(noun, high)
        if verbs:
            acts = self._acts_of(verbs, verbs[0], high)
            observable = any(act.label in OBSERVABLE for act in acts)
            return wrapped(acts, unit.entry, noun, noun) if unit.kind == "ability" or observable else []
        deed = self.deed(noun, high)
        if deed is None:
            return []
        found = self.units[deed].entry
        return [Act(N, unit.entry, noun, noun, found) if found.kind == "act" else Act(V, found, deed, deed)]

    # -- neither

    def _unknown_verb(self) -> list[Act]:
        """A word that has the place and the ending of a verb but is on no list."""
        endings = tuple(self.table.says["infinitives"].split())
        for at, unit in enumerate(self.units):
            following = self.units[min(at + 1, len(self.units) - 1)].kind
            if unit.kind == "" and len(unit.word) >= _LONG and not (at and self.is_capital(at)):
                before = self.units[at - 1].kind if at else "stop"
                shelled = before in ("can", "learner") and self.order != "last"
                at_end = self.order == "last" and following == "stop" and unit.word.endswith(endings)
                at_end = at_end and not self._ends_as_noun(at)
                at_start = before in ("stop", "adverb") and following in _AFTER_VERB.get(
                    self.table.language, ("det", "that", "learner")
                )
                at_start = at_start and unit.word.endswith(("t", "eren") if self.order == "last" else endings)
                if shelled or at_end or at_start:
                    return [Act(U, Entry("M", unit.word), at, at)]
        return []

    def _ends_as_noun(self, at: int) -> bool:
        """«tussen twee partijen», «culturele verschillen»: Dutch plurals that end like an infinitive."""
        before = self.units[at - 1]
        is_adjective = before.kind in ("", "needed", "skilled") and before.word.endswith("e")
        return not self.is_german and (not at or before.kind in ("det", "prep") or is_adjective)
