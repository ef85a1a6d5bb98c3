"""Import of ESCO's files in their layouts, hostile ones too, and what an index then knows."""

import sqlite3
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mctool.errors import MctoolError
from mctool.vocabularies.esco import Library, Verdict, judge
from mctool.vocabularies.esco.building import build
from mctool.vocabularies.esco.concepts import SKILL
from mctool.vocabularies.esco.files import LARGEST, read
from mctool.vocabularies.esco.library import installed
from mctool.vocabularies.esco.search import search

NOW = datetime(2026, 11, 24, tzinfo=UTC)
HEAD = (
    "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,"
    "definition,inScheme,description"
)
GROUP_HEAD = (
    "conceptType,conceptUri,preferredLabel,altLabels,hiddenLabels,status,modifiedDate,scopeNote,inScheme,"
    "description,code"
)


def uri(number: int) -> str:
    return f"{SKILL}00000000-0000-4000-8000-{number:012d}"


def row(
    number: int, label: str, alternatives: str = "", kind: str = "skill/competence", reuse: str = "cross-sector"
) -> str:
    return (
        f'KnowledgeSkillCompetence,{uri(number)},{kind},{reuse},{label},"{alternatives}",,released,2024-05-15,,,x,'
        f'"About\n""{label}"""'
    )


