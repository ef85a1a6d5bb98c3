"""National numbers of persons, told by their check digits from ids, dates and digests."""

import re
from collections.abc import Iterator
from datetime import date

_CANDIDATE = re.compile(
    r"(?<![0-9A-Za-z.])(?:"
    r"(?P<nir>[12][ .]?[0-9]{2}[ .]?[0-9]{2}[ .]?(?:[0-9]{2}|2[ABab])[ .]?[0-9]{3}[ .]?[0-9]{3}[ .]?[0-9]{2})"
    r"|(?P<eleven>[0-9]{11}|[0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3})"
    r"|(?P<nine>[0-9]{9}|[0-9]{3}[ .][0-9]{3}[ .][0-9]{3}|[0-9]{4}\.[0-9]{2}\.[0-9]{3})"
    r"|(?P<spanish>[XYZxyz][- ]?[0-9]{7}[- ]?[A-Za-z]|[0-9]{8}[- ]?[A-Za-z])"
    r")(?![0-9A-Za-z]|\.[0-9])"
)
_DIGITS = re.compile(r"[0-9](?:(?<![0-9A-Za-z.].)(?:[ .]?[0-9]){5}|[0-9]{6}(?=[- ]?[A-Za-z](?![0-9A-Za-z])))")
"""What every candidate holds: a quick look that most texts end at. Begins with the digit, which is found fastest."""
_APART = re.compile(r"[ .\-]")
_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"


def national_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Every national number in *text*: where it begins and ends, and its name.

    Numbers with the shape and check digits of a Polish PESEL, a Portuguese NIF of a person, a Dutch BSN, a French
    NIR, a German tax id or a Spanish DNI or NIE; never the one digit repeated, never a part of a longer run of
    letters and digits.
    """
    for match in _CANDIDATE.finditer(text) if _DIGITS.search(text) else ():
        compact = _APART.sub("", match.group())
        if len(set(compact)) > 1:
            name = _NAMED[str(match.lastgroup)](compact)
            if name:
                yield match.start(), match.end(), name


def _eleven(digits: str) -> str:
    return "PESEL" if is_pesel(digits) else "German tax id" if is_german_tax_id(digits) else ""


def _nine(digits: str) -> str:
    return "NIF" if is_nif(digits) else "BSN" if is_bsn(digits) else ""


def is_pesel(digits: str) -> bool:
    """Poland, 11 digits: a birth date with the century in the month, and weights 1 3 7 9."""
    century, month = divmod(int(digits[2:4]), 20)
    try:
        date((1900, 2000, 2100, 2200, 1800)[century] + int(digits[:2]), month, int(digits[4:6]))
    except ValueError:
        return False
    weights = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 10 == 0


def is_german_tax_id(digits: str) -> bool:
    """Germany, 11 digits: no leading zero, one digit two or three times among the first ten, ISO 7064 mod 11,10."""
    counts = sorted((digits[:10].count(digit) for digit in set(digits[:10])), reverse=True)
    if digits[0] == "0" or counts[0] not in (2, 3) or counts[1] != 1:
        return False
    product = 10
    for digit in digits[:10]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(digits[10])


def is_nif(digits: str) -> bool:
    """Portugal, 9 digits: 1, 2, 3 or 45 in front (persons), modulus 11."""
    if digits[0] not in "123" and digits[:2] != "45":
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(9, 1, -1), strict=False)) % 11
    return (0 if rest < 2 else 11 - rest) == int(digits[8])


def is_bsn(digits: str) -> bool:
    """Netherlands, 9 digits: the eleven-test with weights 9 to 2 and -1."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return not digits.startswith("00") and weighed % 11 == 0


def _nir(number: str) -> str:
    """France, 13 digits and a key: modulus 97; 2A and 2B (Corsica) count as 19 and 18."""
    upper = number.upper()
    month = int(upper[3:5])
    if not (1 <= month <= 12 or 20 <= month <= 42 or month >= 50):
        return ""
    counted = int(upper[:13].replace("2A", "19").replace("2B", "18"))
    return "NIR" if 97 - counted % 97 == int(upper[13:]) else ""


def _spanish(number: str) -> str:
    """Spain: DNI of 8 digits or NIE of X, Y or Z and 7 digits, and a letter by modulus 23."""
    upper = number.upper()
    foreigner = upper[0] in "XYZ"
    counted = int(str("XYZ".index(upper[0])) + upper[1:8] if foreigner else upper[:8])
    return ("NIE" if foreigner else "DNI") if _LETTERS[counted % 23] == upper[8] else ""


_NAMED = {"nir": _nir, "eleven": _eleven, "nine": _nine, "spanish": _spanish}
