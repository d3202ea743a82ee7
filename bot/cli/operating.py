"""What commands for whoever sits at the machine itself have in common."""

from contextlib import suppress

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.prompt import Confirm

from bot.services.errors import RefusedError
from db.session import Session
from db.tables import Community


class NoSuchCommunityError(RefusedError):
    """Laurel was never in a server of that id."""

    message = "import-no-such-community"


def require_community(session: Session, community_id: int) -> None:
    """Refuse an id of which nothing is known."""
    if session.get(Community, community_id) is None:
        raise NoSuchCommunityError(community=str(community_id))


def plain(text: str) -> str:
    """Drop the formatting that only Discord shows."""
    return text.replace("*", "").replace("`", "")


def bar(out: Console) -> Progress:
    """Return a bar that shows how far something is."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=out,
    )


def agrees(out: Console, question: str) -> bool:
    """Ask whoever sits there; where nobody does, the answer is no."""
    with suppress(EOFError):
        return Confirm.ask(question, console=out)
    return False
