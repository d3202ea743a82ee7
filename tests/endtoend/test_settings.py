"""/settings, as managers type it and members cannot."""

import pytest

from bot.localdiscord import Channel, Community, LocalDiscord, Member, Permissions
from bot.services.actors import Person
from bot.services.community import settings
from bot.services.community.settings import Settings
from db.database import Database
from db.tables import WalletMode

pytestmark = pytest.mark.usefixtures("bot")


async def settled(db: Database, club: Community) -> Settings:
    boss = Person(club.id, club.owner.id, manages_server=True)
    return await db.read(settings.get, boss)


async def test_the_time_zone(db: Database, club: Community, linh: Member) -> None:
    shown = await linh.command("settings timezone")
    assert "UTC" in shown.text
    assert "`/settings timezone zone:`" in shown.text
    offered = await linh.autocomplete("settings timezone", "zone", "ho chi")
    assert [choice.value for choice in offered] == ["Asia/Ho_Chi_Minh"]
    answer = await linh.command("settings timezone", zone="Asia/Ho_Chi_Minh")
    assert answer.ephemeral
    assert "Asia/Ho_Chi_Minh" in answer.text
    assert "19:00" in answer.text
    offered = await linh.autocomplete("settings timezone", "zone", "gmt+7")
    assert "Asia/Ho_Chi_Minh" in [choice.value for choice in offered]
    assert "Asia/Bangkok (19:00)" in [choice.name for choice in offered]
    unclear = await linh.command("settings timezone", zone="GMT+7")
    assert "Asia/Bangkok" in unclear.text
    await linh.command("settings timezone", zone="Tokyo")
    assert "21:00" in (await linh.command("settings timezone")).text
    await linh.command("settings timezone", zone="Hà Nội")
    refused = await linh.command("settings timezone", zone="Atlantis")
    assert "Atlantis" in refused.text
    assert (await settled(db, club)).timezone == "Asia/Ho_Chi_Minh"


async def test_a_day_that_was_reached_is_told_as_such(linh: Member) -> None:
    ahead = await linh.command("settings timezone", zone="Pacific/Kiritimati")
    assert "and today is" in ahead.text
    behind = await linh.command("settings timezone", zone="Pacific/Honolulu")  # 24 hours behind
    assert "had already reached" in behind.text
    assert "and today is" not in behind.text
    assert "had already reached" in (await linh.command("settings setup")).text


async def test_what_is_set_tells_how_to_change_it(linh: Member) -> None:
    assert "/settings wallet mode:" in (await linh.command("settings wallet")).text
    assert "/settings language language:" in (await linh.command("settings language")).text


async def test_the_wallet_mode(db: Database, club: Community, linh: Member) -> None:
    assert "two balances" in (await linh.command("settings wallet")).text
    assert "one balance" in (await linh.command("settings wallet", mode="single")).text
    assert (await settled(db, club)).wallet_mode is WalletMode.SINGLE


async def test_what_points_are_called(db: Database, club: Community, linh: Member) -> None:
    assert "points" in (await linh.command("settings currency")).text
    answer = await linh.command("settings currency", name=" *stars* ")
    assert r"\*stars\*" in answer.text
    refused = await linh.command("settings currency", name="x" * 31)
    assert "30" in refused.text
    assert (await settled(db, club)).currency == "*stars*"
    await answer.press("Call them points again")
    assert (await settled(db, club)).currency is None


@pytest.mark.parametrize("command", ["settings announcements", "settings notices"])
async def test_a_channel_is_chosen_and_let_go(
    command: str, db: Database, club: Community, general: Channel, linh: Member
) -> None:
    assert "channel:" in (await linh.command(command)).text
    answer = await linh.command(command, channel=general)
    assert f"<#{general.id}>" in answer.text
    now = await settled(db, club)
    assert general.id in (now.announcement_channel_id, now.notices_channel_id)
    shown = await linh.command(command)
    assert f"<#{general.id}>" in shown.text
    await shown.press(0)
    now = await settled(db, club)
    assert now.announcement_channel_id is now.notices_channel_id is None


@pytest.mark.parametrize("command", ["settings announcements", "settings notices"])
@pytest.mark.parametrize(
    ("lacking", "named"),
    [
        (Permissions.VIEW_CHANNEL, "View Channel"),
        (Permissions.SEND_MESSAGES, "Send Messages"),
        (Permissions.EMBED_LINKS, "Embed Links"),
        (Permissions.ATTACH_FILES, "Attach Files"),
    ],
)
async def test_a_channel_that_laurel_cannot_post_in_is_refused(
    command: str,
    lacking: Permissions,
    named: str,
    db: Database,
    club: Community,
    general: Channel,
    linh: Member,
) -> None:
    await general.overwrite(club.bot, deny=lacking)
    elsewhere = club.add_channel("elsewhere")
    refused = await linh.command(command, channel=general, within=elsewhere)
    assert named in refused.text
    now = await settled(db, club)
    assert now.announcement_channel_id is now.notices_channel_id is None


