"""The official schemas, where a folder of them is given: the EDCI XSD, and the ELM shapes in SHACL.

A document's own schema locations and contexts are never followed; the folder is the only source.
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, cast

from lxml import etree

from mctool.errors import MctoolError, MissingExtraError
from mctool.verification.elm import Value

_GENERIC, _PRESENTATION = "genericschema_1.2.xsd", "mandatedschema_generic_1.2.xsd"
_CONTEXT_FILES = ("w3c-credentials-v1.jsonld", "edc-ap-context.jsonld")
_IMPORTS = re.compile(r"owl:imports\s*(<[^>]*>\s*,?\s*)+;")  # they name URLs; both files are read anyway
_ADDED_BY_SEALING = re.compile(r": (issued|eidasLegalIdentifier): .*MinCount|: issuer: .*does not conform")
_SHAPES = ("EDC-generic-no-cv.ttl", "EDC-generic-full.ttl")


def xsd_faults(data: bytes, official: Path, *, presentation: bool) -> tuple[str, ...]:
    """What the official XSD says against a document that was read safely before; empty when it passes.

    Raises MctoolError when *official* lacks the schema.
    """
    schema = _schema(official / "xsd" / (_PRESENTATION if presentation else _GENERIC))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    if schema.validate(etree.fromstring(data, parser)):
        return ()
    errors = cast(Iterable[Any], schema.error_log)
    return tuple(f"line {error.line}: {error.message[:200]} (XSD)" for error in islice(errors, 25))


def shacl_faults(credential: Value, official: Path, *, sealed: bool) -> tuple[str, ...]:
    """What the official shapes say against a credential; empty when it conforms.

    One that is not *sealed* yet may lack what the official issuer adds when it seals. Raises MctoolError when
    *official* lacks the shapes, MissingExtraError without pyrudof.
    """
    store = _shapes(official)
    document = {**credential, "@context": _contexts(official)}
    faults = store.faults(json.dumps(document))
    return faults if sealed else tuple(fault for fault in faults if not _ADDED_BY_SEALING.search(fault))


def require(official: Path) -> None:
    """Raises MctoolError when *official* is no folder of the official files."""
    for name in ("xsd", "shacl", "contexts"):
        if not (official / name).is_dir():
            raise MctoolError(f"{official} is no folder of the official files: it has no {name}/")


@cache
def _schema(path: Path) -> etree.XMLSchema:
    try:
        parser = etree.XMLParser(no_network=True, resolve_entities=False)
        return etree.XMLSchema(etree.parse(path, parser))
    except (OSError, etree.XMLSyntaxError, etree.XMLSchemaParseError) as error:
        raise MctoolError(f"the official schema {path} cannot be used: {' '.join(str(error).split())[:200]}") from None


class _Shapes:
    """The shapes, loaded once a process; each credential is staged beside a placeholder and taken out again."""

    def __init__(self, shapes: str) -> None:
        try:
            import pyrudof
        except ImportError:
            raise MissingExtraError("official", "checking JSON-LD against the official shapes") from None
        self._formats = pyrudof.RDFFormat
        self._rudof = pyrudof.Rudof(pyrudof.RudofConfig())
        self._rudof.read_shacl(shapes)
        self._rudof.read_data("<urn:mctool:a> <urn:mctool:b> <urn:mctool:c> .", pyrudof.RDFFormat.NTriples)

    def faults(self, document: str) -> tuple[str, ...]:
        self._rudof.begin_staging()
        try:
            self._rudof.read_data(document, self._formats.JsonLd, merge=True)
            report = self._rudof.validate_shacl()
            return tuple(sorted({_words(entry) for entry in report}))
        except Exception as error:  # noqa: BLE001 — the engine has its own tree of errors, none of them ours
            return (f"the document cannot be read as JSON-LD: {' '.join(str(error).split())[:200]}",)
        finally:
            self._rudof.rollback_staging()


@cache
def _shapes(official: Path) -> _Shapes:
    text = "\n".join(_read(official / "shacl" / name) for name in _SHAPES)
    return _Shapes(_IMPORTS.sub("", text))


@cache
def _contexts(official: Path) -> list[object]:
    return [json.loads(_read(official / "contexts" / name))["@context"] for name in _CONTEXT_FILES]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise MctoolError(f"the official file {path} cannot be read: {error.strerror}") from None


def _words(entry: Any) -> str:
    path = str(entry.path or "").rpartition("/")[2].rpartition("#")[2]
    said = " ".join(str(entry.message or entry.constraint_component).split())[:160]
    return f"{entry.focus_node}: {path or 'the node'}: {said} (SHACL)"
