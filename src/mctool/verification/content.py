"""What a credential states, read once from its XML or JSON-LD; everything later looks at this, not at the file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from mctool.verification.verdicts import CredentialSummary


@dataclass(frozen=True)
class Moments:
    """The dates of a credential in UTC; None where it states none."""

    issued: datetime | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True)
class Issuer:
    """Who the credential says issued it, with the numbers by which a seal can be matched.

    *eidas* holds the values stated as eIDAS identifier, *numbers* every other legal identifier.
    """

    name: str | None = None
    eidas: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Content:
    """A credential as far as verification looks at it.

    *errors* are faults that make it no proper credential although its seal may be sound, *remarks* are oddities
    that a reader should know. Both name the place. *summarise* reads what it says, for people.
    """

    credential: str | None
    issuer: Issuer
    moments: Moments
    summarise: Callable[[], CredentialSummary]
    errors: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def pick(texts: Iterable[tuple[str, str]], languages: tuple[str, ...]) -> str | None:
    """Of (language, text) pairs the text in the first of *languages* there is, else the first text."""
    found = [(language, " ".join(text.split())) for language, text in texts if text.strip()]
    for wanted in languages:
        for language, text in found:
            if language == wanted:
                return text
    return found[0][1] if found else None


def unique(texts: Iterable[str | None]) -> tuple[str, ...]:
    """The texts that are there, each once, in order."""
    return tuple(dict.fromkeys(text for text in texts if text))
