"""What each kind of delivery looks like."""

from collections.abc import Sequence
from typing import Any, cast

import discord
from discord.utils import format_dt

from bot.services.content import (
    BoostContent,
    Content,
    LeaderboardContent,
    NoticeContent,
    OfferContent,
    RaffleContent,
    RaffleWonContent,
    RewardContent,
    RoleEnding,
    TextContent,
)
from bot.services.deliveries import LeasedDelivery
from bot.services.points.tiers import ONCE
from bot.services.workflows import templates
from bot.texts import t
from bot.ui.core.actions import PRIMARY, SECONDARY, button
from bot.ui.core.base import Host
from bot.ui.core.boosted import where
from bot.ui.core.cards import (
    CAREFUL,
    GOOD,
    TEXT_LENGTH,
    Card,
    date_and_countdown,
    escape,
    left,
    note,
    points,
    price,
    sentence,
    shorten,
    small,
    title,
    until,
    with_button,
    with_picture,
)
from bot.ui.deliveries import announced, leaderboards
from bot.ui.deliveries.notices import notice_text
from bot.ui.grants.action_ids import CLAIM, MY_REWARDS, SHOW_CODE, USE_COUPON
from bot.ui.raffles.card import message
from db.tables import DeliveryKind, RewardKind

SHOWN = 8
"""Things that a reminder lists; of further ones it tells the number."""

_FROM_WHERE_LENGTH = 300
_DESCRIPTION_LENGTH = 1000

Button = discord.ui.Button[Any]

Together = Sequence[tuple[LeasedDelivery, Content]]
"""What becomes one message: mostly one delivery."""


async def card(host: Host, together: Together, guild: discord.Guild) -> Card:
    """Return the message that deliveries become, for members of a server."""
    delivery, content = together[0]
    if isinstance(content, NoticeContent):
        return _notices(cast(list[NoticeContent], [content for _, content in together]))
    if isinstance(content, TextContent):
        return await _text(host, guild, delivery, content)
    if isinstance(content, OfferContent):
        return await _offer(host, guild, content)
    if isinstance(content, BoostContent | RoleEnding):
        return _with_an_end(content, guild)
    if isinstance(content, RaffleContent | RaffleWonContent):
        return message(content, guild.name, delivery.community_id)
    if isinstance(content, LeaderboardContent):
        return await leaderboards.post(host, guild, content)
    return await _of_reward(host, cast(list[tuple[LeasedDelivery, RewardContent]], together), guild)


async def _of_reward(
    host: Host, rewards: Sequence[tuple[LeasedDelivery, RewardContent]], guild: discord.Guild
) -> Card:
    """Return the message about a reward, or about several."""
    (delivery, content), server = rewards[0], guild.name
    match delivery.kind:
        case DeliveryKind.GRANT_MESSAGE:
            return _gift(delivery, content, server)
        case DeliveryKind.CODE_WITHDRAWN:
            return _withdrawn(content)
        case DeliveryKind.REMINDER:
            return _reminder(rewards, server)
        case DeliveryKind.BADGE_ANNOUNCEMENT:
            return await _badges(host, guild, rewards)
        case DeliveryKind.WAITING_NOTICE:
            return _waiting(rewards)
        case DeliveryKind.BULK_ANNOUNCEMENT:
            text = t(content.language, "delivery-bulk", reward=escape(content.reward_name))
            return Card(text, _leading_to_rewards(content.language), colour=GOOD)
        case _:
            raise ValueError(f"there is no card for {delivery.kind}")


def _boost(content: BoostContent) -> Card:
    language, boost = content.language, content.boost
    text = t(
        language,
        "delivery-boost",
        times=boost.factor / ONCE,
        where=where(language, boost.channel_ids),
        ends=format_dt(boost.ends_at, "f"),
        left=format_dt(boost.ends_at, "R"),
    )
    return Card(
        title(t(language, "delivery-boost-title", times=boost.factor / ONCE)), text, colour=GOOD
    )


_WITHDRAWN = {
    RewardKind.BADGE: "delivery-badge-withdrawn",
    RewardKind.COUPON: "delivery-coupon-withdrawn",
    RewardKind.VOUCHER: "delivery-code-withdrawn",
}


def _with_an_end(content: BoostContent | RoleEnding, guild: discord.Guild) -> Card:
    """Return what tells of something that has begun, or is about to end."""
    if isinstance(content, BoostContent):
        return _boost(content)
    return _role_ending(content, guild)


def _role_ending(content: RoleEnding, guild: discord.Guild) -> Card:
    language, role = content.language, guild.get_role(content.role_id)
    return Card(
        title(t(language, "delivery-role-ending")),
        t(
            language,
            "delivery-role-ending-when",
            role=escape(role.name) if role is not None else str(content.role_id),
            server=escape(guild.name),
            until=int(content.ends_at.timestamp()),
        ),
    )


def _withdrawn(content: RewardContent) -> Card:
    text_id = "delivery-coupon-returned" if content.itself else _WITHDRAWN[content.reward_kind]
    message = t(content.language, text_id, reward=escape(content.reward_name))
    if content.reason is None:
        return note(message)
    return note(
        f"{message}\n{t(content.language, 'delivery-reason', reason=escape(content.reason))}"
    )


def _gift(delivery: LeasedDelivery, content: RewardContent, server: str) -> Card:
    language = content.language
    return Card(
        title(t(language, "delivery-granted", reward=escape(content.reward_name))),
        t(language, "delivery-granted-by", server=escape(server)),
        escape(content.description) if content.description else None,
        t(language, "delivery-granted-itself")
        if content.itself
        else sentence(until(language, content.expires_on)),
        None if content.itself else [_opening(delivery, content, primary=True)],
        colour=GOOD,
    )


