"""The draft card of a reward: its forms, what is wrong with them, and *Fix it*."""

from datetime import date

import pytest

from bot.localdiscord import Community, Member, Permissions
from bot.services.rewards import images
from db.database import Database
from db.tables import RewardState
from tests.endtoend.conftest import in_session
from tests.support.bot import RunningBot
from tests.support.pictures import not_a_picture, png
from tests.support.rewards import rewards, the

pytestmark = pytest.mark.usefixtures("discord")


async def picture_of(db: Database, linh: Member, name: str) -> bytes:
    image_id = (await the(db, linh, name)).look.image_id
    assert image_id is not None
    return (await db.read(images.load, linh.community.id, image_id)).content


async def test_forms_make_a_reward_from_beginning_to_end(
    db: Database, club: Community, linh: Member
) -> None:
    form = (await linh.command("reward create", kind="coupon")).modal
    assert form is not None
    assert list(form.fields) == ["Name", "Description", "Instructions"]
    card = await form.submit({"Name": "Mug", "Description": "For long evenings."})
    assert card.ephemeral
    assert "For long evenings." in card.text

    form = (await card.press("Price and stock")).modal
    assert form is not None
    card = await form.submit({"Price": "1,200", "Stock": "25"})
    assert "1,200 points" in card.text

    student = club.add_role("Student")
    form = (await card.press("Limits")).modal
    assert form is not None
    filled = {"Expiry date": "2025-12-31", "Limit per member": "2", "Required role": student}
    card = await form.submit(filled)

    form = (await card.press("Picture")).modal
    assert form is not None
    card = await form.submit({"Picture": [png()]})
    assert len(card.files) == 1

    made = await the(db, linh, "Mug")
    assert (made.cost, made.stock, made.member_limit) == (1200, 25, 2)
    assert made.expires_on == date(2025, 12, 31)
    assert made.required_role_id == student.id
    assert await picture_of(db, linh, "Mug") == png().data

    await card.press("Publish")
    assert (await the(db, linh, "Mug")).state is RewardState.PUBLISHED


async def test_forms_are_filled_in_with_what_is_there(club: Community, linh: Member) -> None:
    student = club.add_role("Student")
    await linh.command(
        "reward create",
        kind="coupon",
        name="Mug",
        cost=120,
        stock=25,
        expires="2025-12-31",
        required_role=student,
    )
    card = await linh.command("reward edit", reward="Mug")
    form = (await card.press("Price and stock")).modal
    assert form is not None
    assert {label: field.value for label, field in form.fields.items()} == {
        "Price": "120",
        "Stock": "25",
        "Sale price": "",
        "Sale until": "",
    }
    form = (await card.press("Limits")).modal
    assert form is not None
    assert form.fields["Expiry date"].value == "2025-12-31"
    assert form.fields["Limit per member"].value == ""
    unchanged = await form.submit()
    assert student.mention in unchanged.text


async def test_an_emptied_field_is_cleared(db: Database, club: Community, linh: Member) -> None:
    await linh.command(
        "reward create",
        kind="voucher",
        name="Books",
        description="20 % off",
        expires="2025-12-31",
        limit=3,
        required_role=club.add_role("Student"),
    )
    card = await linh.command("reward edit", reward="Books")
    form = (await card.press("Limits")).modal
    assert form is not None
    await form.submit({"Expiry date": "", "Limit per member": "", "Required role": []})
    form = (await card.press("Basics")).modal
    assert form is not None
    await form.submit({"Description": ""})
    left = await the(db, linh, "Books")
    assert (left.expires_on, left.member_limit, left.required_role_id) == (None, None, None)
    assert left.description == ""


async def test_what_is_wrong_is_listed_and_fixed_section_by_section_after_a_restart(
    bot: RunningBot, db: Database, linh: Member
) -> None:
    await linh.command("reward create", kind="badge", name="Mug")
    wrong = await linh.command(
        "reward create",
        kind="coupon",
        name="mug",
        description="For long evenings.",
        cost=120,
        stock=25,
        expires="2025-06-01",
        limit=2,
        image=png(),
    )
    assert wrong.ephemeral
    assert "**Name**" in wrong.text
    assert "**Expiry date**" in wrong.text
    assert await rewards(db, linh) == ["Mug"]

    await bot.restart()
    form = (await wrong.press("Fix it")).modal
    assert form is not None
    assert form.fields["Name"].value == "mug"
    assert form.fields["Description"].value == "For long evenings."
    still_wrong = await form.submit({"Name": "Cup"})
    assert "**Name**" not in still_wrong.text
    assert "**Expiry date**" in still_wrong.text
    assert await rewards(db, linh) == ["Mug"]

    await bot.restart()
    form = (await still_wrong.press("Fix it")).modal
    assert form is not None
    assert form.fields["Expiry date"].value == "2025-06-01"
    assert form.fields["Limit per member"].value == "2"
    card = await form.submit({"Expiry date": "2025-06-02"})
    assert "Publish" in card.buttons
    assert card.message is wrong.message
    made = await the(db, linh, "Cup")
    assert (made.cost, made.stock, made.member_limit) == (120, 25, 2)
    assert made.expires_on == date(2025, 6, 2)
    # The picture came with the first try, and no form can be filled in with it.
    assert await picture_of(db, linh, "Cup") == png().data


