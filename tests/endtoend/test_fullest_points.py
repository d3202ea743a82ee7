"""Cards about points for many, where and when, with the longest of everything: Discord takes each.

The local Discord refuses a message that is too long as Discord does, and that fails the test.
"""

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.localdiscord import Answer, Community, File, Member
from bot.localdiscord.limits.components import MOST_COMPONENTS, MOST_TEXT
from bot.services.community import settings
from bot.services.content import RaffleContent
from bot.services.points import boosts, left_out, places, rules, tiers
from bot.services.points.boosts import BoostRow
from bot.services.points.places import PlaceRow
from bot.services.raffles import opening
from bot.services.raffles.listing import RaffleView, Winner
from bot.services.raffles.order import commitment
from bot.ui.points.boosts import PAGE as BOOSTS_PAGE
from bot.ui.raffles.card import message
from db.database import Database
from db.session import Session
from db.tables import Boost, EarningPlace, LeftOutRole, RaffleState, RewardKind, table
from tests.endtoend.rewards import award, boss
from tests.endtoend.test_fullest_cards import TEXT, lan, name
from tests.endtoend.test_fullest_lists import pages
from tests.services.moving import samples
from tests.support import factories
from tests.support.databases import Clock

__all__ = ["lan"]

pytestmark = pytest.mark.usefixtures("bot")

FAR = 1_500_000_000_000_000_000
"""An id as long as those of Discord."""

LONG = "custom:" + "x" * rules.NAME_LENGTH
"""An action with the longest name."""


async def currency(db: Database, club: Community) -> None:
    """Give points the longest name."""
    await db.write(lambda session: factories.add_community(session, community_id=club.id))
    await db.write(settings.set_currency, boss(club), "s" * settings.CURRENCY_LENGTH)


async def test_places_boosts_and_what_a_change_would_have_paid(
    db: Database, clock: Clock, club: Community, lan: Member, mai: Member
) -> None:
    await currency(db, club)
    begins, ends = clock.now, clock.now + timedelta(days=2)

    def fill(session: Session) -> None:
        rules.name_action(session, boss(club), LONG.removeprefix("custom:"), points=1)
        for number in range(places.MOST):
            places.put(session, boss(club), PlaceRow(FAR + number, LONG, tiers.MOST_TIMES - 10))
        for number in range(left_out.MOST_ROLES):
            left_out.leave_out_role(session, boss(club), FAR + number)
        everywhere = range(FAR, FAR + boosts.MOST_CHANNELS)
        for number in range(boosts.MOST):
            row = BoostRow(0, 110 + 10 * number, tuple(everywhere), begins, ends)
            boosts.create(session, boss(club), row, announce=False)

    await db.write(fill)
    read = await pages(await lan.command("points places"))
    assert sum(page.count(" · ") for page in read) >= places.MOST + left_out.MOST_ROLES
    read = await pages(await lan.command("points boost"))
    assert len(read) == -(-boosts.MOST // BOOSTS_PAGE)
    assert sum(page.count(" – ") for page in read) == boosts.MOST
    await mai.post("hello")
    channel = club.default_channel
    for options in ({"action": LONG.removeprefix("custom:")}, {}):
        asked = await lan.command("points places", channel=channel, factor=9.9, **options)
        assert len(asked.buttons) == 2

    def clear(session: Session) -> None:
        for model in (LeftOutRole, EarningPlace, Boost):
            one = table(model)
            session.execute(delete(one).where(one.c.community_id == club.id))

    # There are no such roles and channels: whoever restarts the bot next would wait for all of
    # them to be taken for deleted.
    await db.write(clear)


def everything_wrong(mai: Member) -> list[File]:
    """Return pages of another bot with every reason to leave somebody out, and a large store."""
    users = [
        {"user_id": str(mai.id), "cash": 2 * 10**9, "bank": 10**18},
        {"user_id": str(mai.id), "cash": 1, "bank": 1},
        {"user_id": "none", "cash": 1, "bank": 1},
        {"user_id": None, "cash": 1, "bank": 1},
        {"user_id": str(FAR), "cash": "Infinity", "bank": 0},
        {"user_id": str(FAR + 1), "cash": -5, "bank": "1.234,5.6"},
        {"user_id": str(FAR + 2), "cash": "1.234", "bank": 1},
        *(
            {"user_id": str(FAR + 10 + one), "cash": 999_999_999 - one, "bank": 1}
            for one in range(12)
        ),
    ]
    items = [
        samples.ITEMS[0] | {"id": str(one), "name": f"{one:02}{'*' * 200}", "price": 10**9 - one}
        for one in range(30)
    ]
    shop = json.dumps({"page": 1, "total_pages": 1, "items": items}).encode()
    return [File(f"{'*' * 200}.json", json.dumps(users).encode()), File("items.json", shop)]


async def first(card: Answer, *labels: str) -> Answer:
    """Press the button that begins with one of these."""
    return await card.press(next(one for one in card.buttons if one.startswith(labels)))


async def test_the_preview_of_an_import_of_points(
    db: Database, club: Community, lan: Member, mai: Member
) -> None:
    await currency(db, club)
    await award(db, mai, 1)
    file, shop = everything_wrong(mai)
    card = await lan.command("points import", file=file, file2=shop)
    proposed = await first(card, "30 ")
    made = await first(proposed, "Make", "Tạo")
    for shown in (proposed, made):  # what does not fit is counted
        assert re.search(r"… (and|và) \d+", shown.text)
    levels = samples.mee6_page((mai.id, 10**9, 100))
    levels["role_rewards"] = [
        {"rank": 100 + one, "role": {"id": str(FAR + one)}} for one in range(30)
    ]
    card = await lan.command("points import", file=File("a.json", json.dumps(levels).encode()))
    await first(await first(card, "30 "), "Make", "Tạo")


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("state", [RaffleState.OPEN, RaffleState.DRAWN])
async def test_the_card_of_a_raffle(clock: Clock, language: str, state: RaffleState) -> None:
    seed, drawn = "f" * 64, state is RaffleState.DRAWN
    winners = [
        Winner(100_000 + one, FAR + one, accepted=False, accept_until=clock.now)
        for one in range(opening.MOST_UNITS)
    ]
    raffle = RaffleView(
        FAR,
        name(0),
        RewardKind.COUPON,
        TEXT,
        state,
        FAR,
        FAR,
        FAR,
        opening.MOST_DAYS,
        opening.MOST_UNITS,
        clock.now,
        43_199,
        1_000_000,
        commitment(seed),
        seed if drawn else None,
        clock.now if drawn else None,
        FAR if drawn else None,
        "reward-sold-out" if drawn else None,
        winners if drawn else [],
        100_000 if drawn else 0,
        100_000 if drawn else 0,
    )
    card = message(RaffleContent(language, FAR, raffle), "Book club", FAR)
    assert card.content_length() <= MOST_TEXT
    assert card.total_children_count <= MOST_COMPONENTS
