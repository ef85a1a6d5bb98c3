"""What reports put into cells: places, states, texts by language, counts of learners."""

from collections.abc import Iterable, Sequence
from datetime import date

from mctool.models.values import Period, Text
from mctool.reports.places import Place
from mctool.reports.provenance import Provenance
from mctool.reports.rendering.document import Code, Content, Facts, Line, Mark, Tone, Words
from mctool.reports.signs import Proof, State
from mctool.reports.smallgroups import Band, Spread, least_published
from mctool.reports.spoken import Spoken

TONES = {
    State.IN_PLACE: Tone.GOOD, State.PARTLY: Tone.MIXED, State.MISSING: Tone.BAD, State.UNKNOWN: Tone.PLAIN,
}  # fmt: skip
_SHOWN = 4


def state(one: State) -> Mark:
    """A state as a mark."""
    return Mark(one.value, TONES[one])


def place(one: Place) -> Content:
    """A file and line."""
    return Code(str(one)) if one.path else None


def day(one: date | None) -> str:
    """A date as ISO 8601, or nothing."""
    return one.isoformat() if one else ""


def spoken(texts: Sequence[Spoken]) -> tuple[Line, ...]:
    """Texts, a line each, with their language where there are several."""
    several = len({one.language for one in texts} - {""}) > 1
    return tuple(_line(one, several) for one in texts)


def _line(one: Spoken, several: bool) -> Line:
    tag = [Words(f"{one.language}: ")] if one.language and (several or one.text is None) else []
    return (*tag, Mark("missing", Tone.BAD) if one.text is None else Words(one.text, one.language))


def text(one: Text | None, languages: Iterable[str]) -> tuple[Line, ...]:
    """*one* in each of *languages* that it is written in."""
    return tuple((Words(one[language], language),) for language in languages if one and language in one)


def period(written: str) -> str:
    """An ISO 8601 period (``P14D``) in words."""
    if not written:
        return ""
    one = Period.parse(written)
    parts = ((one.years, "year"), (one.months, "month"), (one.days, "day"))
    return " ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in parts if number)


def digest(one: str) -> Content:
    """The beginning of a digest, which is enough to find it."""
    return Code(one.removeprefix("sha256:")[:12]) if one else None


def learners(number: int | None, least: int) -> str | int:
    """A number of learners, or that it is too small."""
    return f"fewer than {least_published(least)}" if number is None else number


def band(one: Band) -> str:
    """The cells of a band in words."""
    cells = [cell.replace("-", " ") for cell in one.cells]
    return " or ".join([", ".join(cells[:-1]), cells[-1]] if len(cells) > 1 else cells)


def spread_lines(one: Spread, least: int) -> tuple[Line, ...]:
    """A spread, a line for each band with learners, and one for the cells with nobody."""
    held = tuple(
        (Words(f"{band(part)}: {learners(part.learners, least)}"),) for part in one.bands if part.learners != 0
    )
    empty = [cell.replace("-", " ") for part in one.bands if part.learners == 0 for cell in part.cells]
    return (*held, *([(Words(f"nobody: {', '.join(empty)}"),)] if empty else []))


def counted(number_: int, thing: str) -> str:
    """A number of things: «1 warning», «2 warnings»."""
    return f"{number_} {thing if number_ == 1 or thing.endswith('s') else thing + 's'}"


def share(one: float | None) -> str:
    """A share in per cent, or that it is not shown."""
    return "not shown" if one is None else f"{100 * one:.0f} %"


def gaps(found: Sequence[Proof]) -> tuple[Line, ...]:
    """Where something is not in place, with the rule's words; the first few, and how many more."""
    shown = [(*_where(one), Words(f" {one.code} {one.words}".rstrip())) for one in found[:_SHOWN]]
    rest = len(found) - len(shown)
    return (*shown, *([(Words(f"and {rest} more"),)] if rest else []))


def proven(found: Sequence[Proof]) -> tuple[Line, ...]:
    """Where something is in place; the first few, and how many more."""
    held = [one for one in found if one.holds]
    rest = len(held) - _SHOWN
    return (*(_where(one) for one in held[:_SHOWN]), *([(Words(f"and {rest} more"),)] if rest > 0 else []))


def _where(one: Proof) -> Line:
    return (Code(str(one.place)),)


def head(one: Provenance, *more: tuple[str, Content]) -> Facts:
    """What every report says of itself first."""
    names = text(one.institution, one.languages) or "not stated"
    commit: Content = Code(one.commit[:12]) if one.commit else Mark("not in git", Tone.BAD)
    if one.uncommitted:
        commit = ((Code(one.commit[:12]), Words(f" and {counted(len(one.uncommitted), 'changed or new file')}")),)
    made = one.made.strftime("%Y-%m-%d %H:%M UTC")
    return Facts("About this report", (("Institution", names), *more, ("Made", made), ("Git commit", commit)))


def versions(one: Provenance) -> Facts:
    """With what a report was made."""
    return Facts("Provenance", (
        ("Git commit", Code(one.commit) if one.commit else Mark("not in git", Tone.BAD)),
        ("Changed or new since that commit", tuple(Code(path) for path in one.uncommitted[:20]) or "nothing"),
        ("Made", one.made.isoformat()),
        ("mctool", one.mctool),
        ("ESCO that outcomes are mapped to", one.esco_mapped or Mark("not stated", Tone.BAD)),
        ("ESCO data that was checked against", one.esco_data),
        ("EU code lists", one.code_lists),
        ("Languages of the workspace", ", ".join(one.languages)),
        ("Small group", f"No number stands for fewer than {least_published(one.small_group)} learners"
         if one.small_group > 1 else "No limit by policy"),
    ))  # fmt: skip
