"""JSON seals as others make them: jwcrypto signs in many ways, and mctool must agree with it."""

import hashlib
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from jwcrypto import jwk, jws
from jwcrypto.common import JWSEHeaderParameter

from mctool.verification import Trust, verify_bytes
from tests.seals.pki import NOW

from .credentials import as_text, elm
from .forge import Signer, b64, b64u, der, seal_json


def jwcrypto_signs(signer: Signer, algorithm: str, header: dict[str, Any], *, compact: bool = False) -> bytes:
    """The credential as jwcrypto seals it; b64 in *header* says how the payload stands."""
    key = jwk.JWK.from_pem(signer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    protected = {
        "alg": algorithm,
        "x5c": [b64(der(certificate)) for certificate in (signer.certificate, *signer.chain)],
        "iat": int(NOW.timestamp()),
        **header,
    }
    payload = as_text(elm())
    known = {name: JWSEHeaderParameter(name, True, True, None) for name in header if name not in ("b64", "crit")}
    token = jws.JWS(payload.encode() if protected.get("b64", True) else payload, header_registry=known)
    token.allowed_algs = [algorithm]
    token.add_signature(key, None, json.dumps(protected))
    return str(token.serialize(compact=compact)).encode()


ALGORITHMS = [
    *[("rsa2048", name) for name in ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")],
    ("p256", "ES256"),
    ("p384", "ES384"),
    ("p521", "ES512"),
]


@pytest.mark.parametrize(("kind", "algorithm"), ALGORITHMS)
@pytest.mark.parametrize("form", ["flattened", "unencoded", "compact"])
def test_what_jwcrypto_seals(kind: str, algorithm: str, form: str, signers: dict[str, Signer], trust: Trust) -> None:
    signer = signers[kind]
    header: dict[str, Any] = {"x5t#S256": b64u(hashlib.sha256(der(signer.certificate)).digest())}
    if form == "unencoded":
        header |= {"b64": False, "crit": ["b64"]}
    document = jwcrypto_signs(signer, algorithm, header, compact=form == "compact")

    verdict = verify_bytes(document, path="c.jsonld", trust=trust, now=NOW)

    assert verdict.verdict == "valid", verdict.checks
    assert "JAdES baseline B" in verdict.check("seal").detail


def _other(signer: Signer, name: str) -> dict[str, str]:
    octets = der(signer.certificate)
    return {"digAlg": name, "digVal": b64u(hashlib.new(f"sha{name[1:]}", octets).digest())}


def test_the_certificate_named_by_another_digest(signers: dict[str, Signer], trust: Trust) -> None:
    own, stranger = signers["p256"], signers["p384"]
    for name in ("S384", "S512"):
        for header in ({"x5t#o": _other(own, name)}, {"sigX5ts": [_other(own, name)]}):
            good = jwcrypto_signs(own, "ES256", {**header, "crit": list(header)})
            assert verify_bytes(good, path="c", trust=trust, now=NOW).verdict == "valid"
        for header in ({"x5t#o": _other(stranger, name)}, {"sigX5ts": [_other(stranger, name)]}):
            bad = jwcrypto_signs(own, "ES256", {**header, "crit": list(header)})
            verdict = verify_bytes(bad, path="c", trust=trust, now=NOW)
            assert "belongs to another certificate" in verdict.check("seal").detail


def test_what_a_seal_states_beside_is_told(signer: Signer, trust: Trust) -> None:
    header = {
        "sigPId": {"id": "urn:oid:1.2.3"},
        "srCms": [{"commId": {"id": "http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin"}}],
        "sigPl": {"addressLocality": "Łódź"},
    }
    document = jwcrypto_signs(signer, "ES256", {**header, "crit": list(header)})

    verdict = verify_bytes(document, path="c", trust=trust, now=NOW)

    assert verdict.verdict == "valid", verdict.checks
    assert "it states a signature policy, which is not judged" in verdict.check("seal").detail


def test_a_sealed_credential_in_a_presentation_that_nobody_sealed(signer: Signer, trust: Trust) -> None:
    sealed = json.loads(seal_json(as_text(elm()), signer))
    shown = {"type": ["VerifiablePresentation", "EuropeanDigitalPresentation"], "verifiableCredential": [sealed]}

    verdict = verify_bytes(json.dumps(shown).encode(), path="vp.json", trust=trust, now=NOW)

    assert verdict.verdict == "valid", verdict.checks
    assert "in a presentation" in verdict.check("format").detail
    shown["verifiableCredential"].append(sealed)
    assert verify_bytes(json.dumps(shown).encode(), path="vp.json", trust=trust, now=NOW).verdict == "invalid"
