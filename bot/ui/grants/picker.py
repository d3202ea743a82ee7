"""The private picker: what to give to a member, out of the newest rewards or by name."""

from typing import Any

import discord

from bot.services.errors import RefusedError
from bot.services.grants import issue
from bot.services.grants.issue import Granted
from bot.services.lookup import MOST_NAMES
from bot.services.rewards import lookup, stats
from bot.services.rewards.eligibility import LimitReachedError, Stage
from bot.texts import t
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import TooOldError, action, button, choice_list, chosen_number
from bot.ui.core.base import Interaction, as_person, db, locale, person, read, write
from bot.ui.core.cards import GOOD, PLAIN, Card, escape, small, title
from bot.ui.core.fields import TextField
from bot.ui.core.forms import Form, Sent
from bot.ui.core.pages import footer, turner
from bot.ui.grants.action_ids import FIND_REWARD, GRANT_PICKED, LIST_NEWEST
from db.tables import RewardKind


class MemberGoneError(RefusedError):
    """Somebody left while a manager was choosing what to give them."""

    message = "grant-member-gone"


class MemberHoldsEnoughError(LimitReachedError):
    """The member's limit, in the manager's words: it names the member."""

    message = "grant-limit-reached"


async def give(
    interaction: Interaction,
    member: discord.User | discord.Member,
    reward_id: int,
    *,
    key: str,
    announce: bool = True,
) -> Granted:
    """Give a reward to a member, once for this key; refusals name the member."""
    try:
        return await write(
            interaction, issue.grant, as_person(member), reward_id, key=key, announce=announce
        )
    except LimitReachedError as enough:
        raise MemberHoldsEnoughError(member=member.mention, **enough.params) from enough


@action(GRANT_PICKED, MANAGERS)
async def grant_picked(interaction: Interaction, member_id: int) -> Card:
    """Give what was chosen. A card gives each reward once, however often it is chosen on it."""
    reward_id = chosen_number(interaction)
    if interaction.message is None:
        raise TooOldError
    member = await _present(interaction, member_id)
    key = f"card:{interaction.message.id}:{reward_id}:{member_id}"
    granted = await give(interaction, member, reward_id, key=key)
    return result(locale(interaction), granted, member)


class Find(Form, name="grant-find", access=MANAGERS, opened_by=FIND_REWARD):
    """Finds a reward to give by its name; its target is the member."""

    title = "grant-find-title"
    fields = (TextField(name="name", label="grant-find-name", most=80, required=True),)

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Card:
        """Show what has that name."""
        return await _found(interaction, sent.target, sent.text("name") or "")


@action(LIST_NEWEST, MANAGERS)
async def newest(interaction: Interaction, member_id: int, page: int) -> Card:
    """Return a page of the newest rewards on offer, to choose one for a member."""
    language = locale(interaction)
    seen = await read(interaction, stats.list_rewards, stage=Stage.ON_OFFER, page=page)
    options = [
        _option(
            language,
            line.reward_id,
            line.name,
            line.kind,
            line.left_to_give,
        )
        for line in seen.lines
    ]
    text_id = "grant-pick-newest" if options else "grant-pick-nothing"
    return Card(
        _heading(language, member_id),
        t(language, text_id),
        [_choices(language, options, member_id)] if options else None,
        footer(language, seen.page, seen.pages),
        [
            *(
                turner(language, seen.page, seen.pages, lambda n: LIST_NEWEST.id(member_id, n))
                or []
            ),
            button(t(language, "grant-pick-find"), FIND_REWARD.id(member_id)),
        ]
        if options
        else None,
    )


async def _found(interaction: Interaction, member_id: int, typed: str) -> Card:
    language = locale(interaction)
    found = await db(interaction).read(
        lookup.find_names,
        person(interaction).community_id,
        typed,
        stages=(Stage.ON_OFFER,),
    )
    options = [_option(language, one.reward_id, one.name, one.kind, None) for one in found]
    text_id = "grant-pick-found" if options else "grant-pick-none-found"
    return Card(
        _heading(language, member_id),
        t(language, text_id, typed=escape(typed)),
        small(t(language, "grant-pick-first", count=len(found)))
        if len(found) == MOST_NAMES
        else None,
        [_choices(language, options, member_id)] if options else None,
        [
            button(t(language, "grant-pick-newest-again"), LIST_NEWEST.id(member_id, 1)),
            button(t(language, "grant-pick-find"), FIND_REWARD.id(member_id)),
        ],
    )


def _heading(language: str, member_id: int) -> str:
    return title(t(language, "grant-pick-title", member=f"<@{member_id}>"))


def _choices(
    language: str, options: list[discord.SelectOption], member_id: int
) -> discord.ui.Select[Any]:
    return choice_list(
        options, GRANT_PICKED.id(member_id), placeholder=t(language, "grant-pick-placeholder")
    )


def _option(
    language: str, reward_id: int, name: str, kind: RewardKind, left: int | None
) -> discord.SelectOption:
    about = t(language, f"grant-kind-{kind}")
    if left is not None:
        about = t(language, "grant-kind-counted", kind=about, left=left)
    return discord.SelectOption(label=name, value=str(reward_id), description=about)


async def _present(interaction: Interaction, member_id: int) -> discord.Member:
    assert interaction.guild is not None
    try:
        return await interaction.guild.fetch_member(member_id)
    except discord.NotFound:
        raise MemberGoneError from None


def result(language: str, granted: Granted, member: discord.abc.User) -> Card:
    """Return what became of giving something to a member."""
    facts = {"member": member.mention, "reward": escape(granted.reward_name)}
    if granted.kind is RewardKind.BADGE and not granted.new:
        return Card(t(language, "grant-badge-held", **facts), colour=PLAIN)
    left = None if granted.left is None else t(language, "grant-left", left=granted.left)
    return Card(t(language, "grant-done", **facts), left, colour=GOOD)
