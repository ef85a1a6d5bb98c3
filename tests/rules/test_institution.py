"""The institution, its logo, and the settings: what is taken and what is refused."""

from pathlib import Path

import pytest

from mctool.workspace import load
from tests.rules.smallworld import INSTITUTION, OUTCOME, PROGRAMME, SETTINGS, found, places

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
ALICE = "javascript:alert(1)"


@pytest.mark.parametrize(
    ("number", "country", "expected"),
    [
        ("VATPL-0000000000", "POL", None),
        ("NTRPL-0000000000", "POL", None),
        ("PL:PL-000", "POL", None),
        ("LEIXG-00000000000000000000", "POL", None),
        ("VATEL-000000000", "GRC", None),
        ("VATGR-000000000", "GRC", None),
        ("VATDE-000000000", "POL", "country"),
        ("PL0000000000", "POL", "number"),
        ("vatpl-0000000000", "POL", "number"),
        ("VATPL-", "POL", "number"),
        ("VATPL 0000000000", "POL", "number"),
        ("VATPL-0000000000\n", "POL", "number"),
    ],
)
def test_the_form_of_an_eidas_identifier(tmp_path: Path, number: str, country: str, expected: str | None) -> None:
    escaped = number.replace("\n", "\\n")
    institution = f'{INSTITUTION}eidas:\n  number: "{escaped}"\n  country: {country}\n'
    lines = [finding.span.line for finding in found(tmp_path, {"institution.yaml": institution}, "MC104")]
    assert lines == {None: [], "number": [6], "country": [7]}[expected]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("", []),
        ("issued: 2026-11-24, expires: 2026-11-24", []),  # the day of the tests
        ("expires: 2026-11-23", ["MC107"]),
        ("issued: 2026-11-25", ["MC107"]),
        ("issued: 2027-01-01, expires: 2026-01-01", ["MC107"]),
    ],
)
def test_quality_assurance_is_in_force_from_its_first_day_to_its_last(
    tmp_path: Path, dates: str, expected: list[str]
) -> None:
    assurance = f"{{type: program-license, agency: {{name: A, country: POL}}, {dates}}}"
    files = {"institution.yaml": f"{INSTITUTION}quality_assurance: {assurance}\n"}
    assert [finding.code for finding in found(tmp_path, files, "MC106", "MC107")] == expected


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("logo.png", PNG, []),
        ("logo.PNG", PNG, []),
        ("logo.jpg", b"\xff\xd8\xff\xe0" + bytes(20), []),
        ("logo.svg", SVG.format('<path d="M0 0" fill="url(#a)"/><use href="#a"/>'), []),
        ("logo.svg", '<?xml version="1.0"?>\n<!-- drawn by hand -->\n' + SVG.format(""), []),
        ("logo.svg", SVG.format('<image href="data:image/png;base64,AAAA"/>'), []),
        ("logo.png", b"\xff\xd8\xff\xe0" + bytes(20), ["MC108"]),
        ("logo.png", b"", ["MC108"]),
        ("logo.png", PNG + bytes(1_000_000), ["MC108"]),
        ("logo.gif", b"GIF89a", ["MC108"]),
        ("logo.svg", PNG, ["MC108"]),
        ("logo.svg", "<html><svg></svg></html>", ["MC108"]),
        ("logo.svg", SVG.format("<script>x</script>").encode("utf-16"), ["MC108"]),
        ("logo.svg", '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;"), ["MC108"]),
        ("logo.svg", SVG.format("<script>x</script>"), ["MC109"]),
        ("logo.svg", SVG.format("<SCRIPT>x</SCRIPT>"), ["MC109"]),
        ("logo.svg", SVG.format('<svg:script xmlns:svg="http://www.w3.org/2000/svg"/>'), ["MC109"]),
        ("logo.svg", SVG.format('<rect\nonload = "x"/>'), ["MC109"]),
        ("logo.svg", SVG.format(f'<a href="{ALICE}">x</a>'), ["MC109"]),
        ("logo.svg", SVG.format('<image xlink:href="https://tracker.example/x.png"/>'), ["MC109"]),
        ("logo.svg", SVG.format("<style>@import 'https://tracker.example/x.css';</style>"), ["MC109"]),
        ("logo.svg", SVG.format('<rect fill="url(https://tracker.example/x)"/>'), ["MC109"]),
        ("logo.svg", SVG.format("<foreignObject><p>x</p></foreignObject>"), ["MC109"]),
        ("logo.svg", SVG.format('<set attributeName="href" to="x"/>'), ["MC109"]),
    ],
)
def test_what_a_logo_may_be(tmp_path: Path, name: str, content: str | bytes, expected: list[str]) -> None:
    files = {"institution.yaml": f"{INSTITUTION}logo: assets/{name}\n", f"assets/{name}": content}
    assert [finding.code for finding in found(tmp_path, files, "MC108", "MC109")] == expected


@pytest.mark.parametrize("path", ["nowhere.png", "../logo.png", "/etc/hostname.png", "assets", "link.png"])
def test_a_logo_is_a_file_in_the_workspace(tmp_path: Path, path: str) -> None:
    root = tmp_path / "ws"
    (tmp_path / "logo.png").write_bytes(PNG)
    (root / "assets").mkdir(parents=True)
    (root / "link.png").symlink_to(tmp_path / "logo.png")
    assert places(found(root, {"institution.yaml": f"{INSTITUTION}logo: {path}\n"}, "MC108"))[0][:2] == ("MC108", 5)


