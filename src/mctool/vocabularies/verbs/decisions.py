"""The institution's own decisions laid over mctool's table."""

from collections.abc import Iterable

from mctool.vocabularies.verbs.folding import fold
from mctool.vocabularies.verbs.reading import Decision
from mctool.vocabularies.verbs.tables import NOUNS, Entry, Form, Lexicon, Phrase

_GAP = 3  # qualifying words that may stand inside a phrase: «demonstrate a sound understanding»


def decided(table: Lexicon, decisions: Iterable[Decision]) -> Lexicon:
    """*table* in which every phrase of *decisions* that is for its language has the label that was decided.

    A decision is on all forms of a verb or noun, and on a phrase with all forms of each of its words.
    """
    for decision in decisions:
        if decision.language in (None, table.language) and decision.phrase.split():
            table = _ruled(table, decision)
    return table


def _ruled(table: Lexicon, decision: Decision) -> Lexicon:
    first, *others = (_forms(fold(word), table) for word in decision.phrase.split())
    known = next((table.words[word].entry for word in first if word in table.words), Entry("", ""))
    ours = Entry(
        "ruled",
        decision.phrase.strip(),
        known.traits & {"notion"} | ({"notion"} if known.kind in NOUNS else set()),
        known.bloom,
        known.rewrite,
        label=str(decision.label),
        reason=decision.reason,
    )
    words = dict(table.words)
    phrases = {start: [_retold(phrase, ours) for phrase in listed] for start, listed in table.phrases.items()}
    parted = {start: [(apart, _form(form, ours)) for apart, form in listed] for start, listed in table.parted.items()}
    rest = tuple(frozenset(forms) for forms in others)
    for written, shape in first.items():
        if rest:
            phrases.setdefault(written, []).insert(0, Phrase(rest, Form(ours, shape), _GAP))
        else:
            words[written] = Form(ours, shape)
    return table._replace(words=words, phrases=phrases, parted=parted)


def _form(form: Form, ours: Entry) -> Form:
    return Form(ours, form.shape) if fold(form.entry.lemma) == fold(ours.lemma) else form


def _retold(phrase: Phrase, ours: Entry) -> Phrase:
    return phrase._replace(form=_form(phrase.form, ours))


def _forms(word: str, table: Lexicon) -> dict[str, str]:
    """Every form of *word* with its shape: those of the table, or the regular English ones."""
    known = table.words.get(word)
    if known:
        lemma = known.entry.lemma
        return {written: form.shape for written, form in table.words.items() if form.entry.lemma == lemma}
    if table.language != "en":
        return {word: ""}
    stem = word.removesuffix("e")
    return {word: "base", word + "s": "s", stem + "ed": "ed", stem + "ing": "ing"}
