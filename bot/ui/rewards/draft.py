"""The card on which managers make and change a reward, and the forms behind its buttons."""

from collections.abc import Mapping
from typing import Any, ClassVar

from discord.ui import Button

from bot.services.errors import InvalidFormError
from bot.services.rewards import details, editing
from bot.services.rewards.details import RewardDetails
from bot.services.rewards.editing import Edited
from bot.services.rewards.eligibility import Stage
from bot.services.rewards.fields import RewardChanges
from bot.services.why import sources
from bot.texts import t
from bot.ui.codes.action_ids import OPEN_IMPORT_FORM
from bot.ui.core.access import MANAGERS
from bot.ui.core.actions import DANGER, SUCCESS, TooOldError, action, button
from bot.ui.core.answers import answer, working
from bot.ui.core.base import Interaction, currency, db, locale, person, read, write
from bot.ui.core.cards import GOOD, PLAIN, Card, escape, title
from bot.ui.core.confirm import confirmation
from bot.ui.core.errors import explain
from bot.ui.core.forms import Form, Sent
from bot.ui.core.pictures import pictures
from bot.ui.rewards import action_ids as ids
from bot.ui.rewards import views
from bot.ui.rewards.sections import (
    SECTIONS,
    Section,
    changes_in,
    errors_in,
    mendable,
    section_of,
    values_of,
)
from bot.ui.rewards.store_item import ways_text
from db.tables import RewardKind, RewardState


class SectionForm(Form):
    """The form of one section for one kind of reward; without a target it makes a new one."""

    kind: ClassVar[RewardKind]

    @classmethod
    async def submit(cls, interaction: Interaction, sent: Sent) -> Card:
        """Make or change the reward, and show it."""
        if sent.file is None:
            return await _save(interaction, cls.kind, sent)
        async with working(interaction, replaces=True):
            return await _save(interaction, cls.kind, sent)

    @classmethod
    async def refuse(
        cls, interaction: Interaction, error: Exception, sent: Sent, *, kept: int = 0
    ) -> None:
        """Keep what was given, for the first form in which an error can be mended."""
        errors = errors_in(error)
        form = form_of(cls.kind, section_of(cls.kind, errors)) if errors else cls
        sent = mendable(cls.kind, sent, errors)
        await super(SectionForm, form).refuse(interaction, error, sent, kept=kept)


def _form(of: RewardKind, section: Section) -> type[SectionForm]:
    class Made(SectionForm, name=f"reward-{of}-{section.name}", access=MANAGERS):
        kind = of
        title = section.title
        fields = section.fields

    return Made


_FORMS = {kind: [_form(kind, section) for section in SECTIONS[kind]] for kind in RewardKind}


def form_of(kind: RewardKind, number: int = 0) -> type[SectionForm]:
    """Return the form of a section; the first one has the name in it."""
    if number >= len(_FORMS[kind]):
        raise TooOldError
    return _FORMS[kind][number]


async def _save(interaction: Interaction, kind: RewardKind, sent: Sent) -> Card:
    changes = await changes_in(interaction, sent)
    if sent.target:
        edited = await write(interaction, editing.edit, sent.target, changes)
        return await _changed(interaction, edited, "rewards-saved")
    edited = await write(interaction, editing.create, kind, changes)
    return await _changed(interaction, edited, "rewards-created")


async def _changed(interaction: Interaction, edited: Edited, done: str) -> Card:
    """Return a reward after a change, with what came of it."""
    language = locale(interaction)
    news = [t(language, done if edited.changed else "rewards-unchanged", kind=edited.reward.kind)]
    if edited.extended:
        news.append(t(language, "rewards-extended", count=edited.extended))
    return await draft_card(interaction, edited.reward, *news)


async def draft_card(interaction: Interaction, reward: RewardDetails, *news: str) -> Card:
    """Return everything about a reward, with buttons to change it."""
    language = locale(interaction)
    images = await pictures(interaction, [reward.look])
    return Card(
        "\n".join(news),
        views.about(language, reward, await currency(interaction), images.url(reward.look)),
        await _to_do(interaction, reward),
        *_buttons(language, reward),
        colour=GOOD if news else PLAIN,
        files=images.files,
    )


async def _to_do(interaction: Interaction, reward: RewardDetails) -> str:
    if reward.state is RewardState.ARCHIVED or not reward.missing:
        return ""
    lines = [f"**{t(locale(interaction), 'rewards-to-do')}**"]
    lines += [f"- {await explain(interaction, lack)}" for lack in reward.missing]
    return "\n".join(lines)


