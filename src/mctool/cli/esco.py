"""``mctool esco``: search ESCO, show a concept, suggest concepts for outcomes, import the classification."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from mctool.cli.context import Folder, FormatOption, Now

if TYPE_CHECKING:
    from mctool.vocabularies.esco import Judgement
    from mctool.vocabularies.esco.core import CoreSubset
    from mctool.vocabularies.esco.index import Index

Version = Annotated[
    str | None, typer.Option("--esco-version", metavar="V", help="A version such as 1.1.1; else the newest imported.")
]
Language = Annotated[str | None, typer.Option("--language", metavar="CODE", help="Of an imported index, such as pl.")]
Prefer = Annotated[
    Literal["transversal"] | None, typer.Option("--prefer", help="Move up what is used across occupations.")
]
Limit = Annotated[int, typer.Option("--limit", min=1, max=100, help="How many to show at most.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    commands = typer.Typer(no_args_is_help=True, help="Search ESCO, map outcomes to it, import it.")
    commands.command()(search)
    commands.command()(show)
    commands.command()(suggest)
    commands.command("import")(import_)
    app.add_typer(commands, name="esco")


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="A few words; short phrases match best.")],
    type: Annotated[  # noqa: A002 - the option's name
        Literal["skill", "knowledge"] | None, typer.Option("--type", help="Only skills, or only knowledge.")
    ] = None,
    prefer: Prefer = None,
    limit: Limit = 10,
    esco_version: Version = None,
    language: Language = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> None:
    """Find skills by words. Exit code 1 when nothing is near.

    Example: `mctool esco search active listening`
    """
    from mctool.cli import escoviews as views
    from mctool.cli.terminal import print_json, print_text
    from mctool.vocabularies.esco import search as searching

    source = _source(esco_version, language)
    query = " ".join(words)
    found = searching.search(source, query, 10 * limit, prefer)
    hits = [hit for hit in found if type in (None, hit.concept.type)][:limit]
    if format == "json":
        print_json(
            {
                "query": query,
                **views.notice(source.about, source.version),
                "hits": [views.hit_json(hit) for hit in hits],
            }
        )
    else:
        lines = [f"{place:2}. {views.hit_text(hit)}" for place, hit in enumerate(hits, 1)]
        print_text("\n".join(lines or [f"nothing near «{query}»"]) + "\n" + views.footer(source.about, hits))
    if not hits:
        raise typer.Exit(1)


def show(
    what: Annotated[str, typer.Argument(metavar="URI|LABEL", help="The address of a concept, or one of its labels.")],
    esco_version: Version = None,
    language: Language = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> None:
    """Show a concept, or say what is the matter with its address. Exit code 1 when it is not to be mapped to.

    Example: `mctool esco show "listen actively"`
    """
    from mctool.cli import escoviews as views
    from mctool.cli.terminal import print_json, print_text
    from mctool.vocabularies.esco import Verdict, installed, judge

    source = _source(esco_version, language)
    holders = source.holders(what)
    uri = holders[0].concept.uri if holders else what
    if not holders and "/" not in what:
        from mctool.errors import MctoolError

        raise MctoolError(f"no concept has the label «{what}» in {source.about}; try «mctool esco search»")
    judgement = judge(uri, version=source.version, library=installed())
    if format == "json":
        print_json({**views.notice(source.about, source.version), **_shown_json(judgement, source)})
    else:
        print_text(_shown_text(judgement, source) + "\n" + views.footer(source.about))
    if judgement.verdict is not Verdict.OK:
        raise typer.Exit(1)


def _shown_json(judgement: "Judgement", source: "Index | CoreSubset") -> dict[str, Any]:
    from mctool.cli import escoviews as views
    from mctool.vocabularies.esco.index import Index

    concept = source.concept(judgement.uri)
    shown: dict[str, Any] = {
        "uri": judgement.uri,
        "verdict": str(judgement.verdict),
        "detail": judgement.detail,
        "candidates": [{"uri": one.uri, "label": one.label, "evidence": one.evidence} for one in judgement.candidates],
    }
    if concept is not None:
        shown |= views.concept_json(concept)
    if concept is not None and isinstance(source, Index):
        shown |= {
            "description": concept.description,
            "alternatives": list(source.alternatives(concept.uri)),
            "broader": [views.concept_json(one) for one in source.broader(concept.uri)],
            "collections": list(source.collections(concept.uri)),
        }
    return shown


def _shown_text(judgement: "Judgement", source: "Index | CoreSubset") -> str:
    from mctool.cli import escoviews as views
    from mctool.vocabularies.esco.index import Index

    concept = source.concept(judgement.uri)
    lines = []
    if judgement.detail:
        lines.append(f"{judgement.verdict}: {judgement.detail}")
    lines += [f"  {one.label}  {one.uri}  ({one.evidence})" for one in judgement.candidates[:10]]
    if concept is not None and concept.kind == "skill":
        lines.append(f"{concept.label}  ({views.kind(concept)})\n{concept.uri}")
    if concept is not None and isinstance(source, Index):
        alternatives = source.alternatives(concept.uri)
        lines += [concept.description] if concept.description else []
        lines += [f"Also: {' · '.join(alternatives)}"] if alternatives else []
        lines += [f"Within: {one.label}  {one.uri}" for one in source.broader(concept.uri)]
        collections = source.collections(concept.uri)
        lines += [f"Collections: {', '.join(collections)}"] if collections else []
    return "\n".join(lines)


def suggest(
    context: typer.Context,
    outcome: Annotated[str | None, typer.Argument(metavar="[OUTCOME]", help="An outcome: its id or its file.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All outcomes of the workspace.")] = False,
    prefer: Prefer = None,
    limit: Limit = 5,
    semantic: Annotated[bool, typer.Option("--semantic", help="Also by meaning, in any language (extra).")] = False,
    write: Annotated[
        str | None, typer.Option("--write", metavar="URI", help="Put this concept into the outcome's file.")
    ] = None,
    match: Annotated[
        Literal["exact", "close", "broad", "narrow"], typer.Option("--match", help="How closely, with --write.")
    ] = "close",
    esco_version: Version = None,
    folder: Folder = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> None:
    """Suggest skills for an outcome, as YAML to choose from. Only --write changes a file, and only by one concept.

    Example: `mctool esco suggest moderate-meetings-for-every-voice`
    """
    from mctool.cli import escosuggestions as suggestions
    from mctool.cli.context import open_workspace
    from mctool.cli.terminal import print_json, print_text

    workspace = open_workspace(context, folder)
    chosen = suggestions.outcomes(workspace, outcome, every)
    version = esco_version or (workspace.settings.esco.version if workspace.settings.esco else None)
    if write is not None:
        print_text(suggestions.write(workspace, chosen, write, match, version))
        return
    found = suggestions.find(workspace, chosen, version, limit=limit, prefer=prefer, semantic=semantic)
    if format == "json":
        print_json(suggestions.as_json(found))
    else:
        print_text(suggestions.as_text(found))
    if not any(one.hits for one in found.outcomes):
        raise typer.Exit(1)


def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="The classification's zip, its folder, or skills_en.csv.")
    ],
    version: Annotated[
        str | None, typer.Option("--version", metavar="V", help="The version, where no file name tells it.")
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", metavar="DIR", help="A folder for the data; MCTOOL_DATA names it later.")
    ] = None,
    format: FormatOption = "text",  # noqa: A002 - the option's name
    now: Now = None,
) -> None:
    """Import the whole of ESCO, as downloaded from esco.ec.europa.eu. Versions and languages stand side by side.

    Example: `mctool esco import "ESCO dataset - v1.2.0 - classification - en - csv.zip"`
    """
    from mctool.cli import escoviews as views
    from mctool.cli.context import moment
    from mctool.cli.terminal import print_json, print_text
    from mctool.vocabularies.esco import building, data_folder
    from mctool.vocabularies.esco import files as published

    folder = into / "esco" if into else data_folder()
    classification = published.read(files, version)
    imported = building.build(classification, folder, moment(now))
    index = imported.index
    if format == "json":
        print_json(
            {
                **views.notice(index.about, index.version),
                "language": index.language,
                "skills": int(index.meta["skills"]),
                "duplicates": int(index.meta["duplicates"]),
                "complete": index.complete,
                "fresh": imported.fresh,
                "path": str(index.path),
                "sha256": index.meta["sha256"],
            }
        )
        return
    done = "imported" if imported.fresh else "imported before, nothing to do"
    lines = [f"{index.about}: {done}", str(index.path)]
    if not index.complete:
        lines.append("This is not the whole version, so nothing will be called unknown on its strength.")
    print_text("\n".join(lines) + "\n" + views.footer(index.about))


def _source(version: str | None, language: str | None) -> "Index | CoreSubset":
    """The data to search. Raises MctoolError when there is none in *language*."""
    from mctool.errors import MctoolError
    from mctool.vocabularies.esco import installed

    source = installed().source(version, language)
    if language not in (None, source.language):
        raise MctoolError(f"no ESCO index in «{language}» is imported; import skills_{language}.csv first")
    if version not in (None, source.version):
        raise MctoolError(f"ESCO {version} is not imported; «mctool esco import» takes its files")
    return source
