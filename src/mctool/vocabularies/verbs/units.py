"""A text as units: words, known phrases and marks, each with its place in the original text.

Outcomes come from web pages, PDF files and spreadsheets: bullets, numbering, soft hyphens, wrongly decoded
characters and words glued together are undone here, and the places stay those of the original.
"""

import re
from collections.abc import Iterator
from itertools import islice

from mctool.vocabularies.verbs.folding import COMBINING, INVISIBLE, fold
from mctool.vocabularies.verbs.tables import NOUNS, VERBS, Entry, Form, Lexicon

Token = tuple[str, int, int, str]  # folded word or mark, start, end, kind of mark or ""

_READ_AT_MOST, _WORDS_AT_MOST = 2000, 120  # the verdict falls early, and a text of any length must stay cheap
_NOTHING, _ADVERB = Form(Entry("", ""), ""), Form(Entry("adverb", ""), "")
_QUALIFYING = frozenset({"", "det", "adverb", "skilled", "mind", "needed"})
_ADJECTIVES = frozenset({"noun", "adjective"})
_PARTICIPLE = ("é", "e\u0301")
_CLITIC = re.compile(r"(.{2,}(?:[aei]r|[ai]ndo|iendo))(?:se|me|nos)?(?:l[aeo]s?|se|me|nos)$")
_WORD = rf"[^\W_][\w{COMBINING}{INVISIBLE}]*"
_MARK = r"[.;:?!,()\[\]&+/–—•●▪■◦*|\uf0b7]|·(?=\s)|(?<=\s)-(?=\s)|\n\s*\n"
_SHORT = (
    r"\b(?:e\.g|i\.e|etc|vs|cf|incl|Dr|Prof|z\. ?B|d\. ?h|u\. ?a|bzw|usw|m\.in|np|tj|itd|itp|tzn|bijv|o\.a|p\. ?ex)\."
)
_WHOLE = re.compile(rf"{_SHORT}|({_WORD}(?:['’‘ʼ`´‐‑-]{_WORD})*)|({_MARK})")
_SPLIT = re.compile(rf"{_SHORT}|({_WORD})|({_MARK})")
_ENUMERATOR = re.compile(r"(?<!\w)\(?\s?(?:[a-h]|[ivx]{1,4}|\d{1,2})\s?\)")
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_MISREAD = re.compile(r"‚Ä.|â€.|[ÂÃÄÅ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_MARKS = {
    ",": "comma", "–": "comma", "—": "comma", "-": "comma", "&": "join", "+": "join", "/": "join",
    "(": "open", "[": "open", ")": "close", "]": "close",
}  # fmt: skip


class Unit:
    """A word, phrase or mark: kind and entry as in the table (empty when unknown), and where it is."""

    __slots__ = ("end", "entry", "kind", "shape", "start", "word")

    def __init__(self, word: str, start: int, end: int, form: Form = _NOTHING, kind: str = "") -> None:
        """*word* is folded; *start* and *end* are offsets in the original text; marks have a *kind* only."""
        self.word, self.start, self.end = word, start, end
        self.entry, self.shape = form
        self.kind = kind or self.entry.kind


def units(text: str, table: Lexicon) -> list[Unit]:
    """The units of *text* in order, without what stands in brackets; the last is always a ``stop``."""
    tokens = list(islice(_tokens(_decoded(text[:_READ_AT_MOST]).replace("_", " "), table), _WORDS_AT_MOST))
    words, phrases, count = table.words, table.phrases, len(tokens)
    found: list[Unit] = []
    place = 0
    while place < count:
        word, start, end, kind = tokens[place]
        place += 1
        if kind == "open":
            place = _closed(tokens, place)
        elif kind:
            found.append(Unit(word, start, end, kind=kind))
        else:
            form = words.get(word) or guess(word, table)
            if form.entry.kind in VERBS and _is_participle(text[start:end], table):
                form = _NOTHING
            elif text[end : end + 2] == "-l" and table.language == "pt":  # «aplicá-las»
                form = words.get(word + "r", form)
            if word in phrases:
                form, place = _phrase(tokens, place, table) or (form, place)
            found.append(Unit(word, start, tokens[place - 1][2], form))
    found.append(Unit("", len(text), len(text), kind="stop"))
    return found


def _is_participle(written: str, table: Lexicon) -> bool:
    """«un plan adapté»: what only its accent tells from the verb in «adapte un plan», and folding takes that."""
    return table.language == "fr" and written.casefold().endswith(_PARTICIPLE)


