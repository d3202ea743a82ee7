"""/reward: creating, editing, publishing, archiving and listing rewards, and their statistics."""

import discord
from discord import app_commands
from discord.app_commands import Range

from bot.markup import room
from bot.services import typed
from bot.services.grants.item_state import ItemState
from bot.services.rewards import fields, images, lookup
from bot.services.rewards.eligibility import Stage
from bot.services.stats.windows import Window
from bot.ui.core.actions import Handler, run
from bot.ui.core.answers import answer
from bot.ui.core.autocomplete import resolve_suggestion
from bot.ui.core.base import Interaction
from bot.ui.core.commands import choices
from bot.ui.core.files import attached_file
from bot.ui.core.forms import Sent
from bot.ui.core.pages import Page
from bot.ui.rewards import draft, holders, listing
from bot.ui.rewards.colours import offer_colours
from bot.ui.rewards.draft import form_of
from bot.ui.rewards.lookup import named, rewards_in
from bot.ui.stats import views
from cogs import groups
from db.tables import Announce, BadgeShape, RewardKind

_KINDS = choices("rewards-kind-", RewardKind)
_STAGES = choices("rewards-state-", Stage)
_HELD_STATES = choices("holders-state-", ItemState)
_ANNOUNCE = choices("rewards-announce-", Announce)
_SHAPES = choices("rewards-shape-", BadgeShape)

Name = Range[str, 1, room(typed.NAME_LENGTH)]
Text = Range[str, 1, fields.TEXT_LENGTH]
Number = Range[int, 1, fields.MOST]
Days = Range[int, 1, fields.MOST_DAYS]
Stock = Range[int, 0, fields.MOST]
Moment = Range[str, 1, 40]
Colour = Range[str, 1, fields.COLOUR_LENGTH]


_UNARCHIVED = rewards_in(*lookup.UNARCHIVED)
_OFF_OFFER = rewards_in(Stage.DRAFT, Stage.PLANNED, Stage.OVER)
_PUBLISHED = rewards_in(Stage.PLANNED, Stage.ON_OFFER, Stage.OVER)
_ALL = rewards_in(*Stage)
_VOUCHERS = rewards_in(*lookup.UNARCHIVED, kinds=(RewardKind.VOUCHER,))


async def _do(what: Handler[int], interaction: Interaction, typed: str) -> None:
    """Do with the reward that was named what the button for it does."""
    await run(what, interaction, (await named(interaction, typed)).reward_id)


def _values(**options: str | int | discord.Role | None) -> dict[str, str | int]:
    """Return the options that were given, as a form sends them."""
    return {
        field: str(value.id) if isinstance(value, discord.Role) else value
        for field, value in options.items()
        if value is not None
    }


async def _picked(interaction: Interaction, colour: str | None) -> str | None:
    """Return a colour, also where the text of a suggestion was typed."""
    return colour and await resolve_suggestion(offer_colours, interaction, colour)


async def _voucher(interaction: Interaction, named: str | None) -> str | None:
    """Return a voucher, also where the text of a suggestion was typed."""
    return named and await resolve_suggestion(_VOUCHERS, interaction, named)


async def _submit(
    interaction: Interaction,
    form: type[draft.SectionForm],
    reward_id: int,
    values: dict[str, str | int],
    image: discord.Attachment | None,
) -> None:
    """Submit the options as if they were a form's fields."""
    upload = attached_file("image", image, images.MOST_BYTES) if image else None
    await form.take(interaction, Sent(values, reward_id), upload)


@groups.reward.command(name="create")
@app_commands.choices(kind=_KINDS, shape=_SHAPES)
@app_commands.autocomplete(colour=offer_colours, delivers_voucher=_VOUCHERS)
async def create_reward(
    interaction: Interaction,
    kind: str,
    name: Name | None = None,
    description: Text | None = None,
    cost: Number | None = None,
    stock: Stock | None = None,
    expires: str | None = None,
    limit: Number | None = None,
    required_role: discord.Role | None = None,
    instructions: Text | None = None,
    badge_role: discord.Role | None = None,
    delivers_role: discord.Role | None = None,
    delivers_days: Days | None = None,
    delivers_voucher: str | None = None,
    image: discord.Attachment | None = None,
    colour: Colour | None = None,
    shape: str | None = None,
) -> None:
    """Create a draft from the options, or open the form for one."""
    values = _values(
        name=name,
        description=description,
        cost=cost,
        stock=stock,
        expires_on=expires,
        member_limit=limit,
        required_role_id=required_role,
        instructions=instructions,
        badge_role=badge_role,
        delivers_role=delivers_role,
        delivers_days=delivers_days,
        delivers_voucher=await _voucher(interaction, delivers_voucher),
        badge_colour=await _picked(interaction, colour),
        badge_shape=shape,
    )
    form = form_of(RewardKind(kind))
    if not values and image is None:
        await form.open(interaction)
    else:
        await _submit(interaction, form, 0, values, image)


