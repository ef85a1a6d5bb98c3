"""What an attack needs: keys and certificates, good documents, and what the verifier is given."""

from dataclasses import dataclass, field
from datetime import datetime

from cryptography.x509.oid import NameOID

from mctool.verification import Trust
from tests.seals.pki import NOW, SEAL, SUBJECT, Pki, generate

from .credentials import XML, as_text, elm
from .forge import JsonForm, Signer, XmlForm, seal_json, seal_xml


@dataclass(frozen=True)
class World:
    """A public key infrastructure that the verifier trusts, and a seal of the institution."""

    pki: Pki
    signer: Signer

    @classmethod
    def new(cls) -> "World":
        """A fresh world."""
        pki = Pki()
        key = generate("p256")
        certificate = pki.intermediate.issue(key.public_key(), SUBJECT, *SEAL)
        return cls(pki, Signer(key, certificate, (pki.intermediate.certificate,)))

    def stranger(self) -> Signer:
        """Somebody with a certificate of the same words, from nobody's authority."""
        key = generate("p256")
        other = Pki()
        certificate = other.intermediate.issue(key.public_key(), SUBJECT, *SEAL)
        return Signer(key, certificate, (other.intermediate.certificate,))

    def another_organisation(self) -> Signer:
        """Somebody else with a proper seal of the trusted authority."""
        key = generate("p256")
        other = {**SUBJECT, NameOID.ORGANIZATION_IDENTIFIER: "VATPL-9999999999"}
        return Signer(key, self.pki.intermediate.issue(key.public_key(), other, *SEAL), self.signer.chain)

    def xml(self, form: XmlForm | None = None) -> bytes:
        """A good sealed XML, or one of another form."""
        return seal_xml(XML, self.signer, form)

    def json(self, form: JsonForm | None = None) -> bytes:
        """A good sealed JSON-LD, or one of another form."""
        return seal_json(as_text(elm()), self.signer, form)


@dataclass(frozen=True)
class Attack:
    """What a case puts before the verifier: usually only bytes, sometimes other trust or another day."""

    data: bytes
    trust: Trust | None = None
    now: datetime = NOW
    path: str = field(default="file")
