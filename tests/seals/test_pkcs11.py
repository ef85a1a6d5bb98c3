"""Seal keys on a token: SoftHSM holds them, both formats come out as with a file, every process logs in itself."""

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pkcs11 import Attribute
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.x509 import decode_x509_certificate

from mctool.errors import SealError, requirement
from mctool.seals.jades import JsonSealer
from mctool.seals.keys import SealKey, check_fitness
from mctool.seals.pkcs11 import load_pkcs11
from mctool.seals.xades import XmlSealer
from tests.programs import need

from .documents import EUROPASS_XML, JSON_LD
from .judges import jdk, xmlsec1
from .levels import jades_level, xades_level
from .pki import EIDAS, KINDS, NOW, SEAL, SUBJECT, Pki, generate
from .test_jades import jwcrypto_payload

PIN = "12345678"
PLACES = (
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)


class Token:
    """A SoftHSM token, empty at first."""

    def __init__(self, module: str, label: str) -> None:
        self.module, self.label, self._next_id = module, label, 0
        util("--init-token", "--free", "--label", label, "--pin", PIN, "--so-pin", PIN)
        pkcs11.lib(module).reinitialize()  # SoftHSM looks for tokens when it starts

    def import_key(self, folder: Path, key, label: str) -> bytes:
        """Puts *key* on the token; returns its id."""
        self._next_id += 1
        key_id = bytes([self._next_id])
        pem = folder / f"{label}.pem"
        pem.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        util("--import", str(pem), "--token", self.label, "--label", label, "--id", key_id.hex(), "--pin", PIN)
        pem.unlink()
        return key_id

    def add(self, attributes: dict) -> None:
        token = pkcs11.lib(self.module).get_token(token_label=self.label)
        with token.open(rw=True, user_pin=PIN) as session:
            session.create_object(attributes | {Attribute.TOKEN: True})

    def add_certificate(self, certificate, label: str, key_id: bytes = b"") -> None:
        attributes = decode_x509_certificate(certificate.public_bytes(Encoding.DER))
        self.add(attributes | {Attribute.LABEL: label, Attribute.ID: key_id})

    def load(self, label: str, pin: str = PIN) -> SealKey:
        return load_pkcs11(self.module, self.label, label, pin)


def util(*arguments: str) -> None:
    subprocess.run([need("softhsm2-util"), *arguments], check=True, capture_output=True)


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """SoftHSM with a token folder of its own."""
    need("softhsm2-util")
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    library = next((place for place in PLACES if Path(place).exists()), None)
    assert library, f"SoftHSM is installed, but its library is in none of {', '.join(PLACES)}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        yield library
        pkcs11.unload(library)


@pytest.fixture(scope="module")
def token(module: str, pki: Pki, tmp_path_factory: pytest.TempPathFactory) -> Token:
    """A token with a key and certificate of every kind, and the authorities' certificates."""
    folder, token = tmp_path_factory.mktemp("keys"), Token(module, "seals")
    for kind in KINDS:
        key = generate(kind)
        key_id = token.import_key(folder, key, kind)
        token.add_certificate(pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL), kind, key_id)
    token.add_certificate(pki.intermediate.certificate, "intermediate")
    token.add_certificate(pki.root.certificate, "root")
    return token


@pytest.fixture
def root(pki: Pki, tmp_path: Path) -> Path:
    (tmp_path / "root.pem").write_bytes(pki.root_pem)
    return tmp_path / "root.pem"


def test_every_kind_of_key_seals_both_formats(token: Token, root: Path, tmp_path: Path, pki: Pki) -> None:
    files = []
    for kind in KINDS:
        key = token.load(kind)
        check_fitness(key, now=NOW, eidas_number=EIDAS)
        assert key.chain == (pki.intermediate.certificate,)
        files.append(tmp_path / f"{kind}.xml")
        files[-1].write_bytes(XmlSealer(key).seal(EUROPASS_XML, time=NOW))
        assert xmlsec1(files[-1], root, NOW)
        assert xades_level(files[-1].read_bytes()) == "B"
        sealed = JsonSealer(key).seal(JSON_LD, time=NOW)
        assert jades_level(sealed) == "B"
        assert jwcrypto_payload(sealed) == JSON_LD
    assert jdk(files) == ["valid"] * len(KINDS)


def test_private_keys_cannot_be_read(token: Token) -> None:
    signer = token.load("p256").signer
    with pytest.raises(pkcs11.AttributeSensitive):
        signer._key[Attribute.VALUE]


def _seal_in_worker(number: int) -> tuple[int, bytes]:
    document = EUROPASS_XML.replace(b"urn:epass:person:1", f"urn:epass:person:{number}".encode())
    return os.getpid(), _worker_sealer.seal(document, time=NOW)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("kind", ["p256", "rsa2048"])