@groups.reward.command(name="edit")
@app_commands.choices(shape=_SHAPES)
@app_commands.autocomplete(reward=_UNARCHIVED, colour=offer_colours, delivers_voucher=_VOUCHERS)
async def edit_reward(
    interaction: Interaction,
    reward: str,
    name: Name | None = None,
    description: Text | None = None,
    cost: Number | None = None,
    stock: Stock | None = None,
    expires: str | None = None,
    limit: Number | None = None,
    required_role: discord.Role | None = None,
    instructions: Text | None = None,
    badge_role: discord.Role | None = None,
    delivers_role: discord.Role | None = None,
    delivers_days: Days | None = None,
    delivers_voucher: str | None = None,
    image: discord.Attachment | None = None,
    colour: Colour | None = None,
    shape: str | None = None,
    sale_price: Number | None = None,
    sale_until: Moment | None = None,
) -> None:
    """Change what the options say, or show the card to edit it on."""
    wanted = await named(interaction, reward)
    values = _values(
        name=name,
        description=description,
        cost=cost,
        stock=stock,
        expires_on=expires,
        member_limit=limit,
        required_role_id=required_role,
        instructions=instructions,
        badge_role=badge_role,
        delivers_role=delivers_role,
        delivers_days=delivers_days,
        delivers_voucher=await _voucher(interaction, delivers_voucher),
        badge_colour=await _picked(interaction, colour),
        badge_shape=shape,
        sale_cost=sale_price,
        sale_until=sale_until,
    )
    if not values and image is None:
        await draft.open_card(interaction, wanted.reward_id)
    else:
        await _submit(interaction, form_of(wanted.kind), wanted.reward_id, values, image)


@groups.reward.command(name="preview")
@app_commands.autocomplete(reward=_UNARCHIVED)
async def preview_reward(interaction: Interaction, reward: str) -> None:
    """Show a reward as members see it."""
    await _do(draft.preview, interaction, reward)


@groups.reward.command(name="publish")
@app_commands.choices(announce=_ANNOUNCE)
@app_commands.autocomplete(reward=_OFF_OFFER)
async def publish_reward(
    interaction: Interaction,
    reward: str,
    at: Moment | None = None,
    until: Moment | None = None,
    sale_price: Number | None = None,
    sale_until: Moment | None = None,
    announce: str | None = None,
) -> None:
    """Publish one, at once or from a moment until a moment."""
    wanted = await named(interaction, reward)
    values = _values(
        publish_at=at,
        unpublish_at=until,
        sale_cost=sale_price,
        sale_until=sale_until,
        announce=announce,
    )
    card = await draft.publish_with(interaction, wanted.reward_id, values)
    if card is not None:
        await answer(interaction, card)


@groups.reward.command(name="unpublish")
@app_commands.autocomplete(reward=_PUBLISHED)
async def unpublish_reward(interaction: Interaction, reward: str) -> None:
    """Make a draft of a published one."""
    await _do(draft.unpublish, interaction, reward)


@groups.reward.command(name="archive")
@app_commands.autocomplete(reward=_UNARCHIVED)
async def archive_reward(interaction: Interaction, reward: str) -> None:
    """Archive one for good, once that is confirmed."""
    await _do(draft.ask_archive, interaction, reward)


@groups.reward.command(name="list")
@app_commands.choices(state=_STAGES)
async def list_rewards(interaction: Interaction, state: str | None = None, page: Page = 1) -> None:
    """List rewards, newest first."""
    stage = Stage(state) if state else None
    await answer(interaction, await listing.list_card(interaction, stage, page))


@groups.reward.command(name="stats")
@app_commands.autocomplete(reward=_ALL)
@app_commands.choices(period=choices("stats-window-", map(str, Window)))
async def reward_stats(interaction: Interaction, reward: str, period: str | None = None) -> None:
    """Show the statistics of one."""
    wanted = await named(interaction, reward)
    window = Window(int(period)) if period else Window.QUARTER
    await answer(interaction, await views.reward_card(interaction, wanted.reward_id, window))


@groups.reward.command(name="holders")
@app_commands.autocomplete(reward=_ALL)
@app_commands.choices(state=_HELD_STATES)
async def reward_holders(
    interaction: Interaction, reward: str, state: str | None = None, page: Page = 1
) -> None:
    """List who holds one."""
    wanted = await named(interaction, reward)
    number = holders.CHOICES.index(ItemState(state) if state else None)
    card = await holders.holders_card(interaction, wanted.reward_id, number, page)
    await answer(interaction, card)
