"""Attacks on JSON seals; each function makes the file of the case of its name in tests/cases/verify/json.yaml."""

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.seals.pki import NOW, SEAL, SUBJECT, generate

from . import forge
from .credentials import as_text, elm
from .forge import JsonForm, Signer, b64, b64u, der, dump, protected_header, seal_json, signature
from .world import World


def _headed(world: World, **header: Any) -> bytes:
    return world.json(JsonForm(header=header))


def _good(world: World) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(world.json())
    return value


def content_changed(world: World) -> bytes:
    return world.json().replace(b"Distinction", b"Excellence!")


def payload_re_encoded(world: World) -> bytes:
    value = _good(world)
    value["payload"] = json.dumps(json.loads(value["payload"]), ensure_ascii=False)
    return dump(value)


def payload_re_escaped(world: World) -> bytes:
    value = _good(world)
    value["payload"] = json.dumps(json.loads(value["payload"]), separators=(",", ":"))
    return dump(value)


def payload_as_an_object(world: World) -> bytes:
    value = _good(world)
    value["payload"] = json.loads(value["payload"])
    return dump(value)


def payload_detached(world: World) -> bytes:
    value = _good(world)
    del value["payload"]
    value["payload"] = None
    return dump(value)


def algorithm_none(world: World) -> bytes:
    value = _good(world)
    header = protected_header(world.signer, JsonForm(header={"alg": "none"}))
    value["signatures"][0]["protected"] = b64u(json.dumps(header).encode())
    value["signatures"][0]["signature"] = ""
    return dump(value)


def algorithm_none_with_a_value(world: World) -> bytes:
    return _headed(world, alg="none")


def algorithm_in_other_case(world: World) -> bytes:
    return _headed(world, alg="es256")


def hmac_with_the_public_key(world: World) -> bytes:
    value = _good(world)
    header = protected_header(world.signer, JsonForm(header={"alg": "HS256"}))
    protected = b64u(json.dumps(header).encode())
    key = world.signer.certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    mac = hmac.new(key, f"{protected}.{value['payload']}".encode(), hashlib.sha256).digest()
    value["signatures"][0] = {"protected": protected, "signature": b64u(mac)}
    return dump(value)


def certificate_swapped(world: World) -> bytes:
    """The header is not changed by hand only: the stranger's certificate is put in, and the signature kept."""
    value = _good(world)
    header = json.loads(base64.urlsafe_b64decode(value["signatures"][0]["protected"] + "=="))
    header["x5c"] = [b64(der(world.stranger().certificate))]
    value["signatures"][0]["protected"] = b64u(json.dumps(header).encode())
    return dump(value)


def certificate_and_thumbprint_differ(world: World) -> bytes:
    stranger = world.stranger()
    named = b64u(hashlib.sha256(der(world.signer.certificate)).digest())
    return seal_json(as_text(elm()), stranger, JsonForm(header={"x5t#S256": named}))


def victim_s_certificate_carried(world: World) -> bytes:
    chain = [b64(der(c)) for c in (world.signer.certificate, *world.signer.chain)]
    named = b64u(hashlib.sha256(der(world.signer.certificate)).digest())
    header = {"x5c": chain, "x5t#S256": named, "kid": None}
    return seal_json(as_text(elm()), world.stranger(), JsonForm(header=header))


def key_id_of_another_certificate(world: World) -> bytes:
    return _headed(world, kid=b64(forge.issuer_serial(world.pki.intermediate.certificate)))


def key_in_the_header(world: World) -> bytes:
    numbers = world.signer.key.public_key().public_numbers()
    x, y = (b64u(n.to_bytes(32, "big")) for n in (numbers.x, numbers.y))
    return _headed(world, x5c=None, jwk={"kty": "EC", "crv": "P-256", "x": x, "y": y}, **{"x5t#S256": None})


def key_on_the_web(world: World) -> bytes:
    where = "http://127.0.0.1:9/keys"
    return _headed(world, x5c=None, x5u=where, jku=where)


def certificate_list_empty(world: World) -> bytes:
    return _headed(world, x5c=[])


def certificate_is_no_certificate(world: World) -> bytes:
    return _headed(world, x5c=["AAAA"])


def unrelated_certificate_carried(world: World) -> bytes:
    return _headed(world, x5c=[b64(der(c)) for c in (world.signer.certificate, world.stranger().certificate)])


def unknown_critical_header(world: World) -> bytes:
    return _headed(world, crit=["b64", "http://example.org/must"], **{"http://example.org/must": True})


def critical_header_missing(world: World) -> bytes:
    return _headed(world, crit=["b64", "sigT"])


def critical_list_empty(world: World) -> bytes:
    return _headed(world, crit=[], b64=None)


def critical_header_twice(world: World) -> bytes:
    return _headed(world, crit=["b64", "b64"])


def critical_list_is_a_text(world: World) -> bytes:
    return _headed(world, crit="b64")


def b64_not_critical(world: World) -> bytes:
    return _headed(world, crit=None)


def b64_as_a_text(world: World) -> bytes:
    return _headed(world, b64="false")


def b64_turned_round(world: World) -> bytes:
    """The header says that the payload is base64url; the signature is over the text."""
    return _headed(world, b64=True)


def algorithm_unprotected(world: World) -> bytes:
    return world.json(JsonForm(header={"alg": "ES256"}, unprotected={"alg": "none"}))


def certificate_unprotected(world: World) -> bytes:
    certificates = [b64(der(world.signer.certificate))]
    return world.json(JsonForm(header={"x5c": None, "x5t#S256": None}, unprotected={"x5c": certificates}))


def two_seals_both_good(world: World) -> bytes:
    value = _good(world)
    value["signatures"].append(signature(world.signer, value["payload"], JsonForm()))
    return dump(value)


