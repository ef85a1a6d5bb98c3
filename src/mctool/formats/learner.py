"""What a credential says of its learner beside the name: only what the programme asks for."""

from datetime import date

from mctool.credentials import Credential
from mctool.errors import FormatError
from mctool.models.institution import LegalIdentifier
from mctool.vocabularies import lists


def date_of_birth(credential: Credential) -> date | None:
    """The birth date, if the programme asks for it and it was recorded."""
    return credential.learner.date_of_birth if "date_of_birth" in credential.award.programme.learner_data else None


def national_id(credential: Credential) -> LegalIdentifier | None:
    """The national number, if the programme asks for it and it was recorded.

    Raises FormatError when it belongs to no known country.
    """
    learner = credential.learner
    if "national_id" not in credential.award.programme.learner_data or not learner.national_id:
        return None
    country = lists.find("countries", learner.national_id_country)
    if country is None:
        raise FormatError("the identities give a national id without its country (three letters, such as POL)")
    return LegalIdentifier(number=learner.national_id, country=country)
