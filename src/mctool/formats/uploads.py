"""Credential -> the upload that the official Europass issuer takes and seals itself (``issue --unsealed``).

It lacks what sealing there writes: the moment of issue and the issuer's eIDAS identifier.
"""

from collections.abc import Sequence

from mctool.credentials import Award, Credential
from mctool.errors import FormatError
from mctool.formats import elm_nodes as elm
from mctool.formats.display import DisplayPage
from mctool.formats.elm_jsonld import Documents

LIMIT = 5_000_000
"""Bytes that the official issuer accepts in one upload, by its sample configuration."""


class Uploads:
    """Writes the uploads of one cohort; what they share is written once."""

    def __init__(self, award: Award) -> None:
        """Raises FormatError when a text is in no language of the workspace."""
        self._documents = Documents(award, eidas=False)

    def render(self, credential: Credential, pages: Sequence[DisplayPage], email: str) -> str:
        """*credential* as JSON text for the official issuer, which delivers it to *email* where that is not empty.

        Delivery details stay empty: they name a wallet, and mctool knows none. Raises FormatError, with the
        learner's id, when a text cannot be written or the upload is over the issuer's limit.
        """
        document = self._documents.write(credential, pages, email=email)
        text = elm.members((("credential", document), ("deliveryDetails", elm.members(()))))
        size = len(text.encode())
        if size > LIMIT:
            raise FormatError(
                f"{credential.learner.learner}: the upload has {size / 1e6:.1f} MB, and the official issuer takes "
                f"{LIMIT / 1e6:.0f} MB; a smaller logo helps most"
            )
        return text


def upload(credential: Credential, pages: Sequence[DisplayPage], email: str) -> str:
    """One upload; for many of a cohort make one Uploads."""
    return Uploads(credential.award).render(credential, pages, email)
