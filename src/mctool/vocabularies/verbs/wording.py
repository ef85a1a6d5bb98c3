"""What to write instead, in the language of the outcome."""

from mctool.vocabularies.verbs.judgement import Act
from mctool.vocabularies.verbs.reading import Label
from mctool.vocabularies.verbs.tables import Lexicon

_NONE_NEEDED = frozenset({Label.MEASURABLE, Label.UNKNOWN})


def rewrite(table: Lexicon, label: Label, words: str, blamed: Act | None, observable: Act | None) -> str:
    """A short proposal for an outcome with this *label*; empty for M and U.

    *words* are those underlined, *blamed* the act they belong to, *observable* an act beside it that can stay.
    """
    if label in _NONE_NEEDED:
        return ""
    says = table.says
    example = says["verb"]
    if blamed:
        example = (blamed.inner.rewrite if blamed.inner else "") or blamed.entry.rewrite or example
    if label == Label.MIXED and observable:
        return says["X"].format(keep=observable.governing.lemma, drop=words)
    if label == Label.NOMINALISED and blamed:
        inner = blamed.governing
        verb = says["inner"].format(verb=inner.lemma) if inner.kind != "act" else inner.rewrite or example
        return says["N"].format(verb=verb[:1].upper() + verb[1:])
    if label == Label.UNOBSERVABLE and blamed and "formula" in blamed.entry.traits:
        return says["formula"].format(words=words, example=example)
    return says[str(label) if label in (Label.WEAK, Label.FRAGMENT) else "V"].format(example=example)