@pytest.mark.parametrize(
    ("path", "inside"),
    [("names.csv", True), ("./a/../names.csv", True), ("../names.csv", False), ("link/names.csv", False)],
)
def test_names_and_keys_stay_outside_links_followed(tmp_path: Path, path: str, *, inside: bool) -> None:
    root = tmp_path / "ws"
    root.mkdir()
    (root / "link").symlink_to(tmp_path)
    settings = f"{SETTINGS}identities: {path}\nseal: {{pkcs12: {path}}}\n"
    findings = found(root, {"mctool.yaml": settings}, "MC113", "MC114")
    assert [finding.code for finding in findings] == (["MC113", "MC114"] if inside else [])


def test_the_way_back_in_by_the_workspaces_own_name_is_inside(tmp_path: Path) -> None:
    settings = f"{SETTINGS}identities: ../ws/names.csv\n"
    assert len(found(tmp_path / "ws", {"mctool.yaml": settings}, "MC113")) == 1


def test_without_an_institution_the_settings_are_told(tmp_path: Path) -> None:
    assert places(found(tmp_path, {"mctool.yaml": SETTINGS}, "MC101", "MC102"))[0][:2] == ("MC101", 1)
    other = {"mctool.yaml": f"{SETTINGS}institution: other.yaml\n", "institution.yaml": INSTITUTION}
    assert found(tmp_path, other, "MC101", "MC102") == []  # the only one there is awards


def test_no_version_of_esco_is_asked_for_where_nothing_is_mapped(tmp_path: Path) -> None:
    assert found(tmp_path, {"o.yaml": f"{OUTCOME}statement: Mediate a dispute\n"}, "MC115") == []


@pytest.mark.parametrize(
    ("waiver", "expected"),
    [
        ("rule: MC305, in: p.yaml, reason: r, approved_by: b, expires: 2026-11-24", []),
        ("rule: MC305, in: p.yaml, reason: r, approved_by: b, expires: 2026-11-23", ["MC118"]),
        ("rule: MC305, in: p.yaml, reason: r, approved_by: b", ["MC118"]),
        ("rule: MC305, in: p.yaml", ["MC118"]),
        ("rule: MC399, in: p.yaml, reason: r, approved_by: b, expires: 2027-01-01", ["MC119"]),
        ("rule: MC401, in: p.yaml, reason: r, approved_by: b, expires: 2027-01-01", ["MC119"]),
        ("rule: MC305, in: q.yaml, reason: r, approved_by: b, expires: 2027-01-01", ["MC119"]),
    ],
)
def test_a_waiver_has_a_reason_an_approver_a_term_and_something_to_waive(
    tmp_path: Path, waiver: str, expected: list[str]
) -> None:
    files = {"p.yaml": PROGRAMME, "waivers.yaml": f"kind: waivers\nid: waivers\nwaivers: [{{{waiver}}}]\n"}
    assert [finding.code for finding in found(tmp_path, files, "MC118", "MC119")] == expected


def test_a_policy_names_rules_that_exist_and_may_change(tmp_path: Path) -> None:
    rules = (
        "MC210: {severity: error, reason: r}, MC299: {severity: note, reason: r}, MC401: {severity: note, reason: r}"
    )
    settings = f"{SETTINGS}policy:\n  rules: {{{rules}}}\n"
    findings = found(tmp_path, {"mctool.yaml": settings}, "MC116")
    assert [finding.message.partition(",")[0] for finding in findings] == [
        "There is no rule MC299",
        "MC401 guards issuing",
    ]


def test_a_logo_made_of_comments_alone_is_refused_at_once(tmp_path: Path) -> None:
    files = {"institution.yaml": f"{INSTITUTION}logo: logo.svg\n", "logo.svg": "<!-- -->" * 100_000}
    assert [finding.code for finding in found(tmp_path, files, "MC108", "MC109")] == ["MC108"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("colour: #1f4e79", "# begins a comment outside quotes"),
        ('colour: "#fff"', "not «#fff»"),
        ('colour: "#1f4e7g"', "not «#1f4e7g»"),
        ("colour: blue", "not «blue»"),
        ("colour: 193049", "not «193049»"),
        ("verification_page: https://example.org/verify", "has {credential} once"),
        ('verification_page: "http://example.org/{credential}"', "begins with https://"),
        ('verification_page: "https://example.org/{credential}/{credential}"', "has {credential} once"),
        ('verification_page: "https://example.org/a b/{credential}"', "such as https://"),
    ],
)
def test_a_wrong_colour_or_verification_page_is_refused_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "mctool.yaml").write_text(SETTINGS)
    (tmp_path / "institution.yaml").write_text(f"{INSTITUTION}{line}\n")
    [fault] = load(tmp_path).faults
    assert (fault.kind, fault.span.line) == ("wrong-value", 5)
    assert said in fault.message


@pytest.mark.parametrize(("colour", "pale"), [("#767676", False), ("#777777", True), ("#F39200", True)])
def test_a_colour_is_pale_below_the_contrast_that_small_words_need(tmp_path: Path, colour: str, pale: bool) -> None:
    files = {"institution.yaml": f'{INSTITUTION}colour: "{colour}"\n'}
    assert places(found(tmp_path, files, "MC111")) == ([("MC111", 5, "9-18")] if pale else [])
