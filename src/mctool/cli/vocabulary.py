"""``mctool vocabulary``."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mctool.cli.context import FormatOption

if TYPE_CHECKING:
    from mctool.vocabularies.lists import Concept


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(vocabulary)


def vocabulary(
    name: Annotated[
        str | None, typer.Argument(metavar="[LIST]", help="A list, or its beginning; none: the lists.")
    ] = None,
    word: Annotated[str | None, typer.Argument(metavar="[WORD]", help="Only values that have this in them.")] = None,
    language: Annotated[str, typer.Option("--language", metavar="CODE", help="Of the labels, such as pl.")] = "en",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> None:
    """Print the EU code lists: how a descriptor writes each value, its label and its address.

    Example: `mctool vocabulary learning-assessment-types practical`
    """
    from mctool.cli.terminal import plural, print_json, print_text
    from mctool.models.values import did_you_mean
    from mctool.vocabularies import lists

    if name is None:
        counted = [(one, len(lists.concepts(one))) for one in lists.names()]
        if format == "json":
            print_json({"lists": [{"list": one, "concepts": count} for one, count in counted]})
        else:
            print_text("\n".join(f"{one:34} {plural(count, 'value')}" for one, count in counted))
        return
    chosen = _chosen(name)
    found = [concept for concept in lists.concepts(chosen) if not concept.placeholder and _has(concept, word)]
    if format == "json":
        scheme = lists.concepts(chosen)[0].scheme
        print_json({"list": chosen, "scheme": scheme, "concepts": [_as_json(concept) for concept in found]})
    elif found:
        width = min(44, max(len(concept.slug) for concept in found))
        print_text("\n".join(_line(concept, width, language) for concept in found))
    else:
        near = did_you_mean(lists.suggest(chosen, word or ""))
        print_text(f"no value of {chosen} has «{word}» in it{near}")
    if not found:
        raise typer.Exit(1)


def _chosen(name: str) -> str:
    """The list that *name* is, begins or is part of. Raises MctoolError when it is none or several."""
    from mctool.errors import MctoolError
    from mctool.models.values import did_you_mean
    from mctool.vocabularies import lists
    from mctool.workspace import nearest

    if name in lists.names():
        return name
    candidates = [one for one in lists.names() if one.startswith(name)] or [one for one in lists.names() if name in one]
    if len(candidates) == 1:
        return candidates[0]
    near = tuple(candidates[:3]) or nearest(name, lists.names())
    shown = did_you_mean(near) or "; mctool vocabulary alone names the lists"
    raise MctoolError(f"there is no list «{name}»{shown}")


def _has(concept: "Concept", word: str | None) -> bool:
    if not word:
        return True
    asked = word.casefold()
    told = (concept.slug, concept.notation, concept.uri, *concept.labels.values(), *map(str, _more(concept).values()))
    return any(asked in text.casefold() for text in told)


def _line(concept: "Concept", width: int, language: str) -> str:
    line = f"{concept.slug:{width}}  {concept.label(language)}  {concept.uri}"
    more = _more(concept)
    if "descriptor" in more:
        from mctool.vocabularies.levels import eqf_descriptor

        return f"{line}\n{'':{width}}  {eqf_descriptor(int(concept.notation), language)}"
    return f"{line}  EQF {more['eqf']}" if more.get("eqf") else line


def _as_json(concept: "Concept") -> dict[str, Any]:
    return {
        "slug": concept.slug,
        "uri": concept.uri,
        "notation": concept.notation,
        "labels": dict(concept.labels),
        **_more(concept),
    }


def _more(concept: "Concept") -> Mapping[str, Any]:
    """What mctool knows of levels beyond the list."""
    from mctool.vocabularies.levels import eqf_descriptor, nqf_level

    if concept.list == "eqf-levels":
        return {"descriptor": eqf_descriptor(int(concept.notation))}
    level = nqf_level(concept) if concept.list == "nqf-levels-qdr" else None
    if level is None:
        return {}
    return {"framework": level.framework.label("en"), "country": level.country, "level": level.level, "eqf": level.eqf}
