"""Before anything is written: names stay out of git, credentials too, and the register is under it."""

from collections.abc import Mapping

from mctool import repository
from mctool.errors import WorkspaceError
from mctool.identities import Identity, read_identities
from mctool.identityfiles import identities_path
from mctool.issuance.order import output_folder
from mctool.issuance.plan import Plan


def names_for(plan: Plan) -> Mapping[str, Identity]:
    """The identities by learner id, from the file that ``mctool.yaml`` names.

    Raises WorkspaceError when there is none, or it lies in a repository (format.md, law 6).
    """
    return read_identities(identities_path(plan.world.workspace))


def refuse_unsafe_folders(plan: Plan) -> None:
    """Names must not come under git with the next «git add», and the register must: who holds a credential is there.

    Raises WorkspaceError, with what to do about it.
    """
    workspace = plan.world.workspace
    output = output_folder(plan)
    if repository.would_be_tracked((output / "credential.xml").resolve()):
        raise WorkspaceError(f"credentials hold names, and git does not ignore {output.parent}; put it into .gitignore")
    register = workspace.register_folder
    if plan.commit and not repository.would_be_tracked((register / f"{plan.cohort.model.id}.jsonl").resolve()):
        raise WorkspaceError(f"the register {register} is not kept under git; name a folder that is, as «register»")
