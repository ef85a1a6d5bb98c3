"""Judges a sound seal: who vouches for it, whether it is the issuer's own, whether the credential is in force."""

from dataclasses import replace
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.x509.oid import NameOID

from mctool.verification import revocation
from mctool.verification.content import Issuer, Moments
from mctool.verification.seal import Seal, utc
from mctool.verification.trust import Moment, Trust, chain_of_seal, chain_of_timestamp, name_of, subject
from mctool.verification.verdicts import Outcome, Refused, Undecided

_CLOCK_TOLERANCE = timedelta(minutes=10)
_Judgement = tuple[Outcome, str]


def judge_trust(seal: Seal, issuer: Issuer | None, trust: Trust, now: datetime) -> _Judgement:
    """Whether a chain leads to a trusted certificate, at the time of sealing, and the seal is the issuer's.

    *issuer* is None for a seal that need not be the issuer's, as the one around a presentation.
    """
    try:
        moment = _moment(seal, trust, now)
        further = (*seal.carried, *seal.revocation.certificates)
        chain = chain_of_seal(seal.certificate, further, trust, moment)
        known = replace(seal.revocation, certificates=(*chain[1:], *further))
        revoked = revocation.judge(seal.certificate, known, moment.at, proven=moment.proven)
        identity = _identity(seal.certificate, issuer, listed=len(chain) == 1) if issuer else "for the presentation"
    except Refused as refusal:
        return Outcome.FAIL, str(refusal)
    except Undecided as doubt:
        return Outcome.UNKNOWN, str(doubt)
    anchor = "is trusted itself" if len(chain) == 1 else f"leads to «{name_of(chain[-1])}»"
    return Outcome.PASS, f"«{name_of(seal.certificate)}» {anchor}, {moment.words}{revoked}; {identity}"


def judge_validity(moments: Moments, now: datetime) -> _Judgement:
    """Whether the credential is in force at *now*, by the dates that it states."""
    if moments.valid_from and now < moments.valid_from:
        return Outcome.FAIL, f"not valid before {_day(moments.valid_from)}"
    if moments.valid_until and now >= moments.valid_until:
        return Outcome.FAIL, f"expired on {_day(moments.valid_until)}"
    if moments.issued and now + _CLOCK_TOLERANCE < moments.issued:
        return Outcome.FAIL, f"issued on {_day(moments.issued)}, which is in the future"
    start = f"valid from {_day(moments.valid_from)}" if moments.valid_from else "states no first day"
    end = f"until {_day(moments.valid_until)}" if moments.valid_until else "without expiry"
    return Outcome.PASS, f"{start}, {end}"


def _moment(seal: Seal, trust: Trust, now: datetime) -> Moment:
    """The time at which certificates must have been good: a trusted timestamp's, else the one the seal claims."""
    for stamp in seal.timestamps:
        moment = Moment(stamp.time, f"at {_second(stamp.time)}")
        try:
            chain_of_timestamp(stamp.certificate, (*stamp.carried, *seal.revocation.certificates), trust, moment)
        except (Refused, Undecided):
            continue
        return Moment(stamp.time, f"at {_second(stamp.time)}, proven by a trusted timestamp", proven=True)
    if seal.claimed_time is None:
        return Moment(now, f"at {_second(now)}, because the seal states no time")
    claimed = utc(seal.claimed_time)
    if claimed > now + _CLOCK_TOLERANCE:
        raise Refused(f"the seal claims to be of {_second(claimed)}, which is in the future")
    return Moment(claimed, f"at {_second(claimed)}, as the seal claims; no trusted timestamp proves it")


def _identity(certificate: x509.Certificate, issuer: Issuer, *, listed: bool) -> str:
    """How the seal's organisation is the issuer; Refused when it is another, Undecided when nothing tells.

    The name that the certificate gives is always told, since the credential's own is only its word.

    A certificate that is *listed* itself is trusted for whatever it seals, so for it missing numbers do not matter.
    """
    number = subject(certificate, NameOID.ORGANIZATION_IDENTIFIER)
    organisation = subject(certificate, NameOID.ORGANIZATION_NAME)
    named = f"its organisation {number}{f', «{organisation}»,' if organisation else ''} is the issuer"
    if number and number in (issuer.eidas or issuer.numbers):
        return named
    if issuer.eidas and number:
        raise Refused(f"the seal belongs to the organisation {number}, the credential names {', '.join(issuer.eidas)}")
    if number and number.partition("-")[2] in issuer.numbers:
        return named
    if not issuer.eidas and organisation and issuer.name and _plain(organisation) == _plain(issuer.name):
        return "it bears the issuer's name, but the credential states no number to compare"
    if listed:
        return "the credential and the certificate state no numbers that tell whether it is the issuer's"
    raise Undecided(
        f"the certificate of «{name_of(certificate)}» is vouched for, but nothing in the credential tells whether "
        f"it is the issuer's ({number or 'no organisation identifier'})"
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}"


def _second(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
