"""The official schema and shapes as judges of what we write."""

import json
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from mctool.verification import Trust, verify_bytes

from .awarded import NOW

ADDED_BY_SEALING = {("issued", "MinCountConstraintComponent"), ("issuer", "NodeConstraintComponent")}
"""What the shapes miss in a document that the official issuer has yet to seal."""
_SHACL = "http://www.w3.org/ns/shacl#"


def xsd_errors(official: Path, document: bytes) -> list[str]:
    """What the official XSD has against a Europass document."""
    schema = _schema(official)
    schema.validate(etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True)))
    return [f"line {error.line}: {error.message}" for error in schema.error_log]


def rudof_violations(official: Path, document: str) -> set[tuple[str, str]]:
    """Path and constraint of each violation that pyrudof finds against both official shape files."""
    import pyrudof

    rudof = _rudof(official)
    rudof.begin_staging()
    try:
        strict = pyrudof.ReaderMode.Strict
        rudof.read_data(_inlined(official, document), pyrudof.RDFFormat.JsonLd, reader_mode=strict, merge=True)
        return {(_local(one.path), _local(one.constraint_component)) for one in rudof.validate_shacl()}
    finally:
        rudof.rollback_staging()


def pyshacl_violations(official: Path, document: str) -> set[tuple[str, str]]:
    """The same by the reference engine."""
    import pyshacl
    from rdflib import RDF, Graph, Namespace

    sh = Namespace(_SHACL)
    with warnings.catch_warnings():  # rdflib's reader of JSON-LD uses what rdflib itself calls outdated
        warnings.simplefilter("ignore", DeprecationWarning)
        data = Graph().parse(data=_inlined(official, document), format="json-ld")
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(official))
    top = report.objects(report.value(predicate=RDF.type, object=sh.ValidationReport), sh.result)
    told = (sh.resultPath, sh.sourceConstraintComponent)
    return {(_local(report.value(one, told[0])), _local(report.value(one, told[1]))) for one in top}


def complaints(sealed: bytes, path: str) -> list[str]:
    """What mctool's own verifier, which shares no code with the formats, has against a sealed file. Trust, register
    and status are not asked about here."""
    verdict = verify_bytes(sealed, path=path, trust=Trust(), now=NOW)
    judged = {"format", "seal", "schema", "validity"}
    assert judged <= {check.name for check in verdict.checks}
    return [f"{one.name}: {one.detail}" for one in verdict.checks if one.name in judged and one.verdict != "pass"]


@cache
def terms(official: Path) -> frozenset[str]:
    """Every name that the official contexts give a meaning to."""
    found: set[str] = set()
    for context in _contexts(official):
        for name, meaning in context.items():
            found.add(name)
            if isinstance(meaning, dict):
                found |= set(meaning.get("@context", {}))
    return frozenset(found)


@cache
def _schema(official: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(official / "xsd" / "genericschema_1.2.xsd"))


@cache
def _shapes(official: Path) -> Any:
    """Both shape files in one graph, without the imports that name addresses on the web."""
    from rdflib import OWL, Graph

    shapes = Graph()
    for name in ("EDC-generic-no-cv", "EDC-generic-full"):
        shapes.parse(official / "shacl" / f"{name}.ttl")
    shapes.remove((None, OWL.imports, None))
    return shapes


@cache
def _rudof(official: Path) -> Any:
    import pyrudof

    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_shacl(_shapes(official).serialize(format="turtle"))
    rudof.read_data("<urn:a> <urn:b> <urn:c> .", pyrudof.RDFFormat.NTriples)
    return rudof


@cache
def _contexts(official: Path) -> list[dict[str, Any]]:
    names = ("w3c-credentials-v1", "edc-ap-context")
    return [json.loads((official / "contexts" / f"{name}.jsonld").read_text())["@context"] for name in names]


def _inlined(official: Path, document: str) -> str:
    """The document with the contexts themselves in the place of their addresses: nothing is fetched."""
    return json.dumps(json.loads(document) | {"@context": _contexts(official)})


def _local(iri: object) -> str:
    return str(iri).strip("<>").rpartition("#")[2].rpartition("/")[2].rpartition(":")[2]
