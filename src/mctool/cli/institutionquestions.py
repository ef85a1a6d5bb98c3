"""The questions about the institution that awards: its name and numbers, its addresses, its quality assurance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from mctool.cli.asking import ask, ask_id, choose
from mctool.cli.questionnaire import Question, Questionnaire, guide
from mctool.cli.terminal import say
from mctool.cli.textquestions import Preview, ask_text
from mctool.drafts import Assurance, Draft, DraftedInstitution, draft_institution
from mctool.errors import MctoolError
from mctool.models import Institution
from mctool.previewing import Remark, remarks
from mctool.rules.world import World
from mctool.themes import common
from mctool.vocabularies import lists
from mctool.vocabularies.countries import country_alpha2
from mctool.workspace import Descriptor
from mctool.yamlsource import Loc

A = TypeVar("A")


@dataclass(frozen=True)
class _Line(Generic[A]):
    """A part that is one line and may be left out: its key, its name, its question, how it is read and changed."""

    key: str
    name: str
    question: str
    said: Callable[[A], str]
    changed: Callable[[A, str], A]


_LINES: tuple[_Line[DraftedInstitution], ...] = (
    _Line(
        "registration", "Registration", "Number in the national register",
        lambda it: it.registration, lambda it, said: replace(it, registration=said),
    ),
    _Line(
        "eidas", "eIDAS number", "eIDAS number in the seal's certificate, such as VAT{}-123",
        lambda it: it.eidas, lambda it, said: replace(it, eidas=said),
    ),
    _Line(
        "homepage", "Homepage", "Homepage, with https://",
        lambda it: it.homepage, lambda it, said: replace(it, homepage=said),
    ),
    _Line(
        "email", "E-mail", "E-mail address of the office, nobody's own",
        lambda it: it.email, lambda it, said: replace(it, email=said),
    ),
    _Line(
        "logo", "Logo", "Logo: a PNG, JPEG or SVG, such as assets/logo.svg",
        lambda it: it.logo, lambda it, said: replace(it, logo=said),
    ),
)  # fmt: skip
_DECISION: tuple[_Line[Assurance], ...] = (
    _Line(
        "reference", "Decision", "Number or web address of the decision",
        lambda it: it.reference, lambda it, said: replace(it, reference=said),
    ),
    _Line(
        "issued", "Since", "In force since, as YYYY-MM-DD",
        lambda it: it.issued, lambda it, said: replace(it, issued=said),
    ),
    _Line(
        "expires", "Until", "In force until, as YYYY-MM-DD",
        lambda it: it.expires, lambda it, said: replace(it, expires=said),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class _Institutions:
    """Asks for an institution in *world*, or for what lacks in the one that is *there*."""

    world: World
    there: Descriptor[Institution] | None

    def draft(self, institution: DraftedInstitution) -> Draft:
        """Its file."""
        there = (self.there.source.text, self.there.path) if self.there else None
        return draft_institution(self.world.workspace, institution, there)

    def judged(self, institution: DraftedInstitution, *shows: Loc) -> Sequence[Remark]:
        """What the rules say about parts of *institution*."""
        return remarks(self.world, self.draft(institution), shows)

    def questions(self, *, named: bool) -> list[Question[DraftedInstitution]]:
        """The questions in their order: all, or those about what is not *there*."""
        written = self.there.source.data if self.there else {}
        language = self.world.workspace.language
        found = []
        if self.there is None:
            found = [
                Question("Name", self.name, lambda it: it.name.to(language)),
                Question("Country", self.country, lambda it: it.country),
            ]
        found += [self.line(part) for part in _LINES if part.key not in written]
        if "quality_assurance" not in written:
            found.append(Question("Quality assurance", self.assurance, self.assured))
        if self.there is None and not named:
            found.append(Question("Id", self.id, lambda it: it.id))
        return found

    def name(self, institution: DraftedInstitution) -> DraftedInstitution:
        """With its name in each language."""
        preview = Preview(lambda text: self.draft(replace(institution, name=text)), (("name",),))
        return replace(institution, name=ask_text(self.world, "Name of the institution", institution.name, preview))

    def country(self, institution: DraftedInstitution) -> DraftedInstitution:
        """With the country where it is."""

        def check(answer: str) -> Sequence[Remark]:
            return self.judged(replace(institution, country=_code(answer)), ("address", "country"))

        question = "Its country, by name or code"
        return replace(institution, country=_code(ask(question, institution.country, check, required=True)))

    def line(self, part: _Line[DraftedInstitution]) -> Question[DraftedInstitution]:
        """The question about a part that is one line."""

        def asked(institution: DraftedInstitution) -> DraftedInstitution:
            return self._line(part, institution, lambda it: it, (part.key,))

        return Question(part.name, asked, part.said)

    def _line(self, part: _Line[A], whole: A, within: Callable[[A], DraftedInstitution], loc: Loc) -> A:
        """*whole*, which stands *within* an institution at *loc*, with a line as answered; «-» takes it away again."""

        def changed(answer: str) -> A:
            return part.changed(whole, "" if answer == "-" else answer)

        country = country_alpha2(within(whole).country) or "XX"
        default = part.said(whole)
        question = part.question.format(country) + (" (- leaves it out)" if default else "")
        return changed(ask(question, default, lambda answer: self.judged(within(changed(answer)), loc)))

    def assurance(self, institution: DraftedInstitution) -> DraftedInstitution:
        """With the quality assurance behind its awards, part by part."""
        language = self.world.workspace.language
        kinds = lists.concepts("accreditation-types")
        there = institution.quality_assurance
        default = [one.slug for one in kinds].index(there.type) + 1 if there else 0
        say("Every European micro-credential says which quality assurance stands behind it.")
        options = ["leave it out for now", *(one.label(language) for one in kinds)]
        at = choose("Which one stands behind your awards?", options, default)
        if at == 0:
            return replace(institution, quality_assurance=None)

        def within(assurance: Assurance) -> DraftedInstitution:
            return replace(institution, quality_assurance=assurance)

        blank = Assurance(kinds[at - 1].slug, common().agency, institution.country)
        assurance = self._agency(replace(there or blank, type=kinds[at - 1].slug), within)
        for part in _DECISION:
            assurance = self._line(part, assurance, within, ("quality_assurance", part.key))
        return within(assurance)

    def _agency(self, assurance: Assurance, within: Callable[[Assurance], DraftedInstitution]) -> Assurance:
        """*assurance* with the body that gives it, and the country of that."""
        loc = ("quality_assurance", "agency")
        preview = Preview(lambda text: self.draft(within(replace(assurance, agency=text))), ((*loc, "name"),))
        named = replace(assurance, agency=ask_text(self.world, "Which agency gives it?", assurance.agency, preview))

        def check(answer: str) -> Sequence[Remark]:
            return self.judged(within(replace(named, country=_code(answer))), (*loc, "country"))

        return replace(named, country=_code(ask("Country of the agency", named.country, check, required=True)))

    def assured(self, institution: DraftedInstitution) -> str:
        """The quality assurance in a few words."""
        there = institution.quality_assurance
        return f"{there.type}, {there.agency.to(self.world.workspace.language)}" if there else ""

    def id(self, institution: DraftedInstitution) -> DraftedInstitution:
        """With an id of its own."""
        return replace(institution, id=ask_id(self.world.workspace, "institution", institution.id))


def ask_institution(world: World, identity: str | None) -> tuple[Draft, ...]:
    """The file of an institution, as answered, or that of the awarding one with what it lacked.

    Raises MctoolError when the awarding one lacks nothing.
    """
    workspace = world.workspace
    there = workspace.institution
    if there is not None and identity not in (None, there.model.id):
        there = None
    asking = _Institutions(world, there)
    questions = asking.questions(named=identity is not None)
    if not questions and there is not None:
        raise MctoolError(f"{there.path} is already there and has all that is asked for; change it in the file")
    guide(world, "institution")
    if there is not None:
        say(f"{there.path} is there. What it says stays; what it lacks is asked for.")
        model = there.model
        offered = DraftedInstitution(model.id, model.name, model.address.country.slug)
    else:
        name = identity or Path(workspace.settings.institution).stem
        offered = DraftedInstitution(name, common().name, "")
    return Questionnaire(world, questions, lambda it: (asking.draft(it),)).ask(offered)


def _code(answer: str) -> str:
    """A country as its list writes it, however it was answered."""
    concept = lists.called("countries", answer)
    return concept.slug if concept else answer
