"""Reads an ELM 3 credential in JSON-LD: what it states, whom it names, its dates (European Learning Model, 3.2)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mctool.verification.content import Issuer, Moments, pick, unique
from mctool.verification.dates import read_moment
from mctool.verification.elm_terms import LANGUAGE_MAPS
from mctool.verification.jsonreading import NESTING
from mctool.verification.verdicts import CredentialSummary

Value = dict[str, object]
_NO_NODES = LANGUAGE_MAPS | {"@context"}
_MOST_COPIES = 4  # compared with each other; more would let a hostile file cost the square of its size


@dataclass(frozen=True)
class Node:
    """One node of the tree; a node that is only named (``{"id": …}`` or the bare id) is looked up by its id."""

    value: Value
    index: dict[str, Value]
    nodes: tuple[Value, ...] = ()
    """All nodes of the document, each once however often it is repeated; only the root knows them."""
    repeated: frozenset[str] = frozenset()
    """The ids that several of the nodes share; only the root knows them."""

    @classmethod
    def root(cls, document: Value) -> "Node":
        """The credential of a document, with an index of all nodes that say more than their id."""
        nodes = unique_nodes(document)
        named: dict[str, list[Value]] = {}
        for value in nodes:
            identifier = value.get("id")
            if isinstance(identifier, str):
                named.setdefault(identifier, []).append(value)
        repeated = frozenset(identifier for identifier, found in named.items() if len(found) > 1)
        fullest = (found[0] if len(found) == 1 else max(found, key=len) for found in named.values())
        index = {str(value["id"]): value for value in fullest if len(value) > 1}
        return cls(document, index, nodes, repeated)

    @property
    def id(self) -> str | None:
        """The node's id, if it is a text."""
        return as_text(self.value.get("id"))

    def all(self, term: str) -> list["Node"]:
        """The nodes under *term*, whether it holds one or many, each once."""
        return distinct(node for item in as_list(self.value.get(term)) if (node := self._node(item)))

    def first(self, term: str) -> "Node | None":
        """The first node under *term*."""
        return next(iter(self.all(term)), None)

    def path(self, *terms: str) -> list["Node"]:
        """All nodes that the terms lead to, one after the other, each once."""
        return follow([self], *terms)

    def strings(self, term: str) -> list[str]:
        """The plain texts under *term*."""
        return [text for item in as_list(self.value.get(term)) if (text := as_text(item))]

    def string(self, term: str) -> str | None:
        """The first plain text under *term*."""
        return next(iter(self.strings(term)), None)

    def text(self, term: str, languages: tuple[str, ...]) -> str | None:
        """The language map under *term*, in the first of *languages* that it has."""
        maps = [item for item in as_list(self.value.get(term)) if isinstance(item, dict)]
        pairs = [(k, t) for item in maps for k, texts in item.items() for t in as_list(texts) if isinstance(t, str)]
        return pick(pairs, languages)

    def _node(self, item: object) -> "Node | None":
        if isinstance(item, str):
            item = self.index.get(item)
        if not isinstance(item, dict):
            return None
        if set(item) <= {"id", "type"}:
            item = self.index.get(str(item.get("id")), item)
        return Node(item, self.index)


def follow(nodes: list[Node], *terms: str) -> list[Node]:
    """All nodes that the terms lead to from *nodes*, one after the other, each once."""
    for term in terms:
        nodes = distinct(below for node in nodes for below in node.all(term))
    return nodes


def distinct(nodes: Iterable[Node]) -> list[Node]:
    """*nodes* without those that are one and the same object of the document: many may name one."""
    return list({id(node.value): node for node in nodes}.values())


def unique_nodes(document: Value) -> tuple[Value, ...]:
    """Every node of a document, the outer ones first; a copy that says the same as one before is left out."""
    found: list[Value] = []
    copies: dict[str, list[Value]] = {}
    waiting: list[Any] = [document]
    while waiting:
        item = waiting.pop()
        if type(item) is list:
            waiting.extend(item)
        elif type(item) is dict:
            identifier = item.get("id")
            if type(identifier) is str:
                before = copies.setdefault(identifier, [])
                if item in before:
                    continue
                if len(before) < _MOST_COPIES:
                    before.append(item)
            found.append(item)
            for term, value in item.items():
                if type(value) in NESTING and term not in _NO_NODES:
                    waiting.append(value)
    return tuple(found)


