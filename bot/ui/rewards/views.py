"""A reward in words: all about it, how members see it, and its statistics."""

from dataclasses import replace

from bot.services.rewards import store
from bot.services.rewards.details import RewardDetails
from bot.services.rewards.eligibility import Stage
from bot.services.rewards.stats import RewardLine, RewardStats
from bot.services.why import sources
from bot.texts import t
from bot.ui.core.actions import PRIMARY, button
from bot.ui.core.base import Interaction, currency, db, locale, person, read
from bot.ui.core.cards import (
    Card,
    Part,
    date_and_countdown,
    escape,
    points,
    shorten,
    small,
    title,
    until,
    with_picture,
)
from bot.ui.core.pictures import pictures
from bot.ui.rewards.store_item import store_item
from db.tables import GrantState, RewardKind

TEXT_LENGTH = 1400
"""Characters of a description or of instructions on a card, which takes 4,000 in all."""


def about(language: str, reward: RewardDetails, currency_name: str | None, url: str | None) -> Part:
    """Return all that managers know of a reward, with its picture."""
    facts = [
        _fact(language, "rewards-field-cost", _price(language, reward.cost, currency_name)),
        _fact(language, "rewards-field-stock", _stock(language, reward)),
    ]
    if reward.kind is not RewardKind.COUPON:
        facts = []
    facts += _delivers(language, reward)
    if reward.usable_codes is not None:
        codes = t(language, "rewards-codes", count=reward.usable_codes)
        facts.append(_fact(language, "rewards-field-codes", codes))
        if reward.kind is RewardKind.VOUCHER and reward.stock is not None:
            facts.append(_fact(language, "rewards-field-give-at-most", _stock(language, reward)))
    facts += _times(language, reward, currency_name)
    facts.append(_fact(language, "rewards-field-expiry", expiry(language, reward)))
    if reward.kind is not RewardKind.BADGE:
        limit = t(language, "rewards-limit", limit=reward.member_limit or 0)
        facts.append(_fact(language, "rewards-field-limit", limit))
    if reward.required_role_id is not None:
        role = f"<@&{reward.required_role_id}>"
        if reward.required_role_gone:
            role = t(language, "rewards-required-role-gone")
        facts.append(_fact(language, "rewards-field-required-role", role))
    if reward.badge_role_id is not None:
        facts.append(_fact(language, "rewards-field-badge-role", f"<@&{reward.badge_role_id}>"))
    if reward.instructions:
        shown = shorten(escape(reward.instructions), TEXT_LENGTH)
        facts.append(_fact(language, "rewards-field-instructions", shown))
    body = "\n".join(
        [
            title(escape(reward.name)),
            small(kind_and_stage(language, reward.kind, reward.stage)),
            shorten(escape(reward.description), TEXT_LENGTH)
            or small(t(language, "rewards-no-description")),
            *facts,
        ]
    )
    return with_picture(body, url) if url else body


def _delivers(language: str, reward: RewardDetails) -> list[str]:
    """Return what a coupon delivers by itself, and what keeps it from that."""
    if reward.delivers_voucher is not None:
        code = t(language, "rewards-delivers-code", voucher=escape(reward.delivers_voucher))
        lines = [_fact(language, "rewards-field-delivers", code)]
        return lines if reward.usable_codes else [*lines, t(language, "rewards-no-code-to-deliver")]
    if reward.delivers_role_id is None:
        return []
    days = reward.delivers_days or 0
    role = t(language, "rewards-delivers-role", role=str(reward.delivers_role_id), days=days)
    lines = [_fact(language, "rewards-field-delivers", role)]
    if reward.role_out_of_reach:
        lines.append(t(language, "rewards-role-out-of-reach"))
    return lines


def _fact(language: str, label: str, value: str) -> str:
    return f"**{t(language, label)}**: {value}"


def kind_and_stage(language: str, kind: RewardKind, stage: Stage) -> str:
    """Return what it is and where it stands: `Coupon · published`."""
    return f"{t(language, f'rewards-kind-{kind}')} · {t(language, f'rewards-state-{stage}')}"


