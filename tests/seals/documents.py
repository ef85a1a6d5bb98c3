"""Small documents to be sealed: invented, and of the shape that the official schemas want."""

from lxml import etree

_TEXT = '<text lang="en" content-type="text/plain">{}</text>'


def _code(name: str, scheme: str, uri: str, label: str) -> str:
    target = f"<targetName>{_TEXT.format(label)}</targetName>"
    return f'<{name} targetFrameworkUrl="{scheme}" uri="{uri}">{target}</{name}>'


_TYPE = _code(
    "type",
    "http://data.europa.eu/snb/credential/25831c2",
    "http://data.europa.eu/snb/credential/e34929035b",
    "Generic",
)
_COUNTRY = _code(
    "country",
    "http://publications.europa.eu/resource/authority/country",
    "http://publications.europa.eu/resource/authority/country/POL",
    "Poland",
)

EUROPASS_XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<europassCredential xmlns="http://data.europa.eu/snb"
    xmlns:cred="http://data.europa.eu/europass/model/credentials/w3c#"
    xsdVersion="0.10.0" cred:id="urn:credential:5c3a7c1e-2a0d-4a3c-9e57-0d5d0c6f1a11">
  {_TYPE}
  <primaryLanguage>en</primaryLanguage>
  <availableLanguages><language>en</language></availableLanguages>
  <cred:validFrom>2026-05-20T00:00:00Z</cred:validFrom>
  <cred:issued>2026-05-20T10:00:00Z</cred:issued>
  <cred:issuer idref="urn:epass:org:1"/>
  <title>{_TEXT.format("Emotions at work &amp; «spokój» 𝄞")}</title>
  <credentialSubject id="urn:epass:person:1">
    <!-- a comment inside -->
    <givenNames>{_TEXT.format("Zażółć")}</givenNames>
    <familyName>{_TEXT.format("Gęślą-Jaźń")}</familyName>
  </credentialSubject>
  <agentReferences>
    <organization id="urn:epass:org:1">
      <registration>000</registration>
      <prefLabel>{_TEXT.format("Example University")}</prefLabel>
      <hasLocation><hasAddress>{_COUNTRY}</hasAddress></hasLocation>
    </organization>
  </agentReferences>
  <proof/>
</europassCredential>
""".encode()


def with_proof(proof: str) -> bytes:
    """The document with something else in the place of its empty ``proof``."""
    return EUROPASS_XML.replace(b"<proof/>", proof.encode())


JSON_LD = '{"id": "urn:credential:1",\r\n "title": {"pl": "Zażółć \\u0001 𝄞 \\"gęślą\\" \\\\ </script>"}}\n'


def xpath(document: bytes, path: str) -> list[etree._Element]:
    """The elements at *path* with the prefixes ds and xades."""
    names = {"ds": "http://www.w3.org/2000/09/xmldsig#", "xades": "http://uri.etsi.org/01903/v1.3.2#"}
    return list(etree.fromstring(document).iterfind(path, names))