async def test_a_form_that_is_wrong_is_fixed_with_a_new_picture_or_the_old(
    db: Database, linh: Member
) -> None:
    card = await linh.command("reward create", kind="badge", name="Reader", image=png())
    form = (await card.press("Picture")).modal
    assert form is not None
    wrong = await form.submit({"Picture": [not_a_picture()]})
    assert "**Picture**" in wrong.text
    assert await picture_of(db, linh, "Reader") == png().data

    form = (await wrong.press("Fix it")).modal
    assert form is not None
    red = png(colour="red")
    await form.submit({"Picture": [red]})
    assert await picture_of(db, linh, "Reader") == red.data

    form = (await card.press("Picture")).modal
    assert form is not None
    await form.submit()
    assert await picture_of(db, linh, "Reader") == red.data
    without = await (await linh.command("reward edit", reward="Reader")).press("Remove picture")
    assert without.files == []
    assert (await the(db, linh, "Reader")).look.image_id is None


async def test_two_open_forms_make_one_reward(db: Database, linh: Member) -> None:
    await linh.command("reward create", kind="badge", name="Mug")
    wrong = await linh.command("reward create", kind="badge", name="Mug")
    first, second = (await wrong.press("Fix it")).modal, (await wrong.press("Fix it")).modal
    assert first is not None
    assert second is not None
    await first.submit({"Name": "Cup"})
    await second.submit({"Name": "Cup"})
    assert await rewards(db, linh) == ["Cup", "Mug"]


async def test_a_bad_picture_need_not_stop_a_reward(db: Database, linh: Member) -> None:
    wrong = await linh.command("reward create", kind="badge", name="Reader", image=not_a_picture())
    assert await rewards(db, linh) == []
    form = (await wrong.press("Fix it")).modal
    assert form is not None
    await form.submit()
    assert (await the(db, linh, "Reader")).look.image_id is None


async def test_a_file_that_is_too_large_is_refused(db: Database, linh: Member) -> None:
    file = not_a_picture(size=images.MOST_BYTES + 1)
    wrong = await linh.command("reward create", kind="badge", name="Reader", image=file)
    assert wrong.buttons == ["Fix it"]
    assert file.name in wrong.text
    assert "8 MB" in wrong.text
    assert await rewards(db, linh) == []


async def test_an_incomplete_coupon_is_not_published_but_completed(
    db: Database, linh: Member
) -> None:
    card = await linh.command("reward create", kind="coupon", name="Mug", cost=120)
    assert "**Stock**" in card.text
    for refused in (
        await card.press("Publish"),
        await linh.command("reward publish", reward="Mug"),
    ):
        assert "**Stock**" in refused.text
        assert (await the(db, linh, "Mug")).state is RewardState.DRAFT
    form = (await refused.press("Fix it")).modal
    assert form is not None
    assert form.fields["Price"].value == "120"
    card = await form.submit({"Stock": "3"})
    await card.press("Publish")
    assert (await the(db, linh, "Mug")).state is RewardState.PUBLISHED


async def test_what_a_kind_never_has_is_left_out_when_fixed(db: Database, linh: Member) -> None:
    wrong = await linh.command("reward create", kind="badge", name="Reader", cost=5, stock=1)
    assert "**Price**" in wrong.text
    assert "**Stock**" in wrong.text
    form = (await wrong.press("Fix it")).modal
    assert form is not None
    await form.submit()
    assert (await the(db, linh, "Reader")).cost is None


async def test_options_without_a_name_are_kept_until_it_has_one(db: Database, linh: Member) -> None:
    wrong = await linh.command("reward create", kind="coupon", cost=120, stock=25)
    form = (await wrong.press("Fix it")).modal
    assert form is not None
    await form.submit({"Name": "Mug"})
    assert (await the(db, linh, "Mug")).cost == 120


class TestBadgeRoles:
    """A badge carries a role only if its manager could give it by hand."""

    @in_session
    async def linh(self, club: Community) -> Member:
        return club.add_member(
            "Linh", permissions=Permissions.MANAGE_GUILD | Permissions.MANAGE_ROLES
        )

    async def carried(self, db: Database, manager: Member, role: object) -> int | None:
        """Return which role a badge carries that was attached by an option, and by the form."""
        first, second = f"First of {manager.name}", f"Second of {manager.name}"
        await manager.command("reward create", kind="badge", name=first)
        await manager.command("reward edit", reward=first, badge_role=role)
        card = await manager.command("reward create", kind="badge", name=second)
        form = (await card.press("Basics")).modal
        assert form is not None
        await form.submit({"Role": role})
        by_option, by_form = [
            (await the(db, manager, name)).badge_role_id for name in (first, second)
        ]
        assert by_option == by_form
        return by_form

    async def test_one_below_both(self, db: Database, club: Community, linh: Member) -> None:
        role = club.add_role("Reader", position=1)
        assert await self.carried(db, linh, role) == role.id

    async def test_one_above_the_manager(self, db: Database, club: Community, linh: Member) -> None:
        role = club.add_role("Elder", position=club.bot_role.position - 1)
        await role.move(linh.roles[-1].position)
        assert role.position > linh.roles[-1].position
        assert await self.carried(db, linh, role) is None
        assert await self.carried(db, club.owner, role) == role.id

    async def test_one_above_laurel(self, db: Database, club: Community) -> None:
        role = club.add_role("Elder", position=99)
        assert await self.carried(db, club.owner, role) is None

    async def test_one_that_moderates(self, db: Database, club: Community, linh: Member) -> None:
        role = club.add_role("Police", permissions=Permissions.KICK_MEMBERS, position=1)
        assert await self.carried(db, linh, role) is None
        assert await self.carried(db, club.owner, role) is None

    async def test_the_one_of_everybody(self, db: Database, club: Community) -> None:
        assert await self.carried(db, club.owner, club.everyone) is None

    async def test_somebody_who_may_not_give_roles(self, db: Database, club: Community) -> None:
        vera = club.add_member("Vera", permissions=Permissions.MANAGE_GUILD)
        assert await self.carried(db, vera, club.add_role("Reader", position=1)) is None
