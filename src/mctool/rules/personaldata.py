"""Where a text holds personal data: names, addresses, numbers and birth dates. Nothing here keeps what it found."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from mctool.identities import Identity
from mctool.rules.nationalnumbers import national_numbers


@dataclass(frozen=True, slots=True)
class PersonalData:
    """A place in a text, and what kind of personal data stands there, in words."""

    start: int
    stop: int
    kind: str


_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@(?!\d)(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![:/\w])")
_INTERNATIONAL = re.compile(r"\+(?<![\w+].)[1-9][0-9]{0,2}(?:[ .\-/]?\(?[0-9]{1,4}\)?){2,5}(?![\w:])")
_PHONE_WORDS = frozenset({
    "phone", "mobile", "tel", "telephone", "telefon", "telefoon", "telefone", "telemóvel", "teléfono", "móvil",
    "téléphone", "portable", "handy", "komórka", "gsm",
})  # fmt: skip
_PHONE = re.compile(
    rf"\b(?:{'|'.join(sorted(_PHONE_WORDS))})\b[ .:=#\"']{{1,4}}\(?0?[0-9][0-9 .()/\-]{{5,15}}[0-9]", re.IGNORECASE
)
_DAY = (
    r"(?:[12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[./-] ?[0-9]{1,2}[./-] ?[0-9]{2,4}"
    r"|[0-9]{1,2}\.? [^\W\d_]{3,} [0-9]{4})"
)
_BIRTH_WORDS = frozenset({
    "born", "birth", "birthdate", "birthday", "dob", "urodzenia", "urodzony", "urodzona", "urodzonego", "urodzonej",
    "ur", "nascimento", "nascido", "nascida", "geboren", "geb", "geburtsdatum", "geburtstag", "geboortedatum", "né",
    "née", "nee", "naissance", "nacimiento", "nacido", "nacida",
})  # fmt: skip
_BIRTH = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(sorted(_BIRTH_WORDS, key=len, reverse=True))})(?![^\W_])[^\n\d]{{0,20}}{_DAY}",
    re.IGNORECASE,
)
_COLUMNS = re.compile(
    r"(?:^|[,;\t])[ \"']*(?:given[ _]?names?|first[ _]?name|family[ _]?name|last[ _]?name|surname|full[ _]?name|e-?mail"
    r"(?:[ _]address)?|date[ _]?of[ _]?birth|national[ _]?id|imię|nazwisko|apelidos?|voornaam|achternaam|prénom"
    r"|vorname|nachname|nombre|apellidos?)[ \"']*(?=[,;\t\r\n]|$)",
    re.IGNORECASE,
)
_ADDRESS_OR_UUID = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*://|\burn:|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
)
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = re.compile("[a-zß-öø-ÿĀ-\u1fff\u2c00-\ud7ff]{2,}")
"""Words of a text in small letters; a range of characters is twice as fast as the class of all letters."""
_MOST = 20
_NEAR, _WORDS = 80, 4
"""How many characters and words a name may take, from its first to its last letter, to be one person's."""


class _Plain(dict[int, str]):
    """Letter by letter: small, and without its accent, so that places stay what they were."""

    _LETTERS = dict(zip("łŁøØđĐðÐþÞıæÆœŒßẞ", "llooddddttiaaooss", strict=True))

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        base = unicodedata.normalize("NFKD", letter)[:1]
        self[code] = self._LETTERS.get(letter) or base.casefold()[:1] or letter
        return self[code]


_PLAIN = _Plain()


def plain(text: str) -> str:
    """*text* in small letters without accents, each character in its place; *text* is in form NFC."""
    return text.lower() if text.isascii() else text.translate(_PLAIN)


class PersonalDataFinder:
    """Finds personal data in texts. ``allowed`` values, such as the institution's own address, are none."""

    def __init__(self, identities: Iterable[Identity], allowed: Iterable[str]) -> None:
        """*identities* are the learners whose names are looked for."""
        self._allowed = frozenset(allowed)
        self._given: set[str] = set()
        self._families: dict[str, set[str]] = {}
        for one in identities:
            given = name_words(one.given_name)
            self._given |= given
            for word in name_words(one.family_name):
                self._families.setdefault(word, set()).update(given)

    def find(self, text: str) -> Iterator[PersonalData]:
        """The personal data in *text* (in form NFC), in order, each place once; of each kind the first twenty."""
        words = set(_SMALL.findall(text.lower()))
        kinds = self._names(text, words), self._patterns(text, words), self._numbers(text)
        found = [one for kind in kinds for one in islice(kind, _MOST)]
        end = -1
        for one in sorted(found, key=lambda one: (one.start, -one.stop)):
            if one.start >= end:
                yield one
                end = one.stop

    def table(self, text: str) -> Iterator[PersonalData]:
        """The first line of a table, when it has a column for names, addresses or birth dates and rows below it."""
        head, _, rows = text.partition("\n")
        if rows.strip():
            for match in _COLUMNS.finditer(head):
                yield PersonalData(match.start(), match.end(), "a column of learners' personal data")
                return

    def _patterns(self, text: str, words: set[str]) -> Iterator[PersonalData]:
        for match in _EMAIL.finditer(text) if "@" in text else ():
            if match.group() not in self._allowed:
                yield PersonalData(match.start(), match.end(), "an e-mail address")
        for there, pattern in (("+" in text, _INTERNATIONAL), (words & _PHONE_WORDS, _PHONE)):
            for match in pattern.finditer(text) if there else ():
                if sum(character.isdigit() for character in match.group()) >= 8:
                    yield PersonalData(match.start(), match.end(), "a telephone number")
        for match in _BIRTH.finditer(text) if words & _BIRTH_WORDS else ():
            yield PersonalData(match.start(), match.end(), "a birth date")

    def _numbers(self, text: str) -> Iterator[PersonalData]:
        for start, stop, name in national_numbers(text):
            if text[start:stop] not in self._allowed and not _ADDRESS_OR_UUID.search(_around(text, start)):
                yield PersonalData(start, stop, f"a national number ({name})")

    def _names(self, text: str, words: set[str]) -> Iterator[PersonalData]:
        if not self._families:
            return
        there = words if text.isascii() else {plain(word) for word in words}
        if not there & self._given or not there & self._families.keys():
            return
        tokens = list(_WORD.finditer(plain(text)))
        for at, family in enumerate(tokens):
            given = self._families.get(family.group())
            around = tokens[max(at - _WORDS, 0) : at + _WORDS + 1] if given else []
            spans = [_both(family, one) for one in around if given and one.group() in given and one is not family]
            near = [(start, stop) for start, stop in spans if stop - start <= _NEAR and "\n" not in text[start:stop]]
            if near:
                yield PersonalData(*min(near, key=lambda span: span[1] - span[0]), "a learner's name")


def _both(one: re.Match[str], other: re.Match[str]) -> tuple[int, int]:
    return min(one.start(), other.start()), max(one.end(), other.end())


def name_words(name: str) -> frozenset[str]:
    """The words of a name that tell a person, in small letters without accents; particles such as «de» do not."""
    words = _WORD.findall(plain(unicodedata.normalize("NFC", name)))
    return frozenset(word for word in words if len(word) > 2) or frozenset(words)


def _around(text: str, at: int) -> str:
    """The run without white space in which the character at *at* stands, as far as an address is long."""
    before = text[max(at - 300, 0) : at]
    return before[max(before.rfind(white) for white in " \n\t\"'") + 1 :] + text[at : at + 40]
