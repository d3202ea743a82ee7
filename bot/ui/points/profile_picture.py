"""A member's profile as a picture."""

from dataclasses import dataclass

import discord

from bot.markup import unescaped
from bot.pictures.cards import ProfileCard, Ring
from bot.services.goals.listing import MemberGoals
from bot.services.grants.inventory import Item
from bot.services.points.ledger import Balances
from bot.services.points.streaks import StreakNow
from bot.services.points.tiers import TierRow
from bot.texts import t
from bot.ui.core.avatars import Person
from bot.ui.core.base import Interaction, db, host
from bot.ui.core.cards import points
from bot.ui.core.drawn import Drawn, drawn
from bot.ui.core.pictures import badge, load_thumbnails
from bot.ui.goals.rings import as_text, ring
from db.tables import Community, WalletMode

BADGES = 6
"""Badges on the picture, the newest; the others are in the collection."""

RINGS = 2
"""Goals on the picture, those that end first."""

ACCENT = 0x3A7D44


@dataclass(frozen=True)
class Shown:
    """What whoever looks may see; `balances` and `goals` None: not for them."""

    badges: list[Item]
    streak: StreakNow
    tier: TierRow | None
    community: Community
    balances: Balances | None
    goals: MemberGoals | None


async def profile_picture(
    interaction: Interaction, language: str, member: Person, shown: Shown
) -> Drawn | None:
    """Return the picture of a profile."""
    role = _role(interaction, shown.tier)
    newest = [item.look for item in reversed(shown.badges)][:BADGES]
    more = len(shown.badges) - len(newest)
    thumbnails = await load_thumbnails(db(interaction), shown.community.id, newest)
    avatars = await host(interaction).faces.avatars([member])
    card = ProfileCard(
        name=member.display_name,
        avatar=avatars.get(member.id),
        accent=(role.colour.value if role is not None else 0) or ACCENT,
        tier=role.name if role is not None else None,
        streak=_streak(language, shown.streak) or _count(language, shown.badges),
        points=_points(language, shown),
        line=_line(language, shown),
        badges=tuple(badge(look, thumbnails) for look in newest),
        more_badges=f"+{more}" if more > 0 else None,
        rings=rings(language, shown.goals, shown.community.currency),
    )
    return await drawn(interaction, card, "profile", _as_text(language, card, more))


def _role(interaction: Interaction, tier: TierRow | None) -> discord.Role | None:
    if tier is None or interaction.guild is None:
        return None
    return interaction.guild.get_role(tier.role_id)


def _streak(language: str, streak: StreakNow) -> str | None:
    return t(language, "profile-card-streak", days=streak.days) if streak.days > 1 else None


def _count(language: str, badges: list[Item]) -> str | None:
    return t(language, "collection-count", held=len(badges)) if badges else None


def _points(language: str, shown: Shown) -> str | None:
    if shown.balances is None:
        return None
    return unescaped(points(language, shown.balances.spend, shown.community.currency))


def _line(language: str, shown: Shown) -> str | None:
    """Return the line in small print: the longest streak, and lifetime points where they differ."""
    facts = []
    if shown.streak.best > max(shown.streak.days, 1):
        facts.append(t(language, "profile-card-best", days=shown.streak.best))
    if shown.balances is not None and shown.community.wallet_mode == WalletMode.DUAL:
        earned = unescaped(points(language, shown.balances.earn, shown.community.currency))
        facts.append(t(language, "profile-card-earned", points=earned))
    return " · ".join(facts) or None


def rings(language: str, goals: MemberGoals | None, currency: str | None) -> tuple[Ring, ...]:
    """Return the goals of a profile: those that end first."""
    shown = goals.goals[:RINGS] if goals is not None else []
    return tuple(ring(language, one, currency) for one in shown)


def goals_text(language: str, shown: tuple[Ring, ...]) -> str:
    """Return the goals of a profile in words."""
    return t(language, "profile-about-goals", goals=as_text(shown))


def _as_text(language: str, card: ProfileCard, more: int) -> str:
    facts = [t(language, "profile-about", name=card.name)]
    if card.tier:
        facts.append(t(language, "profile-about-tier", tier=card.tier))
    facts += [one for one in (card.streak, card.line, card.points) if one]
    if card.badges:
        names = ", ".join(one.name for one in card.badges)
        facts.append(t(language, "profile-about-badges", badges=names, more=max(more, 0)))
    if card.rings:
        facts.append(goals_text(language, card.rings))
    return "\n".join(facts)
