"""The command line: `python -m bot`, or `laurel` where it is installed."""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import typer
from rich.console import Console

from bot import __version__, settings
from bot.runtime import logs
from bot.services.codes.file_layout import Choices, Order
from bot.services.moving.brought import Feeds
from bot.services.moving.terms import Choices as PointTerms
from bot.services.moving.terms import Mode
from bot.settings import ConvertSettings, DiscordSettings, Settings, SettingsError
from bot.texts import SHIPPED, defects, language, languages, messages, t

OK = 0
FAILED = 1
NEEDS_ATTENTION = 2
"""What starting again cannot mend; a supervisor need not try (`RestartPreventExitStatus=2`)."""

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
out = Console(highlight=False, soft_wrap=True)
problems = Console(stderr=True, highlight=False, soft_wrap=True)


def spoken() -> str:
    """Return the language of who runs the program."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return language(wanted.partition(".")[0].replace("_", "-"))


def say(text_id: str, **params: object) -> str:
    """Return a text in the language of who runs the program."""
    return t(spoken(), text_id, **params)


@contextmanager
def plainly(kind: type[Settings] = Settings, *, quiet: bool = True) -> Iterator[Settings]:
    """Give the settings, and turn what an operator can mend into a sentence and an exit code."""
    from bot.client import CannotStartError
    from db.errors import (
        DatabaseDamagedError,
        DatabaseError,
        DatabaseInUseError,
        DatabaseMissingError,
        DatabaseTooNewError,
    )

    os.umask(0o077)  # what we write holds codes: it is for its owner alone
    try:
        loaded = settings.load(kind)
        logs.set_up("WARNING" if quiet else loaded.log_level, loaded.log_format)
        yield loaded
    except SettingsError as error:
        for name in error.names:
            text_id = "program-setting-" + name.replace("_", "-")
            problems.print(f"✗ {say(text_id, given=error.given.get(name, ''))}", markup=False)
        raise typer.Exit(NEEDS_ATTENTION) from None
    except CannotStartError as error:
        problems.print(f"✗ {say(error.text_id, **error.params)}", markup=False)
        raise typer.Exit(FAILED if error.passes else NEEDS_ATTENTION) from None
    except DatabaseTooNewError as error:
        problems.print(f"✗ {say('program-database-too-new', version=str(error))}", markup=False)
        raise typer.Exit(NEEDS_ATTENTION) from None
    except DatabaseDamagedError as error:
        problems.print(f"✗ {say('program-database-damaged', reason=str(error))}", markup=False)
        raise typer.Exit(NEEDS_ATTENTION) from None
    except DatabaseInUseError as error:
        problems.print(f"✗ {say('program-database-in-use', pid=str(error))}", markup=False)
        raise typer.Exit(FAILED) from None
    except DatabaseMissingError:
        problems.print(f"✗ {say('program-check-none')}", markup=False)
        raise typer.Exit(FAILED) from None
    except DatabaseError as error:
        problems.print(f"✗ {say('program-database-away', reason=str(error))}", markup=False)
        raise typer.Exit(FAILED) from None


def _show_version(wanted: bool) -> None:
    if wanted:
        out.print(f"Laurel {__version__}")
        raise typer.Exit(OK)


@app.callback()
def laurel(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Show the version and exit."
    ),
) -> None:
    """Laurel: a community's rewards programme on Discord."""


@app.command()
def run() -> None:
    """Run Laurel on Discord, until it is told to stop."""
    from bot.app import run as serve

    with plainly(DiscordSettings, quiet=False) as loaded:
        asyncio.run(serve(loaded))


@app.command()
def demo(
    terminal: bool = typer.Option(
        False, "--terminal", help="Play the tour here, then type commands as any member."
    ),
    page: bool = typer.Option(
        False, "--page", help="Serve the page also where there is no terminal."
    ),
) -> None:
    """Try Laurel on a sample community in your browser, without a token."""
    from bot.demo.main import main

    asyncio.run(main(terminal=terminal, page=page, language=spoken()))


