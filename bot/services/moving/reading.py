"""Files of another bot: which format they have, and what they bring."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from bot.services.errors import RefusedError
from bot.services.moving import numbers
from bot.services.moving.brought import Account, Amount, Brought, Flaw, LevelRole, Money
from bot.services.moving.documents import NothingInItError, document
from bot.services.moving.form import Format, Line, formats
from bot.services.moving.numbers import FlawError
from bot.services.moving.store_items import a_role
from bot.services.typed import one_line

MOST_LEVEL = 10_000
"""A level beyond which nobody has played."""

_WHO = 40  # characters of an id or a name in a report


class UnknownFormatError(RefusedError):
    """The shape is none that is known; `formats` lists those that are."""

    message = "moving-unknown-format"


class UnclearFormatError(RefusedError):
    """The shape is that of several `formats`; whoever brings it has to say."""

    message = "moving-unclear-format"


class NotThatFormatError(RefusedError):
    """The files do not have the format that was named."""

    message = "moving-not-that-format"


class MixedFormatsError(RefusedError):
    """The files are of several bots: `formats`."""

    message = "moving-mixed-formats"


def read(files: Sequence[BinaryIO], community_id: int, named: str | None = None) -> Brought:
    """Read files of one format, several pages in the order given; `named` settles which it is.

    What is wrong with one line is a flaw of its account; what is wrong with a file is raised.
    """
    if named is not None and named not in formats():
        raise UnknownFormatError(formats=list(formats()))
    pages: list[Any] = []
    found: list[set[str]] = []
    for file in files:
        some, fit = _pages(document(file), named)
        pages += some
        if some:
            found.append(fit)
    if not pages:
        raise NothingInItError
    return _Reader(_one_of(found), pages, community_id).read()


def _pages(found: object, named: str | None) -> tuple[list[Any], set[str]]:
    """Return the pages of a file, and the formats that fit all of them."""
    if found in ([], {}):  # what follows the last page
        return [], set()
    considered = [formats()[named]] if named is not None else list(formats().values())
    fit = {one.key for one in considered if one.fits(found)}
    if fit:
        return [found], fit
    if isinstance(found, list):
        pages = [page for page in found if page not in ([], {})]
        fit = {one.key for one in considered if pages and all(one.fits(page) for page in pages)}
        if fit:
            return pages, fit
    if named is not None:
        raise NotThatFormatError(formats=[named])
    raise UnknownFormatError(formats=list(formats()))


def _one_of(found: list[set[str]]) -> type[Format]:
    common = set.intersection(*found)
    if not common:
        raise MixedFormatsError(formats=sorted(set.union(*found)))
    if len(common) > 1:
        raise UnclearFormatError(formats=sorted(common))
    return formats()[common.pop()]


class _Reader:
    """Goes through pages of one format."""

    def __init__(self, kind: type[Format], pages: list[Any], community_id: int) -> None:
        self._kind = kind
        self._pages = pages
        self._community_id = community_id
        self._seen: set[int] = set()
        self._levels: dict[int, tuple[Amount, Amount]] = {}  # least and most of each

    def read(self) -> Brought:
        kind, pages = self._kind, self._pages
        several = {kind.moneys_in(page) for page in pages}
        if len(several) > 1:
            raise MixedFormatsError(formats=[kind.key])
        (moneys,) = several
        accounts = sorted(self._accounts(moneys), key=_id_of)
        roles = tuple(self._level_roles())
        items = tuple(item for page in pages for item in kind.items(page))
        if not accounts and not roles and not items:
            raise NothingInItError
        return Brought(kind.key, moneys, accounts, roles, items, _identity(kind.key, accounts))

    def _accounts(self, moneys: tuple[Money, ...]) -> Iterator[Account]:
        for page in self._pages:
            for line in self._kind.lines(page, self._community_id):
                yield self._account(line, len(moneys))

    def _account(self, line: Line, moneys: int) -> Account:
        name = _plain(line.name or "")
        try:
            amounts = tuple([numbers.amount(value) for value in line.amounts])
        except FlawError as error:
            return Account(_who(line), None, (0,) * moneys, line.bot, flaw=error.flaw)
        try:
            found, rounded = (numbers.typed_id if line.typed else numbers.member_id)(line.id)
        except FlawError as error:
            return Account(_who(line), None, amounts, line.bot, flaw=error.flaw)
        if found in self._seen:
            return Account(name, found, amounts, line.bot, flaw=Flaw.TWICE)
        self._seen.add(found)
        self._note_level(line.level, amounts[0])
        return Account(name, found, amounts, line.bot, rounded)

    def _note_level(self, value: object, experience: Amount) -> None:
        level = _level(value)
        if level is not None:
            least, most = self._levels.get(level, (experience, experience))
            self._levels[level] = min(least, experience), max(most, experience)

    def _level_roles(self) -> Iterator[LevelRole]:
        stated = self._stated()
        trusted = self._curve_holds()
        done: set[int] = set()
        for page in self._pages:
            for value, role_value in self._kind.roles(page, self._community_id):
                level, role_id = _level(value), a_role(role_value)
                if level is None or role_id is None or role_id in done:
                    continue
                done.add(role_id)
                known = stated.get(level)
                if known is None and trusted:
                    known = self._kind.curve(page, self._community_id, level)
                estimated = known is None
                yield LevelRole(
                    level, role_id, self._least(level) if estimated else known, estimated
                )

    def _least(self, level: int) -> Amount | None:
        """Return the least that somebody of a level has, or of a higher one if nobody is in it."""
        reached = [one for one in self._levels if one >= level]
        return self._levels[min(reached)][0] if reached else None

    def _stated(self) -> dict[int, Amount]:
        found: dict[int, Amount] = {}
        for page in self._pages:
            for value, experience in self._kind.stated(page):
                level = _level(value)
                if level is not None and isinstance(experience, int):
                    found.setdefault(level, experience)
        return found

    def _curve_holds(self) -> bool:
        """Return whether nobody contradicts what is published: servers can change the curve."""
        page = self._pages[0]
        for level, (least, most) in self._levels.items():
            begins = self._kind.curve(page, self._community_id, level)
            ends = self._kind.curve(page, self._community_id, level + 1)
            if begins is None or ends is None:
                return False
            if (level and least < begins) or most >= ends:
                return False
        return True


def _who(line: Line) -> str:
    return _plain(str(line.id if line.id not in (None, "") else line.name or ""))


def _plain(text: str) -> str:
    shown = text[:_WHO]
    return shown if shown.isprintable() else one_line(shown)


def _id_of(account: Account) -> int:
    return account.member_id or 0


def _level(value: object) -> int | None:
    if isinstance(value, str) and value.strip().isdecimal() and len(value) <= 6:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_LEVEL:
        return value
    return None


def _identity(key: str, accounts: Sequence[Account]) -> str:
    """Return what is the same for the same accounts, in whatever order or files they came."""
    digest = hashlib.sha256(key.encode())
    for account in accounts:
        if account.flaw is None:
            amounts = ":".join(map(str, account.amounts))
            digest.update(f"\n{account.member_id}:{amounts}".encode())
    return f"{key}:{digest.hexdigest()}"
