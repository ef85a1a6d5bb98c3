"""Writes the mechanical parts of examples/equini again: results, evaluation forms, digests of approvals.

Programmes, rubrics and the heads of the cohorts are written by hand; the rest follows from them and from
example_plan.py, the same on every run. It names no learner and states no decision: ratings are drawn so that mctool
comes to the decision that the plan has in mind. Run it after a change to the example or to the plan.

    python tools/example.py           writes, and prints what changed
    python tools/example.py --check   exit 1 when the files on disk are not what would be written
"""

import argparse
import csv
import hashlib
import io
import random
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from example_plan import FORM, PLANS, WORDS, Plan
from mctool.approvals import programme_digest
from mctool.models import Cohort, Programme, Rubric
from mctool.models.cohort import Attempt, Evidence, Rating, Result
from mctool.models.programme import Assessment
from mctool.workspace import Workspace, load

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "equini"


class Edition:
    """Draws the results of one cohort from its plan, always the same ones."""

    def __init__(self, workspace: Workspace, cohort: Cohort, plan: Plan) -> None:
        self.cohort, self.plan = cohort, plan
        self.programme: Programme = workspace.programmes[cohort.programme].model
        self.rubrics: dict[str, Rubric] = {
            one.id: workspace.rubrics[one.rubric or ""].model for one in self.assessments
        }
        self.files: dict[str, str] = {}
        self.draw = random.Random()

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        return self.programme.assessments

    def results(self) -> list[Result]:
        """The learners in the order of the plan; their evaluation forms gather in ``files``."""
        return [self._result(learner, course) for learner, course in self.plan.learners.items()]

    def _result(self, learner: str, course: str) -> Result:
        self.draw.seed(f"{self.cohort.id} {learner}")
        contact = round((self.programme.workload and self.programme.workload.contact_hours) or 0)
        stayed = not course.startswith("withdrawn")
        hours = self.draw.randint(contact - 6, contact) if stayed else self.draw.randint(2, 8)
        return Result(
            learner=learner, status="completed" if stayed else "withdrawn", attended_hours=hours,
            assessments=tuple(self._attempts(learner, course)),
        )  # fmt: skip

    def _attempts(self, learner: str, course: str) -> Iterator[Attempt]:
        first, *_, last = self.plan.days
        for name, day in self.plan.days.items():
            repeated = name == self.plan.repeated
            skipped = {
                "withdrawn-at-once": True,
                "withdrawn": name != first,
                "not-all-assessed": repeated,
            }.get(course, False)
            failing = {
                "not-achieved": repeated,
                "not-achieved-twice": repeated,
                "second-attempt": repeated,
                "awarded-without-the-last-outcome": name == last,
            }.get(course, False)
            if not skipped:
                yield self._attempt(learner, name, 1, day, course, failing)
        if course in ("second-attempt", "not-achieved-twice"):
            failing = course == "not-achieved-twice"
            yield self._attempt(learner, self.plan.repeated, 2, self.plan.again, course, failing)

    def _attempt(self, learner: str, name: str, number: int, day: date, course: str, failing: bool) -> Attempt:
        levels = self._levels(self.rubrics[name], course, failing)
        ratings = {assessor: dict(levels) for assessor in self.cohort.assessors}
        agreed = {}
        for criterion, level in levels.items():
            if self.draw.random() < 0.15:
                ratings[self.draw.choice(self.cohort.assessors)][criterion] = self._neighbour(self.rubrics[name], level)
                agreed[criterion] = level
        feedback = day + timedelta(days=self.draw.randint(1, 4) if failing else self.draw.randint(3, 9))
        rated = tuple(Rating(by=assessor, levels=given) for assessor, given in ratings.items())
        attempt = Attempt(
            assessment=name, attempt=number, date=day, ratings=rated, agreed=agreed, feedback=feedback,
        )  # fmt: skip
        return attempt.model_copy(update={"evidence": tuple(self._evidence(learner, attempt, levels))})

    def _levels(self, rubric: Rubric, course: str, failing: bool) -> dict[str, str]:
        """The levels in the end; whoever is not to have the distinction misses it in one criterion at least."""
        minimum = {one.id: rubric.rank(rubric.minimum_of(one) or "") for one in rubric.criteria}
        if course == "distinction":
            return dict.fromkeys(minimum, rubric.levels[-1])
        levels = {criterion: self.draw.choice(rubric.levels[rank:]) for criterion, rank in minimum.items()}
        weakest = self.draw.choice(list(minimum))
        return {**levels, weakest: rubric.levels[minimum[weakest] - failing]}

    def _neighbour(self, rubric: Rubric, level: str) -> str:
        rank = rubric.rank(level)
        return self.draw.choice([*rubric.levels[max(rank - 1, 0) : rank], *rubric.levels[rank + 1 : rank + 2]])

    def _evidence(self, learner: str, attempt: Attempt, levels: Mapping[str, str]) -> Iterator[Evidence]:
        again = f"-{attempt.attempt}" if attempt.attempt > 1 else ""
        path = f"evidence/{self.cohort.id}/{learner}-{attempt.assessment}{again}.md"
        self.files[path] = self._form(learner, attempt, levels)
        yield Evidence(type="evaluation-form", file=path, sha256=_sha256(self.files[path]))
        if self._is_written(attempt.assessment):
            place = f"{attempt.assessment}, submission {1 + list(self.plan.learners).index(learner)}"
            digest = _sha256(f"{self.cohort.id} {learner} {place}")
            yield Evidence(type="product", held_by="Moodle", reference=place, sha256=digest)

    def _is_written(self, name: str) -> bool:
        assessment = self.programme.assessment(name)
        return assessment is not None and assessment.method == "case-analysis"

    def _form(self, learner: str, attempt: Attempt, levels: Mapping[str, str]) -> str:
        """The evaluation form: the levels by assessor and the acts that were noted, in the programme's language."""
        language = self.programme.languages[0].slug
        agreed, noted, paragraph, minute = WORDS[language]
        title = next(one.title for one in self.assessments if one.id == attempt.assessment)
        text = FORM[language].format(
            learner=learner, programme=self.programme.title.to(language), version=self.cohort.version,
            assessment=title.to(language), attempt=attempt.attempt, date=attempt.date,
            assessors=", ".join(rating.by for rating in attempt.ratings),
        )  # fmt: skip
        for criterion in self.rubrics[attempt.assessment].criteria:
            level = levels[criterion.id]
            rated = [f"{rating.by}: {rating.levels[criterion.id]}" for rating in attempt.ratings]
            rated += [f"{agreed}: {level}"] if criterion.id in attempt.agreed else []
            first, second = sorted(self.draw.sample(range(1, 13), 2))
            place = paragraph if self._is_written(attempt.assessment) else minute
            text += f"\n## {criterion.title.to(language)}\n\n{'; '.join(rated)}\n\n"
            text += f"{criterion.descriptors[level].to(language)}\n"
            text += noted.format(place=place, first=first, second=second) + "\n"
        return text


