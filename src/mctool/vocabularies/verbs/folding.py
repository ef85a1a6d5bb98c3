"""Letters brought to one spelling, so that case, accents, apostrophes and invisible marks cannot hide a word."""

import unicodedata

_NOT_DECOMPOSED = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_APOSTROPHES = "’‘ʼ`´′"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
COMBINING = "".join(map(chr, range(0x300, 0x370)))


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = unicodedata.normalize("NFD", chr(code))[0]
        if plain.isascii():
            table[code] = plain.lower()
    table.update({ord(letter): plain for letter, plain in _NOT_DECOMPOSED.items()})
    table.update(dict.fromkeys(map(ord, _APOSTROPHES), "'"))
    table.update(dict.fromkeys(map(ord, INVISIBLE + COMBINING)))
    return table


_FOLD = _table()


def fold(word: str) -> str:
    """*word* in lower case without accents, soft hyphens and zero-width marks (``Zażółć`` → ``zazolc``)."""
    word = word.lower()
    return word if word.isascii() else word.translate(_FOLD)
