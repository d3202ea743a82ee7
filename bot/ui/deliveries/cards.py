"""What each kind of delivery looks like."""

from collections.abc import Sequence
from typing import Any, cast

import discord

from bot.services.content import NoticeOwed, Owed, RewardOwed, TextOwed
from bot.services.deliveries import LeasedDelivery
from bot.services.rewards import images
from bot.services.workflows import templates
from bot.texts import t
from bot.ui.core.actions import PRIMARY, SECONDARY, button
from bot.ui.core.cards import (
    CAREFUL,
    GOOD,
    TEXT_LENGTH,
    Card,
    Part,
    escape,
    note,
    points,
    sentence,
    shorten,
    small,
    title,
    until,
    with_button,
    with_picture,
)
from bot.ui.core.pictures import Pictures
from bot.ui.deliveries.notices import notice_text
from bot.ui.grants.action_ids import MY_REWARDS, SHOW_CODE, USE_COUPON
from db.database import Database
from db.tables import DeliveryKind, RewardKind

SHOWN = 8
"""Things that a reminder lists; of further ones it tells the number."""

_FROM_WHERE_LENGTH = 300

Button = discord.ui.Button[Any]

Together = Sequence[tuple[LeasedDelivery, Owed]]
"""What becomes one message: mostly one delivery."""


async def card(db: Database, together: Together, server: str) -> Card:
    """Return the message that deliveries become; `server` is the community's name."""
    delivery, owed = together[0]
    if isinstance(owed, NoticeOwed):
        return _notices(cast(list[NoticeOwed], [owed for _, owed in together]))
    if isinstance(owed, TextOwed):
        return _text(delivery, owed, server)
    assert isinstance(owed, RewardOwed)
    rewards = cast(list[tuple[LeasedDelivery, RewardOwed]], together)
    match delivery.kind:
        case DeliveryKind.GRANT_MESSAGE:
            return _gift(delivery, owed, server)
        case DeliveryKind.CODE_WITHDRAWN:
            return _withdrawn(owed)
        case DeliveryKind.REMINDER:
            return _reminder(rewards, server)
        case DeliveryKind.BADGE_ANNOUNCEMENT:
            return await _badges(db, rewards)
        case DeliveryKind.WAITING_NOTICE:
            return _waiting(rewards)
        case _:
            text = t(owed.language, "delivery-bulk", reward=escape(owed.reward_name))
            return Card(text, _leading_to_rewards(owed.language), colour=GOOD)


_WITHDRAWN = {
    RewardKind.BADGE: "delivery-badge-withdrawn",
    RewardKind.COUPON: "delivery-coupon-withdrawn",
    RewardKind.VOUCHER: "delivery-code-withdrawn",
}


def _withdrawn(owed: RewardOwed) -> Card:
    text_id = _WITHDRAWN[owed.reward_kind]
    told = t(owed.language, text_id, reward=escape(owed.reward_name))
    if owed.reason is None:
        return note(told)
    return note(f"{told}\n{t(owed.language, 'delivery-reason', reason=escape(owed.reason))}")


def _gift(delivery: LeasedDelivery, owed: RewardOwed, server: str) -> Card:
    language = owed.language
    return Card(
        title(t(language, "delivery-granted", reward=escape(owed.reward_name))),
        t(language, "delivery-granted-by", server=escape(server)),
        escape(owed.description) if owed.description else None,
        sentence(until(language, owed.expires_on)),
        [_opening(delivery, owed, primary=True)],
        colour=GOOD,
    )


def _reminder(rewards: Sequence[tuple[LeasedDelivery, RewardOwed]], server: str) -> Card:
    _, first = rewards[0]
    language = first.language
    once_each = {delivery.grant_id: (delivery, owed) for delivery, owed in rewards}.values()
    by_date = sorted(once_each, key=lambda pair: str(pair[1].expires_on))
    more = len(by_date) - SHOWN
    return Card(
        title(t(language, "reminder-title", count=len(by_date))),
        t(language, "reminder-where", server=escape(server)),
        *(
            with_button(
                f"**{escape(owed.reward_name)}**\n{small(until(language, owed.expires_on))}",
                _opening(delivery, owed),
            )
            for delivery, owed in by_date[:SHOWN]
        ),
        t(language, "reminder-more", count=more) if more > 0 else None,
    )


def _opening(delivery: LeasedDelivery, owed: RewardOwed, *, primary: bool = False) -> Button:
    voucher = owed.reward_kind is RewardKind.VOUCHER
    opens = SHOW_CODE if voucher else USE_COUPON
    label = t(owed.language, "inventory-claim-code" if voucher else "inventory-use")
    leads_to = opens.id(delivery.grant_id or 0, delivery.community_id)
    return button(label, leads_to, style=PRIMARY if primary else SECONDARY)


async def _badges(db: Database, rewards: Sequence[tuple[LeasedDelivery, RewardOwed]]) -> Card:
    delivery, first = rewards[0]
    image_ids = sorted({owed.image_id for _, owed in rewards if owed.image_id is not None})
    look = Pictures(await db.read(images.thumbnails, delivery.community_id, image_ids))
    parts: list[Part] = [title(t(first.language, "delivery-badges-title", count=len(rewards)))]
    for delivery, owed in rewards:
        text = t(
            owed.language,
            "delivery-badge",
            member=_mention(delivery),
            reward=escape(owed.reward_name),
        )
        url = look.url(owed.image_id)
        parts.append(with_picture(text, url) if url else text)
    return Card(*parts, colour=GOOD, files=look.files)


def _waiting(rewards: Sequence[tuple[LeasedDelivery, RewardOwed]]) -> Card:
    _, first = rewards[0]
    members = ", ".join(dict.fromkeys(_mention(delivery) for delivery, _ in rewards))
    return Card(
        t(first.language, "delivery-waiting", members=members),
        _leading_to_rewards(first.language),
        colour=GOOD,
    )


def _notices(notices: Sequence[NoticeOwed]) -> Card:
    each = TEXT_LENGTH // len(notices)
    texts = [notice_text(owed.language, owed.text_id, owed.params) for owed in notices]
    return Card(*(shorten(text, each) for text in texts), colour=CAREFUL)


def _text(delivery: LeasedDelivery, owed: TextOwed, server: str) -> Card:
    """Return what a manager wrote; by direct message it says from which server it comes."""
    language = owed.language
    given = {
        "server": server,
        "reward": owed.reward,
        "goal": owed.goal,
    }
    values = {name: escape(value) for name, value in given.items() if value is not None}
    if owed.points is not None:
        values["points"] = points(language, owed.points, owed.currency)
    said = templates.render(owed.template, values, owed.member_id)
    from_where = None
    if delivery.kind is DeliveryKind.NOTIFICATION:
        from_where = small(t(language, "delivery-from", server=escape(server)))
    return Card(shorten(said, TEXT_LENGTH - _FROM_WHERE_LENGTH), from_where)


def _leading_to_rewards(language: str) -> list[Button]:
    return [button(t(language, "delivery-my-rewards"), MY_REWARDS.id(), style=PRIMARY)]


def _mention(delivery: LeasedDelivery) -> str:
    return f"<@{delivery.member_id}>"