async def test_when_a_pool_is_low(db: Database, club: Community, linh: Member) -> None:
    assert "10%" in (await linh.command("settings notices")).text
    assert "25%" in (await linh.command("settings notices", low_pool_percent=25)).text
    assert (await settled(db, club)).low_pool_percent == 25
    assert "last code" in (await linh.command("settings notices", low_pool_percent=0)).text


async def test_the_language(db: Database, club: Community, linh: Member) -> None:
    assert "English" in (await linh.command("settings language")).text
    assert "Vietnamese" in (await linh.command("settings language", language="vi")).text
    assert (await settled(db, club)).language == "vi"


async def test_a_managers_role_and_who_sees_its_commands(
    db: Database, club: Community, linh: Member
) -> None:
    helpers = club.add_role("Helpers")
    huy = club.add_member("Huy", roles=[helpers])
    alone = await linh.command("settings managers")
    assert "Server Settings → Integrations" in alone.text

    blind = await linh.command("settings managers", add=helpers)
    assert "cannot see all the commands" in blind.text
    assert (await settled(db, club)).manager_role_ids == [helpers.id]
    assert "Saved" in (await huy.command("settings timezone", zone="UTC", force=True)).text

    commands = "settings points reward codes grant revoke coupon goal workflow audit stats raffle"
    for command in [*commands.split(), "Grant reward"]:
        club.command_permissions[command] = {helpers.id: True}
    assert "can see the commands" in (await linh.command("settings managers")).text

    await linh.command("settings managers", remove=helpers)
    assert (await settled(db, club)).manager_role_ids == []
    assert "for managers" in (await huy.command("settings timezone", force=True)).text


async def test_a_role_with_manage_server_sees_the_commands(club: Community, linh: Member) -> None:
    deputies = club.add_role("Deputies", permissions=Permissions.MANAGE_GUILD)
    answer = await linh.command("settings managers", add=deputies)
    assert "can see the commands" in answer.text


async def test_the_role_that_everybody_has_cannot_manage(
    db: Database, club: Community, linh: Member
) -> None:
    refused = await linh.command("settings managers", add=club.everyone)
    assert "everyone" in refused.text
    assert (await settled(db, club)).manager_role_ids == []


async def test_a_change_delivered_twice_is_recorded_once(
    discord: LocalDiscord, linh: Member
) -> None:
    discord.deliver_twice()
    await linh.command("settings currency", name="stars")
    lines = [line for line in (await linh.command("audit")).text.splitlines() if "stars" in line]
    assert len(lines) == 1


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("timezone", {"zone": "Asia/Tokyo"}),
        ("wallet", {"mode": "single"}),
        ("currency", {"name": "stars"}),
        ("notices", {"low_pool_percent": 3}),
        ("language", {"language": "vi"}),
        ("thanks", {"points": 3}),
        ("leaderboard", {"places": 3}),
    ],
)
async def test_members_are_refused(
    command: str,
    options: dict[str, object],
    db: Database,
    club: Community,
    linh: Member,
    mai: Member,
) -> None:
    await linh.command("settings timezone", zone="UTC")
    before = await settled(db, club)
    for some_options in ({}, options):
        refused = await mai.command(f"settings {command}", **some_options, force=True)
        assert refused.ephemeral
        assert "for managers" in refused.text
    assert await settled(db, club) == before


async def test_members_set_no_channels_and_no_managers(
    db: Database, club: Community, general: Channel, linh: Member, mai: Member
) -> None:
    helpers = club.add_role("Helpers")
    await mai.add_role(helpers)
    await linh.command("settings timezone", zone="UTC")
    before = await settled(db, club)
    for command, options in (
        ("settings announcements", {"channel": general}),
        ("settings notices", {"channel": general}),
        ("settings managers", {"add": helpers}),
        ("settings managers", {}),
    ):
        assert "for managers" in (await mai.command(command, **options, force=True)).text
    assert await settled(db, club) == before


async def test_settings_of_communities_are_apart(
    discord: LocalDiscord, db: Database, club: Community, linh: Member
) -> None:
    other = discord.add_community("Chess club", locale="vi")
    other.add_channel("general")
    boss = other.add_member("An", permissions=Permissions.MANAGE_GUILD)
    await boss.command("settings currency", name="quân")
    await linh.command("settings currency", name="stars")
    assert (await settled(db, club)).currency == "stars"
    assert (await settled(db, other)).currency == "quân"
    assert (await settled(db, other)).language == "vi"
