"""The talk around issuing: refusals first, a preview and a question, progress, and what was done."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from mctool.cli.passwords import secret
from mctool.cli.terminal import err, out, print_json, print_text, say
from mctool.cli.unlocking import unlock
from mctool.decisions import Verdict
from mctool.identities import Identity
from mctool.issuance import Options, Outcome, Plan, SealPlan, issue
from mctool.issuance.choosing import load_seal
from mctool.issuance.order import participation, template_folder
from mctool.issuance.precautions import names_for, refuse_unsafe_folders
from mctool.issuance.uploads import write_uploads
from mctool.reports import findings as findings_view
from mctool.reports import issuing as view

if TYPE_CHECKING:
    from rich.console import Console

_ENOUGH_FOR_TWO = 40
"""From so many learners on, a second process saves more than it costs to start."""


@dataclass(frozen=True)
class Request:
    """What the coordinator asked for."""

    plan: Plan
    now: datetime
    formats: frozenset[str]
    dry_run: bool
    yes: bool
    seal: Path | None
    all_or_nothing: bool
    unsealed: bool
    workers: int | None
    executor: str | None
    as_json: bool


def run(request: Request) -> int:
    """Does what *request* asks and returns the exit code. Raises MctoolError when it cannot."""
    plan = request.plan
    if plan.blocking:
        return _blocked(request)
    unlock(plan.world.workspace)
    identities = names_for(plan)
    refuse_unsafe_folders(plan)
    refused = plan.with_verdict(Verdict.REFUSED)
    if request.all_or_nothing and refused:
        say(f"mctool: {len(refused)} refused, so nobody was issued to (--all-or-nothing)")
        return _report(request, Outcome(plan))
    if request.dry_run:
        return _dry_run(request, identities)
    seal = None if request.unsealed or not plan.to_issue else _seal(request)
    if seal is not None and seal.key.is_test:
        plan = plan.tried_out()
        request = replace(request, plan=plan)
    if plan.to_issue and not _agreed(request):
        say("mctool: nothing was issued")
        return _report(request, Outcome(plan)) or 1
    if request.unsealed:
        return _report(request, write_uploads(plan, identities, request.now))
    if seal is None or not plan.to_issue:  # nothing to seal; certificates of participation may still be owed
        return _report(request, Outcome(plan, participation=participation(plan, identities, request.now)))
    with _stop_after_batch() as stop, progress_of(len(plan.to_issue)) as progress:
        workers = request.workers or _workers(len(plan.to_issue))
        options = Options(request.now, request.formats, workers, progress=progress, stop=stop)
        if request.executor is None:
            outcome = issue(plan, identities, seal, options)
        else:
            outcome = _on_cluster(request, request.executor, identities, seal, options)
    return _report(request, outcome)


def _blocked(request: Request) -> int:
    workspace = request.plan.world.workspace
    if request.as_json:
        print_json(findings_view.as_json(workspace, request.plan.blocking))
    else:
        print_text(findings_view.as_text(workspace, request.plan.blocking))
    say(f"mctool: nothing was issued on {request.plan.cohort.model.id}: what the awards rest on has errors")
    return 2


def _seal(request: Request) -> SealPlan:
    return load_seal(request.plan.world.workspace, request.seal, request.now, secret)


def _on_cluster(
    request: Request, address: str, identities: Mapping[str, Identity], seal: SealPlan, options: Options
) -> Outcome:
    """The same with the files made by the workers of a Dask cluster."""
    from mctool.issuance.cluster import Site, cluster, ship

    plan = request.plan
    root = plan.world.workspace.root
    templates = template_folder(root)
    site = Site(
        str(root), plan.cohort.model.id, plan.digest, request.now, request.formats,
        str(request.seal.resolve()) if request.seal else None, str(templates) if templates else None,
    )  # fmt: skip
    with cluster(address) as executor:
        return issue(plan, identities, seal, replace(options, remote=lambda tasks: ship(executor, site, tasks)))


def _agreed(request: Request) -> bool:
    """The preview, and the answer to it; without a terminal, or with ``--yes``, nobody is asked."""
    _show(view.preview(request.plan), err())
    if request.yes or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return True
    try:
        return typer.confirm("Issue?", default=False, err=True)
    except typer.Abort:  # Ctrl-C or Ctrl-D: no answer is no, and the line with the question has to end
        say("")
        return False


def _show(text: str, console: "Console") -> None:
    """Prints *text*, on a terminal folded between words."""
    console.print(text, markup=False, emoji=False)


def _dry_run(request: Request, identities: Mapping[str, Identity]) -> int:
    """Renders everything without a seal, so that a name or text that no format can carry shows before the day."""
    from mctool.credentials import build_award
    from mctool.issuance.rehearsal import rehearse

    plan = request.plan
    award = build_award(plan.world.workspace, plan.cohort)
    failed = rehearse(award, plan.to_issue, identities, request.now, template_folder(plan.world.workspace.root))
    _show(view.preview(plan), err())
    say("mctool: a dry run; nothing was written")
    return _report(request, Outcome(plan, failed=failed))


def _report(request: Request, outcome: Outcome) -> int:
    if request.as_json:
        print_json(view.as_json(outcome))
    else:
        _show(view.as_text(outcome, dry_run=request.dry_run), out())
        if outcome.issued and outcome.sealed:
            plan = request.plan
            register = plan.world.workspace.settings.register_folder
            say(f"Commit {register}/{plan.cohort.model.id}.jsonl: it keeps what was issued")
    for learner, reason in outcome.failed.items():
        say(f"mctool: {learner}: {reason.removeprefix(f'{learner}: ')}")
    if outcome.failed or outcome.unfinished:
        return 2
    return 1 if request.plan.with_verdict(Verdict.REFUSED) else 0


def _workers(learners: int) -> int:
    return min(os.cpu_count() or 1, 8) if learners >= _ENOUGH_FOR_TWO else 1


@contextmanager
def _stop_after_batch() -> Iterator[Callable[[], bool]]:
    """Ctrl-C asks to stop after the batch in hand; a second one stops at once."""
    asked = False

    def ask(_signal: int, _frame: object) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        say("mctool: finishing the batch in hand; run the command again to go on (Ctrl-C again stops at once)")

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progress_of(total: int) -> Iterator[Callable[[int], None]]:
    """A bar with rate and time left on a terminal; elsewhere a line for each thousand."""
    if not sys.stderr.isatty():
        yield lambda done: say(f"{done} of {total} done") if done % 1000 == 0 else None
        return
    from rich import progress
    from rich.table import Column
    from rich.text import Text

    class Pace(progress.ProgressColumn):
        def render(self, task: progress.Task) -> Text:
            if not task.completed or not task.elapsed:
                return Text("")
            rate = task.completed / task.elapsed  # from the beginning: learners come in small heaps
            return Text(f"{rate:.1f}/s, {timedelta(seconds=round((total - task.completed) / rate))} left")

    shown = (
        progress.TextColumn("Issuing"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        Pace(table_column=Column(no_wrap=True)),
    )
    with progress.Progress(*shown, console=err()) as bar:
        task = bar.add_task("", total=total)
        yield lambda done: bar.update(task, completed=done)