def _times(language: str, reward: RewardDetails, currency_name: str | None) -> list[str]:
    """Return what there is of a reward's times, of its sale, and of its announcement."""
    facts = []
    if reward.publish_at is not None:
        facts.append(
            _fact(language, "rewards-field-publish-at", date_and_countdown(reward.publish_at))
        )
    if reward.unpublish_at is not None:
        facts.append(
            _fact(language, "rewards-field-unpublish-at", date_and_countdown(reward.unpublish_at))
        )
    if reward.sale_cost is not None and reward.sale_until is not None:
        sale = points(language, reward.sale_cost, currency_name)
        text_id = "rewards-sale-on" if reward.sale else "rewards-sale-over"
        text = t(language, text_id, price=sale, until=date_and_countdown(reward.sale_until))
        facts.append(_fact(language, "rewards-field-sale", text))
    if reward.announce is not None:
        text = t(language, f"rewards-announce-{reward.announce}")
        if reward.announced_in is None:
            text = t(language, "rewards-announce-nowhere")
        facts.append(_fact(language, "rewards-field-announce", text))
    return facts


def _price(language: str, cost: int | None, currency_name: str | None) -> str:
    if cost is None:
        return t(language, "rewards-not-set")
    return points(language, cost, currency_name)


def _stock(language: str, reward: RewardDetails) -> str:
    if reward.stock is None:
        return t(language, "rewards-not-set")
    return t(language, "rewards-stock", total=reward.stock, left=reward.left)


def expiry(language: str, reward: RewardDetails | RewardLine) -> str:
    """Return until when a reward can be had, or since when it cannot."""
    if reward.expired:
        return t(language, "rewards-expired", day=reward.expires_on)
    return until(language, reward.expires_on)


async def preview_card(interaction: Interaction, reward_id: int) -> Card:
    """Return a reward as it stands in the store, with a button that does nothing."""
    language = locale(interaction)
    item = await read(interaction, store.preview, reward_id)
    item = replace(item, refusal=None)  # what keeps this manager from it concerns no member
    images = await pictures(interaction, [item.look])
    earned = [reward_id] if item.earned else []
    community_id = person(interaction).community_id
    comes_by = await db(interaction).read(sources.of_rewards, community_id, earned)
    claim = None
    if not item.earned:
        label = t(language, "store-claim")
        claim = [button(label, "preview", style=PRIMARY, disabled=True)]
    return Card(
        small(t(language, "rewards-preview-means")),
        await store_item(
            interaction, item, await currency(interaction), images, comes_by.get(reward_id)
        ),
        claim,
        files=images.files,
    )


async def stats_parts(interaction: Interaction, found: RewardStats) -> list[Part]:
    """Return what a reward's statistics say of it as it stands now."""
    language, reward = locale(interaction), found.reward
    lines = [_granted_count(language, found)]
    if reward.kind is RewardKind.COUPON:
        taken = points(language, found.points_taken, await currency(interaction))
        lines += [
            _fact(language, "rewards-field-stock", _stock(language, reward)),
            _fact(language, "rewards-stats-points", taken),
        ]
    if found.codes:
        counted = {str(state): count for state, count in found.codes.items()}
        lines.append(
            _fact(language, "rewards-field-codes", _counts(language, "rewards-code-", counted))
        )
    lines.append(_fact(language, "rewards-field-expiry", expiry(language, reward)))
    return [
        title(escape(reward.name)),
        small(kind_and_stage(language, reward.kind, reward.stage)),
        "\n".join(lines),
    ]


def _granted_count(language: str, found: RewardStats) -> str:
    """Return how many were granted, by which source, and in which states they are."""
    given = {str(source): count for source, count in found.sources.items()}
    total = sum(given.values())
    revoked = found.grants[GrantState.REVOKED]
    lines = [_fact(language, "rewards-stats-given", t(language, "rewards-count", count=total))]
    if total:
        lines.append(
            _fact(language, "rewards-stats-sources", _counts(language, "rewards-source-", given))
        )
    if total and found.reward.kind is RewardKind.COUPON:
        states = {
            str(state): count
            for state, count in found.grants.items()
            if state is not GrantState.REVOKED
        }
        lines.append(
            _fact(language, "rewards-stats-states", _counts(language, "rewards-grant-", states))
        )
    if revoked:
        lines.append(
            _fact(language, "rewards-stats-revoked", t(language, "rewards-count", count=revoked))
        )
    return "\n".join(lines)


def _counts(language: str, texts: str, counted: dict[str, int]) -> str:
    """Return what there is any of: `3 held, 2 used`."""
    parts = [t(language, f"{texts}{name}", count=count) for name, count in counted.items() if count]
    return ", ".join(parts) or t(language, "rewards-count", count=0)
