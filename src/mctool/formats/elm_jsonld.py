"""Credential -> ELM 3 JSON-LD, the text that a JAdES seal goes around (European Learning Model 3.2).

It conforms to both official shape files, ``EDC-generic-no-cv`` and ``EDC-generic-full``.
"""

from collections.abc import Sequence

from mctool.credentials import Award, Credential
from mctool.errors import FormatError
from mctool.formats import elm_nodes as elm
from mctool.formats import notes, wording
from mctool.formats.display import DisplayPage
from mctool.formats.elm_award import AwardNodes
from mctool.formats.elm_nodes import Json, Numbering, Term
from mctool.formats.learner import date_of_birth, national_id

CONTEXTS = ("https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap")
"""The contexts, in the order that the terms need."""
_SCHEMA = "http://data.europa.eu/snb/model/ap/edc-generic-full"


class Renderer:
    """Writes the credentials of one cohort; what they share is written once."""

    def __init__(self, award: Award) -> None:
        """Raises FormatError when the institution has no eIDAS number, or a text no language of the workspace."""
        self._documents = Documents(award, eidas=True)

    def render(self, credential: Credential, pages: Sequence[DisplayPage]) -> str:
        """*credential* as JSON text, ready to be sealed at its time of issue. *pages* show it, one a language.

        Raises FormatError, with the learner's id, when there is no page or a text cannot be written.
        """
        issued = elm.string(wording.moment(credential.issued))
        return self._documents.write(credential, pages, sealing=(("issuanceDate", issued), ("issued", issued)))


def render(credential: Credential, pages: Sequence[DisplayPage]) -> str:
    """One credential as JSON text; for many of a cohort make one Renderer."""
    return Renderer(credential.award).render(credential, pages)


class Documents:
    """The documents of one cohort, with or without what sealing adds."""

    def __init__(self, award: Award, *, eidas: bool) -> None:
        """*eidas*: whether the issuer carries its eIDAS identifier, or the official issuer will add it."""
        self._nodes = AwardNodes(award, eidas=eidas)
        self._languages = award.languages
        generic = wording.listed("credential-types", "generic")
        self._profile = elm.concept(generic, award.languages)
        self._title = elm.language_map(wording.texts(award.programme.title, award.languages))
        self._subtitle = elm.language_map(wording.subtitle(award))
        self._spoken = {one: elm.concept(wording.listed("languages", one), award.languages) for one in award.languages}

    def write(
        self, credential: Credential, pages: Sequence[DisplayPage], *,
        sealing: Sequence[tuple[str, Term]] = (), email: str | None = None,
    ) -> Json:  # fmt: skip
        """The document, with the terms *sealing*; *email* is where the official issuer delivers to."""
        try:
            document = self._write(credential, pages, sealing, email)
            document.encode()
        except UnicodeEncodeError:
            raise FormatError(
                f"{credential.learner.learner}: a text holds half a character (a lone surrogate)"
            ) from None
        except FormatError as error:
            raise FormatError(f"{credential.learner.learner}: {error}") from None
        return document

    def _write(
        self, credential: Credential, pages: Sequence[DisplayPage], sealing: Sequence[tuple[str, Term]],
        email: str | None,
    ) -> Json:  # fmt: skip
        ids = self._nodes.ids.copy()
        until = credential.valid_until
        expires = elm.optional(wording.moment(until) if until else None)
        return elm.members((
            ("@context", [elm.string(context) for context in CONTEXTS]),
            ("id", elm.string(credential.id)),
            ("type", [elm.string("VerifiableCredential"), elm.string("EuropeanDigitalCredential")]),
            ("credentialProfiles", self._profile),
            ("credentialSchema", elm.node("ShaclValidator2017", _SCHEMA)),
            *sealing,
            ("validFrom", elm.string(wording.moment(credential.valid_from))),
            ("validUntil", expires),
            ("expirationDate", expires),
            ("issuer", self._nodes.organisation),
            ("credentialSubject", self._subject(ids, credential, email)),
            ("displayParameter", self._display(ids, pages)),
        ))  # fmt: skip

    def _subject(self, ids: Numbering, credential: Credential, email: str | None) -> Json:
        learner, languages = credential.learner, self._languages
        primary, born = languages[0], date_of_birth(credential)
        return elm.node(
            "Person", ids.next("person"),
            givenName=elm.language_map({primary: learner.given_name}),
            familyName=elm.language_map({primary: learner.family_name}),
            fullName=elm.language_map({primary: learner.full_name}),
            dateOfBirth=elm.optional(wording.day(born)),
            nationalID=elm.legal_identifier(ids, national_id(credential), languages),
            contactPoint=elm.contact_point(ids, email),
            hasClaim=self._achievement(ids, credential),
        )  # fmt: skip

    def _achievement(self, ids: Numbering, credential: Credential) -> Json:
        nodes = self._nodes
        process = nodes.awarding_process(credential.awarded)
        return elm.node(
            "LearningAchievement", ids.next("learningAchievement"),
            title=self._title,
            description=self._subtitle,
            awardedBy=process,
            creditReceived=nodes.credit,
            provenBy=[nodes.assessments.proof(ids, one, process) for one in credential.results],
            influencedBy=nodes.activity(process),
            specifiedBy=nodes.qualification(credential.outcomes, credential.results),
            additionalNote=elm.notes(ids, notes.of_achievement(credential)),
        )  # fmt: skip

    def _display(self, ids: Numbering, pages: Sequence[DisplayPage]) -> Json:
        return elm.node(
            "DisplayParameter", ids.next("displayParameter"),
            title=self._title,
            description=self._subtitle,
            primaryLanguage=self._spoken[self._languages[0]],
            language=[one for one in self._spoken.values() if one],
            individualDisplay=[self._page(ids, page) for page in _checked(pages, self._languages)],
        )  # fmt: skip

    def _page(self, ids: Numbering, page: DisplayPage) -> Json:
        return elm.node(
            "IndividualDisplay", ids.next("individualDisplay"),
            language=self._spoken[page.language],
            displayDetail=elm.node(
                "DisplayDetail", ids.next("displayDetail"),
                image=elm.media_object(ids, page.content, page.media_type, self._languages), page=Json("1"),
            ),
        )  # fmt: skip


def _checked(pages: Sequence[DisplayPage], languages: tuple[str, ...]) -> Sequence[DisplayPage]:
    """*pages*, of which there must be one at least and none twice or in a language that is not declared."""
    spoken = [page.language for page in pages]
    if not pages:
        raise FormatError("an ELM credential needs a picture of its certificate, and none was made")
    if len(set(spoken)) < len(spoken) or not set(spoken) <= set(languages):
        raise FormatError(f"certificate pages in «{', '.join(spoken)}» do not fit the languages {', '.join(languages)}")
    return pages
