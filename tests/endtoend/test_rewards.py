"""/reward with options: making rewards, changing them, and what members cannot do."""

from datetime import date

import pytest

from bot.localdiscord import Community, LocalDiscord, Member, Permissions
from bot.services import audit
from bot.services.rewards.details import details
from db.database import Database
from db.tables import RewardKind, RewardState
from tests.support.pictures import png
from tests.support.rewards import as_manager, rewards, the

pytestmark = pytest.mark.usefixtures("discord")


async def test_options_make_a_draft(db: Database, linh: Member) -> None:
    student = linh.community.add_role("Student")
    answer = await linh.command(
        "reward create",
        kind="coupon",
        name="Book Club mug",
        description="A *mug*.\nFor long evenings.",
        cost=120,
        stock=25,
        expires="2025-12-31",
        limit=2,
        required_role=student,
        instructions="Show it at the desk.",
        image=png(),
    )
    assert answer.ephemeral
    for part in ("Book Club mug", "120 points", "25 of 25 left", "Show it at the desk."):
        assert part in answer.text
    made = await the(db, linh, "Book Club mug")
    assert made.kind is RewardKind.COUPON
    assert made.state is RewardState.DRAFT
    assert (made.cost, made.stock, made.member_limit) == (120, 25, 2)
    assert made.expires_on == date(2025, 12, 31)
    assert made.required_role_id == student.id
    assert made.description == "A *mug*.\nFor long evenings."
    assert made.missing == ()
    assert [file.name for file in answer.files] == [f"{made.look.image_id}.webp"]
    assert answer.buttons == [
        "Basics",
        "Price and stock",
        "Limits",
        "Picture",
        "Times",
        "Delivers",
        "Publish",
        "Preview",
        "Remove picture",
        "Archive",
    ]


@pytest.mark.parametrize("kind", list(RewardKind))
async def test_the_longest_texts_fit_on_the_card(kind: RewardKind, linh: Member) -> None:
    answer = await linh.command(
        "reward create",
        kind=kind,
        name="*" * 80,
        description="*" * 1000,
        instructions="_" * 1000,
        expires="2025-12-31",
    )
    assert "Publish" in answer.buttons
    assert "Publish" in (await linh.command("reward edit", reward="*" * 80)).buttons
    assert (await linh.command("reward list")).buttons == []


async def test_a_reward_is_published_changed_and_taken_off(
    db: Database, linh: Member, mai: Member
) -> None:
    await linh.command("reward create", kind="coupon", name="Mug", cost=120, stock=5)
    assert "Mug" not in (await mai.command("store")).text
    published = await linh.command("reward publish", reward="mug")
    assert "Unpublish" in published.buttons
    assert "Mug" in (await mai.command("store")).text
    await linh.command("reward edit", reward="Mug", name="Cup", cost=100)
    assert "100 points" in (await mai.command("store")).text
    off = await published.press("Unpublish")
    assert "Publish" in off.buttons
    assert (await the(db, linh, "Cup")).state is RewardState.DRAFT
    assert "Cup" not in (await mai.command("store")).text
    await linh.command("reward edit", reward="Cup", stock=0)
    assert "none is left" in (await linh.command("reward publish", reward="Cup")).text


async def test_what_is_so_already_is_said_to_be(db: Database, linh: Member) -> None:
    await linh.command("reward create", kind="badge", name="Reader")
    await linh.command("reward publish", reward="Reader")
    before = await db.read(audit.load_page, as_manager(linh))
    again = await linh.command("reward publish", reward="Reader")
    same = await linh.command("reward edit", reward="Reader", name="Reader")
    assert "Unpublish" in again.buttons
    assert "Unpublish" in same.buttons
    assert (await db.read(audit.load_page, as_manager(linh))).lines == before.lines


async def test_archiving_asks_first_and_is_final(db: Database, linh: Member) -> None:
    card = await linh.command("reward create", kind="badge", name="Reader")
    asked = await linh.command("reward archive", reward="Reader")
    assert "given by" not in asked.text
    await asked.press("Not now")
    assert (await the(db, linh, "Reader")).state is RewardState.DRAFT
    await linh.command("reward publish", reward="Reader")
    await linh.command(
        "goal create",
        name="Read",
        period="weekly",
        counts="post_created",
        target=1,
        reward="Reader",
    )
    asked = await linh.command("reward archive", reward="Reader")
    assert "given by the goal Read" in asked.text
    done = await asked.press("Archive")
    assert done.buttons == []
    archived = await the(db, linh, "Reader")
    assert archived.state is RewardState.ARCHIVED
    # The name is free again, and what was archived stays so whatever old card is pressed.
    await linh.command("reward create", kind="badge", name="reader")
    for button in ("Basics", "Publish", "Archive"):
        refused = await card.press(button)
        assert refused.modal is None
        assert refused.ephemeral
    assert (await db.read(details, as_manager(linh), archived.reward_id)) == archived
    assert await rewards(db, linh) == ["reader"]


