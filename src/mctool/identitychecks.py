"""What is wrong with the identities file, said by learner id and column, never with the value."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from mctool.identities import Identity

_EMAIL = re.compile(r"[\w.+%'-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}")
_PLACEHOLDERS = ("bad-email", "test@", "noreply", "no-reply", "unknown", "example@")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a learner's entry that a person should look at."""

    learner: str
    column: str
    name: str
    message: str


def doubts(
    identities: Mapping[str, Identity], needed: Collection[str], forgotten: Collection[str] = ()
) -> Iterator[Doubt]:
    """What is missing, doubled or odd in *identities*.

    *needed* are the learners of all cohorts, *forgotten* those who were erased: nobody misses their identity.
    """
    for learner in sorted(set(needed) - identities.keys() - set(forgotten)):
        yield Doubt(learner, "learner", "missing", "a learner of a cohort has no identity")
    for learner in sorted(identities.keys() & set(forgotten)):
        yield Doubt(learner, "learner", "forgotten", "the erasure is recorded and not finished: forget again")
    seen: dict[tuple[str, str], str] = {}
    for one in identities.values():
        for column, value in (("given_name", one.given_name), ("family_name", one.family_name)):
            fault = _name_fault(value)
            if fault:
                yield Doubt(one.learner, column, "name-odd", fault)
        if one.email and not _EMAIL.fullmatch(one.email):
            yield Doubt(one.learner, "email", "email-odd", "this is no e-mail address")
        elif one.email.casefold().startswith(_PLACEHOLDERS):
            yield Doubt(one.learner, "email", "email-odd", "this looks like a placeholder, not a person's address")
        yield from _doubled(one, seen)


def _doubled(one: Identity, seen: dict[tuple[str, str], str]) -> Iterator[Doubt]:
    """Marks of a person that another learner has too: the same person would have two ids."""
    marks = [("email", one.email.casefold()), ("national_id", one.national_id)]
    marks += [("keys", key.strip()) for key in one.keys.split(";")]
    if one.date_of_birth:
        marks.append(("date_of_birth", f"{one.full_name.casefold()} {one.date_of_birth}"))
    for column, value in marks:
        other = seen.setdefault((column, value), one.learner) if value else one.learner
        if other != one.learner:
            yield Doubt(one.learner, column, "duplicate", f"{other} has the same")


def _name_fault(name: str) -> str:
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp") for letter in name):
        return "the name holds a control or invisible character"
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in name if letter.isalpha()}
    if len(scripts & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}) > 1:
        return "the name mixes letters of several scripts that look alike"
    if "\ufffd" in name or re.search(r"[ÃÅÄ][\u0080-\u00bf]|[?]{2}", name):
        return "the name was read in a wrong encoding"
    return "the name holds a digit or sign" if re.search(r"[0-9@<>=;|]", name) else ""
