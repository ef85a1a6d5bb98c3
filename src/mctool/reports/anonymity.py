"""Reports without learners: whatever text quotes a learner's id, the id is put out of it."""

from collections.abc import Iterable

from mctool.workspace import Workspace

MASK = "[learner]"
_SURE = 6
"""From this length on an id is found inside a word too; a shorter one might be part of any word."""


class Anonymiser:
    """Takes the ids of known learners out of texts, in whatever case they are written."""

    def __init__(self, learners: Iterable[str]) -> None:
        """*learners* are the ids."""
        self._ids = {one.lower() for one in learners}
        self._lengths = sorted({len(one) for one in self._ids}, reverse=True)

    @classmethod
    def of(cls, workspace: Workspace) -> "Anonymiser":
        """The one for all learners of *workspace*."""
        return cls(result.learner for cohort in workspace.cohorts.values() for result in cohort.model.results)

    def __call__(self, text: str) -> str:
        """*text* with ``[learner]`` in place of each learner's id."""
        # letter by letter, since folding a whole text may lengthen it («ß»), and ids are ASCII
        folded = "".join(one.lower() if one.isascii() else one for one in text)
        made, at = [], 0
        while at < len(text):
            length = next((one for one in self._lengths if self._stands(folded, at, one)), 0)
            made.append(MASK if length else text[at])
            at += length or 1
        return "".join(made)

    def _stands(self, text: str, at: int, length: int) -> bool:
        if text[at : at + length] not in self._ids:
            return False
        before, after = text[at - 1 : at] if at else "", text[at + length : at + length + 1]
        return length >= _SURE or not (before.isalnum() or after.isalnum())


class Nobody(Anonymiser):
    """Takes nothing out: for a report that names people on purpose."""

    def __init__(self) -> None:
        super().__init__(())
