"""Files that mean harm to the reader; each function makes the case of its name in tests/cases/verify/hostile.yaml.

What they name on the network is a port of this machine where a test listens.
"""

import io
import json
import zlib

from .credentials import XML, as_text, elm
from .forge import dump, seal_json, seal_xml
from .world import World

PORT = 38917
_WEB = f"http://127.0.0.1:{PORT}"
_SECRET = "file:///etc/hostname"


def _with_doctype(world: World, doctype: str) -> bytes:
    declaration, _, rest = world.xml().partition(b"?>")
    return declaration + b"?>\n" + doctype.encode() + rest


def doctype_empty(world: World) -> bytes:
    return _with_doctype(world, "<!DOCTYPE europassCredential>")


def doctype_after_a_comment(world: World) -> bytes:
    return _with_doctype(world, "<!-- > -->\n<!DOCTYPE europassCredential>")


def doctype_from_the_web(world: World) -> bytes:
    return _with_doctype(world, f'<!DOCTYPE europassCredential SYSTEM "{_WEB}/x.dtd">')


def doctype_public(world: World) -> bytes:
    return _with_doctype(world, f'<!DOCTYPE europassCredential PUBLIC "-//X//Y" "{_WEB}/x.dtd">')


def entity_internal(world: World) -> bytes:
    data = _with_doctype(world, '<!DOCTYPE europassCredential [<!ENTITY who "Malory">]>')
    return data.replace(b"Zofia", b"&who;")


def entity_from_a_file(world: World) -> bytes:
    data = _with_doctype(world, f'<!DOCTYPE europassCredential [<!ENTITY who SYSTEM "{_SECRET}">]>')
    return data.replace(b"Zofia", b"&who;")


def entity_from_the_web(world: World) -> bytes:
    data = _with_doctype(world, f'<!DOCTYPE europassCredential [<!ENTITY who SYSTEM "{_WEB}/who">]>')
    return data.replace(b"Zofia", b"&who;")


def entity_parameter(world: World) -> bytes:
    return _with_doctype(world, f'<!DOCTYPE europassCredential [<!ENTITY % p SYSTEM "{_WEB}/p.dtd"> %p;]>')


def entity_expansion(world: World) -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    data = _with_doctype(world, f'<!DOCTYPE europassCredential [<!ENTITY e0 "lol">{entities}]>')
    return data.replace(b"Zofia", b"&e11;")


def entity_expansion_in_an_attribute(world: World) -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    data = _with_doctype(world, f'<!DOCTYPE europassCredential [<!ENTITY e0 "lol">{entities}]>')
    return data.replace(b'xsdVersion="0.10.0"', b'xsdVersion="&e11;"')


def xinclude(world: World) -> bytes:
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{_SECRET}" parse="text"/>'
    return world.xml().replace(b"Zofia", include.encode())


def schema_location_on_the_web(world: World) -> bytes:
    """Not refused, only never followed: official files name their schema so."""
    location = f'xsi:schemaLocation="http://data.europa.eu/snb {_WEB}/schema.xsd" '
    named = XML.replace(
        b"<europassCredential ",
        b'<europassCredential xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' + location.encode(),
    )
    return seal_xml(named, world.signer)


def context_on_the_web(world: World) -> bytes:
    value = elm()
    value["@context"] = [*value["@context"], f"{_WEB}/context.jsonld"]
    return seal_json(as_text(value), world.signer)


def context_in_the_document(world: World) -> bytes:
    """Terms get another meaning: what reads «fullName» here is the title to a verifier that follows contexts."""
    value = elm()
    value["@context"] = [*value["@context"], {"fullName": "urn:x"}]
    return seal_json(as_text(value), world.signer)


def stylesheet(world: World) -> bytes:
    return world.xml().replace(b"?>", f'?>\n<?xml-stylesheet href="{_WEB}/x.xsl" type="text/xsl"?>'.encode(), 1)


def processing_instruction_inside(world: World) -> bytes:
    return world.xml().replace(b"Zofia", b"<?php evil ?>Zofia", 1)