def place(node: Value) -> str:
    """How a message calls a node: its class and id."""
    kinds = [kind for kind in as_list(node.get("type")) if isinstance(kind, str)]
    return " ".join(part for part in (*kinds[-1:], as_text(node.get("id"))) if part) or "node"


def as_list(value: object) -> list[object]:
    """One or many: a value as the list it stands for."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def as_text(value: object) -> str | None:
    """A value that is a text with something in it."""
    return value if isinstance(value, str) and value.strip() else None


def issuer(credential: Node, languages: tuple[str, ...]) -> Issuer:
    """Who the credential says issued it."""
    organisation = credential.first("issuer")
    if organisation is None:
        return Issuer(credential.string("issuer"))
    legal = ("registration", "vatIdentifier", "taxIdentifier", "identifier")
    return Issuer(
        name=organisation.text("legalName", languages) or organisation.text("prefLabel", languages),
        eidas=unique(node.string("notation") for node in organisation.all("eIDASIdentifier")),
        numbers=unique(node.string("notation") for term in legal for node in organisation.all(term)),
    )


def moments(credential: Node) -> Moments:
    """The dates of the credential; the earlier one where ``validUntil`` and ``expirationDate`` differ."""
    ends = [read_moment(text) for term in ("validUntil", "expirationDate") for text in credential.strings(term)]
    issued = [read_moment(text) for term in ("issued", "issuanceDate") for text in credential.strings(term)]
    starts = [read_moment(text) for text in credential.strings("validFrom")]
    return Moments(
        issued=next((moment for moment in issued if moment), None),
        valid_from=max((moment for moment in starts if moment), default=None),
        valid_until=min((moment for moment in ends if moment), default=None),
    )


def languages(credential: Node) -> tuple[str, ...]:
    """The languages to show texts in, best first: the primary one, then English."""
    from mctool.vocabularies import lists

    display = credential.first("displayParameter")
    primary = display.first("primaryLanguage") if display else None
    known = lists.find("languages", primary.id) if primary and primary.id else None
    return unique((known.notation if known else None, "en"))


def summary(credential: Node, languages: tuple[str, ...]) -> CredentialSummary:
    """What the credential says, for people."""
    claims = credential.path("credentialSubject", "hasClaim")
    specifications = credential.path("credentialSubject", "hasClaim", "specifiedBy")
    proofs = credential.path("credentialSubject", "hasClaim", "provenBy")
    display, subject = credential.first("displayParameter"), credential.first("credentialSubject")
    titles = [node.text("title", languages) for node in (display, *claims) if node]
    bodies = credential.path("credentialSubject", "hasClaim", "awardedBy", "awardingBody")
    named = issuer(credential, languages)
    return CredentialSummary(
        holder=_holder(subject, languages) if subject else None,
        title=next((title for title in titles if title), None),
        issuer=named.name,
        awarding_bodies=unique(body.text("legalName", languages) for body in bodies),
        outcomes=unique(o.text("title", languages) for s in specifications for o in s.all("learningOutcome")),
        levels=unique(_label(n, languages) for s in specifications for t in ("eqfLevel", "nqfLevel") for n in s.all(t)),
        workload=unique(text for s in specifications for text in _workload(s, languages)),
        assessments=unique(_assessment(proof, languages) for proof in proofs),
        grades=unique(g.text("noteLiteral", languages) for proof in proofs for g in proof.all("grade")),
        issued=credential.string("issued") or credential.string("issuanceDate"),
        valid_from=credential.string("validFrom"),
        valid_until=credential.string("validUntil") or credential.string("expirationDate"),
    )


def _holder(subject: Node, languages: tuple[str, ...]) -> str | None:
    parts = [subject.text(term, languages) for term in ("givenName", "familyName")]
    return subject.text("fullName", languages) or " ".join(part for part in parts if part) or None


def _label(concept: Node, languages: tuple[str, ...]) -> str | None:
    return concept.text("prefLabel", languages) or concept.id


def _workload(specification: Node, languages: tuple[str, ...]) -> Iterator[str]:
    for credit in specification.all("creditPoint"):
        framework = credit.first("framework")
        name = _label(framework, languages) if framework else None
        yield " ".join(part for part in (credit.string("point"), name) if part)
    yield from specification.strings("volumeOfLearning")


def _assessment(proof: Node, languages: tuple[str, ...]) -> str | None:
    kinds = [_label(kind, languages) for kind in proof.path("specifiedBy", "dcType")]
    title, kind = proof.text("title", languages), next((kind for kind in kinds if kind), None)
    return f"{title} ({kind})" if title and kind and kind != title else title or kind
