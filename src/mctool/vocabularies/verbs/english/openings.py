"""Where the predicate of an English sentence begins: after shells, learners, adverbs and opening phrases."""

from mctool.vocabularies.verbs.english.phrases import Phrases
from mctool.vocabularies.verbs.judgement import LIGHT
from mctool.vocabularies.verbs.tables import NOUNS, VERBS

_NEAR, _FAR = 12, 25  # how many units a subject may take: «the student», «students who have completed …»


class Openings(Phrases):
    """Finds the governing verb or head noun."""

    def predicate(self, place: int, high: int) -> int | None:
        """The place of the governing verb or head noun between *place* and *high*, or None."""
        while place < high:
            unit = self.units[place]
            if unit.kind in ("adverb", "join", "comma", "to", "can"):
                place += 1
            elif unit.kind in VERBS or unit.kind == "aim":
                after = self._auxiliary(place, high)
                if after is None:
                    return self._form(place, high)
                place = after
            elif unit.kind == "be":
                return place
            else:
                after = self._opener(place, high)
                if after is None:
                    return self._head(place, high)
                place = after
        return None

    def _auxiliary(self, place: int, high: int) -> int | None:
        """«have developed», «have been able to»: the place after «have»; None when «have» stands alone."""
        if self.units[place].entry.lemma != "have":
            return None
        after = self.skip(place + 1, high, "adverb")
        done = self.is_verb(after, "ed") or self.units[after].kind in ("be", "can")
        return after if after < high and done else None

    def _form(self, place: int, high: int) -> int | None:
        """«Using X, explain»: the verb behind the comma; «Improved ability to»: the noun; else the verb itself."""
        unit, following = self.units[place], self.units[place + 1]
        if self.is_noun_too(place) and following.kind == "join" and self.units[place + 2].kind in ("", *NOUNS):
            return self._head(place + 1, high)  # «Power and privilege», «Debate and discussion»
        if unit.shape == "ing":
            if following.kind in ("skill", "ability"):
                return place + 1
            after = self.clause_after_comma(place, high)
            return place if after is None else self.predicate(after, high)
        if "adjective" in unit.entry.traits and following.kind in ("state", "skill"):
            return place + 1
        if unit.shape == "ed" and following.kind != "det" and not unit.entry.traits & LIGHT:
            heads, _ = self.noun_phrase(place + 1, high, initial=True)
            return heads[0] if heads else place
        return place

    def _opener(self, place: int, high: int) -> int | None:
        """Where to read on after a learner («the student will») or an opening phrase («In groups, …»)."""
        kind = self.units[place].kind
        if kind == "learner":
            return self.after_learner(place, high)
        if kind in ("prep", "by", "that"):
            return self.clause_after_comma(place, high)
        return None

    def _head(self, place: int, high: int) -> int | None:
        if self.units[place].kind in ("prep", "by", "that"):
            return None
        heads, _ = self.noun_phrase(place, high, initial=True)
        if heads:
            return heads[0]
        after = self.clause_after_comma(place, high)
        return None if after is None else self.predicate(after, high)

    def after_learner(self, place: int, high: int) -> int | None:
        """Where to read on after «students will», «the learner»; None when what follows is no predicate."""
        for after in range(place + 1, min(high, place + _FAR)):
            if self.units[after].kind == "can":
                return after + 1
        after = self.skip(place + 1, high, "adverb")
        unit = self.units[after]
        return after if after < high and (unit.kind in VERBS or unit.kind in ("be", "aim")) else None

    def clause_after_comma(self, place: int, high: int) -> int | None:
        """Where a main clause begins behind a comma after *place*, or at «students will»; None without one."""
        for at in range(place + 1, high):
            kind = self.units[at].kind
            if kind == "comma":
                after = self.skip(at + 1, high, "adverb", "comma")
                if after < high and self._opens_clause(after, high):
                    return after
            elif kind == "learner" and self.units[at + 1].kind == "can":
                return at
        return None

    def _opens_clause(self, place: int, high: int) -> bool:
        unit = self.units[place]
        if unit.kind in VERBS:
            return unit.shape in ("base", "s") and (not self.is_noun_too(place) or self.takes_object(place, high))
        if unit.kind in ("det", "learner", ""):
            if any(self.units[after].kind == "can" for after in range(place, min(high, place + _NEAR))):
                return True
            return unit.kind == "det" and self.units[place + 1].kind in NOUNS - {"act"}
        return unit.kind in ("can", "be")
