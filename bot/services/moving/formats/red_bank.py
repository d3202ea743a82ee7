"""Red's bank: a balance for each member of each server, or for everybody where it is global."""

from collections.abc import Iterator
from typing import Any

from bot.services.moving.brought import Money
from bot.services.moving.form import Format, Line, NotThisServerError, text_of


class RedBank(Format, key="red_bank", moneys=(Money("balance"),)):
    """The settings of Red's bank."""

    @classmethod
    def fits(cls, document: object) -> bool:
        """Look for what the bank keeps of servers and of itself."""
        return _bank(document) is not None

    @classmethod
    def lines(cls, document: Any, community_id: int) -> Iterator[Line]:
        """Take this server's accounts, or everybody's of a global bank."""
        bank = _bank(document) or {}
        if bank.get("GLOBAL", {}).get("is_global") is True:
            accounts = bank.get("USER", {})
        else:
            servers = bank.get("MEMBER", {})
            if str(community_id) not in servers:
                raise NotThisServerError(servers=", ".join(list(servers)[:5]))
            accounts = servers[str(community_id)]
        for user, account in accounts.items():
            yield Line(user, (account.get("balance", 0),), text_of(account.get("name")))


def _bank(document: object) -> dict[str, Any] | None:
    """Return the bank's part: the file may have it under the number that Red gave it."""
    if not isinstance(document, dict):
        return None
    for part in (document, *document.values()):
        if (
            isinstance(part, dict)
            and all(isinstance(part.get(name, {}), dict) for name in ("MEMBER", "USER", "GLOBAL"))
            and any(name in part for name in ("MEMBER", "USER"))
            and _holds_accounts(part)
        ):
            return part
    return None


def _holds_accounts(part: dict[str, Any]) -> bool:
    lists = [part.get("USER", {}), *part.get("MEMBER", {}).values()]
    if not all(isinstance(one, dict) for one in lists):
        return False
    accounts = [account for one in lists for account in one.values()]
    return bool(accounts) and all(
        isinstance(account, dict) and "balance" in account for account in accounts
    )
