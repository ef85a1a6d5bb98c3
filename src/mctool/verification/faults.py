"""Faults and remarks about a credential's structure, collected without drowning the reader."""

from dataclasses import dataclass, field

_MOST = 25


@dataclass(frozen=True)
class Oddity:
    """What is the matter with one value: *wrong*, or only odd."""

    words: str
    wrong: bool = True


@dataclass
class Faults:
    """What is wrong with a credential (*errors*), and what is odd about it (*remarks*); each said once."""

    errors: dict[str, None] = field(default_factory=dict)
    remarks: dict[str, None] = field(default_factory=dict)

    def error(self, place: str, words: str) -> None:
        """Something that makes it no proper credential."""
        if len(self.errors) < _MOST:
            self.errors[f"{_short(place)}: {words}"] = None

    def remark(self, place: str, words: str) -> None:
        """Something that a reader should know, and that official tools let pass."""
        if len(self.remarks) < _MOST:
            self.remarks[f"{_short(place)}: {words}"] = None

    def add(self, place: str, oddity: Oddity) -> None:
        """An error when the value is wrong, else a remark."""
        (self.error if oddity.wrong else self.remark)(place, oddity.words)

    def told(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The errors and the remarks, in the order found."""
        return tuple(self.errors), tuple(self.remarks)


def quote(value: object) -> str:
    """A value of the file for a message: short, and on one line."""
    return f"«{_short(' '.join(str(value).split()))}»"


def words(text: str) -> frozenset[str]:
    """A set of names written as one text."""
    return frozenset(text.split())


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