def _buttons(language: str, reward: RewardDetails) -> list[list[Button[Any]]]:
    if reward.state is RewardState.ARCHIVED:
        return []
    sections = [
        button(t(language, section.title), ids.OPEN_SECTION.id(reward.reward_id, number))
        for number, section in enumerate(SECTIONS[reward.kind])
    ]
    moves = []
    if reward.stage is not Stage.ON_OFFER:
        now = reward.stage is Stage.PLANNED
        label = t(language, "rewards-publish-now" if now else "rewards-publish")
        moves.append(button(label, ids.PUBLISH.id(reward.reward_id), style=SUCCESS))
    if reward.stage is not Stage.DRAFT:
        label = t(language, "rewards-unpublish")
        moves.append(button(label, ids.UNPUBLISH.id(reward.reward_id)))
    if reward.kind is RewardKind.VOUCHER:
        label = t(language, "codes-admin-import-codes")
        sections.append(button(label, OPEN_IMPORT_FORM.id(reward.reward_id)))
    more = [
        *moves,
        button(t(language, "rewards-preview"), ids.PREVIEW.id(reward.reward_id)),
        button(t(language, "rewards-archive"), ids.ASK_ARCHIVE.id(reward.reward_id), style=DANGER),
    ]
    if reward.look.image_id is not None:
        label = t(language, "rewards-drop-picture")
        more.insert(-1, button(label, ids.DROP_PICTURE.id(reward.reward_id)))
    rows = [sections[:_IN_ROW], sections[_IN_ROW:], more]
    return [row for row in rows if row]


_IN_ROW = 5
"""Buttons that fit beside each other: "Component Reference", Action Row."""


async def _details(interaction: Interaction, reward_id: int) -> RewardDetails:
    return await read(interaction, details.details, reward_id)


async def open_card(interaction: Interaction, reward_id: int) -> None:
    """Show a reward to change it."""
    await answer(interaction, await draft_card(interaction, await _details(interaction, reward_id)))


@action(ids.OPEN_SECTION, MANAGERS)
async def open_section(interaction: Interaction, reward_id: int, number: int) -> None:
    """Open the form of a section, filled in with what there is."""
    reward = await _details(interaction, reward_id)
    if reward.state is RewardState.ARCHIVED:
        raise editing.ArchivedError(reward=reward.name)
    form = form_of(reward.kind, number)
    filled = values_of(reward, SECTIONS[reward.kind][number])
    await form.open(interaction, target=reward_id, values=filled)


@action(ids.PUBLISH, MANAGERS)
async def publish(interaction: Interaction, reward_id: int) -> Card | None:
    """Put a reward on offer, or open the way to what it lacks."""
    return await publish_with(interaction, reward_id, {})


async def publish_with(
    interaction: Interaction, reward_id: int, given: Mapping[str, str | int]
) -> Card | None:
    """Put a reward on offer as the values given say, in fields as forms have them."""
    changes = await changes_in(interaction, Sent(dict(given), reward_id)) if given else None
    try:
        edited = await write(interaction, editing.publish, reward_id, changes)
    except InvalidFormError as error:
        reward = await _details(interaction, reward_id)
        number = section_of(reward.kind, error.errors)
        filled = values_of(reward, SECTIONS[reward.kind][number]) | dict(given)
        await form_of(reward.kind, number).refuse(interaction, error, Sent(filled, reward_id))
        return None
    done = "rewards-published"
    if edited.reward.stage is Stage.PLANNED:
        done = "rewards-planned"
    elif edited.reward.usable_codes == 0:
        done = "rewards-published-without-codes"
    elif edited.reward.left == 0:
        done = "rewards-published-sold-out"
    return await _changed(interaction, edited, done)


@action(ids.UNPUBLISH, MANAGERS)
async def unpublish(interaction: Interaction, reward_id: int) -> Card:
    """Take a reward off offer."""
    edited = await write(interaction, editing.unpublish, reward_id)
    return await _changed(interaction, edited, "rewards-unpublished")


@action(ids.DROP_PICTURE, MANAGERS)
async def drop_picture(interaction: Interaction, reward_id: int) -> Card:
    """Show a reward without a picture from now on."""
    without = RewardChanges(image=None)
    edited = await write(interaction, editing.edit, reward_id, without)
    return await _changed(interaction, edited, "rewards-saved")


@action(ids.PREVIEW, MANAGERS)
async def preview(interaction: Interaction, reward_id: int) -> None:
    """Show a reward as members see it."""
    await answer(interaction, await views.preview_card(interaction, reward_id))


@action(ids.ASK_ARCHIVE, MANAGERS)
async def ask_archive(interaction: Interaction, reward_id: int) -> Card:
    """Ask before a reward is put away for good."""
    reward = await _details(interaction, reward_id)
    if reward.state is RewardState.ARCHIVED:
        raise editing.ArchivedError(reward=reward.name)
    language, community_id = locale(interaction), person(interaction).community_id
    comes_by = await db(interaction).read(sources.of_rewards, community_id, [reward_id])
    given_by = comes_by.get(reward_id)
    return confirmation(
        language,
        title(t(language, "rewards-archive-question", reward=escape(reward.name))),
        t(language, "rewards-archive-means", granted=reward.granted),
        ways_text(language, "rewards-archive-sources", given_by) if given_by else None,
        confirm=t(language, "rewards-archive"),
        leads_to=ids.ARCHIVE_REWARD.id(reward_id),
        style=DANGER,
    )


@action(ids.ARCHIVE_REWARD, MANAGERS)
async def archive_reward(interaction: Interaction, reward_id: int) -> Card:
    """Put a reward away for good."""
    edited = await write(interaction, editing.archive, reward_id)
    return await _changed(interaction, edited, "rewards-archived")
