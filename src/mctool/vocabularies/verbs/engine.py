"""Reads an outcome: text in, verdict out. No model and no network, only the tables and the rules of the language."""

from collections.abc import Sequence
from functools import lru_cache

from mctool.vocabularies.verbs.clauses import ClauseReader
from mctool.vocabularies.verbs.decisions import decided
from mctool.vocabularies.verbs.english import EnglishReader
from mctool.vocabularies.verbs.judgement import OBSERVABLE, Act, verdict
from mctool.vocabularies.verbs.reading import Decision, Label, Reading
from mctool.vocabularies.verbs.tables import Lexicon, languages, lexicon
from mctool.vocabularies.verbs.units import Unit, units
from mctool.vocabularies.verbs.wording import rewrite

LANGUAGES: tuple[str, ...] = languages()


def read(text: str, language: str, decisions: Sequence[Decision] = ()) -> Reading:
    """What the outcome *text* in *language* (ISO 639-1) states, the institution's *decisions* before our table.

    Takes any text and never raises. A language without a table (see ``LANGUAGES``) gives ``Label.UNKNOWN``.
    """
    if language not in LANGUAGES:
        return Reading(Label.UNKNOWN, "", 0, 0, "", "", "", "", 0)
    table = _table(language, tuple(decisions))
    found = units(text, table)
    reader = EnglishReader if table.says["order"] == "english" else ClauseReader
    return _reading(text, table, found, reader(text, found, table).acts())


@lru_cache(maxsize=32)
def _table(language: str, decisions: tuple[Decision, ...]) -> Lexicon:
    return decided(lexicon(language), decisions)


def _reading(text: str, table: Lexicon, found: list[Unit], acts: list[Act]) -> Reading:
    label = verdict(acts)
    if not acts:
        return Reading(label, "", 0, 0, "", "", rewrite(table, label, "", None, None), "", 0)
    observable = next((act for act in acts if act.label in OBSERVABLE), None)
    blamed = next((act for act in acts if act.label not in OBSERVABLE), acts[0]) if label == Label.MIXED else acts[0]
    start, end = found[blamed.first].start, found[blamed.last].end
    entries = [entry for act in acts for entry in (act.entry, act.inner) if entry]
    return Reading(
        label=label,
        words=text[start:end],
        start=start,
        end=end,
        verb=blamed.governing.lemma,
        bloom=acts[0].bloom,
        rewrite=rewrite(table, label, text[start:end], blamed, observable),
        reason=next((entry.reason for entry in entries if entry.reason), ""),
        actions=len(acts),
    )
