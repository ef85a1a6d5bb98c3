"""The institution's own decisions laid over mctool's table."""

from mctool.vocabularies.verbs.folding import fold
from mctool.vocabularies.verbs.reading import Decision
from mctool.vocabularies.verbs.tables import Entry, Form, Lexicon, Phrase


def decided(table: Lexicon, decisions: tuple[Decision, ...]) -> Lexicon:
    """*table* in which every phrase of *decisions* that is for its language has the label that was decided."""
    ours = [decision for decision in decisions if decision.language in (None, table.language)]
    if not ours:
        return table
    words, phrases = dict(table.words), {first: list(rest) for first, rest in table.phrases.items()}
    forms: dict[str, dict[str, str]] = {}
    for written, form in table.words.items():
        forms.setdefault(form.entry.lemma, {})[written] = form.shape
    for decision in ours:
        parts = [_forms(fold(word), table, forms) for word in decision.phrase.split()]
        if not parts:
            continue
        known = table.words.get(fold(decision.phrase))
        entry = Entry(
            "ruled",
            decision.phrase.strip(),
            bloom=known.entry.bloom if known else "",
            rewrite=known.entry.rewrite if known else "",
            label=str(decision.label),
            reason=decision.reason,
        )
        rest = tuple(frozenset(part) for part in parts[1:])
        for written, shape in parts[0].items():
            if rest:
                phrases.setdefault(written, []).insert(0, Phrase(rest, Form(entry, shape), 3))
            else:
                words[written] = Form(entry, shape)
    return table._replace(words=words, phrases=phrases)


def _forms(word: str, table: Lexicon, forms: dict[str, dict[str, str]]) -> dict[str, str]:
    """Every form of *word* with its shape: those of the table, or the regular English ones."""
    known = table.words.get(word)
    if known:
        return forms[known.entry.lemma]
    if table.language != "en":
        return {word: ""}
    stem = word.removesuffix("e")
    return {word: "base", word + "s": "s", stem + "ed": "ed", stem + "ing": "ing"}
