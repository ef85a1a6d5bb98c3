"""MC1xx: who awards, under which numbers and which quality assurance."""

import re
from collections.abc import Iterator

from mctool.findings import Severity
from mctool.models import Institution, Settings
from mctool.rules.registry import Hit, rule
from mctool.rules.world import World
from mctool.vocabularies.countries import country_alpha2, vat_prefix
from mctool.workspace import Descriptor

_ORGANISATION = re.compile(r"(VAT|NTR|PSD|LEI|[A-Z]{2}:)([A-Z]{2})-\S.*")
"""ETSI EN 319 412-1, clause 5.1.4: kind of number, country, hyphen, number."""


@rule("MC101", Severity.ERROR, "M3", "M4", "Q7", over="settings")
def institution_missing(settings: Descriptor[Settings], world: World) -> Iterator[Hit]:
    """No file describes the institution that awards.

    **Why** The awarding body and its country are mandatory elements of every credential, and the seal must be its.

    **Example**
    ```yaml
    # mctool.yaml
    institution: university.yaml
    ```
    ```yaml
    # institution.yaml removed
    ```

    **Fix**
    ```yaml
    # mctool.yaml
    institution: institution.yaml
    ```
    """
    if world.workspace.institution is None and not world.workspace.unread.get("institution"):
        loc = ("institution",) if "institution" in settings.source.data else ()
        message = f"«{settings.model.institution}» describes no institution"
        yield Hit(loc, message, "Add the file: «kind: institution», with name, address and quality assurance.")


@rule("MC102", Severity.WARNING, "M4", "Q7", over="institution")
def institution_beside_the_awarding_one(institution: Descriptor[Institution], world: World) -> Iterator[Hit]:
    """The file describes an institution that is not the one that awards.

    **Why** Credentials are awarded by the institution that ``mctool.yaml`` names, whoever teaches. A second one
    suggests an award that nobody makes.

    **Example**
    ```yaml
    # partner.yaml whole
    kind: institution
    id: partner
    name: {en: Partner University, pl: Uczelnia partnerska}
    address: {country: DEU}
    ```

    **Fix**
    ```yaml
    # mctool.yaml
    institution: institution.yaml
    ```
    """
    awarding = world.workspace.institution
    if awarding is not None and institution.path != awarding.path:
        message = f"«{awarding.path}» describes the institution that awards, and this file another"
        yield Hit(("id",), message, "Remove this file, or name it as «institution» in mctool.yaml.")


@rule("MC103", Severity.ERROR, "M4", "G2.4.1", over="institution")
def eidas_number_missing(institution: Descriptor[Institution], world: World) -> Iterator[Hit]:
    """The institution has no eIDAS identifier.

    **Why** Every European credential names the identifier that its issuer's seal certificate holds, so that anybody
    can tell whose seal it is.

    **Example**
    ```yaml
    # institution.yaml without eidas
    ```

    **Fix**
    ```yaml
    # institution.yaml
    eidas: {number: VATPL-0000000000, country: POL}
    ```
    """
    if institution.model.eidas is None:
        remedy = "Add «eidas: {number: VATXX-…, country: …}», as the seal certificate will have it."
        yield Hit(("id",), "The institution has no eIDAS identifier", remedy)


@rule("MC104", Severity.ERROR, "M4", "G2.4.1", over="institution")
def eidas_number_malformed(institution: Descriptor[Institution], world: World) -> Iterator[Hit]:
    """The eIDAS identifier has not the form that certificates use.

    **Why** It must equal the organizationIdentifier of the seal certificate, letter by letter. That has a fixed form
    (ETSI EN 319 412-1): kind of number, country, hyphen, number.

    **Example**
    ```yaml
    # institution.yaml
    eidas: {number: "PL 000-000-00-00", country: POL}
    ```

    **Fix**
    ```yaml
    # institution.yaml
    eidas: {number: VATPL-0000000000, country: POL}
    ```
    """
    eidas = institution.model.eidas
    if eidas is None:
        return
    match = _ORGANISATION.fullmatch(eidas.number)
    country = eidas.country.slug
    if match is None:
        remedy = "Write it as «VATPL-0000000000»: VAT, NTR, PSD or LEI, country, hyphen, number."
        yield Hit(("eidas", "number"), f"«{eidas.number}» has not the form of an eIDAS identifier", remedy)
    elif match[1] != "LEI" and match[2] not in (country_alpha2(country), vat_prefix(country)):
        message = f"«{eidas.number}» is a number of {match[2]}, and the country given is {country}"
        yield Hit(("eidas", "country"), message, "Correct the number or the country.")


