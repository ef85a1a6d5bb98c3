"""What the measurability engine says about one outcome, and what an institution may decide beforehand."""

from dataclasses import dataclass
from enum import StrEnum


class Label(StrEnum):
    """How an outcome is governed. U: the governing verb is on no list, which is a note and never an error."""

    MEASURABLE = "M"
    UNOBSERVABLE = "V"
    WEAK = "W"
    MIXED = "X"
    NOMINALISED = "N"
    FRAGMENT = "F"
    UNKNOWN = "U"


@dataclass(frozen=True)
class Reading:
    """The verdict on one outcome.

    ``words`` occurs verbatim in the text at ``start:end`` (all empty when there is nothing to underline);
    ``verb`` is the governing verb's lemma; ``bloom`` a hint (remember … create) or empty; ``rewrite`` a short
    proposal in the text's language; ``reason`` the institution's, where it decided; ``actions`` how many
    actions are joined as equals.
    """

    label: Label
    words: str
    start: int
    end: int
    verb: str
    bloom: str
    rewrite: str
    reason: str
    actions: int


@dataclass(frozen=True)
class Decision:
    """One line of the institution's ``verbs.yaml``: a verb or phrase, the label it gets, and why.

    ``language`` limits it to one language; None means all.
    """

    phrase: str
    label: Label
    reason: str
    language: str | None = None
