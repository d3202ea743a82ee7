"""What commands for whoever sits at the machine itself have in common."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.prompt import Confirm

from bot.services.actors import OPERATOR, Person
from bot.services.errors import RefusedError
from bot.texts import t
from db.database import Database, open_beside
from db.private import private_file
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


def signed(language: str, out: Console) -> Callable[..., None]:
    """Return what prints a text behind a sign: ✓, ✗, ! or …."""

    def say(text_id: str, sign: str, **params: object) -> None:
        out.print(f"{sign} {t(language, text_id, **params)}", markup=False)

    return say


def bar(out: Console) -> Progress:
    """Return a bar that shows how far something is."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=out,
    )


class FileImport:
    """An import of files, also beside a running bot: previewed, agreed to, and brought in."""

    def __init__(self, db: Database, community_id: int, language: str, out: Console) -> None:
        self._db = db
        self._language = language
        self._out = out
        self._by = Person(community_id, OPERATOR, manages_server=True)

    async def run(self) -> bool:
        """Preview, ask and import; return whether all went as it was asked for."""
        raise NotImplementedError

    def say(self, text_id: str, **params: object) -> None:
        """Print a text."""
        self._out.print(plain(t(self._language, text_id, **params)), markup=False)

    def write_rejects(self, file: Path, content: bytes) -> None:
        """Write what stays out, for nobody else to read."""
        private_file(file)
        file.write_bytes(content)
        self.say("import-rejects-written", file=str(file))

    def agreed(self, question: str) -> bool:
        """Ask whoever sits there; where nobody does, the answer is no."""
        with suppress(EOFError):
            return Confirm.ask(question, console=self._out)
        return False


async def run_import(
    url: str, community_id: int, language: str, out: Console, make: Callable[[Database], FileImport]
) -> bool:
    """Run an import into a community; return False if something was refused, or the answer no."""
    db = await open_beside(url)
    try:
        await db.read(require_community, community_id)
        return await make(db).run()
    except RefusedError as refusal:
        out.print(f"✗ {plain(t(language, refusal.message, **refusal.params))}", markup=False)
        return False
    finally:
        await db.close()