def as_yaml(results: list[Result]) -> Iterator[str]:
    """The lines of the results as they stand in a cohort file."""
    yield "results:"
    for result in results:
        yield f"  - learner: {result.learner}"
        yield f"    status: {result.status}"
        yield f"    attended_hours: {result.attended_hours:g}"
        yield "    assessments:" if result.assessments else "    assessments: []"
        for attempt in result.assessments:
            yield f"      - assessment: {attempt.assessment}"
            yield f"        attempt: {attempt.attempt}"
            yield f"        date: {attempt.date}"
            yield "        ratings:"
            for rating in attempt.ratings:
                yield f"          - {{by: {rating.by}, levels: {{{_pairs(rating.levels)}}}}}"
            if attempt.agreed:
                yield f"        agreed: {{{_pairs(attempt.agreed)}}}"
            yield "        evidence:"
            for evidence in attempt.evidence:
                yield f"          - type: {evidence.type}"
                for name, value in evidence.model_dump(exclude={"type"}, exclude_none=True).items():
                    yield f"            {name}: " + (f'"{value}"' if name == "sha256" else value)
            yield f"        feedback: {attempt.feedback}"


def _pairs(levels: Mapping[str, str]) -> str:
    return ", ".join(f"{criterion}: {level}" for criterion, level in levels.items())


def as_csv(results: list[Result]) -> str:
    """The results as a table: one row per learner, assessment, attempt, assessor and criterion."""
    out = io.StringIO()
    evidence_columns = [f"evidence_{name}" for name in Evidence.model_fields]
    columns = ["learner", "status", "attended_hours", "assessment", "attempt", "date", "assessor", "criterion"]
    columns += ["level", "agreed", *evidence_columns, "feedback"]
    table = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    table.writeheader()
    for result in results:
        learner = {"learner": result.learner, "status": result.status, "attended_hours": f"{result.attended_hours:g}"}
        if not result.assessments:
            table.writerow(learner)
        for attempt in result.assessments:
            dates = {"date": attempt.date, "feedback": attempt.feedback}
            evidence = [{f"evidence_{name}": value for name, value in one} for one in attempt.evidence]
            for rating in attempt.ratings:
                for criterion, level in rating.levels.items():
                    row = {"assessor": rating.by, "criterion": criterion, "level": level}
                    row["agreed"] = attempt.agreed.get(criterion, "")
                    shared = {"assessment": attempt.assessment, "attempt": attempt.attempt, **dates}
                    table.writerow({**learner, **shared, **row, **(evidence.pop(0) if evidence else {})})
    return out.getvalue()


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def generated() -> dict[str, str]:
    """Every file that this program answers for, by its path in the example."""
    workspace = load(EXAMPLE)
    files: dict[str, str] = {}
    for programme in workspace.programmes.values():
        digest = programme_digest(workspace, programme)
        files[programme.path] = re.sub(r"sha256:[0-9a-f]{64}", digest, programme.source.text)
    for name, plan in PLANS.items():
        edition = Edition(workspace, workspace.cohorts[name].model, plan)
        results = edition.results()
        files |= edition.files
        head, _, rest = (EXAMPLE / "cohorts" / f"{name}.yaml").read_text("utf-8").partition("results:")
        if rest.strip().endswith(".csv"):
            files[f"cohorts/{name}.csv"] = as_csv(results)
        else:
            files[f"cohorts/{name}.yaml"] = head + "\n".join(as_yaml(results)) + "\n"
    return files


def main() -> int:
    parser = argparse.ArgumentParser(description="Writes results, evaluation forms and digests of the example.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when something would change")
    only_check = parser.parse_args().check
    files = generated()
    there = {path.relative_to(EXAMPLE).as_posix() for path in (EXAMPLE / "evidence").rglob("*.md")}
    surplus = sorted(there - files.keys())
    changed = [name for name, text in files.items() if not _holds(EXAMPLE / name, text)]
    print("\n".join(surplus + changed) or "nothing to change")
    if only_check:
        return 1 if surplus or changed else 0
    for name in surplus:
        (EXAMPLE / name).unlink()
    for name in changed:
        (EXAMPLE / name).parent.mkdir(parents=True, exist_ok=True)
        (EXAMPLE / name).write_text(files[name], "utf-8", newline="\n")
    return 0


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()


if __name__ == "__main__":
    sys.exit(main())
