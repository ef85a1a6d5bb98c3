"""Reads a Europass credential in XML: what it states, whom it names, its dates (EDCI 1.0 to 1.2, and before)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from mctool.verification.content import Issuer, Moments, pick, unique
from mctool.verification.dates import read_moment
from mctool.verification.verdicts import CredentialSummary, Refused

SNB = "http://data.europa.eu/snb"
CRED = "http://data.europa.eu/europass/model/credentials/w3c#"
OLDER = "http://data.europa.eu/europass/model/credentials#"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_OLDER_SCHEMA = re.compile(r"[A-Za-z_]{1,40}?(_1\.[01])?\.xsd")
_PRESENTATIONS = ("http://data.europa.eu/snb/vp", "http://data.europa.eu/europass/model/vp/w3c#")


@dataclass(frozen=True)
class Document:
    """A Europass XML file: the presentation around the credential, if there is one, and the credential."""

    root: etree._Element
    credential: etree._Element

    @property
    def namespace(self) -> str:
        """The namespace of the credential, which tells its version."""
        return etree.QName(self.credential).namespace or ""

    @property
    def current(self) -> bool:
        """Whether it is EDCI 1.2, the version whose structure mctool checks."""
        return self.namespace == SNB

    @property
    def presentation(self) -> bool:
        """Whether the credential stands in a verifiable presentation."""
        return self.root is not self.credential


def read_document(root: etree._Element) -> Document:
    """The credential in a file; Refused when the root is no Europass credential or presentation of one."""
    name = etree.QName(root)
    if name.localname == "europassCredential" and name.namespace in (SNB, OLDER):
        return Document(root, root)
    if name.localname in ("verifiablePresentation", "europassPresentation") and name.namespace in _PRESENTATIONS:
        found = [child for child in root if etree.QName(child).localname == "europassCredential"]
        if len(found) != 1 or etree.QName(found[0]).namespace not in (SNB, OLDER):
            raise Refused(f"the presentation holds {len(found)} credentials where one belongs")
        return Document(root, found[0])
    raise Refused(f"the XML is no Europass credential: its root is «{name.localname[:60]}»")


class Reader:
    """Reads elements by local name within the namespaces of one credential, and follows ``idref``.

    *elements* are all of them in the order of the document, *named* those with an id by that id.
    """

    def __init__(self, credential: etree._Element) -> None:
        """*credential* is the ``europassCredential`` element."""
        self.credential = credential
        self.elements = list(credential.iter())
        self.languages = unique((self.text(credential, "primaryLanguage"), "en"))
        self.named: dict[str, list[etree._Element]] = {}
        for element in self.elements:
            if identifier := element.get("id"):
                self.named.setdefault(identifier, []).append(element)

    def all(self, element: etree._Element, *names: str) -> list[etree._Element]:
        """The elements that the names lead to, each once; one that only refers to another is replaced by that one."""
        found = [element]
        for name in names:
            leading = (self._target(child) for parent in found for child in parent.iterchildren(f"{{*}}{name}"))
            found = list(dict.fromkeys(leading))
        return found

    def text(self, element: etree._Element, name: str) -> str | None:
        """The plain text of the first child of that name that has any."""
        texts = ((child.text or "").strip() for child in element.iterchildren(f"{{*}}{name}"))
        return next((text for text in texts if text), None)

    def words(self, element: etree._Element, *names: str) -> str | None:
        """The text in several languages (``text`` elements) that the names lead to, in the best language."""
        texts = [text for item in self.all(element, *names) for text in item.iterchildren("{*}text")]
        return pick(((str(text.get("lang")), "".join(map(str, text.itertext()))) for text in texts), self.languages)

    def code(self, element: etree._Element) -> str | None:
        """The name of a coded value, else its URI."""
        return self.words(element, "targetName") or element.get("uri")

    def _target(self, element: etree._Element) -> etree._Element:
        reference = element.get("idref")
        return self.named.get(reference, [element])[0] if reference and len(element) == 0 else element


def issuer(reader: Reader) -> Issuer:
    """Who the credential says issued it; an identifier that calls itself eIDAS counts as one."""
    found = reader.all(reader.credential, "issuer")
    if not found:
        return Issuer()
    legal = ("identifier", "registration", "vatIdentifier", "taxIdentifier")
    stated = [child for name in legal for child in found[0].iterfind(f"{{*}}{name}")]
    eidas = [child for child in stated if any("eidas" in str(value).lower() for value in child.attrib.values())]
    return Issuer(
        name=reader.words(found[0], "prefLabel"),
        eidas=unique((child.text or "").strip() for child in eidas),
        numbers=unique((child.text or "").strip() for child in stated if child not in eidas),
    )


def moments(reader: Reader) -> Moments:
    """The dates of the credential."""
    values = {
        name: read_moment(text) if (text := reader.text(reader.credential, name)) else None
        for name in ("issued", "validFrom", "validUntil", "expirationDate")
    }
    ends = [moment for name in ("validUntil", "expirationDate") if (moment := values[name])]
    return Moments(values["issued"], values["validFrom"], min(ends, default=None))


def credential_id(credential: etree._Element) -> str | None:
    """The credential's id, which stands in the namespace of W3C terms or in none."""
    return credential.get(f"{{{CRED}}}id") or credential.get("id")