def _closed(tokens: list[Token], place: int) -> int:
    """The place after the bracket that closes the one before *place*; *place* itself when none does."""
    for after in range(place, len(tokens)):
        if tokens[after][3] == "close":
            return after + 1
    return place


def guess(word: str, table: Lexicon) -> Form:
    """A form for a word that the table lacks: an adverb by its ending, a compound by its last part; or none."""
    if table.language == "en":
        if word.endswith("ly"):
            return _ADVERB
        if "-" in word:
            whole = table.words.get(word.replace("-", ""))
            last = table.words.get(word.rpartition("-")[2], _NOTHING)
            return whole or (last if last.entry.kind in VERBS | NOUNS else _NOTHING)
    elif table.language == "es" and (clitic := _CLITIC.match(word)):
        return table.words.get(clitic[1], _NOTHING)
    elif word.endswith(("mente", "ment")) and table.language in ("es", "fr", "pt"):
        return _ADVERB
    elif "tails" in table.says:
        tail = next((tail for tail in table.says["tails"].split() if word.endswith(fold(tail))), "")
        return table.words.get(fold(tail), _NOTHING)
    return _NOTHING


def _phrase(tokens: list[Token], place: int, table: Lexicon) -> tuple[Form, int] | None:
    """The longest phrase that begins before *place*, and the place after it."""
    for phrase in table.phrases[tokens[place - 1][0]]:
        after = place
        for accepted in phrase.rest:
            after = _next(tokens, after, accepted, phrase.gap, table)
            if not after:
                break
        else:
            return phrase.form, after
    return None


def _next(tokens: list[Token], place: int, accepted: frozenset[str], gap: int, table: Lexicon) -> int:
    """The place after the next of the *accepted* words; one adverb or *gap* other words may come first."""
    for after in range(place, min(len(tokens), place + max(gap, 1) + 1)):
        word, _, _, kind = tokens[after]
        if word in accepted:
            return after + 1
        between = table.words.get(word) or guess(word, table)
        if kind or not (between.entry.kind == "adverb" or (gap and _qualifies(between))):
            break
    return 0


def _qualifies(form: Form) -> bool:
    return form.entry.kind in _QUALIFYING or form.shape == "ed" or not form.entry.traits.isdisjoint(_ADJECTIVES)


def _tokens(text: str, table: Lexicon) -> Iterator[Token]:
    numbers = _ENUMERATOR.finditer(text) if ")" in text else ()
    enumerators = {match.start(): match.end() for match in numbers}
    end = 0
    for match in (_WHOLE if table.language == "en" else _SPLIT).finditer(text):
        start = match.start()
        if start < end:
            continue
        end = enumerators.get(start, 0)
        if end:
            yield "", start, end, "stop"
        elif match[1]:
            yield from _words(match[1], start, table)
        elif mark := match[2]:
            end = match.end()
            if mark != "." or end == len(text) or text[end].isspace() or text[end].isupper():
                yield mark, start, end, _MARKS.get(mark, "stop")


def _words(raw: str, start: int, table: Lexicon) -> Iterator[Token]:
    """One written word; two when a known verb with a capital is glued to the word before it."""
    if not raw[1:].islower():
        for seam in (match.start() for match in _GLUED.finditer(raw)):
            known = table.words.get(fold(raw[seam:]))
            if known and known.entry.kind in VERBS:
                yield fold(raw[:seam]), start, start + seam, ""
                yield "", start + seam, start + seam, "stop"
                yield fold(raw[seam:]), start + seam, start + len(raw), ""
                return
    word = fold(raw)
    if word.endswith("'s"):
        word = word[:-2]
    yield word, start, start + len(raw), ""


def _decoded(text: str) -> str:
    """*text* with UTF-8 that was read as Windows-1252 or Mac Roman put right, and its length kept."""
    if "Ä" in text or "â" in text or "Ã" in text or "Â" in text or "Å" in text:
        return _MISREAD.sub(_put_right, text)
    return text


def _put_right(match: re.Match[str]) -> str:
    wrong = match[0]
    for encoding in ("cp1252", "latin-1", "mac_roman"):
        try:
            return wrong.encode(encoding).decode("utf-8").ljust(len(wrong), "\u00ad")
        except UnicodeError:
            continue
    return wrong
