"""The acts of a whole English text: sentence by sentence, with everything that is joined as an equal."""

from mctool.vocabularies.verbs.english.acts import Acts
from mctool.vocabularies.verbs.english.phrases import Found
from mctool.vocabularies.verbs.judgement import OBSERVABLE, Act, M, U, V, object_changes, wrapped
from mctool.vocabularies.verbs.spelling import misspelt
from mctool.vocabularies.verbs.tables import NOUNS, VERBS, Entry

_FINISHED = frozenset({"s", "ed", "is", "are", "was", "were", "has", "been"})
_VERB_ENDINGS = ("ise", "ize", "ify", "ate", "en")


class EnglishReader(Acts):
    """``acts`` is the answer."""

    def acts(self) -> list[Act]:
        """What the text joins as equals, in its order; empty for a fragment."""
        return (
            self._acts()
            or (self._acts() if self._correct() else [])
            or self._later_verb()
            or self._passive()
            or self._unknown_verb()
        )

    def _acts(self) -> list[Act]:
        acts: list[Act] = []
        low = 0
        is_heading = False
        for high, unit in enumerate(self.units):
            if unit.kind != "stop":
                continue
            begin = self.predicate(low, high)
            if begin is not None and (not acts or self._continues_list(begin, low, acts)):
                more, _ = self.chain(begin, high)
                is_noun = self.units[begin].kind in NOUNS
                acts = more if is_heading and more and not is_noun else acts + more
                is_heading = unit.word == ":" and is_noun and len(acts) == len(more)
            low = high + 1
        return acts

    def _correct(self) -> bool:
        """Puts the first word right when it is a misspelt verb; True when it was."""
        unit = self.units[self.skip(0, len(self.units) - 1, "adverb", "to", "can", "stop", "comma")]
        right = misspelt(unit.word, self.table) if unit.kind == "" else None
        if not right:
            return False
        (unit.entry, unit.shape), letters = right
        unit.kind, unit.end = unit.entry.kind, min(unit.end, unit.start + letters)
        return True

    def _continues_list(self, place: int, low: int, acts: list[Act]) -> bool:
        """Whether a later sentence or item from *low* on, governed at *place*, states an act of its own."""
        unit = self.units[place]
        if self.is_noun(place, low):
            return unit.kind in ("state", "skill", "ability") and acts[0].entry.kind in NOUNS
        return unit.word in ("be", "become") if unit.kind == "be" else unit.shape in ("base", "s")

    def _later_verb(self) -> list[Act]:
        """A verb behind a learner in mid-sentence, or a heading without a mark: «Child health Develop a plan»."""
        stops = [place for place, unit in enumerate(self.units) if unit.kind == "stop"]
        for place, unit in enumerate(self.units):
            high = next((stop for stop in stops if stop > place), place)
            if unit.kind == "learner" and (after := self.after_learner(place, high)):
                begin = self.predicate(after, high)
                if begin is not None:
                    return self.chain(begin, high)[0]
            if self.is_verb(place) and not self.is_noun_too(place):
                capital = place and self.text[unit.start].isupper()
                if capital or (place and self.units[place - 1].kind == "join"):
                    return self.chain(place, high)[0]
        return []

    def _passive(self) -> list[Act]:
        """«A risk register is compiled by the student»: what the learner is named as doing, in the passive voice."""
        for place, unit in enumerate(self.units):
            done = self.skip(place + 1, len(self.units) - 1, "adverb") if unit.kind == "be" else 0
            if done and self.is_verb(done, "ed"):
                for by in range(done + 1, len(self.units) - 1):
                    doer = self.skip(by + 1, len(self.units) - 1, "det")
                    if self.units[by].kind == "by" and self.units[doer].kind == "learner":
                        return self.chain(done, len(self.units) - 1)[0]
        return []

    def _unknown_verb(self) -> list[Act]:
        """The first word where it stands like a verb: «Frobnicate the text»."""
        place = self.skip(0, len(self.units) - 1, "adverb", "to", "can", "stop", "comma")
        unit, following = self.units[place], self.units[min(place + 1, len(self.units) - 1)]
        if unit.kind == "" and (following.kind in ("det", "that", "learner") or unit.word.endswith(_VERB_ENDINGS)):
            return [Act(U, Entry("M", unit.word), place, place)]
        return []

    def chain(self, first: int, high: int) -> Found:
        """The acts of the predicate at *first* and of all that is joined with it before *high*."""
        return self.once(self._chain, first, high)

    def _chain(self, first: int, high: int) -> Found:
        acts, place = self.one(first, high)
        unit = self.units[first]
        governing: Entry | None = None
        if unit.kind in NOUNS or any(act.inner for act in acts):
            governing = unit.entry
        shape = unit.shape if unit.kind in VERBS else "base"
        clause, finite = "", ""  # the kind of clause within that we are in, and the form of its verb
        at = place
        while at < high:
            kind = self.units[at].kind
            if kind in ("join", "comma"):
                after = self.skip(at, high, "join", "comma", "adverb")
                has_and = any(unit.kind == "join" for unit in self.units[at:after])
                more, end = self._equal(after, high, shape, has_and, clause, finite, governing)
                if more:
                    acts = acts + more
                    at, clause, finite = end, "", ""
                else:
                    at = max(after, at + 1)
                continue
            clause, finite = self._within_clause(at, high, clause, finite)
            at += 1
        return acts, high

    def _within_clause(self, at: int, high: int, clause: str, finite: str) -> tuple[str, str]:
        unit = self.units[at]
        if unit.kind == "to" and self.states(self.skip(at + 1, high, "adverb"), high):
            return "to", "base"
        if unit.kind == "that":
            return "that", ""
        if clause == "that" and (unit.kind in VERBS or unit.kind in ("be", "can")):
            return clause, "base" if unit.kind == "can" else unit.word if unit.kind == "be" else unit.shape
        return clause, finite

    def _equal(
        self, at: int, high: int, shape: str, has_and: bool, clause: str, finite: str, governing: Entry | None
    ) -> Found:
        """What begins at *at*, behind a comma or «and», if it is on one level with the governing predicate.

        Within «to …» and «how …» a verb belongs to that clause, unless the clause has a verb in another form.
        """
        unit = self.units[at]
        if at >= high:
            return [], at
        if unit.kind == "can":
            return self._able(at, high) if has_and or "able" in unit.entry.lemma else ([], at)
        if unit.kind == "to":
            verb = self.skip(at + 1, high, "adverb", "can")
            return self.chain(verb, high) if has_and and clause != "to" and self.states(verb, high) else ([], at)
        if unit.kind == "be":
            stated = clause != "to" and unit.word in ("be", "become") and self.being(at, high)[0]
            return self.chain(at, high) if stated else ([], at)
        if unit.kind in VERBS:
            outside = clause == "" or (clause == "that" and finite in _FINISHED)
            if unit.shape != shape or not outside:
                return [], at
            doubtful = shape == "s" or self.is_noun_too(at)
            if doubtful and not self.takes_object(at, high) and self.units[at - 1].kind != "adverb":
                return [], at
            return self.chain(at, high)
        return self._equal_noun(at, high, governing, clause) if governing else ([], at)

    def _able(self, at: int, high: int) -> Found:
        verb = self.skip(at + 1, high, "adverb", "det")
        if verb >= high:
            return [], at
        if self.units[verb].kind in VERBS or self.units[verb].kind == "be":
            return self.chain(verb, high)
        if self.units[verb].kind == "" and "able" in self.units[at].entry.lemma:
            return [Act(M, Entry("M", self.units[verb].word), verb, verb)], verb + 1
        return [], at

    def _equal_noun(self, at: int, high: int, governing: Entry, clause: str) -> Found:
        """«… and the ability to», «… and an understanding of» joined with a noun before."""
        heads, _ = self.noun_phrase(at, high, initial=True)
        determined = self.units[at].kind == "det"
        if not heads or (clause and not determined):
            return [], at
        head = heads[0]
        unit, following = self.units[head], self.units[head + 1]
        if unit.kind == "state" and not clause and (determined or head == at):
            label = V if governing.kind in NOUNS else object_changes(governing, unit.entry)
            if label and following.word in ("of", "for", "that", "how"):
                return [Act(label, unit.entry, head, head)], head + 1
        if unit.kind == "ability" or (unit.kind == "skill" and determined):
            inner, end = self.inside(head, high)
            if any(act.label in OBSERVABLE or act.label == V for act in inner):
                return wrapped(inner, unit.entry, head, head), end
        return [], at
