"""The terms of ELM 3.2 that mctool checks: names, forms of value, what each class must have, coded lists.

Taken from the published JSON-LD contexts and application profile as facts; the files are not part of mctool.
"""

from mctool.verification.faults import words

CONTEXTS = ("https://www.w3.org/2018/credentials/v1", "http://data.europa.eu/snb/model/context/edc-ap")
GENERIC_SCHEMA = "http://data.europa.eu/snb/model/ap/edc-generic-full"
CREDENTIAL_TYPES = frozenset({"VerifiableCredential", "EuropeanDigitalCredential"})

LANGUAGE_MAPS = words(
    "altLabel birthName category definition description familyName fullName geographicName givenName legalName "
    "noteLiteral patronymicName prefLabel schemeAgency title"
)
DATES = words(
    "issued issuanceDate validFrom validUntil expirationDate dateIssued dateOfBirth expiryDate reviewDate endDate "
    "startDate dateCreated applicationDeadline awardingDate"
)
DURATIONS = words("workload maximumDuration duration volumeOfLearning")

TERMS = (
    LANGUAGE_MAPS
    | DATES
    | DURATIONS
    | words(
        "@context id type accreditation accreditingAgent additionalNote address admissionProcedure amount "
        "areaDialingCode assessedBy attachment attachmentType awardedBy awardingBody awardingOpportunity awards "
        "bannerImage citizenshipCountry contactForm contactHour contactPoint content contentEncoding contentSize "
        "contentType contentURL count countryCode countryDialing creator credentialProfiles credentialSchema "
        "credentialStatus credentialSubject creditPoint creditReceived dateModified dcType decision descriptionHtml "
        "dialNumber directedBy displayDetail displayParameter eIDASIdentifier educationLevel educationSubject "
        "educationalSystemNote elmSubject emailAddress embeddedEvidence entitledBy entitlementStatus entitlesTo "
        "entryRequirement eqfLevel evidence evidenceStatement evidenceTarget framework fullAddress gender "
        "generalisationOf grade gradeStatus gradingScheme grant groupMemberOf hasClaim hasCredential hasPart "
        "hasSubOrganization homepage idVerification identifier image inScheme individualDisplay influencedBy "
        "influences isPartOf isPartialQualification issuer label landingPage language latitude "
        "learningAchievementSpecification learningActivitySpecification learningOpportunity learningOutcome "
        "learningOutcomeSummary learningSchedule learningSetting levelOfCompletion limitCredentialType limitEQFLevel "
        "limitField limitJurisdiction limitNationalOccupation limitOccupation limitOrganisation limitQualification "
        "location logo longitude maximumScore member memberOf minimumScore mode nationalID notation noteFormat "
        "nqfLevel organisation page percentageEqual percentageHigher percentageLower phone phoneNumber placeOfBirth "
        "point priceDetail primaryLanguage proof provenBy proves providedBy publisher qualificationCode refreshService "
        "registration relatedESCOSkill relatedSkill report resultCategory resultDestribution reusabilityLevel "
        "scheduleInformation schemeId schemeName schemeVersion score shortenedGrading spatial spatialCode "
        "specialisationOf specifiedBy status subOrganizationOf subject summaryDisplay supplementaryDocument "
        "targetGroup taxIdentifier temporal termsOfUse thematicArea unit used valid value vatIdentifier "
        "verifiableCredential verificationCheck verificationStatus"
    )
)

REQUIRED: dict[str, tuple[str, ...]] = {
    "EuropeanDigitalCredential": (
        "id",
        "credentialProfiles",
        "credentialSchema",
        "displayParameter",
        "credentialSubject",
        "issuer",
        "issued",
        "issuanceDate",
        "validFrom",
    ),
    "Person": ("hasClaim",),
    "Organisation": ("legalName", "location"),
    "Location": ("address",),
    "Address": ("countryCode",),
    "LegalIdentifier": ("notation", "spatial"),
    "Identifier": ("notation",),
    "LearningAchievement": ("title", "awardedBy"),
    "AwardingProcess": ("awardingBody",),
    "LearningAssessment": ("title", "awardedBy", "grade"),
    "LearningActivity": ("title", "awardedBy"),
    "Qualification": ("title",),
    "LearningOutcome": ("title",),
    "LearningAssessmentSpecification": ("title",),
    "LearningActivitySpecification": ("title",),
    "CreditPoint": ("framework", "point"),
    "GradingScheme": ("title",),
    "Note": ("noteLiteral",),
    "ShortenedGrading": ("percentageLower", "percentageEqual", "percentageHigher"),
    "Accreditation": ("title", "dcType", "accreditingAgent"),
    "LearningEntitlementSpecification": ("title", "dcType", "entitlementStatus"),
    "WebResource": ("contentURL",),
    "MediaObject": ("content", "contentEncoding", "contentType"),
    "Evidence": ("dcType",),
    "DisplayParameter": ("title", "primaryLanguage", "language", "individualDisplay"),
    "IndividualDisplay": ("language", "displayDetail"),
    "DisplayDetail": ("image", "page"),
}
ADDED_BY_SEALING = frozenset({"issued", "issuanceDate", "eIDASIdentifier"})

LISTS: dict[str, str] = {
    "countryCode": "countries",
    "language": "languages",
    "primaryLanguage": "languages",
    "eqfLevel": "eqf-levels",
    "nqfLevel": "nqf-levels-qdr",
    "thematicArea": "isced-f-2013",
    "learningSetting": "learning-setting-types",
    "reusabilityLevel": "skill-reuse-levels",
    "entitlementStatus": "entitlement-statuses",
    "credentialProfiles": "credential-types",
    "mode": "modes-of-learning-and-assessment",
    "idVerification": "supervision-and-id-verification",
    "framework": "education-credit-systems",
    "contentEncoding": "content-encoding-types",
}
TYPE_LISTS: dict[str, str] = {
    "Qualification": "learning-opportunity-types",
    "LearningOutcome": "skill-types",
    "LearningAssessmentSpecification": "learning-assessment-types",
    "LearningActivitySpecification": "learning-activity-types",
    "Accreditation": "accreditation-types",
    "LearningEntitlementSpecification": "entitlement-types",
    "Evidence": "evidence-types",
}
