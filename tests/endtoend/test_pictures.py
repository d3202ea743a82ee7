"""Pictures in answers and announcements, what they say in words, and the text in their place."""

from typing import Any

import pytest

from bot.localdiscord import Community, Member, Message, Permissions
from bot.localdiscord.model.answer import Answer
from bot.services.community import settings
from bot.services.deliveries import GATHERED_FOR, preferences
from bot.services.deliveries.preferences import Choice
from bot.services.points.leaderboard import Span
from bot.services.privacy import export
from db.database import Database
from tests.endtoend.conftest import choose_pictures, in_session
from tests.endtoend.deliveries import outcomes, to_members
from tests.endtoend.rewards import as_person, award, badge, boss, describe, issue_reward
from tests.endtoend.workflows import enabled
from tests.support.bot import RunningBot
from tests.support.databases import Clock
from tests.support.pictures import png
from tests.support.until import until

pytestmark = pytest.mark.usefixtures("bot")

WEBP, PNG = b"RIFF", b"\x89PNG"


@in_session
async def pictured(db: Database, club: Community) -> None:
    """Let the community have pictures, as a new one has."""
    await db.write(choose_pictures, club.id, True)


def shown_message(shown: Answer | Message) -> Message:
    """Return the message of an answer."""
    message = shown.message if isinstance(shown, Answer) else shown
    assert message is not None
    return message


def described(shown: Answer | Message) -> list[str]:
    """Return what the large pictures of a message say to whoever cannot see them."""
    return [one["description"] for one in galleries(shown_message(shown).components)]