@app.command()
def migrate(
    distribute: bool = typer.Option(
        False, "--distribute", help="Divide PostgreSQL's tables among the machines of Citus."
    ),
    backed_up: bool = typer.Option(
        False, "--backed-up", help="Say that there is a backup, as --distribute asks for."
    ),
) -> None:
    """Bring the database's schema up to date, as `run` does by itself."""
    from db.lock import exclusive
    from db.migrate import migrate as bring_forward
    from db.migrate import version

    async def work(url: str) -> None:
        with exclusive(url):
            before, ours = await version(url)
            await bring_forward(url)
        text_id = "program-migrated-already" if before == ours else "program-migrated"
        out.print(say(text_id, version=ours), markup=False)

    with plainly(quiet=False) as loaded:
        if distribute:
            _distribute(loaded.database_url, backed_up=backed_up)
        else:
            asyncio.run(work(loaded.database_url))


def _distribute(url: str, *, backed_up: bool) -> None:
    from bot.cli.distribute import distribute

    told = asyncio.run(distribute(url, backed_up=backed_up))
    if not told.well:
        problems.print(f"✗ {say(told.text_id, **told.params)}", markup=False)
        raise typer.Exit(FAILED)
    out.print(f"✓ {say(told.text_id, **told.params)}", markup=False)


@app.command()
def check() -> None:
    """Prove that balances, stock, codes and grants add up; change nothing."""
    from bot.cli.check import adds_up
    from db.errors import DatabaseMissingError
    from db.migrate import version

    async def work(url: str) -> bool:
        there, ours = await version(url)
        if there is None:
            raise DatabaseMissingError
        if there != ours:
            problem = say("program-check-not-now", there=there, ours=ours)
            problems.print(f"✗ {problem}", markup=False)
            return False
        return await adds_up(url, spoken(), out)

    with plainly() as loaded:
        done = asyncio.run(work(loaded.database_url))
    raise typer.Exit(OK if done else FAILED)


@app.command()
def convert() -> None:
    """Copy all to the database that CONVERT_TO names: from SQLite to PostgreSQL, or back."""
    from bot.cli.convert import convert as copy

    with plainly(ConvertSettings) as loaded:
        assert isinstance(loaded, ConvertSettings)
        done = asyncio.run(copy(loaded.database_url, loaded.convert_to, spoken(), out))
    raise typer.Exit(OK if done else FAILED)


@app.command("import-codes")
def import_codes(
    file: Path = typer.Argument(exists=True, dir_okay=False, readable=True),
    community: int = typer.Option(help="The Discord server's id."),
    reward: str = typer.Option(help="The voucher's name, or its id."),
    rejects: Path | None = typer.Option(
        None, help="Where rows that stay out are written; else beside the file."
    ),
    yes: bool = typer.Option(False, "--yes", help="Import without asking."),
    also_elsewhere: bool = typer.Option(
        False, "--also-elsewhere", help="Import codes that another voucher has, too."
    ),
    code_column: int | None = typer.Option(None, min=1, help="Which column has the codes."),
    date_column: int | None = typer.Option(
        None, min=0, help="Which column has the expiry dates; 0: none has."
    ),
    first: Order | None = typer.Option(
        None, help="Whether day or month comes first in dates such as 3/10/2030."
    ),
    undated: str | None = typer.Option(
        None, help="Until when codes without a date are good: none, voucher, or YYYY-MM-DD."
    ),
    as_written: bool = typer.Option(
        False, "--as-written", help='Keep what spreadsheets put around codes, as in ="00123".'
    ),
) -> None:
    """Bring in a voucher's codes from a CSV file of any size."""
    from bot.cli.import_codes import Request
    from bot.cli.import_codes import import_codes as bring_in

    rejected = rejects or file.with_name(f"{file.stem}.rejected.csv")
    choices = Choices(
        code=code_column,
        date=date_column,
        order=first,
        fill=_checked_fill(undated),
        as_written=as_written,
    )
    order = Request(community, reward, file, rejected, yes, also_elsewhere, choices)
    with plainly() as loaded:
        done = asyncio.run(bring_in(loaded.database_url, order, spoken(), out))
    raise typer.Exit(OK if done else FAILED)