def type_swapped(world: World) -> bytes:
    swapped = XML.replace(
        b"<credentialSubject ",
        b'<credentialSubject xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="OrganizationType" ',
    )
    return seal_xml(swapped, world.signer)


def other_credentials_inside(world: World) -> bytes:
    inner = XML.partition(b"?>")[2].strip()
    return seal_xml(
        XML.replace(b"<proof/>", b"<proof/><childCredentials>" + inner + b"</childCredentials>"), world.signer
    )


def utf_16(world: World) -> bytes:
    return world.xml().decode().replace("UTF-8", "UTF-16").encode("utf-16")


def utf_7_declared(world: World) -> bytes:
    return world.xml().replace(b"UTF-8", b"UTF-7", 1)


def xml_1_1(world: World) -> bytes:
    return world.xml().replace(b"version='1.0'", b"version='1.1'", 1)


def zero_byte(world: World) -> bytes:
    return world.xml().replace(b"Zofia", b"Zof\0a", 1)


def deep_xml(world: World) -> bytes:
    return world.xml().replace(b"<proof", b"<x>" * 100_000 + b"</x>" * 100_000 + b"<proof", 1)


def somewhat_deep_xml(world: World) -> bytes:
    return world.xml().replace(b"<proof", b"<x>" * 80 + b"</x>" * 80 + b"<proof", 1)


def many_elements(world: World) -> bytes:
    return world.xml().replace(b"<proof", b"<x/>" * 4_000_000 + b"<proof", 1)


def many_attributes(world: World) -> bytes:
    attributes = " ".join(f'a{n}=""' for n in range(1_000_000))
    return world.xml().replace(b"<proof", f"<x {attributes}/><proof".encode(), 1)


def many_namespaces(world: World) -> bytes:
    declared = b"".join(b'xmlns:p%d="urn:%d" ' % (number, number) for number in range(60_000))
    return world.xml().replace(b"<europassCredential ", b"<europassCredential " + declared, 1)


def many_ids_twice(world: World) -> bytes:
    """Each id stands for two different things, which a reader might look up again and again."""
    pairs = b"".join(b'<a id="i%d">%d</a>' % (number, which) for number in range(20_000) for which in (1, 2))
    return world.xml().replace(b"<proof>", pairs + b"<proof>", 1)


def many_references_to_nothing(world: World) -> bytes:
    """Siblings that each name what is nowhere, which a set of nodes without order compares with each other."""
    return world.xml().replace(b"<proof>", b'<a idref="q"/>' * 190_000 + b"<proof>", 1)


def many_languages(world: World) -> bytes:
    texts = b"".join(b'<text lang="l%d" content-type="text/plain">a</text>' % number for number in range(40_000))
    return world.xml().replace(b"</givenNames>", texts + b"</givenNames>", 1)


def many_claims_of_many_outcomes(world: World) -> bytes:
    claim = b'<learningAchievement id="q%d"><specifiedBy idref="urn:epass:qualification:1"/></learningAchievement>'
    outcomes = b'<learningOutcome idref="urn:epass:learningOutcome:1"/>' * 60_000
    data = world.xml().replace(b"</learningOutcomes>", outcomes + b"</learningOutcomes>", 1)
    return data.replace(
        b"</achievements>", b"".join(claim % number for number in range(10_000)) + b"</achievements>", 1
    )


def many_claims_of_many_outcomes_in_json(world: World) -> bytes:
    """A credential of one page that a reader who follows every name again reads a thousand million times."""
    document = elm()
    subject = document["credentialSubject"]
    own = subject["hasClaim"]
    named = {"type": "LearningAchievement", "specifiedBy": own["specifiedBy"]["id"]}
    subject["hasClaim"] = [own, *({"id": f"urn:epass:claim:{number}", **named} for number in range(20_000))]
    own["specifiedBy"]["learningOutcome"] = ["urn:epass:learningOutcome:1"] * 50_000
    return seal_json(as_text(document), world.signer)


def many_copies_of_one_node(world: World) -> bytes:
    """Copies complete each other; here each brings a term of its own."""
    document = elm()
    document["evidence"] = [{"id": "urn:epass:evidence:1", f"term{number}": 1} for number in range(40_000)]
    return seal_json(as_text(document), world.signer)


