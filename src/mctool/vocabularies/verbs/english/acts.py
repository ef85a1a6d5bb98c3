"""What one English predicate states: its acts, and where it ends."""

from dataclasses import replace

from mctool.vocabularies.verbs.english.phrases import Found
from mctool.vocabularies.verbs.english.shells import SHELLS, Shells
from mctool.vocabularies.verbs.judgement import (
    LIGHT,
    OBSERVABLE,
    Act,
    F,
    M,
    N,
    V,
    W,
    alone_among,
    label_of,
    object_changes,
    wrapped,
)
from mctool.vocabularies.verbs.tables import NOUNS, Entry

_BECOMING = frozenset({"be", "become", "becoming", "became", "becomes", "remain", "stay"})


class Acts(Shells):
    """Reads one predicate."""

    def one(self, first: int, high: int) -> Found:
        """The acts of the predicate at *first* alone, and the place after it."""
        kind = self.units[first].kind
        if self.units[first + 1].word == "of" and self.units[first].entry.traits & {"noun", "notion"} == {"noun"}:
            return self._deed(first)
        if kind in NOUNS:
            return self._nominal(first, high)
        if kind == "be":
            return self.being(first, high)
        if kind == "aim":
            return self._aim(first, high)
        return self.verbs(first, high)

    def verbs(self, first: int, high: int) -> Found:
        """The acts of the verb at *first* and of those that share its object."""
        return self.once(self._verbs, first, high)

    def _verbs(self, first: int, high: int) -> Found:
        """Verbs that share one object: «develop, apply and evaluate a plan»."""
        verbs, at = [first], first + 1
        while at < high:
            start = at + 1 if self.units[at].kind == "prep" and self.units[at + 1].kind == "join" else at
            following = self.skip(start, high, "join", "comma", "adverb")
            joined = any(unit.kind != "adverb" for unit in self.units[start:following])
            if not joined or following >= high or not self.is_verb(following, self.units[first].shape):
                break
            verbs.append(following)
            at = following + 1
        if any(self.units[verb].entry.traits & LIGHT for verb in verbs):
            return self._light(verbs, at, high)
        if self.units[first].entry.traits & {"that"} and self.units[at].kind == "learner":
            return self._shown(first, at, high)
        if "learner" in self.units[verbs[-1]].entry.traits and self.units[self.skip(at, high, "det")].kind == "learner":
            return [Act(V, self.units[verbs[-1]].entry, verbs[-1], verbs[-1])], at
        return alone_among([self.plain(verb) for verb in verbs]), at

    def _shown(self, first: int, learner: int, high: int) -> Found:
        """«Demonstrate that you have understood»: weak when what is shown is no act."""
        begin = self.predicate(learner, high)
        shown, end = self.chain(begin, high) if begin is not None else ([], learner)
        label = M if not shown or any(act.label in OBSERVABLE for act in shown) else W
        return [Act(label, self.units[first].entry, first, first)], end

    # -- verbs whose object decides

    def _light(self, verbs: list[int], at: int, high: int) -> Found:
        at = self._object(at, high)
        nouns, end = self.noun_phrase(at, high)
        inner: list[Act] = []
        bare: list[int] = []
        for noun in nouns:
            found, after = self.inside(noun, high) if self.units[noun].kind in SHELLS else ([], end)
            if found:
                inner += wrapped(found, self.units[noun].entry, verbs[0], noun)
                bare = [other for other in bare if self.units[other].kind not in SHELLS]
                end = max(end, after)
            else:
                bare.append(noun)
        entries = [self.units[verb].entry for verb in verbs]
        if any(label_of(entry) == M and not entry.traits & LIGHT for entry in entries):
            bare = []  # «develop and apply knowledge»: the knowledge is put to use
        acts = [act for verb in verbs for act in self._with_object(verb, bare, bool(inner), end, high)]
        if any(entry.traits & {"show", "tell"} for entry in entries):
            acts = [replace(act, label=W) if act.label == V and act.inner else act for act in acts]
        return alone_among(acts) + inner, max(end, at)

    def _object(self, at: int, high: int) -> int:
        """Where the object begins: after «students with», or after «in an individual task» put before it."""
        if self.units[at].kind == "prep":
            start = self.skip(at + 1, high, "det")
            for after in range(start, min(high, start + 8)):
                if self.units[after].kind in ("det", "through", "comma") or self.units[after].kind in NOUNS:
                    return after
            return at
        after = self.skip(at, high, "det", "adverb", "")
        if self.units[after].kind == "learner" and self.units[after + 1].word in ("with", "to"):
            return after + 2
        return at

    def _with_object(self, verb: int, nouns: list[int], has_inner: bool, end: int, high: int) -> list[Act]:
        """The acts of one verb with these *nouns* as object; «by drafting» turns what is shown into an act."""
        entry = self.units[verb].entry
        if not entry.traits & LIGHT:
            return [self.plain(verb)]
        changed = [(label, noun) for noun in nouns if (label := object_changes(entry, self.units[noun].entry))]
        acts_too = any(self.units[noun].kind == "act" for noun in nouns)
        if not changed:
            return [] if has_inner and not acts_too else [self.plain(verb)]
        label, noun = next((pair for pair in changed if pair[0] == V), changed[0])
        kind = self.units[noun].kind
        if kind == "trait" and acts_too:
            return [self.plain(verb)]
        if label == W and ("show" in entry.traits or kind == "skill") and (by := self._by(end, high)):
            return [Act(M, entry, verb, verb, by)]
        weak = Act(label, entry, verb, noun, self.units[noun].entry)
        return [weak, self.plain(verb)] if acts_too else [weak]

    def _by(self, place: int, high: int) -> Entry | None:
        """The act in «by drafting …», «through the completion of …»."""
        for at in range(place, high):
            if self.units[at].kind == "by":
                after = self.skip(at + 1, min(high, at + 5), "adverb", "det", "", "join", "comma")
                unit = self.units[after]
                deed = self.is_deed(after) and self.units[after + 1].word in ("of", "and")
                if after < high and (unit.kind == "act" or deed):
                    return unit.entry
                if after < high and (done := self.done(after, high)):
                    return done.entry
        return None

    def _nominal(self, first: int, high: int) -> Found:
        """A head noun instead of a verb: «Knowledge of», «The ability to», «Assessment of»."""
        nouns, end = self.noun_phrase(first, high, initial=True)
        acts: list[Act] = []
        for noun in nouns or [first]:
            unit = self.units[noun]
            governs = self.units[noun + 1].kind in ("prep", "to", "that")
            if unit.kind == "ruled":
                acts.append(self.plain(noun))
            elif unit.kind == "state" or (unit.kind == "notion" and governs and "topic" not in unit.entry.traits):
                acts.append(Act(V, unit.entry, noun, noun))
            elif "topic" in unit.entry.traits:
                acts.append(Act(F, unit.entry, noun, noun))
            elif unit.kind in ("notion", "act"):
                acts.append(Act(N if governs else F, unit.entry, noun, noun))
            else:
                inner, after = self.inside(noun, high)
                bare = F if unit.kind == "trait" and not governs else W
                acts += wrapped(inner, unit.entry, noun, noun) or [Act(bare, unit.entry, noun, noun)]
                end = max(end, after if inner else end)
        if any(act.label == N for act in acts):
            acts = [act for act in acts if act.label != W]
        return acts, max(end, first + 1)

    def _deed(self, first: int) -> Found:
        """«Design of a survey» names an act, «Types of conflict» a topic."""
        unit = self.units[first]
        acts = [Act(N, unit.entry, first, first, unit.entry)] if unit.shape == "base" and self.is_deed(first) else []
        return acts, first + 1

    def being(self, first: int, high: int) -> Found:
        """«be aware of», «become proficient in», «be a reliable colleague»."""
        at = self.skip(first + 1, high, "adverb", "det", "")
        unit = self.units[at]
        if at < high and unit.kind == "mind":
            return [Act(V, unit.entry, first, at)], at + 1
        if at < high and unit.kind == "skilled":
            inner, end = self.inside(at, high)
            return (wrapped(inner, unit.entry, first, at), end) if inner else ([Act(W, unit.entry, first, at)], at + 1)
        joined = first and self.units[first - 1].kind in ("join", "comma", "adverb")
        if joined or self.units[first].word not in _BECOMING:
            return [], first + 1
        return [Act(W, self.units[first].entry, first, first)], first + 1

    def _aim(self, first: int, high: int) -> Found:
        """A teacher's aim: «enable students to argue» hides the learner's act."""
        for at in range(first + 1, min(high, first + 7)):
            if self.units[at].kind in ("to", "learner"):
                verb = self.skip(at + 1, high, "adverb", "to")
                if self.states(verb, high):
                    acts, end = self.chain(verb, high)
                    return wrapped(acts, self.units[first].entry, first, first), end
        return self._light([first], first + 1, high)
