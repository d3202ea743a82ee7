"""Pagination: clients request pages until one is empty.

hikari asks for the reactions to a message until there are no more: with a list that disregarded
`after` it asked without end.
"""

from typing import Any

import aiohttp
import pytest

from bot.localdiscord import Channel, Community, LocalDiscord, Member

PEOPLE = 5


class Rest:
    """Requests as no client would hide them."""

    def __init__(self, server: LocalDiscord) -> None:
        self._server = server

    async def get(self, path: str, **query: object) -> Any:
        """Return what is answered."""
        headers = {"Authorization": f"Bot {self._server.token}"}
        values = {name: str(value) for name, value in query.items()}
        async with (
            aiohttp.ClientSession(headers=headers) as http,
            http.get(self._server.api_url + path, params=values) as answer,
        ):
            return await answer.json()

    async def ids(self, path: str, **query: object) -> list[int]:
        """Return the ids of the users, messages or servers that are listed."""
        return [id_of(one) for one in await self.get(path, **query)]


def id_of(item: Any) -> int:
    """Return the id by which an item is found in its list."""
    return int(item["user"]["id"] if "user" in item else item["id"])


@pytest.fixture
def rest(server: LocalDiscord) -> Rest:
    return Rest(server)


@pytest.fixture
def people(club: Community, general: Channel) -> list[Member]:
    return [club.add_member(f"Reader {number}") for number in range(PEOPLE)]


async def lists(server: LocalDiscord, club: Community, people: list[Member]) -> dict[str, set[int]]:
    """Return each list that begins with its lowest id, and what is in it."""
    message = await people[0].post("hello")
    event = club.schedule("Reading")
    for reader in people:
        await reader.react(message, "👍")
        await reader.mark_interested(event)
    in_club, readers = f"/guilds/{club.id}", {reader.id for reader in people}
    everybody = set(club.members)
    for _ in range(2):
        server.add_community("Another")
    club.bot_role.permissions |= 1 << 2  # BAN_MEMBERS
    for gone in [club.add_member("A spammer"), club.add_member("Another spammer")]:
        await club.ban(gone)
    reactions = f"/channels/{message.channel.id}/messages/{message.id}/reactions/%F0%9F%91%8D"
    return {
        f"{in_club}/members": everybody,
        f"{in_club}/bans": set(club.bans),
        f"{in_club}/scheduled-events/{event.id}/users": readers,
        reactions: readers,
        "/users/@me/guilds": {community.id for community in server.communities},
    }


async def test_pages_until_an_empty_one(
    server: LocalDiscord, rest: Rest, club: Community, people: list[Member]
) -> None:
    """https://docs.discord.com/developers/reference#snowflake-ids-in-pagination"""
    for path, everything in (await lists(server, club, people)).items():
        seen: list[int] = []
        for _ in everything:  # there is at least one on each page, so that there are no more
            seen += await rest.ids(path, limit=2, after=max(seen, default=0))
        assert seen == sorted(everything), path
        assert await rest.ids(path, limit=2, after=max(seen)) == [], path
        assert await rest.ids(path, limit=1) == seen[:1], path


async def test_pages_before_an_id(
    server: LocalDiscord, rest: Rest, club: Community, people: list[Member]
) -> None:
    known = await lists(server, club, people)
    for path in (one for one in known if one.endswith(("/bans", "/users", "/guilds"))):
        ordered = sorted(known[path])
        assert await rest.ids(path, before=ordered[-1], limit=1) == ordered[-2:-1], path


async def test_messages_start_with_the_newest(
    rest: Rest, general: Channel, people: list[Member]
) -> None:
    """https://docs.discord.com/developers/resources/message#get-channel-messages"""
    posted = [(await people[0].post(f"{number}")).id for number in range(7)]
    path = f"/channels/{general.id}/messages"
    assert await rest.ids(path) == posted[::-1]
    assert await rest.ids(path, limit=2) == [posted[6], posted[5]]
    assert await rest.ids(path, limit=2, before=posted[5]) == [posted[4], posted[3]]
    assert await rest.ids(path, limit=2, after=posted[1]) == [posted[3], posted[2]]
    assert await rest.ids(path, limit=3, around=posted[3]) == [posted[4], posted[3], posted[2]]


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 1001}, {"limit": "x"}, {"after": "x"}])
async def test_invalid_limits_are_refused(
    server: LocalDiscord, rest: Rest, club: Community, query: dict[str, object]
) -> None:
    """https://docs.discord.com/developers/resources/guild#list-guild-members"""
    answer = await rest.get(f"/guilds/{club.id}/members", **query)
    assert (answer["code"], list(answer["errors"])) == (50035, list(query))
    server.refused.clear()


async def test_interested_users_with_members(
    rest: Rest, club: Community, people: list[Member]
) -> None:
    event = club.schedule("Reading")
    await people[0].mark_interested(event)
    path = f"/guilds/{club.id}/scheduled-events/{event.id}/users"
    assert "member" not in (await rest.get(path))[0]
    assert (await rest.get(path, with_member="true"))[0]["member"]["roles"] == []