def older_schema(credential: etree._Element) -> str | None:
    """The name of the official schema that the credential says it follows, if that is one before EDCI 1.2."""
    stated = credential.get(f"{{{_INSTANCE}}}schemaLocation") or ""
    name = stated.split()[-1].rpartition("/")[2] if stated.split() else ""
    return name if _OLDER_SCHEMA.fullmatch(name) else None


def summary(reader: Reader) -> CredentialSummary:
    """What the credential says, for people."""
    root = reader.credential
    subject = next(iter(reader.all(root, "credentialSubject")), None)
    claims = _claims(reader, subject) if subject is not None else []
    specifications = dict.fromkeys(item for claim in claims for item in reader.all(claim, "specifiedBy"))
    proofs = [item for claim in claims for item in reader.all(claim, "wasDerivedFrom")]
    bodies = dict.fromkeys(item for claim in claims for item in reader.all(claim, "wasAwardedBy", "awardingBody"))
    outcomes = dict.fromkeys(o for s in specifications for o in reader.all(s, "learningOutcomes", "learningOutcome"))
    levels = [level for s in specifications for name in ("eqfLevel", "nqfLevel") for level in reader.all(s, name)]
    return CredentialSummary(
        holder=_holder(reader, subject) if subject is not None else None,
        title=reader.words(root, "title") or next(iter(unique(reader.words(c, "title") for c in claims)), None),
        issuer=issuer(reader).name,
        awarding_bodies=unique(reader.words(body, "prefLabel") for body in bodies),
        outcomes=unique(reader.words(outcome, "prefLabel") for outcome in outcomes),
        levels=unique(reader.code(level) for level in levels),
        workload=unique(text for s in specifications for text in _workload(reader, s)),
        assessments=unique(_assessment(reader, proof) for proof in proofs),
        grades=unique(reader.text(proof, "grade") for proof in proofs),
        issued=reader.text(root, "issued"),
        valid_from=reader.text(root, "validFrom"),
        valid_until=reader.text(root, "validUntil") or reader.text(root, "expirationDate"),
    )


def _claims(reader: Reader, subject: etree._Element) -> list[etree._Element]:
    groups = reader.all(subject, "achievements")
    return [claim for group in groups for claim in group if isinstance(claim.tag, str)]


def _holder(reader: Reader, subject: etree._Element) -> str | None:
    parts = [reader.words(subject, name) for name in ("givenNames", "familyName")]
    return reader.words(subject, "fullName") or " ".join(part for part in parts if part) or None


def _workload(reader: Reader, specification: etree._Element) -> Iterator[str]:
    for credit in reader.all(specification, "hasECTSCreditPoints"):
        yield f"{(credit.text or '').strip()} ECTS"
    for credit in reader.all(specification, "hasCreditPoints"):
        scheme = (credit.get("schemeID") or "").rstrip("/").rpartition("/")[2].upper()
        yield f"{(credit.text or '').strip()} {scheme}".strip()
    yield reader.text(specification, "volumeOfLearning") or ""


def _assessment(reader: Reader, proof: etree._Element) -> str | None:
    kinds = unique(reader.code(kind) for kind in reader.all(proof, "specifiedBy", "type"))
    title = reader.words(proof, "title")
    return f"{title} ({kinds[0]})" if title and kinds else title or next(iter(kinds), None)
