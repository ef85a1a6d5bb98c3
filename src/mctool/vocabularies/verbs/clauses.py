"""Finds the acts of an outcome in the languages whose verb forms are rarely nouns.

In French, Portuguese and Spanish the verb leads (``order first``), in Polish it stands anywhere (``free``), in
Dutch and German it may stand last or in two parts (``last``). Verbs inside a clause or a purpose («wie …»,
«para …», «aby …») are somebody else's and do not count.
"""

from mctool.vocabularies.verbs.judgement import (
    LIGHT, OBSERVABLE, F, M, N, U, V, W, Act, alone_among, label_of, object_changes, wrapped,
)  # fmt: skip
from mctool.vocabularies.verbs.tables import NOUNS, VERBS, Entry, Lexicon
from mctool.vocabularies.verbs.units import Unit

_SHELLS = frozenset({"ability", "skill", "trait"})
_BETWEEN = frozenset({"adverb", "det", "to", "can", "learner"})  # between «and» and the verb that it joins
_OF = frozenset({"de", "del", "da", "do", "das", "dos", "d", "des", "du", "van"})
_LEADING = frozenset({"", "det", "adverb", "through", "needed", "join", "comma", "skilled"})


class ClauseReader:
    """Reads the units of one text; ``acts`` is the answer."""

    def __init__(self, text: str, units: list[Unit], table: Lexicon) -> None:
        """*units* are those of *text*, read with *table*."""
        self.text, self.units = text, units
        self.parted = table.parted
        self.order = table.says["order"]
        self.nouns_are_capital = table.language == "de"
        self.infinitives = table.says.get("infinitives", "").split()

    def acts(self) -> list[Act]:
        """What the text joins as equals, in its order; empty for a fragment."""
        acts: list[Act] = []
        low = 0
        for high, unit in enumerate(self.units):
            if unit.kind == "stop":
                acts += self._sentence(low, high, bool(acts))
                low = high + 1
        return acts or self._unknown_verb()

    def _sentence(self, low: int, high: int, goes_on: bool) -> list[Act]:
        self._join_parts(low, high)
        verbs = self._verbs(low, high)
        noun = self._head_noun(low, high, verbs)
        if noun is not None:
            return [] if goes_on and self.units[noun].kind not in ("state", "ability") else self._nominal(noun, high)
        return self._acts_of(verbs, low, high)

    # -- which verbs are on the level of the sentence

    def _join_parts(self, low: int, high: int) -> None:
        """«wendet die Regeln an»: gives the finite part the entry of the whole verb."""
        for at in range(low, high):
            unit = self.units[at]
            for apart, form in self.parted.get(unit.word, ()):
                for after in range(at + 1, high):
                    other = self.units[after]
                    if other.word == apart and other.kind not in VERBS:
                        unit.entry, unit.shape, unit.kind = form.entry, form.shape, form.entry.kind
                        if form.entry.kind != "M":
                            unit.end = other.end
                        other.kind, other.entry = "adverb", None
                        break
                    if other.kind in ("that", "comma") and self.order == "last" or other.kind == "stop":
                        break
                else:
                    continue
                break

    def _verbs(self, low: int, high: int) -> list[int]:
        verbs: list[int] = []
        embedded = fresh = False
        inner = ""  # the shape of the verb within the clause
        for at in range(low, high):
            unit = self.units[at]
            if unit.kind in ("that", "by"):
                embedded, inner = True, ""
            elif unit.kind in ("join", "comma"):
                fresh = True
                if embedded and self._resumes(at, high, verbs, inner):
                    embedded = False
            elif self._is_verb(at, low):
                if embedded:
                    inner = unit.shape
                elif self._is_shell(at, high):
                    continue
                elif self._governs(at, verbs, fresh):
                    verbs.append(at)
                    fresh = False
            elif unit.kind not in _BETWEEN:
                fresh = False
        return verbs

    def _is_verb(self, at: int, low: int) -> bool:
        unit, before = self.units[at], self.units[at - 1] if at > low else None
        if unit.kind not in VERBS and unit.kind != "aim":
            return False
        if before and self._is_capital(at) and before.kind != "comma":
            if "notion" in unit.entry.traits:
                unit.kind = "notion"
            return False
        return not ("noun" in unit.entry.traits and before and before.kind in ("det", "prep", "through"))

    def _is_capital(self, at: int) -> bool:
        return self.nouns_are_capital and self.text[self.units[at].start].isupper()

    def _governs(self, at: int, verbs: list[int], fresh: bool) -> bool:
        before = self.units[at - 1].kind if at else ""
        if self.units[at].shape == "ger" and verbs:
            return False
        if self.order != "first":
            return True
        if before == "prep":
            return not verbs and self._after_shell(at)
        return not verbs or (fresh and self.units[at].shape == self.units[verbs[0]].shape)

    def _after_shell(self, at: int) -> bool:
        return any(self.units[before].kind == "can" for before in range(max(0, at - 10), at))

    def _resumes(self, at: int, high: int, verbs: list[int], inner: str) -> bool:
        """Whether the main clause goes on after the comma or «and» at *at* within a clause."""
        after = at
        joined = False
        while after < high and self.units[after].kind in ("join", "comma", "adverb", "det", "to"):
            joined |= self.units[after].kind == "join"
            after += 1
        if after >= high or self.units[after].kind == "that":
            return False
        if self.units[at].kind == "comma" and (self.order == "last" or self._opened(at)):
            return True
        if self.units[after].kind not in VERBS or not verbs:
            return self.units[after].kind == "can"
        same_as_main = self.units[after].shape == self.units[verbs[0]].shape
        return joined and same_as_main and (self.units[at].kind == "comma" or inner != self.units[after].shape)

    def _opened(self, comma: int) -> bool:
        """«Qu'il s'agisse de …, »: whether the sentence up to *comma* is a clause put first."""
        start = comma
        while start and self.units[start - 1].kind != "stop":
            start -= 1
        return self.units[start].kind in ("that", "by")

    def _is_shell(self, at: int, high: int) -> bool:
        """«savoir expliquer»: the verb at *at* is only a shell for the infinitive behind it."""
        if "modal" not in self.units[at].entry.traits:
            return False
        for after in range(at + 1, min(high, at + 9)):
            unit = self.units[after]
            if unit.kind in VERBS and unit.shape == "inf":
                return True
            if unit.kind != "adverb" and self.order != "last":
                return False
            if unit.kind in ("that", "comma"):
                return False
        return False

    # -- sentences without a verb

    def _head_noun(self, low: int, high: int, verbs: list[int]) -> int | None:
        """The noun that governs a phrase without a verb of its own («Wiedza o …», «Die Fähigkeit, …»)."""
        for at in range(low, high):
            unit = self.units[at]
            if unit.kind in NOUNS:
                before_verb = self.order == "first" and (not verbs or at < verbs[0])
                if not verbs or before_verb or unit.kind == "ability" and at < verbs[0] and self._opens(at, verbs[0]):
                    return at
                return None
            if unit.kind not in _LEADING or at in verbs:
                return None
        return None

    def _opens(self, noun: int, verb: int) -> bool:
        """«Die Fähigkeit, … zu moderieren»: the ability has a clause of its own."""
        return self.units[noun + 1].kind in ("comma", "to", "prep") or self.units[verb - 1].kind == "to"

    def _nominal(self, noun: int, high: int) -> list[Act]:
        unit = self.units[noun]
        governs = self.units[noun + 1].kind not in ("stop", "comma", "join")
        if unit.kind in ("state", "notion"):
            acts = [Act(V if unit.kind == "state" or governs else F, unit.entry, noun, noun)]
        elif unit.kind == "act":
            acts = [Act(N if governs else F, unit.entry, noun, noun)]
        else:
            inner = self._inside(noun, high)
            acts = inner or [Act(W if unit.kind != "trait" or governs else F, unit.entry, noun, noun)]
        return acts + self._joined_noun(noun, high, acts)

    def _joined_noun(self, noun: int, high: int, acts: list[Act]) -> list[Act]:
        """«… und die Fähigkeit zu», «… y la comprensión de» beside the noun before."""
        for at in range(noun + 1, high):
            if self.units[at].kind != "join":
                continue
            head = at + 1
            while head < high and self.units[head].kind in ("det", "adverb", "", "skilled") and head < at + 4:
                head += 1
            unit = self.units[head]
            if unit.kind == "ability" or (unit.kind == "skill" and self.units[at + 1].kind == "det"):
                return self._inside(head, high)
            if unit.kind == "state" and self.units[at + 1].kind in ("det", "state"):
                return [Act(V, unit.entry, head, head)] if acts[0].label in OBSERVABLE else []
        return []

    def _inside(self, noun: int, high: int) -> list[Act]:
        """The act in «capacité à …», «umiejętność stosowania», «Fähigkeit, … zu …»; states count in an ability."""
        unit = self.units[noun]
        is_ability = unit.kind == "ability"
        start = noun + 1
        while start < high and self.units[start].kind in ("adverb", "needed"):
            start += 1
        opened = self.units[start].kind in ("prep", "to", "that", "by", "comma")
        reach = high if is_ability and self.order == "last" else start + (7 if is_ability else 4)
        for at in range(start, min(high, reach)):
            found = self.units[at]
            if self._is_verb(at, noun) and found.shape != "fin" and (opened or self.order == "last"):
                acts = self._acts_of([at, *self._equals(at, high)], at, high)
                observable = any(act.label in OBSERVABLE for act in acts)
                return wrapped(acts, unit.entry, noun, noun) if is_ability or observable else []
            if found.kind == "act" and not self._skill_follows(at):
                named = not is_ability and self.units[at - 1].word in _OF  # «competencias de negociación»
                return [] if named else [Act(N, unit.entry, noun, noun, found.entry)]
            if found.kind == "state" and is_ability:
                return [Act(V, found.entry, at, at)]
            if found.kind in ("join", "stop") or (found.kind == "comma" and self.order != "last"):
                break
        return []

    def _skill_follows(self, at: int) -> bool:
        return self.units[at + 1].kind in ("skill", "ability")

    def _equals(self, verb: int, high: int) -> list[int]:
        """Infinitives joined with the one at *verb*."""
        equals: list[int] = []
        fresh = False
        for at in range(verb + 1, high):
            kind = self.units[at].kind
            if kind in ("that", "by"):
                break
            if kind in ("join", "comma"):
                fresh = True
            elif self._is_verb(at, verb) and self.units[at].shape == self.units[verb].shape:
                if fresh or self.order != "first":
                    equals.append(at)
            elif kind not in _BETWEEN and kind != "prep":
                fresh = False
        return equals

    # -- verbs and their objects

    def _acts_of(self, verbs: list[int], low: int, high: int) -> list[Act]:
        acts: list[Act] = []
        plain_beside = {at for at in verbs if label_of(self.units[at].entry) == M and not self._is_light(at)}
        for index, verb in enumerate(verbs):
            after = verbs[index + 1] if index + 1 < len(verbs) else high
            if not self._is_light(verb):
                acts.append(Act(label_of(self.units[verb].entry), self.units[verb].entry, verb, verb))
            elif self._shares_object(verbs, index, plain_beside):
                acts.append(Act(M, self.units[verb].entry, verb, verb))
            else:
                shared = next((later for later in verbs[index + 1 :] if not self._adjacent(verb, later)), high)
                before = verbs[index - 1] + 1 if index else low
                acts += self._light(verb, before, shared if self._adjacent(verb, after) else after, high)
        return alone_among(acts)

    def _is_light(self, verb: int) -> bool:
        return bool(self.units[verb].entry.traits & LIGHT)

    def _adjacent(self, first: int, second: int) -> bool:
        between = self.units[first + 1 : second]
        return any(unit.kind in ("join", "comma") for unit in between) and all(
            unit.kind in ("join", "comma", "adverb", "to") or self.units[second].kind in VERBS and unit.kind in VERBS
            for unit in between
        )

    def _shares_object(self, verbs: list[int], index: int, plain: set[int]) -> bool:
        """«desarrollar y aplicar habilidades»: what is put to use beside it is observable."""
        return any(self._adjacent(*sorted((verbs[index], other))) for other in plain if other != verbs[index])

    def _light(self, verb: int, low: int, after: int, high: int) -> list[Act]:
        """The acts of a verb whose object decides; «by» and a gerund turn what is shown into an act."""
        entry = self.units[verb].entry
        nouns = self._objects(verb, low, after)
        end = verb if nouns and nouns[0] < verb else high
        inner = [act for noun in nouns if self.units[noun].kind in _SHELLS for act in self._inside(noun, end)]
        if inner:
            return inner
        changed = [(label, noun) for noun in nouns if (label := object_changes(entry, self.units[noun].entry))]
        if not changed or (self.units[changed[0][1]].kind == "trait" and any(self._is_act(noun) for noun in nouns)):
            return [Act(label_of(entry), entry, verb, verb)]
        label, noun = next((pair for pair in changed if pair[0] == V), changed[0])
        if label == W and ("show" in entry.traits or self.units[noun].kind == "skill") and (by := self._by(high, verb)):
            return [Act(M, entry, verb, verb, by)]
        return [Act(label, entry, min(verb, noun), max(verb, noun), self.units[noun].entry)]

    def _is_act(self, noun: int) -> bool:
        return self.units[noun].kind == "act"

    def _objects(self, verb: int, low: int, after: int) -> list[int]:
        """The nouns of the table in the object; those behind a preposition are not the object."""
        found = self._phrase(verb + 1, after)
        if not found and self.order != "first":
            for at in range(low, verb):
                if self.units[at].kind not in ("prep", "that", "by") and (heads := self._phrase(at, verb)):
                    if at == low or self.units[at - 1].kind in ("det", "can", "learner", "adverb", "comma", "join", "to", "stop", ""):
                        if not self._behind_preposition(heads[0], low):
                            return heads
            for at in range(verb + 1, after):
                if self.units[at].kind in NOUNS and not self._behind_preposition(at, verb):
                    return [at]
        return found

    def _behind_preposition(self, noun: int, low: int) -> bool:
        for at in range(noun - 1, max(low, noun - 4) - 1, -1):
            if self.units[at].kind in ("prep", "through"):
                return True
            if self.units[at].kind not in ("", "adverb", "det"):
                return False
        return False

    def _phrase(self, place: int, high: int) -> list[int]:
        """The nouns of the table at the head of the phrase at *place*: «una profunda comprensión y respeto»."""
        heads: list[int] = []
        strange = 0
        for at in range(place, min(high, place + 9)):
            unit = self.units[at]
            if unit.kind in NOUNS or (at > place and "notion" in unit.entry.traits if unit.entry else False):
                heads.append(at)
            elif unit.kind in ("join", "comma"):
                continue
            elif unit.kind in ("", "skilled", "mind", "needed") and not heads:
                strange += 1
                if strange > 2:
                    break
            elif unit.kind not in ("det", "adverb", "through"):
                break
            elif heads and unit.kind == "det" and self.units[at - 1].kind not in ("join", "comma"):
                break
        return heads

    def _by(self, high: int, verb: int) -> Entry | None:
        """The act in «mediante la redacción», «indem sie … erläutern», «redactando»."""
        by = False
        for at in range(verb + 1, high):
            unit = self.units[at]
            by |= unit.kind == "by"
            if unit.kind in VERBS and label_of(unit.entry) == M and (by or unit.shape == "ger"):
                return unit.entry
            if by and unit.kind == "act":
                return unit.entry
        return None

    def _unknown_verb(self) -> list[Act]:
        """The first word when it has the ending of an infinitive, or a word after «can» or a learner."""
        for at, unit in enumerate(self.units):
            if unit.kind in ("adverb", "to", "can", "stop", "comma", "det", "learner"):
                continue
            after_shell = at and self.units[at - 1].kind in ("can", "learner")
            long = len(unit.word) > 4 and unit.word.endswith(tuple(self.infinitives))
            capital = at and self._is_capital(at)
            if unit.kind == "" and (after_shell or (self.infinitives and long)) and not capital:
                return [Act(U, Entry("M", unit.word), at, at)]
            return []
        return []
