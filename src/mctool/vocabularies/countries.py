"""Country codes beyond the EU list, which has three letters: the two-letter ones that certificates carry."""

from collections.abc import Mapping
from functools import cache

from mctool.vocabularies import tables

_KOSOVO = "1A0"
"""The EU's code; others write XKX, which ISO 3166 keeps free for users."""


@cache
def _alpha2() -> Mapping[str, str]:
    return {row["alpha3"]: row["alpha2"] for row in tables.read("country-codes")}


@cache
def _alpha3() -> Mapping[str, str]:
    return {two: three for three, two in _alpha2().items()}


def country_alpha2(alpha3: str) -> str | None:
    """The ISO 3166-1 code of two letters for a code of the list ``countries`` (``POL`` gives ``PL``).

    This is what the country attribute of an X.509 name holds: Greece is ``GR`` here, and Kosovo (``1A0``, or
    ``XKX`` as others write it) ``XK``. None for states of the past and for what is no country.
    """
    return _alpha2().get(_KOSOVO if alpha3 == "XKX" else alpha3)


def vat_prefix(alpha3: str) -> str | None:
    """The letters before a VAT number: the ISO code, but ``EL`` for Greece (Directive 2006/112/EC, art. 215)."""
    return "EL" if alpha3 == "GRC" else country_alpha2(alpha3)


def country_alpha3(code: str) -> str | None:
    """The code of the list ``countries`` for another way to write it: ``PL``, ``pol``, ``EL``, ``UK``, ``XKX``."""
    code = code.upper()
    if code == "XKX":
        return _KOSOVO
    if code in _alpha2():
        return code
    return _alpha3().get({"EL": "GR", "UK": "GB"}.get(code, code))