def many_quotes(world: World) -> bytes:
    return world.xml().replace(b"Zofia", b"<![CDATA[" + b'<a "' * 300_000 + b"]]>", 1)


def long_text(world: World) -> bytes:
    return world.xml().replace(b"Zofia", b"Z" * 15_000_000, 1)


def deep_json(world: World) -> bytes:
    return b'{"payload":' + b"[" * 1_000_000 + b"]" * 1_000_000 + b"}"


def somewhat_deep_json(world: World) -> bytes:
    return b'{"credential":' + b"[" * 200 + b"]" * 200 + b"}"


def deep_json_in_the_payload(world: World) -> bytes:
    return seal_json('{"type":' + "[" * 500 + "]" * 500 + "}", world.signer)


def many_values(world: World) -> bytes:
    return b'{"payload":[' + b"[]," * 6_000_000 + b"0]}"


def many_quotes_in_json(world: World) -> bytes:
    return b'{"payload":' + b'\\"' * 9_000_000


def long_number(world: World) -> bytes:
    return b'{"payload":' + b"9" * 10_000_000 + b"}"


def many_signatures(world: World) -> bytes:
    value = json.loads(world.json())
    value["signatures"] *= 1000
    return dump(value)


def pdf_bomb(world: World) -> bytes:
    """An attachment of 100 MB in 100 kB."""
    return _pdf(zlib.compress(b"<" + b"a" * 100_000_000))


def pdf_bomb_in_layers(world: World) -> bytes:
    """Compressed, and compressed again."""
    once = zlib.compress(b"<" + b"a" * 100_000_000)
    return _pdf(zlib.compress(once), filters="[/FlateDecode /FlateDecode]")


def pdf_cut_short(world: World) -> bytes:
    return _pdf(zlib.compress(world.xml()))[:400]


def pdf_encrypted(world: World) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(_pdf(zlib.compress(world.xml())))))
    writer.encrypt("secret")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_with_two_credentials(world: World) -> bytes:
    other = seal_xml(XML.replace(b"5c3a7c1e", b"00000000"), world.signer)
    return _pdf(zlib.compress(world.xml()), zlib.compress(other))


def pdf_without_attachment(world: World) -> bytes:
    return _pdf()


def pdf_name_tree_in_a_circle(world: World) -> bytes:
    return _pdf(zlib.compress(world.xml()), circle=True)


def _pdf(*streams: bytes, filters: str = "/FlateDecode", circle: bool = False) -> bytes:
    """A small PDF by hand, with the streams as attachments."""
    names = " ".join(f"(file{n}.xml) {10 + 2 * n} 0 R" for n in range(len(streams)))
    tree = "/Kids [4 0 R]" if circle else f"/Names [{names}]"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 4 0 R >> >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>",
        4: f"<< {tree} >>".encode(),
    }
    for number, stream in enumerate(streams):
        at = 10 + 2 * number
        name = f"(file{number}.xml)"
        objects[at] = f"<< /Type /Filespec /F {name} /UF {name} /EF << /F {at + 1} 0 R >> >>".encode()
        head = f"<< /Type /EmbeddedFile /Filter {filters} /Length {len(stream)} >>\nstream\n".encode()
        objects[at + 1] = head + stream + b"\nendstream"
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, content in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start, size = len(out), max(objects) + 1
    out += f"xref\n0 {size}\n".encode()
    for number in range(size):
        out += f"{places.get(number, 0):010d} {'00000 n' if number in places else '65535 f'} \n".encode()
    out += f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def not_a_credential(world: World) -> bytes:
    return b"<html><body>Doctor of Philosophy</body></html>"


def plain_text(world: World) -> bytes:
    return b"This certifies that Malory is a Doctor of Philosophy."


def empty_file(world: World) -> bytes:
    return b""


def only_white_space(world: World) -> bytes:
    return b" \n" * 1000


def other_json(world: World) -> bytes:
    return b'{"name": "package", "version": "1.0.0"}'
