"""From the acts of a sentence to its label: the part that is the same in every language."""

from dataclasses import dataclass, replace

from mctool.vocabularies.verbs.reading import Label
from mctool.vocabularies.verbs.tables import Entry

M, V, W, X, N, F, U = (Label(letter) for letter in "MVWXNFU")
OBSERVABLE = frozenset({M, N})
LIGHT = frozenset({"show", "tell", "gain", "give"})
_STATES = {"show": W, "tell": W, "gain": V, "give": V}
_CHANGES = {
    "show": frozenset({"state", "notion", "trait", "skill", "ability"}),
    "tell": frozenset({"state"}),
    "gain": frozenset({"state", "notion", "trait", "skill", "ability"}),
    "give": frozenset({"state", "skill", "ability"}),
}


@dataclass(frozen=True, slots=True)
class Act:
    """One verb, or noun in its place, that is joined with the others as an equal; units *first* to *last*."""

    label: Label
    entry: Entry
    first: int
    last: int
    inner: Entry | None = None

    @property
    def governing(self) -> Entry:
        """The verb that counts: of «ability to mediate» and «demonstrate … by drafting» the inner one."""
        return self.inner if self.inner and self.label in OBSERVABLE else self.entry

    @property
    def bloom(self) -> str:
        """The hint: that of the verb, except where its object is a state («demonstrate an understanding»)."""
        return self.inner.bloom if self.inner and self.inner.kind == "state" else self.entry.bloom


def label_of(verb: Entry) -> Label:
    """The label of a verb by itself: its table's, or the institution's."""
    return Label(verb.label or (M if verb.kind == "aim" else verb.kind))


def object_changes(light: Entry, noun: Entry) -> Label | None:
    """What the verb *light* becomes with *noun* as its object; None when it stays as it is.

    «Develop an understanding» is V and «demonstrate an understanding» W; a skill or an ability is weak here, and
    nominalised where the reader finds an act inside. What a teacher gives counts only for the plain states.
    """
    if noun.label:
        return Label(noun.label)
    table = next(iter(light.traits & LIGHT), "")
    kind = "notion" if "notion" in noun.traits else noun.kind
    if not table or kind not in _CHANGES[table]:
        return None
    return _STATES[table] if kind in ("state", "notion") else W


def alone_among(acts: list[Act]) -> list[Act]:
    """*acts* in which a verb that is unobservable only when alone («conceptualise») follows an observable one."""
    if not any(act.label == M for act in acts):
        return acts
    return [replace(act, label=M) if "alone" in act.entry.traits else act for act in acts]


def wrapped(acts: list[Act], shell: Entry, first: int, last: int) -> list[Act]:
    """The *acts* inside a shell such as «ability to»: observable ones become nominalised, states stay."""
    return [Act(N, shell, first, last, act.inner or act.entry) if act.label in OBSERVABLE else act for act in acts]


def verdict(acts: list[Act]) -> Label:
    """The label of a sentence with these *acts*: what is observable makes the rest mixed."""
    labels = {act.label for act in acts if act.label != F}
    if not labels:
        return F
    for decided in (X, U):
        if decided in labels:
            return decided
    unobservable = labels - OBSERVABLE
    if unobservable:
        return X if labels & OBSERVABLE else V if V in labels else W
    return next(act.label for act in acts if act.label != F)