def _checked_fill(typed: str | None) -> str | None:
    if typed is None or typed in ("none", "voucher"):
        return typed
    try:
        return date.fromisoformat(typed).isoformat()
    except ValueError:
        raise typer.BadParameter("none, voucher, or YYYY-MM-DD", param_hint="--undated") from None


@app.command("import-points")
def import_points(
    files: list[Path] = typer.Argument(exists=True, dir_okay=False, readable=True),
    community: int = typer.Option(help="The Discord server's id."),
    named: str | None = typer.Option(
        None, "--format", help="Which bot the files are from; else their shape tells."
    ),
    wallet: Feeds | None = typer.Option(
        None, help="Where points go; else both, or as the columns of a CSV say."
    ),
    rate: str = typer.Option("1", help="Points for each unit in the file, such as 1/100."),
    cap: int | None = typer.Option(None, help="The most points for one member."),
    mode: Mode = typer.Option(Mode.ADD, help="Add, or bring wallets to the number."),
    rejects: Path | None = typer.Option(
        None, help="Where entries that stay out are written; else beside the first file."
    ),
    dry_run: bool = typer.Option(False, "--dry-run", help="Show what would happen, and stop."),
    yes: bool = typer.Option(False, "--yes", help="Import without asking."),
) -> None:
    """Bring along the points that another bot gave out."""
    from bot.cli.import_points import Request
    from bot.cli.import_points import import_points as bring_in

    rejected = rejects or files[0].with_name(f"{files[0].stem}.rejected.csv")
    terms = PointTerms(rate=rate, cap=cap, mode=mode)
    order = Request(community, files, rejected, named, wallet, terms, dry_run, yes)
    with plainly() as loaded:
        done = asyncio.run(bring_in(loaded.database_url, order, spoken(), out))
    raise typer.Exit(OK if done else FAILED)


@app.command()
def backup(
    folder: Path = typer.Option(Path("data/backups"), "--to", help="Where the copy goes."),
) -> None:
    """Copy a SQLite database while it is in use."""
    from db.backup import NotAFileError, back_up

    with plainly() as loaded:
        try:
            target = back_up(loaded.database_url, folder, datetime.now().astimezone())
        except NotAFileError:
            problems.print(f"✗ {say('program-backup-postgres')}", markup=False)
            raise typer.Exit(FAILED) from None
        size = target.stat().st_size // 1024
        out.print(say("program-backed-up", file=str(target), kilobytes=size), markup=False)


def _with_token_if_there_is_one() -> type[Settings]:
    """Return which settings to go by: the rest can be looked at where only the token is missing."""
    try:
        settings.load(DiscordSettings)
    except SettingsError as error:
        if error.names == ["discord_token"]:
            return Settings
    return DiscordSettings


@app.command()
def doctor() -> None:
    """Say what is missing for Laurel to work on Discord, and what to do about it."""
    from bot.cli.doctor import examine

    with plainly(_with_token_if_there_is_one()) as loaded:
        findings = asyncio.run(examine(loaded))
        for finding in findings:
            sign = "✓" if finding.well else "✗"
            out.print(f"{sign} {say(finding.text_id, **finding.params)}", markup=False)
    if not all(finding.well for finding in findings):
        raise typer.Exit(FAILED)


@app.command()
def texts() -> None:
    """Say what each language lacks; what it lacks is read in English."""
    lacking = {known: defects(known) for known in languages()}
    for known, lines in lacking.items():
        out.print(f"{known}: {len(messages(known))} texts", *lines, sep="\n  ", markup=False)
    if any(lacking[known] for known in SHIPPED):
        raise typer.Exit(FAILED)


if __name__ == "__main__":
    app()