def two_seals_one_bad(world: World) -> bytes:
    value = _good(world)
    value["signatures"].append({**value["signatures"][0], "signature": b64u(bytes(64))})
    return dump(value)


def two_seals_one_by_a_stranger(world: World) -> bytes:
    value = _good(world)
    value["signatures"].append(signature(world.stranger(), value["payload"], JsonForm()))
    return dump(value)


def signatures_empty(world: World) -> bytes:
    return dump({"payload": as_text(elm()), "signatures": []})


def signature_empty(world: World) -> bytes:
    value = _good(world)
    value["signatures"][0]["signature"] = ""
    return dump(value)


def signature_all_zero(world: World) -> bytes:
    value = _good(world)
    value["signatures"][0]["signature"] = b64u(bytes(64))
    return dump(value)


def signature_in_der(world: World) -> bytes:
    value = _good(world)
    protected = value["signatures"][0]["protected"]
    signed = f"{protected}.{value['payload']}".encode()
    value["signatures"][0]["signature"] = b64u(world.signer.key.sign(signed, ec.ECDSA(hashes.SHA256())))
    return dump(value)


def signature_with_padding(world: World) -> bytes:
    value = _good(world)
    value["signatures"][0]["signature"] += "=="
    return dump(value)


def curve_of_another_algorithm(world: World) -> bytes:
    key = generate("p384")
    certificate = world.pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL)
    return seal_json(as_text(elm()), Signer(key, certificate, world.signer.chain), JsonForm(header={"alg": "ES256"}))


def payload_twice(world: World) -> bytes:
    evil = as_text(elm()).replace("Zofia", "Malory")
    return b'{"payload":' + json.dumps(evil).encode() + b"," + world.json()[1:]


def key_twice_in_the_payload(world: World) -> bytes:
    text = as_text(elm())
    return seal_json(text[:-1] + ',"issued":"2020-01-01T00:00:00Z"}', world.signer)


def key_twice_in_the_protected_header(world: World) -> bytes:
    header = json.dumps(protected_header(world.signer, JsonForm()))
    protected = b64u((header[:-1] + ',"alg":"ES256"}').encode())
    payload = as_text(elm())
    value = world.signer.sign(f"{protected}.{payload}".encode(), "sha256")
    return dump({"payload": payload, "signatures": [{"protected": protected, "signature": b64u(value)}]})


def unknown_key_beside_the_payload(world: World) -> bytes:
    return dump({**_good(world), "credential": elm()})


def two_signing_times(world: World) -> bytes:
    return _headed(world, sigT="2020-01-01T00:00:00Z", crit=["b64", "sigT"])


def signing_time_in_the_future(world: World) -> bytes:
    return world.json(JsonForm(time=NOW + timedelta(days=2)))


def signing_time_is_no_time(world: World) -> bytes:
    return _headed(world, iat="yesterday")


def half_a_character_in_the_payload(world: World) -> bytes:
    text = as_text(elm()).replace("Distinction", "Distinction\ud800")
    value = json.loads(seal_json(text, world.signer))
    return json.dumps(value, separators=(",", ":")).encode()


def file_cut_short(world: World) -> bytes:
    return world.json()[:-10]


def something_after_the_end(world: World) -> bytes:
    return world.json() + b'{"payload":"{}"}'


def broken_timestamp(world: World) -> bytes:
    member = b64u(json.dumps({"sigTst": {"tstTokens": [{"val": "MAMCAQA="}]}}).encode())
    return world.json(JsonForm(unprotected={"etsiU": [member]}))


def unprotected_list_is_none(world: World) -> bytes:
    return world.json(JsonForm(unprotected={"etsiU": {"sigTst": {}}}))


def not_a_number(world: World) -> bytes:
    return seal_json(as_text(elm()).replace('"page":1', '"page":NaN'), world.signer)


def encrypted_instead_of_signed(world: World) -> bytes:
    return b"eyJhbGciOiJSU0EtT0FFUCJ9.AAAA.AAAA.AAAA.AAAA"


def white_space_changed_in_the_wrapper(world: World) -> bytes:
    return world.json().replace(b'","signatures"', b'",\t"signatures"')


def sealed_by_a_stranger(world: World) -> bytes:
    return seal_json(as_text(elm()), world.stranger())


def sealed_without_a_credential(world: World) -> bytes:
    return seal_json('{"hello":"world"}', world.signer)


def sealed_list(world: World) -> bytes:
    return seal_json("[]", world.signer)


def certificate_in_pem(world: World) -> bytes:
    return _headed(world, x5c=[world.signer.certificate.public_bytes(Encoding.PEM).decode()])


def certificate_with_bytes_behind(world: World) -> bytes:
    return _headed(world, x5c=[b64(der(world.signer.certificate) + b"\0\0")])


def general_and_flattened_at_once(world: World) -> bytes:
    """Two readers would verify two different signatures."""
    value = _good(world)
    return dump(value | signature(world.stranger(), value["payload"], JsonForm()))


def payload_with_a_byte_order_mark(world: World) -> bytes:
    return seal_json("\ufeff" + as_text(elm()), world.signer)


def presentation_with_a_forged_twin(world: World) -> bytes:
    """Nobody sealed the presentation; beside the sealed credential stands one that says more."""
    forged = elm()
    forged["credentialSubject"]["fullName"] = {"en": "Malory"}
    shown = {"type": ["VerifiablePresentation"], "verifiableCredential": [_good(world), forged]}
    return dump(shown)


def presentation_of_a_changed_credential(world: World) -> bytes:
    changed = json.loads(content_changed(world))
    return dump({"type": ["VerifiablePresentation"], "verifiableCredential": [changed]})
