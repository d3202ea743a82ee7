"""Try foreign clients on the local Discord: python -m tests.clients [NAME ...]."""

import asyncio
import sys

from bot.localdiscord import LocalDiscord
from tests.clients.installing import CLIENTS, Client, NotInstalled
from tests.clients.steps import attempt
from tests.clients.table import Row, table, write
from tests.support.description import description_check, description_review


async def try_one(client: Client) -> Row:
    """Install a client and let it go through the steps."""
    say(f"{client.name} {client.version} …")
    try:
        await client.install()
    except NotInstalled as problem:
        row = Row(client, skipped=str(problem))
    else:
        # Checked only when all is done: what is refused would hide what comes after it.
        check, review = description_check(), description_review()
        discord = LocalDiscord(check=check, review=review, check_later=True)
        row = Row(client, *await attempt(client, discord))
    for note in row.notes() or ["  everything went well"]:
        say(f"  {note}")
    return row


async def main(names: list[str]) -> int:
    """Try the clients that are named, or all, which are then written into the document."""
    if unknown := set(names) - {client.name for client in CLIENTS}:
        say(f"There is no client {', '.join(sorted(unknown))}.")
        return 2
    chosen = [client for client in CLIENTS if not names or client.name in names]
    rows = [await try_one(client) for client in chosen]
    say(table(rows))
    if not names:
        write(rows)
    return 0 if all(row.good for row in rows) else 1


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