async def test_names_are_offered_while_typing(linh: Member, mai: Member) -> None:
    await linh.command("reward create", kind="badge", name="Night reader")
    await linh.command("reward create", kind="coupon", name="Mug", cost=1, stock=1)
    await linh.command("reward publish", reward="Mug")
    offered = await linh.autocomplete("reward edit", "reward", "READ")
    assert [choice.name for choice in offered] == ["Night reader"]
    publishable = await linh.autocomplete("reward publish", "reward")
    assert [choice.name for choice in publishable] == ["Night reader"]
    on_offer = await linh.autocomplete("reward unpublish", "reward")
    assert [choice.name for choice in on_offer] == ["Mug"]
    card = await linh.command("reward edit", reward=offered[0].value)
    assert "Night reader" in card.text
    # What is not on offer yet is nobody else's business.
    assert await mai.autocomplete("reward edit", "reward", "READ", force=True) == []


async def test_a_name_that_was_not_offered_changes_nothing(db: Database, linh: Member) -> None:
    for command in ("edit", "preview", "publish", "unpublish", "archive", "stats"):
        answer = await linh.command(f"reward {command}", reward="Nothing")
        assert answer.ephemeral
        assert "Nothing" in answer.text
        assert answer.buttons == []
    assert await rewards(db, linh) == []


async def test_a_command_delivered_twice_makes_one_reward(
    discord: LocalDiscord, db: Database, linh: Member
) -> None:
    discord.deliver_twice()
    await linh.command("reward create", kind="badge", name="Reader")
    assert await rewards(db, linh) == ["Reader"]
    discord.refused.clear()  # the second delivery was answered too, and Discord takes one answer


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("create", {"kind": "badge"}),
        ("create", {"kind": "badge", "name": "Mine"}),
        ("create", {"kind": "badge", "name": "Mine", "image": png()}),
        ("edit", {"reward": "Reader"}),
        ("edit", {"reward": "Reader", "name": "Mine"}),
        ("preview", {"reward": "Reader"}),
        ("publish", {"reward": "Reader"}),
        ("unpublish", {"reward": "Poet"}),
        ("archive", {"reward": "Reader"}),
        ("list", {}),
        ("stats", {"reward": "Reader"}),
    ],
)
async def test_members_are_refused(
    command: str, options: dict[str, object], db: Database, linh: Member, mai: Member
) -> None:
    await linh.command("reward create", kind="badge", name="Reader", description="Secret")
    await linh.command("reward create", kind="badge", name="Poet")
    await linh.command("reward publish", reward="Poet")
    before = [await the(db, linh, name) for name in ("Reader", "Poet")]
    answer = await mai.command(f"reward {command}", force=True, **options)
    assert answer.ephemeral
    assert answer.modal is None
    assert answer.buttons == []
    assert "Secret" not in answer.text
    assert [await the(db, linh, name) for name in ("Reader", "Poet")] == before
    assert len(await rewards(db, linh)) == 2


async def test_somebody_who_is_no_manager_any_more_is_refused(db: Database, linh: Member) -> None:
    card = await linh.command("reward create", kind="badge", name="Reader")
    question = await linh.command("reward archive", reward="Reader")
    form = (await card.press("Basics")).modal
    assert form is not None
    for role in list(linh.roles):
        await linh.remove_role(role)
    for button in ("Basics", "Publish", "Preview", "Archive"):
        refused = await card.press(button)
        assert refused.modal is None
        assert refused.buttons == []
    await question.press("Archive")
    await form.submit({"Name": "Mine"})
    assert (await the(db, linh, "Reader")).state is RewardState.DRAFT


async def test_communities_do_not_see_each_other(
    discord: LocalDiscord, db: Database, linh: Member
) -> None:
    await linh.command("reward create", kind="badge", name="Reader", description="Ours")
    other = discord.add_community("Chess club")
    other.add_channel("general")
    vera = other.add_member("Vera", permissions=Permissions.MANAGE_GUILD)
    ours = await the(db, linh, "Reader")
    for typed in ("Reader", str(ours.reward_id)):
        assert "Ours" not in (await vera.command("reward edit", reward=typed)).text
    assert await vera.autocomplete("reward edit", "reward", "Read") == []
    await vera.command("reward create", kind="badge", name="Reader")
    await vera.command("reward publish", reward="Reader")
    assert await the(db, linh, "Reader") == ours


async def test_a_manager_is_answered_in_their_language(club: Community) -> None:
    an = club.add_member("An", locale="vi", permissions=Permissions.MANAGE_GUILD)
    card = await an.command("reward create", kind="coupon", name="Cốc", cost=120, stock=5)
    assert "Giá" in card.text
    assert card.buttons[0] == "Cơ bản"
    assert "điểm" in (await an.command("reward list")).text