@rule("MC105", Severity.WARNING, "M4", over="institution")
def registration_missing(institution: Descriptor[Institution], world: World) -> Iterator[Hit]:
    """The institution has no registration number.

    **Why** Names are alike; the number in the national register tells which institution it is.

    **Example**
    ```yaml
    # institution.yaml without registration
    ```

    **Fix**
    ```yaml
    # institution.yaml
    registration: {number: "000000000", country: POL}
    ```
    """
    if institution.model.registration is None:
        remedy = "Add «registration: {number: …, country: …}»."
        yield Hit(("id",), "The institution has no registration number", remedy)


@rule("MC106", Severity.ERROR, "M11", "Q1", "Q12", over="institution")
def quality_assurance_missing(institution: Descriptor[Institution], world: World) -> Iterator[Hit]:
    """The institution does not say which quality assurance stands behind its awards.

    **Why** The type of quality assurance is a mandatory element of every European micro-credential, and the one that
    is most often forgotten.

    **Example**
    ```yaml
    # institution.yaml without quality_assurance
    ```

    **Fix**
    ```yaml
    # institution.yaml
    quality_assurance:
      type: institutional-quality-assurance
      agency:
        name: {en: Example Accreditation Committee, pl: Przykładowa Komisja Akredytacyjna}
        country: POL
    ```
    """
    if institution.model.quality_assurance is None:
        remedy = (
            "Add «quality_assurance» with its type and the agency; «mctool vocabulary accreditation-types» lists them."
        )
        yield Hit(("id",), "The institution names no quality assurance", remedy)


@rule("MC107", Severity.WARNING, "M11", over="institution")
def quality_assurance_not_in_force(institution: Descriptor[Institution], world: World) -> Iterator[Hit]:
    """The quality assurance decision is not in force today.

    **Why** An award under a decision that has ended, or not begun, rests on no quality assurance.

    **Example**
    ```yaml
    # institution.yaml
    quality_assurance:
      type: institutional-quality-assurance
      agency: {name: {en: Example Committee, pl: Przykładowa Komisja}, country: POL}
      issued: 2019-06-01
      expires: 2025-06-01
    ```

    **Fix**
    ```yaml
    # institution.yaml
    quality_assurance:
      type: institutional-quality-assurance
      agency: {name: {en: Example Committee, pl: Przykładowa Komisja}, country: POL}
      issued: 2025-06-01
      expires: 2031-06-01
    ```
    """
    assurance = institution.model.quality_assurance
    if assurance is None:
        return
    if assurance.expires is not None and assurance.expires < world.today:
        message = f"The quality assurance decision ended on {assurance.expires}"
        yield Hit(("quality_assurance", "expires"), message, "Enter the decision that replaced it.")
    elif assurance.issued is not None and assurance.issued > world.today:
        message = f"The quality assurance decision begins on {assurance.issued}"
        yield Hit(("quality_assurance", "issued"), message, "Enter the decision that is in force.")


@rule("MC110", Severity.NOTE, "O5", "Q8", over="institution")
def homepage_missing_or_insecure(institution: Descriptor[Institution], world: World) -> Iterator[Hit]:
    """The institution has no homepage that begins with https.

    **Why** Whoever doubts a certificate looks at the institution's site. An address without encryption can be
    answered by somebody else.

    **Example**
    ```yaml
    # institution.yaml
    homepage: http://university.example/
    ```

    **Fix**
    ```yaml
    # institution.yaml
    homepage: https://university.example/
    ```
    """
    homepage = institution.model.homepage
    if homepage is None:
        yield Hit(("id",), "The institution has no homepage", "Add «homepage: https://…».")
    elif not homepage.startswith("https://"):
        yield Hit(("homepage",), "The address is not encrypted", "Write https://.", words="http:")
