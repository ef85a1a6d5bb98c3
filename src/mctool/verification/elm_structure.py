"""Structural checks of ELM 3 JSON-LD: what must be there, what must agree, and what the official shapes let pass."""

from datetime import datetime, timedelta

from mctool.verification import elm_values
from mctool.verification.dates import read_moment
from mctool.verification.elm import Node, Value, as_list, follow, place
from mctool.verification.elm_terms import (
    ADDED_BY_SEALING,
    CONTEXTS,
    CREDENTIAL_TYPES,
    GENERIC_SCHEMA,
    LANGUAGE_MAPS,
    REQUIRED,
    TERMS,
)
from mctool.verification.faults import Faults, quote
from mctool.vocabularies import lists

_DAY = timedelta(days=1)
_NO_REFERENCES = LANGUAGE_MAPS | {"id", "type", "inScheme", "content", "@context"}


def check(root: Node, *, sealed: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The errors and the remarks about a credential; one not *sealed* yet may lack what sealing adds."""
    faults = Faults()
    _check_credential(root, faults)
    _check_copies(root, faults)
    _check_required(root, faults, sealed=sealed)
    _check_people(root, faults)
    _check_order(root, faults)
    for node in root.nodes:
        if not node.keys() <= TERMS:
            strange = min(node.keys() - TERMS)
            faults.remark(place(node), f"the term {quote(strange)} is unknown, so it has no meaning")
        elm_values.check_node(node, faults)
    _check_languages(root, faults)
    return faults.told()


def _check_credential(root: Node, faults: Faults) -> None:
    value = root.value
    here = "credential"
    if value.get("@context") != list(CONTEXTS):
        faults.error(here, "@context is not the two official contexts in their order, so the terms may mean anything")
    missing = CREDENTIAL_TYPES - {kind for kind in as_list(value.get("type")) if isinstance(kind, str)}
    if missing:
        faults.error(here, f"the type {sorted(missing)[0]} is missing")
    if root.id and not root.id.startswith("urn:credential:"):
        faults.remark(here, f"the id {quote(root.id)} is no urn:credential")
    schemas = [node.id for node in root.all("credentialSchema")]
    if schemas and GENERIC_SCHEMA not in schemas:
        faults.remark(here, f"it follows another schema than the generic one: {quote(schemas[0])}")


def _check_copies(root: Node, faults: Faults) -> None:
    """A node that stands in several places must say the same in each language everywhere."""
    said: dict[tuple[str, str, str], str] = {}
    for node in root.nodes if root.repeated else ():
        identifier = node.get("id")
        if not isinstance(identifier, str) or identifier not in root.repeated:
            continue
        for term in LANGUAGE_MAPS & node.keys():
            texts = node[term]
            for language, text in texts.items() if isinstance(texts, dict) else ():
                if said.setdefault((identifier, term, language), str(text)) != str(text):
                    faults.error(place(node), f"it stands twice with different {term} ({language})")


def _check_required(root: Node, faults: Faults, *, sealed: bool) -> None:
    """What each class must have; copies of one node complete each other, as in RDF."""
    merged = _merged(root.nodes)
    for node in merged.values():
        for kind in as_list(node.get("type")):
            for term in REQUIRED.get(kind, ()) if isinstance(kind, str) else ():
                if not _given(node.get(term)) and (sealed or term not in ADDED_BY_SEALING):
                    faults.error(place(node), f"{term} is missing")
    _check_references(merged, root.nodes, faults)
    issuer = root.first("issuer")
    if sealed and issuer is not None and not _given(merged.get(issuer.id or "", {}).get("eIDASIdentifier")):
        faults.error(place(issuer.value), "eIDASIdentifier is missing")


def _merged(nodes: tuple[Value, ...]) -> dict[str, Value]:
    """The nodes by id, or by number where one has no id; what the first copy lacks is taken from the others."""
    merged: dict[str, Value] = {}
    ours: set[str] = set()
    for number, node in enumerate(nodes):
        identifier = node.get("id")
        key = identifier if isinstance(identifier, str) else f"#{number}"
        kept = merged.setdefault(key, node)
        if node.keys() <= kept.keys():
            continue
        if key not in ours:
            ours.add(key)
            merged[key] = kept = dict(kept)
        for term, value in node.items():
            kept.setdefault(term, value)
    return merged


def _check_references(merged: dict[str, Value], nodes: tuple[Value, ...], faults: Faults) -> None:
    for node in nodes:
        for term, value in node.items():
            if term in _NO_REFERENCES:
                continue
            for item in value if isinstance(value, list) else (value,):
                identifier = item if isinstance(item, str) else _bare_id(item)
                if identifier and identifier.startswith("urn:epass:"):
                    target = merged.get(identifier)
                    if target is None or len(target) <= 2:
                        faults.error(place(node), f"{term} names {quote(identifier)}, which is nowhere")


def _bare_id(item: object) -> str | None:
    """The id of an object that has nothing but its id and type."""
    if not isinstance(item, dict) or len(item) > 2 or not item.keys() <= {"id", "type"}:
        return None
    identifier = item.get("id")
    return identifier if isinstance(identifier, str) else None


def _check_people(root: Node, faults: Faults) -> None:
    subject = root.first("credentialSubject")
    if subject is None:
        return
    if "Person" not in as_list(subject.value.get("type")):
        faults.error(place(subject.value), "the holder is no Person")
    if not any(subject.text(term, ()) for term in ("fullName", "givenName", "familyName")):
        faults.error(place(subject.value), "the holder has no name")
    for claim in subject.all("hasClaim"):
        if "LearningAchievement" in as_list(claim.value.get("type")) and not claim.all("provenBy"):
            faults.remark(place(claim.value), "no assessment proves it (provenBy)")


def _check_order(root: Node, faults: Faults) -> None:
    issued, start = _moment(root, "issued"), _moment(root, "validFrom")
    for term in ("validUntil", "expirationDate"):
        end = _moment(root, term)
        if end and ((start and end <= start) or (issued and end < issued)):
            faults.error("credential", f"{term} lies before it was issued or valid")
    subject = root.first("credentialSubject")
    born = _moment(subject, "dateOfBirth") if subject else None
    if born and issued and born > issued:
        faults.error("credential", "the holder was born after it was issued")
    claims = root.path("credentialSubject", "hasClaim")
    for process in follow(claims, "awardedBy"):
        _not_after(process, "awardingDate", issued, faults)
    for proof in follow(claims, "provenBy"):
        _not_after(proof, "dateIssued", issued, faults)
    for period in follow(claims, "influencedBy", "temporal"):
        first, last = _moment(period, "startDate"), _moment(period, "endDate")
        if first and last and last < first:
            faults.error(place(period.value), "it ends before it starts")


def _not_after(node: Node, term: str, issued: datetime | None, faults: Faults) -> None:
    moment = _moment(node, term)
    if moment and issued and moment > issued + _DAY:
        faults.error(place(node.value), f"{term} lies after the credential was issued")


def _moment(node: Node, term: str) -> datetime | None:
    text = node.string(term)
    return read_moment(text) if text else None


def _check_languages(root: Node, faults: Faults) -> None:
    known = [lists.find("languages", node.id or "") for node in root.path("displayParameter", "language")]
    unused = {concept.notation for concept in known if concept}
    for node in root.nodes:
        if not unused:
            return
        for term in LANGUAGE_MAPS & node.keys():
            unused.difference_update(*(item for item in as_list(node[term]) if isinstance(item, dict)))
    for language in sorted(unused):
        faults.remark("credential", f"no text is in the declared language {language}")


def _given(value: object) -> bool:
    return value not in (None, "", [], {})
