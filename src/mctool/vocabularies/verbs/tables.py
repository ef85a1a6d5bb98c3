"""The verb tables: one tab-separated file a language in ``data/``, read on first use and kept.

A line is ``kind words traits bloom rewrite``; ``-`` stands for empty, ``#`` opens a comment. Words are separated
by spaces: ``stem@name`` adds to the stem the endings of the line ``ending @name`` (``&`` doubles the last letter);
``_`` is a space inside a phrase; ``/`` adds further forms of the same word, ``|`` other last words of a phrase;
``apart~word`` is a word whose first part may stand later in the clause (German ``an~wenden``: *wendet … an*; with
the trait ``two`` they are never written as one). The first form is the lemma.

Kinds M, V and W are verbs with that label. Other kinds are nouns (``NOUNS``) and words of the grammar:
``can`` (shells), ``aim`` (a teacher's), ``be``, ``mind`` and ``skilled`` (what one is), ``learner``, ``that``
(opens a clause), ``to``, ``by``, ``prep``, ``det``, ``join``, ``adverb``, ``through`` («development of»), ``needed``.

Traits of verbs: ``show``, ``tell``, ``gain`` and ``give``: the object may change the label (judgement.py);
``learner``: done to a learner it is exposure («introduce students to»); ``noun``: the form is a noun too;
``notion``: that noun names a state of mind; ``adjective``: the form is an adjective too; ``alone``: observable
beside an observable verb; ``that``: a clause follows; ``modal``: a shell before an infinitive (*savoir expliquer*);
``loose``: qualifying words may stand inside the phrase; ``reflexive``: in two parts only around *zich*; ``formula``:
frameworks themselves write it; ``clause`` (of ``by``): opens a clause (*indem*).
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from mctool.vocabularies.verbs.folding import fold

DATA = Path(__file__).parent / "data"
VERBS = frozenset({"M", "V", "W", "ruled"})
NOUNS = frozenset({"state", "notion", "trait", "skill", "ability", "act"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_INFINITIVES = {
    "de": ("en", "ln", "rn"),
    "es": ("r",),
    "fr": ("er", "ir", "re"),
    "nl": ("en",),
    "pl": ("c",),
    "pt": ("r",),
}
_GERUNDS = {"es": ("ndo",), "fr": ("ant",), "pl": ("ac",), "pt": ("ndo",)}


class Entry(NamedTuple):
    """One verb, noun or grammatical word of a table; *label* and *reason* where the institution decided."""

    kind: str
    lemma: str
    traits: frozenset[str] = frozenset()
    bloom: str = ""
    rewrite: str = ""
    label: str = ""
    reason: str = ""


class Form(NamedTuple):
    """One written form. *shape*: base, s, ed or ing in English; inf, fin or ger elsewhere."""

    entry: Entry
    shape: str


class Phrase(NamedTuple):
    """Several words that count as one: what may follow the first word, and how many others may stand between."""

    rest: tuple[frozenset[str], ...]
    form: Form
    gap: int


class Lexicon(NamedTuple):
    """A language's table: folded words, phrases by first word (longest first), parted verbs by finite form.

    *says* holds the sentences of messages and, as ``order``, where the verb stands: english, first, free or last;
    ``participles`` are pairs «ending>what the table has for it», with the auxiliaries in ``perfect`` and ``passive``
    and the «by» in ``doer``; ``imperative`` is what the form of commands lacks of the finite form, and
    ``named`` makes the infinitive of the noun that any verb has.
    """

    language: str
    words: dict[str, Form]
    phrases: dict[str, list[Phrase]]
    parted: dict[str, list[tuple[str, Form]]]
    says: dict[str, str]


def languages() -> tuple[str, ...]:
    """The languages that have a table, sorted."""
    return tuple(sorted(path.stem for path in DATA.glob("*.tsv")))


@cache
def lexicon(language: str) -> Lexicon:
    """The table of *language*, one of ``languages()``."""
    table = Lexicon(language, {}, {}, {}, {})
    endings: dict[str, list[str]] = {}
    for line in (DATA / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
        if not line or line[0] == "#":
            continue
        kind, words, *cells = line.split("\t")
        if kind == "ending":
            endings[words[1:]] = ["" if ending == "-" else ending for ending in cells[0].split()]
        elif kind == "say":
            table.says[words] = cells[0]
        else:
            traits, bloom, rewrite = ("" if cell == "-" else cell for cell in (*cells, "-", "-", "-")[:3])
            entry = Entry(kind, "", frozenset(traits.split()), bloom, rewrite)
            for written in words.split(" "):
                _add(table, written, entry, endings)
    for phrases in table.phrases.values():
        phrases.sort(key=lambda phrase: -len(phrase.rest))
    return table


def _add(table: Lexicon, written: str, entry: Entry, endings: dict[str, list[str]]) -> None:
    if "|" in written:
        before, _, ways = written.rpartition("_")
        for way in ways.split("|"):
            _add(table, f"{before}_{way}", entry, endings)
        return
    apart, parted, whole = written.rpartition("~")
    parts = [_forms(part, endings) for part in whole.split("_")]
    two = " " if "two" in entry.traits else ""
    entry = entry._replace(lemma=apart + two + " ".join(forms[0] for forms in parts))
    rest = tuple(frozenset(spelling for form in forms for spelling in _spellings(form, table)) for forms in parts[1:])
    for form in parts[0]:
        shape = _shape(form, parts[0][0], table.language)
        for spelling in _spellings(form, table):
            if parted:
                _add_parted(table, fold(apart), spelling, Form(entry, shape))
            elif rest:
                phrase = Phrase(rest, Form(entry, shape), 3 if "loose" in entry.traits else 0)
                table.phrases.setdefault(spelling, []).append(phrase)
            else:
                table.words[spelling] = Form(entry, shape)


def _add_parted(table: Lexicon, apart: str, spelling: str, form: Form) -> None:
    """*wendet … an*, *anwenden*, *anzuwenden* and *toe te passen*."""
    table.parted.setdefault(spelling, []).append((apart, form))
    if "two" in form.entry.traits:
        table.phrases.setdefault(apart, []).append(Phrase((frozenset({spelling}),), form, 0))
        return
    table.words.setdefault(apart + spelling, form)
    table.words.setdefault(f"{apart}zu{spelling}", form)
    table.phrases.setdefault(apart, []).append(Phrase((frozenset({"te"}), frozenset({spelling})), form, 0))


def _forms(part: str, endings: dict[str, list[str]]) -> list[str]:
    forms: list[str] = []
    for written in part.split("/"):
        stem, at, name = written.partition("@")
        forms += [stem + ending.replace("&", stem[-1:]) for ending in endings[name]] if at else [written]
    return forms


def _spellings(form: str, table: Lexicon) -> tuple[str, ...]:
    plain = fold(form)
    return (plain, fold(form.lower().translate(_UMLAUTS))) if table.language == "de" else (plain,)


def _shape(form: str, lemma: str, language: str) -> str:
    if language == "en":
        if form == lemma or form.endswith(("ise", "ize", "yze", "yse")):
            return "base"
        return "ing" if form.endswith("ing") else "s" if form.endswith("s") else "ed"
    plain = fold(form)
    if plain.endswith(_GERUNDS.get(language, ("\0",))) and form != lemma and not form.endswith("ć"):
        return "ger"
    return "inf" if form == lemma or plain.endswith(_INFINITIVES[language]) else "fin"
