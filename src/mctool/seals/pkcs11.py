"""Seal keys on a token or HSM, through PKCS#11: the key signs where it is and never leaves."""

import os
import time
from contextlib import suppress
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.hashes import Hash, HashAlgorithm

from mctool.errors import MissingExtraError, SealError
from mctool.seals.keys import RSA_SHA256, SealKey, issuers, scheme_of

# seconds; while one process logs in, SoftHSM rewrites the token's file, and others that start see no token or fail
_PAUSES = (0.01, 0.02, 0.05, 0.1)
_REASONS = {
    "NoSuchToken": "{module} knows no token «{token}»",
    "MultipleTokensReturned": "{module} knows more than one token «{token}»",
    "PinIncorrect": "wrong PIN for the token «{token}»",
    "PinLenRange": "wrong PIN for the token «{token}»",
    "PinLocked": "the PIN of the token «{token}» is locked",
    "NoSuchKey": "the token «{token}» has no private key «{label}»",
    "MultipleObjectsReturned": "the token «{token}» has more than one private key «{label}»",
}


def load_pkcs11(module: str, token: str, label: str, pin: str) -> SealKey:
    """Find the seal key *label* and its certificate on a token.

    *module* is the path of the token's PKCS#11 library, *token* the token's label. The certificate is the
    one with the key's id, else its label; issuers are taken from the other certificates on the token.
    The PIN stays in memory, because every process logs in for itself. Raises MissingExtraError without the
    extra «hsm», and SealError, in one line, for whatever is not there, wrong or ambiguous.
    """
    try:
        import pkcs11  # noqa: F401
    except ImportError:
        raise MissingExtraError("hsm", "a seal key on a token") from None
    place = _Place(module, token, label, pin)
    key = place.open()
    certificates, own = _certificates(key, place)
    scheme = scheme_of(own)
    hash_first = None if scheme is RSA_SHA256 else scheme.hash
    return SealKey(own, issuers(own, certificates), TokenSigner(place, key, hash_first))


class TokenSigner:
    """A private key on a token, found again in every process that uses it."""

    def __init__(self, place: "_Place", key: Any, hash_first: HashAlgorithm | None) -> None:
        self._place = place
        self._key = key
        self._process = os.getpid()
        self._hash_first = hash_first

    def sign(self, data: bytes) -> bytes:
        """The bare signature of *data*, as ``Signer`` says. Raises SealError when the token does not answer."""
        from pkcs11 import Attribute, Mechanism, PKCS11Error

        if self._process != os.getpid():  # forked: sessions and logins are the parent's
            self._key = self._place.open_after_fork()
            self._process = os.getpid()
        try:
            pin = self._place.pin if self._key[Attribute.ALWAYS_AUTHENTICATE] else None
            if self._hash_first is None:
                return bytes(self._key.sign(data, mechanism=Mechanism.SHA256_RSA_PKCS, pin=pin))
            digest = Hash(self._hash_first)
            digest.update(data)
            return bytes(self._key.sign(digest.finalize(), mechanism=Mechanism.ECDSA, pin=pin))
        except PKCS11Error as error:
            raise self._place.refusal("did not sign", error) from None


class _Place:
    """Where a key is, and how to get there."""

    def __init__(self, module: str, token: str, label: str, pin: str) -> None:
        self.module, self.token, self.label, self.pin = module, token, label, pin

    def open(self) -> Any:
        """Log in and find the key. Raises SealError when that cannot be done."""
        from pkcs11 import PKCS11Error

        try:
            return self._find()
        except PKCS11Error as error:
            raise self._explained(error) from None

    def open_after_fork(self) -> Any:
        """Log in and find the key in a process whose parent had started the library."""
        import pkcs11

        library = pkcs11.lib(self.module)
        for pause in _PAUSES:
            try:
                with suppress(pkcs11.PKCS11Error):
                    library.finalize()
                return self._find()
            except pkcs11.PKCS11Error as error:
                if type(error).__name__.startswith("Pin"):  # a second try could lock the token
                    raise self._explained(error) from None
            time.sleep(pause * (1 + os.getpid() % 10))
        return self.open()

    def refusal(self, what: str, error: Exception) -> SealError:
        """One line about an error of the library; many carry no text, so their kind is named."""
        return SealError(f"the token «{self.token}» {what}: {str(error) or type(error).__name__} ({self.module})")

    def _find(self) -> Any:
        import pkcs11

        token = pkcs11.lib(self.module).get_token(token_label=self.token)
        try:
            session = token.open(user_pin=self.pin)
        except pkcs11.UserAlreadyLoggedIn:  # in this process, for another key
            session = token.open()
        return session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=self.label)

    def _explained(self, error: Exception) -> SealError:
        reason = _REASONS.get(type(error).__name__)
        if reason is None:
            return self.refusal("cannot be used", error)
        return SealError(reason.format(module=self.module, token=self.token, label=self.label))


def _certificates(key: Any, place: _Place) -> tuple[list[x509.Certificate], x509.Certificate]:
    """All certificates beside *key*, and the one that is its own."""
    from pkcs11 import Attribute, ObjectClass, PKCS11Error

    by_id, by_label, every = [], [], []
    try:
        key_id = key[Attribute.ID]
        for item in key.session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
            certificate = x509.load_der_x509_certificate(item[Attribute.VALUE])
            every.append(certificate)
            if key_id and item[Attribute.ID] == key_id:
                by_id.append(certificate)
            elif item[Attribute.LABEL] == place.label:
                by_label.append(certificate)
    except PKCS11Error as error:
        raise place.refusal("does not show its certificates", error) from None
    except ValueError as error:
        raise SealError(f"the token «{place.token}» holds a damaged certificate: {error}") from None
    own = by_id or by_label
    if not own:
        raise SealError(f"the token «{place.token}» has no certificate for the key «{place.label}»")
    if len(own) > 1:
        raise SealError(f"the token «{place.token}» has more than one certificate for «{place.label}»")
    return every, own[0]