SKILLS = "\r\n".join(
    [
        HEAD,
        row(1, "listen actively", "active listening\nlisten actively\nlisten attentively"),
        row(2, "manage conflicts ", "handle conflicts\nmanage\u00a0conflicts"),
        row(3, "conflict management", "handle conflicts", kind="knowledge", reuse="sector-specific"),
        row(4, "use digital tools", kind="", reuse=""),
        row(1, "listen actively", "active listening"),
        "",
    ]
)
GROUPS = "\r\n".join([GROUP_HEAD, f"SkillGroup,{uri(90)},communication,,,released,,,x,About talking,S1.2", ""])
BROADER = (
    "conceptType,conceptUri,broaderType,broaderUri\r\n"
    f"KnowledgeSkillCompetence,{uri(1)},SkillGroup,{uri(90)}\r\n"
    f"KnowledgeSkillCompetence,{uri(1)},SkillGroup,{uri(77)}\r\n"
)
COLLECTION = (
    "conceptType,conceptUri,preferredLabel,status,skillType,reuseLevel,altLabels,description,broaderConceptUri\r\n"
    f"KnowledgeSkillCompetence,{uri(4)},use digital tools ,released,skill/competence,transversal,"
    f"work digitally | use ICT,x,{uri(90)} | {uri(2)}\r\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of a tiny ESCO."""
    place = tmp_path / "ESCO v1.2.0"
    place.mkdir()
    (place / "skills_en.csv").write_text("\ufeff" + SKILLS, encoding="utf-8", newline="")
    (place / "skillGroups_en.csv").write_text(GROUPS, encoding="utf-8", newline="")
    (place / "broaderRelationsSkillPillar_en.csv").write_text(BROADER, encoding="utf-8", newline="")
    (place / "digitalSkillsCollection_en.csv").write_text(COLLECTION, encoding="utf-8", newline="")
    (place / "occupations_en.csv").write_text("anything", encoding="utf-8")
    return place


def test_files_are_read_as_they_are(folder: Path) -> None:
    found = read([folder])
    assert (found.version, found.language, found.duplicates, found.adapted) == ("1.2.0", "en", 1, False)
    by_uri = {record.uri: record for record in found.records}
    assert by_uri[uri(1)].alternatives == ("active listening", "listen attentively")
    assert by_uri[uri(2)].label == "manage conflicts"
    assert by_uri[uri(2)].alternatives == ("handle conflicts",)
    assert by_uri[uri(1)].description == 'About\n"listen actively"'
    assert by_uri[uri(90)].kind == "group"
    assert by_uri[uri(90)].code == "S1.2"
    assert set(found.broader) == {(uri(1), uri(90)), (uri(4), uri(90)), (uri(4), uri(2))}
    assert found.members == ((uri(4), "digital"),)


def test_a_collection_fills_what_the_skills_leave_blank(folder: Path) -> None:
    tools = next(record for record in read([folder]).records if record.uri == uri(4))
    assert (tools.type, tools.reuse, tools.alternatives) == ("skill", "transversal", ("work digitally", "use ICT"))


def test_a_zip_gives_the_same_as_its_folder_whatever_paths_are_in_it(folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "esco-v1.2.0.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in sorted(folder.iterdir()):
            file.write(path, f"../../etc/{path.name}")
    zipped, plain = read([archive]), read([folder])
    assert zipped.sha256 == plain.sha256
    assert zipped.records == plain.records


def test_an_index_knows_concepts_labels_and_groups(folder: Path, tmp_path: Path) -> None:
    index = build(read([folder]), tmp_path / "data", NOW).index
    assert index.about == "ESCO 1.2.0, a part (4 concepts), language en"
    assert not index.complete
    concept = index.concept(uri(3))
    assert concept is not None
    assert (concept.label, concept.type, concept.reuse) == ("conflict management", "knowledge", "sector-specific")
    assert [(holder.concept.uri, holder.preferred) for holder in index.holders("Handle  Conflicts")] == [
        (uri(2), False),
        (uri(3), False),
    ]
    group = index.concept(SKILL + "S1.2")
    assert group is not None
    assert group.uri == uri(90)
    assert {below.uri for below in index.narrower(uri(90))} == {uri(1), uri(4)}
    assert [above.uri for above in index.broader(uri(1))] == [uri(90)]
    assert index.collections(uri(4)) == ("digital",)
    assert index.concept(SKILL + "' OR 1=1 --") is None


def test_the_same_files_again_are_nothing_to_do_and_others_replace(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = build(read([folder]), data, NOW)
    assert search(first.index, "plan", 1) == ()
    stamp = first.index.path.stat().st_mtime_ns
    again = build(read([folder]), data, NOW)
    assert (first.fresh, again.fresh) == (True, False)
    assert first.index.path.stat().st_mtime_ns == stamp
    (folder / "skills_en.csv").write_text(SKILLS + row(5, "plan") + "\r\n", encoding="utf-8", newline="")
    assert build(read([folder]), data, NOW).fresh
    assert [path.name for path in data.iterdir()] == ["esco-1.2.0-en.sqlite"]
    (index,) = installed(data).indexes
    assert index.concept(uri(5)) is not None
    assert [hit.concept.label for hit in search(index, "plan", 1)] == ["plan"]


def test_an_import_that_breaks_leaves_the_old_index(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    before = build(read([folder]), data, NOW).index.path.read_bytes()

    def interrupted() -> Iterator[tuple[str, str]]:
        yield uri(4), "digital"
        assert any(path.name.endswith(".part") for path in data.iterdir())
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(replace(read([folder]), sha256="other", members=interrupted()), data, NOW)
    assert [path.name for path in data.iterdir()] == ["esco-1.2.0-en.sqlite"]
    assert (data / "esco-1.2.0-en.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("skills_en.csv", b"", "no skills_LANGUAGE.csv"),
        ("skills_en.csv", b"conceptUri,preferredLabel\n,x\n", "without conceptUri or preferredLabel"),
        ("skills_en.csv", b"a,b\n1,2\n", "without conceptUri or preferredLabel"),
        ("skills_en.csv", b"conceptUri,preferredLabel\n\xff\xfe\n", "cannot read ESCO"),
        ("skills_en.csv", b'conceptUri,preferredLabel\nx,"' + b"y" * 200_000 + b'"\n', "field larger"),
        ("skills_en.zip", b"PK\x03\x04 broken", "cannot read ESCO"),
        ("occupations_en.csv", b"x", "no file of ESCO that mctool knows"),
        ("skillGroups_en.csv", GROUPS.encode(), "no skills_LANGUAGE.csv"),
    ],
)
def test_what_is_no_esco_ends_in_one_line(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(MctoolError, match=message) as raised:
        read([path], "1.2.0")
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there_ends_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(MctoolError, match=r"cannot read ESCO from gone\.zip"):
        read([tmp_path / "gone.zip"], "1.2.0")


def test_a_zip_that_swells_is_not_unpacked(tmp_path: Path) -> None:
    archive = tmp_path / "v1.2.0.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file, file.open("skills_en.csv", "w") as member:
        for _ in range(LARGEST // 2**20 + 1):
            member.write(b"\0" * 2**20)
    with pytest.raises(MctoolError, match="too large"):
        read([archive])


def test_the_version_is_told_and_never_guessed(folder: Path, tmp_path: Path) -> None:
    nameless = folder.rename(tmp_path / "download")
    with pytest.raises(MctoolError, match="--version"):
        read([nameless])
    assert read([nameless], "1.2.1").version == "1.2.1"
    (tmp_path / "skills_en-v1.1.1.zip").touch()
    (tmp_path / "groups v1.2.0.zip").touch()
    with pytest.raises(MctoolError, match=r"cannot read|several versions"):
        read([tmp_path / "skills_en-v1.1.1.zip", tmp_path / "groups v1.2.0.zip"])


@pytest.mark.parametrize("version", ["../../x", "1.2.0/..", "", "latest", "1.2.0\n"])
def test_a_version_that_is_none_names_no_file(folder: Path, version: str) -> None:
    with pytest.raises(MctoolError, match="version"):
        read([folder], version)


def test_languages_are_not_mixed_but_stand_side_by_side(folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build(read([folder]), data, NOW)
    polish = tmp_path / "v1.2.0"
    polish.mkdir()
    (polish / "skills_pl.csv").write_text(SKILLS.replace("listen actively", "słuchać aktywnie"), encoding="utf-8")
    with pytest.raises(MctoolError, match="several languages"):
        read([folder, polish], "1.2.0")
    build(read([polish]), data, NOW)
    assert [(index.version, index.language) for index in installed(data).indexes] == [("1.2.0", "en"), ("1.2.0", "pl")]


def test_a_damaged_index_is_named_with_the_way_out(folder: Path, tmp_path: Path) -> None:
    path = build(read([folder]), tmp_path / "data", NOW).index.path
    path.write_bytes(b"not a database" * 100)
    (index,) = installed(path.parent).indexes
    with pytest.raises(MctoolError, match=r"damaged .* import ESCO 1\.2\.0 again"):
        index.concept(uri(1))
    assert build(read([folder]), path.parent, NOW).fresh


def test_an_index_of_another_schema_asks_to_be_imported_again(folder: Path, tmp_path: Path) -> None:
    path = build(read([folder]), tmp_path / "data", NOW).index.path
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema'")
    connection.close()
    (index,) = installed(path.parent).indexes
    with pytest.raises(MctoolError, match="another version of mctool"):
        _ = index.complete


def test_a_part_of_a_version_calls_nothing_unknown(folder: Path, tmp_path: Path) -> None:
    build(read([folder]), tmp_path / "data", NOW)
    found = judge(uri(404), library=installed(tmp_path / "data"))
    assert found.verdict is Verdict.NOT_LOADED
    assert found.data.startswith("ESCO 1.2.0 core subset")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Two complete versions of an invented classification, and the newer one in Polish."""
    data = tmp_path_factory.mktemp("data")
    filler = [row(number, f"skill number {number}") for number in range(1000, 14000)]
    older = [
        row(1, "be all ears", "active listening\nlisten attentively"),
        row(5, "settle strife", "calm quarrels\nend rows"),
        row(6, "old wisdom"),
    ]
    newer = [
        row(1, "listen actively", "active listening"),
        row(2, "end disputes", "settle strife"),
        row(3, "conflict management", kind="knowledge"),
        row(4, "apply conflict management", "conflict management"),
        row(7, "fly"),
    ]
    for version, language, rows in (
        ("8.0", "en", older),
        ("9.0", "en", newer),
        ("9.0", "pl", [row(1, "słuchać aktywnie")]),
    ):
        place = data / f"v{version}-{language}"
        place.mkdir()
        content = "\r\n".join([HEAD, *rows, *filler, ""])
        (place / f"skills_{language}.csv").write_text(content, encoding="utf-8", newline="")
        (place / f"skillGroups_{language}.csv").write_text(GROUPS, encoding="utf-8", newline="")
        build(read([place], version), data, NOW)
    return installed(data)


def test_the_newest_complete_version_is_checked_unless_another_is_named(whole: Library) -> None:
    assert judge(uri(1), "listen actively", library=whole).version == "9.0"
    assert judge(uri(1), "be all ears", version="8.0", library=whole).verdict is Verdict.OK
    assert judge(uri(1), "listen actively", version="1.1.1", library=whole).data.startswith("ESCO 1.1.1 core subset")


def test_a_complete_version_may_call_a_concept_unknown_and_say_what_was_searched(whole: Library) -> None:
    found = judge(uri(404), "fly", library=whole)
    assert found.verdict is Verdict.UNKNOWN
    assert "searched: 9.0, 8.0" in found.detail
    assert [one.uri for one in found.candidates] == [uri(7)]


def test_old_alternative_and_foreign_labels(whole: Library) -> None:
    old = judge(uri(1), "Be all ears", library=whole)
    assert (old.verdict, old.relabel) == (Verdict.LABEL_DIFFERS, True)
    assert "its label in ESCO 8.0" in old.detail
    alternative = judge(uri(1), "active listening", library=whole)
    assert "one of its alternative labels" in alternative.detail
    assert alternative.relabel
    nothing = judge(uri(1), "hear", library=whole)
    assert "none of its labels" in nothing.detail
    assert nothing.relabel
    assert judge(uri(1), "słuchać aktywnie", library=whole).verdict is Verdict.OK


def test_the_preferred_label_of_another_concept_wins_over_an_alternative_one(whole: Library) -> None:
    found = judge(uri(4), "conflict management", library=whole)
    assert (found.verdict, found.relabel) == (Verdict.LABEL_DIFFERS, False)
    assert [one.uri for one in found.candidates] == [uri(3)]


def test_a_type_that_differs_names_the_sibling(whole: Library) -> None:
    found = judge(uri(3), "conflict management", "skill", library=whole)
    assert found.verdict is Verdict.OK
    assert f"«apply conflict management» ({uri(4)})" in found.type_detail


def test_a_concept_of_an_older_version_only_is_obsolete_with_what_carries_its_label(whole: Library) -> None:
    found = judge(uri(5), "settle strife", library=whole)
    assert (found.verdict, found.label) == (Verdict.OBSOLETE, "settle strife")
    assert [one.uri for one in found.candidates] == [uri(2)]
    assert judge(uri(6), library=whole).candidates == ()


def test_a_concept_of_a_newer_version_only_is_newer(whole: Library) -> None:
    found = judge(uri(7), version="8.0", library=whole)
    assert found.verdict is Verdict.NEWER
    assert "9.0 has it, 8.0 does not" in found.detail


def test_a_group_shows_what_it_is(whole: Library) -> None:
    found = judge(uri(90), library=whole)
    assert found.verdict is Verdict.GROUP
    assert found.detail.startswith("«communication» (S1.2) is a group of skills")