def galleries(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the items of every gallery in a message."""
    found = []
    for one in components:
        found += [*one.get("items", []), *galleries(one.get("components", []))]
    return found


def picture(shown: Answer | Message) -> str:
    """Return the words for the one picture of a message, which is there."""
    (file,), (words,) = shown_message(shown).files, described(shown)
    assert file.data.startswith(WEBP)
    return words


def is_text_only(shown: Answer) -> bool:
    """Return whether an answer is as it would be without pictures."""
    return not shown.files and not described(shown)


async def earn(db: Database, club: Community, member: Member, *names: str) -> None:
    """Give a member badges."""
    for name in names:
        await issue_reward(db, member, await badge(db, club, name))


@pytest.mark.usefixtures("pictured")
class TestProfile:
    async def test_it_shows_oneself_all_of_it(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        await mai.set_avatar(png().data)
        await earn(db, club, mai, "Reader", "Bookworm")
        await award(db, mai, 1_250)
        await linh.command(
            "goal create", name="Chatty", counts="post_created", target=20, period="weekly"
        )
        words = picture(await mai.command("profile"))
        assert words.startswith("Profile of Mai")
        assert "1,250 points" in words
        assert "Badges: Bookworm, Reader" in words
        assert "Chatty: 0 of 20 messages" in words

    async def test_others_see_neither_points_nor_goals(
        self, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        await earn(db, club, mai, "Reader")
        await award(db, mai, 1_250)
        await linh.command(
            "goal create", name="Chatty", counts="post_created", target=20, period="weekly"
        )
        for seen in (
            await bob.command("profile", member=mai),
            await mai.command("profile", show=True),
        ):
            assert "Reader" in picture(seen)
            assert not any(hidden in picture(seen) for hidden in ("1,250", "Chatty"))
        manager = await linh.command("profile", member=mai)
        assert "Chatty" in picture(manager)
        assert "1,250 points" in manager.text
        assert "1,250" not in picture(manager)

    async def test_in_text_it_says_the_same_to_the_same_people(
        self, db: Database, club: Community, linh: Member, mai: Member, bob: Member
    ) -> None:
        await db.write(choose_pictures, club.id, False)
        await award(db, mai, 1_250)
        await linh.command(
            "goal create", name="Chatty", counts="post_created", target=20, period="weekly"
        )
        own = await mai.command("profile")
        assert is_text_only(own)
        assert "1,250 points" in own.text
        assert "Chatty: 0 of 20 messages" in own.text
        for seen in (
            await bob.command("profile", member=mai),
            await mai.command("profile", show=True),
        ):
            assert not any(hidden in seen.text for hidden in ("1,250", "Chatty"))
        manager = await linh.command("profile", member=mai)
        assert "Chatty" in manager.text
        assert manager.text.count("1,250 points") == own.text.count("1,250 points")

    async def test_a_hidden_one_stays_hidden(
        self, db: Database, club: Community, mai: Member, bob: Member
    ) -> None:
        await earn(db, club, mai, "Reader")
        await db.write(export.hide_profile, as_person(mai), hidden=True)
        hidden = await bob.command("profile", member=mai)
        assert is_text_only(hidden)
        assert "private" in hidden.text
        assert "All badges" not in hidden.buttons
        assert "Reader" in picture(await mai.command("profile"))

    async def test_the_collection_has_what_is_missing_where_a_community_wants_that(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        await earn(db, club, mai, "Reader")
        await badge(db, club, "Founder")
        profile = await mai.command("profile")
        words = picture(collection := await profile.press("All badges"))
        assert collection.ephemeral
        assert "1 badge" in words
        assert "Founder" not in words
        assert "**Reader**" in collection.text  # since when it is theirs
        await db.write(settings.set_missing_badges, boss(club), True)
        words = picture(await profile.press("All badges"))
        assert "1 of 2 badges" in words
        assert "Not yet: Founder" in words

    async def test_the_fullest_collection_fits(
        self,
        db: Database,
        club: Community,
        bot: RunningBot,
        mai: Member,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        names = [f"{number:02}" + "*" * 78 for number in range(30)]
        await earn(db, club, mai, *names)
        for number in range(12):
            await badge(db, club, f"Rare {number:02}" + "_" * 70)
        await db.write(settings.set_missing_badges, boss(club), True)
        profile = await mai.command("profile")
        assert "and 24 more" in picture(profile)
        first = await profile.press("All badges")
        assert first.text.count("since <t:") == 20
        second = await first.press("Next")
        assert second.text.count("since <t:") == 10
        assert "Not yet: Rare 00" in picture(second)
        assert (await second.press("Next")).text == "-# Page 3 of 3"

        async def nothing(*_: object) -> None:
            return None

        monkeypatch.setattr(bot.client.drawing, "picture", nothing)
        listed = await (await profile.press("All badges")).press("Next")
        assert is_text_only(listed)
        assert listed.text.count("Rare") == 10

    async def test_in_vietnamese(self, db: Database, club: Community, mai: Member) -> None:
        mai.locale = "vi"
        await earn(db, club, mai, "Reader")
        assert picture(await mai.command("profile")).startswith("Hồ sơ của Mai")


@pytest.mark.usefixtures("pictured")
class TestLeaderboard:
    async def test_places_and_how_they_changed(
        self, db: Database, club: Community, clock: Clock, mai: Member, bob: Member
    ) -> None:
        await award(db, bob, 50)
        await award(db, mai, 40)
        clock.forward(days=7)
        await award(db, mai, 90)
        await award(db, bob, 60)
        await award(db, newcomer := club.add_member("New"), 10)
        words = picture(board := await mai.command("leaderboard")).splitlines()
        assert words[1:] == [
            "1. Mai (you): 90 points, up 1",
            "2. Bob: 60 points, down 1",
            "3. New: 10 points, new",
        ]
        assert "Mai" not in board.text
        public = picture(await mai.command("leaderboard", show=True))
        assert "(you)" not in public
        ever = picture(await mai.command("leaderboard", span=Span.EVER))
        assert "1. Mai (you): 130 points\n" in ever
        await db.write(export.hide_from_leaderboard, as_person(newcomer), hidden=True)
        assert "New" not in picture(await bob.command("leaderboard"))

    async def test_ones_own_row_is_there_from_any_page(
        self, db: Database, club: Community, mai: Member
    ) -> None:
        for number in range(10):  # nobody had a place in the week before, so nobody is new
            await award(db, club.add_member(f"Ahead {number}"), 100 + number)
        await award(db, mai, 5)
        words = picture(await mai.command("leaderboard"))
        assert words.splitlines()[-1] == "11. Mai (you): 5 points"

    async def test_a_place_can_be_shared(
        self, db: Database, club: Community, clock: Clock, mai: Member, bob: Member
    ) -> None:
        await award(db, bob, 50)
        await award(db, mai, 40)
        clock.forward(days=7)
        await award(db, mai, 90)
        shared = await (await mai.command("leaderboard")).press("Share my place")
        assert not shared.ephemeral
        assert mai.mention in shared.text
        assert picture(shared) == "Mai: #2 → #1. 90 points this week"
        # Who hides has nothing to share, also with a card from before.
        board = await mai.command("leaderboard")
        await db.write(export.hide_from_leaderboard, as_person(mai), hidden=True)
        assert (await board.press("Share my place")).ephemeral
        assert "Share my place" not in (await mai.command("leaderboard")).buttons

    async def test_names_that_do_not_come_are_mentioned_in_a_text(
        self, db: Database, bot: RunningBot, mai: Member, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def nobody(*_: object) -> dict[int, object]:
            return {}

        monkeypatch.setattr(bot.client.faces, "of", nobody)
        await award(db, mai, 40)
        shown = await mai.command("leaderboard")
        assert is_text_only(shown)
        assert mai.mention in shown.text


@pytest.mark.usefixtures("pictured")
async def test_goals_are_rings(db: Database, linh: Member, mai: Member) -> None:
    assert is_text_only(await mai.command("goals"))  # there are none
    await linh.command(
        "goal create", name="Chatty", counts="post_created", target=20, period="weekly"
    )
    shown = await mai.command("goals")
    assert picture(shown) == "Your goals. Chatty: 0 of 20 messages"
    assert "ends <t:" in shown.text
    assert "▱" not in shown.text


@pytest.mark.usefixtures("pictured")
class TestGeneratedBadges:
    async def test_one_is_made_of_name_colour_and_shape(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        made = await linh.command(
            "reward create", kind="badge", name="Night owl", colour="#7b4fc9", shape="star"
        )
        (first,) = made.files
        assert first.data.startswith(PNG)
        changed = await linh.command("reward edit", reward="Night owl", shape="leaf", colour="#abc")
        assert changed.files[0].data != first.data
        changes = (await linh.command("audit")).text
        assert r"colour \#7B4FC9 → \#AABBCC, shape" in changes
        await made.press("Publish")
        (stored,) = (await mai.command("store")).files
        assert stored.data == changed.files[0].data

    async def test_an_uploaded_picture_wins(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        reward_id = await badge(db, club, "Reader")
        assert (await mai.command("store")).files[0].data.startswith(PNG)
        await describe(db, club, reward_id, picture=True, badge_colour=0xFF0000)
        assert (await mai.command("store")).files[0].data.startswith(WEBP)
        dropped = await (await linh.command("reward edit", reward="Reader")).press("Remove picture")
        assert dropped.files[0].data.startswith(PNG)

    async def test_what_is_no_colour_is_refused(self, linh: Member) -> None:
        refused = await linh.command("reward create", kind="badge", name="Owl", colour="violet")
        assert "#RRGGBB" in refused.text
        assert "Fix it" in refused.buttons
        coupon = await linh.command("reward create", kind="coupon", name="Mug", shape="star")
        assert "only badges" in coupon.text

    async def test_colours_are_offered_by_name(self, linh: Member) -> None:
        linh.locale = "vi"
        offered = await linh.autocomplete("reward create", "colour", "tím", kind="badge")
        assert [choice.value for choice in offered] == ["#7B4FC9"]


@pytest.mark.usefixtures("pictured")
class TestAnnouncements:
    async def announced(self, db: Database, club: Community, clock: Clock) -> Message:
        clock.forward(seconds=GATHERED_FOR.total_seconds())
        assert set(await outcomes(db, club)) == {"sent"}
        return club.default_channel.messages[-1]

    async def test_a_badge_comes_with_who_earned_it(
        self, db: Database, club: Community, clock: Clock, mai: Member, bob: Member
    ) -> None:
        channel = club.default_channel
        await db.write(settings.set_announcement_channel, boss(club), channel.id)
        reader = await badge(db, club, "Reader")
        await issue_reward(db, mai, reader)
        await issue_reward(db, bob, reader)
        message = await self.announced(db, club, clock)
        assert picture(message) == "New badges: Reader"
        assert mai.mention in message.text
        assert bob.mention in message.text

    async def test_several_are_one_picture(
        self, db: Database, club: Community, clock: Clock, mai: Member
    ) -> None:
        channel = club.default_channel
        await db.write(settings.set_announcement_channel, boss(club), channel.id)
        await earn(db, club, mai, "Reader", "Bookworm")
        message = await self.announced(db, club, clock)
        assert picture(message) == "New badges: Reader, Bookworm"
        assert message.text.count(mai.mention) == 2

    async def test_where_files_are_not_allowed_a_text_says_it(
        self, db: Database, club: Community, clock: Clock, mai: Member
    ) -> None:
        channel = club.default_channel
        await db.write(settings.set_announcement_channel, boss(club), channel.id)
        await channel.overwrite(club.bot, deny=Permissions.ATTACH_FILES)
        reward_id = await badge(db, club, "Reader")
        await describe(db, club, reward_id, picture=True)
        await issue_reward(db, mai, reward_id)
        message = await self.announced(db, club, clock)
        assert not message.files
        assert mai.mention in message.text


@pytest.mark.usefixtures("pictured")
async def test_a_goal_that_was_completed_is_announced_with_its_ring(
    db: Database, club: Community, linh: Member, mai: Member
) -> None:
    await linh.command(
        "goal create", name="Chatty", counts="daily_login", target=1, period="weekly"
    )
    steps = (
        {"type": "announce", "channel": str(club.default_channel.id), "text": "{member}: {goal}"},
        {"type": "send_notification", "text": "You did it: {goal}"},
        {"type": "send_notification", "text": "Go on."},  # says nothing of the goal
    )
    await db.write(enabled, club, "goal_completed", *steps)
    for member in (mai, choosy := club.add_member("Choosy")):
        if member is choosy:
            await db.write(preferences.choose, as_person(choosy), Choice.PICTURES, wanted=False)
        await member.command("daily")

    async def is_announced() -> bool:
        return [state for _, state in await to_members(db, club)] == ["sent"] * 6

    await until(is_announced)
    for message in club.default_channel.messages:
        assert picture(message) == "Goal completed: Chatty: Completed"
    first, second = mai.direct_messages
    assert picture(first) == "Goal completed: Chatty: Completed"
    assert "Chatty" in first.text
    assert not second.files
    assert [message.files for message in choosy.direct_messages] == [[], []]


COMMANDS = ("profile", "goals", "leaderboard", "store")


@pytest.mark.usefixtures("pictured")
class TestText:
    """Where there are no pictures, all of it is there in words."""

    @in_session
    async def something(self, db: Database, club: Community, linh: Member, mai: Member) -> None:
        await earn(db, club, mai, "Reader")
        await award(db, mai, 40)
        await linh.command(
            "goal create", name="Chatty", counts="post_created", target=20, period="weekly"
        )

    async def looks(self, mai: Member) -> list[bool]:
        """Return of which commands the answers are text only."""
        answers = [await mai.command(name) for name in COMMANDS]
        for answer, word in zip(answers, ("Reader", "Chatty", mai.mention, "Reader"), strict=True):
            assert not is_text_only(answer) or word in answer.text
        return [is_text_only(answer) for answer in answers]

    @pytest.mark.usefixtures("something")
    async def test_a_member_prefers_text(self, mai: Member, bob: Member) -> None:
        assert await self.looks(mai) == [False] * 4
        choices = await mai.command("notifications")
        await choices.press(len(choices.buttons) - 1)
        assert await self.looks(mai) == [True] * 4
        assert picture(await mai.command("profile", show=True))  # which others read
        assert picture(await bob.command("leaderboard"))

    @pytest.mark.usefixtures("something")
    async def test_a_community_prefers_text(
        self, db: Database, club: Community, linh: Member, mai: Member
    ) -> None:
        shown = await linh.command("settings pictures", show=False)
        assert "text only" in shown.text
        assert await self.looks(mai) == [True] * 4
        assert is_text_only(await mai.command("profile", show=True))
        both = await linh.command("settings pictures", show=True, missing_badges=True)
        assert "in outline" in both.text
        assert await self.looks(mai) == [False] * 4
        done = (await linh.command("audit")).text
        assert "switched pictures off" in done
        assert "switched pictures on" in done
        assert "made collections show missing badges" in done

    @pytest.mark.usefixtures("something")
    async def test_laurel_may_not_attach_files(self, club: Community, mai: Member) -> None:
        await club.default_channel.overwrite(club.bot, deny=Permissions.ATTACH_FILES)
        assert await self.looks(mai) == [True] * 4

    @pytest.mark.usefixtures("something")
    async def test_nothing_is_drawn(
        self, bot: RunningBot, mai: Member, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def nothing(*_: object) -> None:
            return None

        monkeypatch.setattr(bot.client.drawing, "picture", nothing)
        assert await self.looks(mai) == [True] * 4