def test_forked_workers_log_in_for_themselves(token: Token, root: Path, tmp_path: Path, kind: str) -> None:
    global _worker_sealer
    _worker_sealer = XmlSealer(token.load(kind))
    _worker_sealer.seal(EUROPASS_XML, time=NOW)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        sealed = pool.map(_seal_in_worker, range(8), chunksize=1)
    assert os.getpid() not in {process for process, _ in sealed}
    for number, (_, document) in enumerate(sealed):
        (tmp_path / f"{number}.xml").write_bytes(document)
        assert xmlsec1(tmp_path / f"{number}.xml", root, NOW)
    _worker_sealer.seal(EUROPASS_XML, time=NOW)  # the parent's session still stands


def test_two_keys_of_one_token_at_once(token: Token) -> None:
    one, two = token.load("p256"), token.load("p384")
    assert one.sign(b"x") != two.sign(b"x")
    assert JsonSealer(one).seal(JSON_LD, time=NOW)


def test_certificate_without_the_keys_id_is_found_by_label(module: str, pki: Pki, tmp_path: Path) -> None:
    token, key = Token(module, "by label"), generate("p256")
    token.import_key(tmp_path, key, "seal")
    certificate = pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL)
    token.add_certificate(certificate, "seal")
    assert token.load("seal").certificate == certificate


def test_key_that_asks_for_the_pin_every_time(module: str, pki: Pki) -> None:
    """As qualified signature devices do."""
    token, key = Token(module, "cautious"), generate("p256")
    pem = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    names = {Attribute.LABEL: "seal", Attribute.ID: b"1", Attribute.SIGN: True}
    token.add(decode_ec_private_key(pem) | names | {Attribute.ALWAYS_AUTHENTICATE: True, Attribute.PRIVATE: True})
    token.add_certificate(pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL), "seal", b"1")
    loaded = token.load("seal")
    for _ in range(3):
        assert jwcrypto_payload(JsonSealer(loaded).seal(JSON_LD, time=NOW)) == JSON_LD


def test_wrong_pin(token: Token) -> None:
    """Asked in a process of its own: in this one somebody is logged in already."""
    code = f"from mctool.seals.pkcs11 import load_pkcs11; load_pkcs11({token.module!r}, 'seals', 'p256', '0000')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == "mctool.errors.SealError: wrong PIN for the token «seals»"


def test_unknown_token(token: Token) -> None:
    with pytest.raises(SealError, match="knows no token «other»"):
        load_pkcs11(token.module, "other", "p256", PIN)


def test_unknown_key(token: Token) -> None:
    with pytest.raises(SealError, match="the token «seals» has no private key «other»"):
        token.load("other")


@pytest.mark.parametrize("module", ["/nowhere/lib.so", __file__, "/"])
def test_module_that_is_none(module: str) -> None:
    with pytest.raises(SealError, match="the token «seals» cannot be used: OS exception while loading"):
        load_pkcs11(module, "seals", "p256", PIN)


def test_key_without_certificate(module: str, tmp_path: Path) -> None:
    token = Token(module, "bare")
    token.import_key(tmp_path, generate("p256"), "seal")
    with pytest.raises(SealError, match="has no certificate for the key «seal»"):
        token.load("seal")


def test_ambiguous_key_and_certificate(module: str, pki: Pki, tmp_path: Path) -> None:
    token, key = Token(module, "double"), generate("p256")
    key_id = token.import_key(tmp_path, key, "seal")
    for _ in range(2):
        token.add_certificate(pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL), "seal", key_id)
    with pytest.raises(SealError, match="more than one certificate for «seal»"):
        token.load("seal")
    token.import_key(tmp_path, generate("p256"), "seal")
    with pytest.raises(SealError, match="more than one private key «seal»"):
        token.load("seal")


def test_certificate_of_another_key(module: str, pki: Pki, tmp_path: Path) -> None:
    token = Token(module, "mixed up")
    key_id = token.import_key(tmp_path, generate("p256"), "seal")
    token.add_certificate(pki.intermediate.issue(generate("p256").public_key(), SUBJECT, *SEAL), "seal", key_id)
    with pytest.raises(SealError, match="does not belong to the private key"):
        token.load("seal")


def test_token_that_goes_away(module: str, pki: Pki, tmp_path: Path) -> None:
    token, key = Token(module, "leaving"), generate("p256")
    key_id = token.import_key(tmp_path, key, "seal")
    token.add_certificate(pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL), "seal", key_id)
    sealer = JsonSealer(token.load("seal"))
    pkcs11.lib(module).reinitialize()
    with pytest.raises(SealError, match=r"the token «leaving» did not sign: SessionHandleInvalid"):
        sealer.seal(JSON_LD, time=NOW)


def test_without_the_extra() -> None:
    """A fresh interpreter that cannot import python-pkcs11."""
    code = (
        "import sys; sys.modules['pkcs11'] = None\n"
        "from mctool.seals.pkcs11 import load_pkcs11; load_pkcs11('', '', '', '')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1] == (
        "mctool.errors.MissingExtraError: a seal key on a token needs the extra «hsm»: "
        f"pip install '{requirement('hsm')}'"
    )