def _reminder(rewards: Sequence[tuple[LeasedDelivery, RewardContent]], server: str) -> Card:
    _, first = rewards[0]
    language = first.language
    once_each = {delivery.grant_id: (delivery, content) for delivery, content in rewards}.values()
    by_date = sorted(once_each, key=lambda pair: str(pair[1].expires_on))
    more = len(by_date) - SHOWN
    return Card(
        title(t(language, "reminder-title", count=len(by_date))),
        t(language, "reminder-where", server=escape(server)),
        *(
            with_button(
                f"**{escape(content.reward_name)}**\n{small(until(language, content.expires_on))}",
                _opening(delivery, content),
            )
            for delivery, content in by_date[:SHOWN]
        ),
        t(language, "reminder-more", count=more) if more > 0 else None,
    )


def _opening(delivery: LeasedDelivery, content: RewardContent, *, primary: bool = False) -> Button:
    voucher = content.reward_kind is RewardKind.VOUCHER
    opens = SHOW_CODE if voucher else USE_COUPON
    label = t(content.language, "inventory-claim-code" if voucher else "inventory-use")
    leads_to = opens.id(delivery.grant_id or 0, delivery.community_id)
    return button(label, leads_to, style=PRIMARY if primary else SECONDARY)


async def _badges(
    host: Host, guild: discord.Guild, rewards: Sequence[tuple[LeasedDelivery, RewardContent]]
) -> Card:
    _, first = rewards[0]
    heading = t(first.language, "delivery-badges-title", count=len(rewards))
    texts = [
        t(
            content.language,
            "delivery-badge",
            member=_mention(delivery),
            reward=escape(content.reward_name),
        )
        for delivery, content in rewards
    ]
    gains = [(delivery.member_id or 0, content.look) for delivery, content in rewards]
    seen = await announced.show(host, guild, first, heading, gains)
    if seen.picture is not None:
        return Card("\n".join(texts), seen.picture.part, colour=GOOD, files=[seen.picture.file])
    parts = [
        with_picture(text, url) if (url := seen.small.url(content.look)) else text
        for text, (_, content) in zip(texts, rewards, strict=True)
    ]
    return Card(title(heading), *parts, colour=GOOD, files=seen.small.files)


async def _offer(host: Host, guild: discord.Guild, content: OfferContent) -> Card:
    """Return the announcement of a reward that can be had, or can be soon.

    It stands in its channel for good, so what it says must not become wrong once it has opened.
    """
    language = content.language
    facts = [
        price(language, content.price, content.sale, content.currency, dated=True),
        left(language, content.left),
    ]
    if content.ends_at is not None:
        facts.append(t(language, "store-ends", when=date_and_countdown(content.ends_at)))
    if content.expires_on is not None:
        facts.append(until(language, content.expires_on))
    heading, lines = "delivery-offer", [" · ".join(facts)]
    if content.opens_at is not None:
        heading = "delivery-offer-ahead"
        opens = date_and_countdown(content.opens_at)
        lines.insert(0, t(language, "delivery-offer-opens", opens=opens))
        if content.moved_from is not None:
            lines.insert(
                1, t(language, "delivery-offer-moved", was=format_dt(content.moved_from, "F"))
            )
    if content.description:
        lines.append(shorten(escape(content.description), _DESCRIPTION_LENGTH))
    body = "\n".join([title(t(language, heading, reward=escape(content.reward_name))), *lines])
    seen = await announced.small(host, guild, content, [content.look])
    url = seen.url(content.look)
    return Card(
        with_picture(body, url) if url else body,
        [button(t(language, "delivery-offer-get"), CLAIM.id(content.reward_id), style=PRIMARY)],
        colour=GOOD,
        files=seen.files,
    )


def _waiting(rewards: Sequence[tuple[LeasedDelivery, RewardContent]]) -> Card:
    _, first = rewards[0]
    members = ", ".join(dict.fromkeys(_mention(delivery) for delivery, _ in rewards))
    return Card(
        t(first.language, "delivery-waiting", members=members),
        _leading_to_rewards(first.language),
        colour=GOOD,
    )


def _notices(notices: Sequence[NoticeContent]) -> Card:
    each = TEXT_LENGTH // len(notices)
    texts = [notice_text(content.language, content.text_id, content.params) for content in notices]
    return Card(*(shorten(text, each) for text in texts), colour=CAREFUL)


async def _text(
    host: Host, guild: discord.Guild, delivery: LeasedDelivery, content: TextContent
) -> Card:
    """Return what a manager wrote; by direct message it says from which server it comes."""
    language, server = content.language, guild.name
    params = {
        "server": server,
        "reward": content.reward,
        "goal": content.goal,
        "place": None if content.place is None else str(content.place),
    }
    values = {name: escape(value) for name, value in params.items() if value is not None}
    if content.points is not None:
        values["points"] = points(language, content.points, content.currency)
    rendered = templates.render(content.template, values, content.member_id)
    from_where = None
    if delivery.kind is DeliveryKind.NOTIFICATION:
        from_where = small(t(language, "delivery-from", server=escape(server)))
    text = shorten(rendered, TEXT_LENGTH - _FROM_WHERE_LENGTH)
    picture = None
    if content.goal is not None and "goal" in templates.placeholders(content.template):
        reader_id = delivery.member_id if content.channel_id is None else None
        picture = await announced.goal(host, guild, content, content.goal, reader_id)
    if picture is None:
        return Card(text, from_where)
    return Card(text, picture.part, from_where, files=[picture.file])


def _leading_to_rewards(language: str) -> list[Button]:
    return [button(t(language, "delivery-my-rewards"), MY_REWARDS.id(), style=PRIMARY)]


def _mention(delivery: LeasedDelivery) -> str:
    return f"<@{delivery.member_id}>"
