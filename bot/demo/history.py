"""The sample community's life until now: two weeks in which members took part, by commands."""

from collections.abc import Sequence
from datetime import timedelta

from bot.demo.drawings import (
    draw_book,
    draw_cup,
    draw_face,
    draw_laurel,
    draw_mug,
    draw_seat,
)
from bot.demo.process import BotProcess
from bot.demo.sample import ZONE, SampleCommunity
from bot.demo.steps import BADGE, MUG, TEA, Steps
from bot.demo.transcript import Transcript
from bot.localdiscord import LocalDiscord
from bot.localdiscord.model.files import File
from bot.localdiscord.model.member import Member

DAYS = 14
"""How many days the history lasts."""

_A_DAY = timedelta(days=1)

TOMORROW_EVENING = 30.0
"""In how many hours the event takes place."""

_OTHERS = (("Hà", "vi"), ("Sofia", "en-US"), ("Minh", "vi"), ("Kenji", "en-US"), ("Thảo", "vi"))

_REWARDS: Sequence[tuple[str, str, dict[str, object]]] = (
    ("coupon", MUG, {"description": "A mug for long evenings.", "cost": 120, "stock": 25}),
    ("coupon", "Front-row seat", {"description": "Sit close.", "cost": 50, "stock": 3}),
    ("coupon", "Tea with the author", {"cost": 200, "stock": 5}),
    ("coupon", TEA, {"description": "The first one is on us.", "cost": 40, "stock": 100}),
    ("badge", BADGE, {"description": "Takes part in every talk."}),
    ("badge", "First review", {"description": "Wrote a first review."}),
    ("badge", "Night reader", {}),
)
_PICTURES = {
    MUG: draw_mug,
    "Front-row seat": draw_seat,
    "Tea with the author": draw_cup,
    TEA: draw_cup,
}
_BADGES = {4: ("First review", "Hà"), 9: ("Night reader", "Minh")}
"""On which day who was given which badge."""

_TALK = (
    "Good morning! Who has begun the new one?",
    "Chapter three made me miss my stop.",
    "I found a first edition at the flea market 📚",
    "Does anybody have notes on the ending? No spoilers, please!",
    "The translation is wonderful.",
    "Tonight I read by candlelight, the power was out.",
    "Ai muốn đọc chung cuối tuần này không?",
    "Sách này hay quá, mình đọc một mạch.",
    "My niece loves the picture book that you told me about.",
    "Which of his should I read next?",
    "Finished! What a last line.",
    "The library has a second copy, by the way.",
)

# Who writes how often: on each so manieth day.
_EVERY = {"Mai": 2, "Bob": 3, "An": 2, "Hà": 1, "Sofia": 2, "Minh": 3, "Kenji": 5, "Thảo": 4}


class History(Steps):
    """Lets the sample community live through two weeks."""

    def __init__(
        self,
        discord: LocalDiscord,
        club: SampleCommunity,
        transcript: Transcript,
        bot: BotProcess,
        days: int = DAYS,
        language: str = "en",
    ) -> None:
        super().__init__(discord, club, transcript)
        self._bot = bot
        self._days = days
        self._language = language
        self._said = 0

    async def play(self) -> None:
        """Live through all of it, until now."""
        members = await self._settle()
        self.place = self._club.community.add_channel("bot-corner")
        await self._open_the_store()
        for day in range(self._days):
            await self._live_a_day(day, members)
            await self._discord.advance(_A_DAY)
            await self._bot.advance(_A_DAY)
        await self._end_up(members)
        for member in self._club.community.members.values():
            for message in self.place.private_messages(member.user):
                self.place.forget_private(message)  # as somebody who has read it

    async def _settle(self) -> list[Member]:
        """Give everybody a face and a colour, and let more people come."""
        club, community = self._club, self._club.community
        for name, locale in _OTHERS:
            community.add_member(name, locale=locale)
        members = [m for m in community.members.values() if m.name in _EVERY]
        owner = community.owner
        owner.user.name = "Hoa"
        users = self._discord.world.users
        users[owner.id] = users.pop(owner.id)  # who does nothing here comes last
        for number, member in enumerate((club.linh, *members, owner)):
            await member.set_avatar(draw_face(number))
        await community.bot.set_avatar(draw_laurel())
        community.set_icon(draw_book())
        for role, colour in zip(club.roles, (0x4FB286, 0xC77DDB, 0xE9A23B), strict=True):
            role.apply_appearance({"color": colour, "hoist": True})
            role.dispatch_update()
        room = community.add_channel("Reading room", kind="voice")
        hours = 24 * self._days + TOMORROW_EVENING
        community.schedule("Reading evening", channel=room, hours=hours)
        return members

    async def _open_the_store(self) -> None:
        linh, club = self._club.linh, self._club
        if self._language != "en":
            for member in (linh, club.mai, club.bob):
                member.locale = self._language
            await self._command(linh, "settings language", language=self._language)
        await self._command(linh, "settings timezone", zone=ZONE.key)
        await self._command(linh, "settings announcements", channel=club.announcements)
        for kind, name, more in _REWARDS:
            drawn = _PICTURES.get(name)
            image = {"image": File("picture.png", drawn())} if drawn else {}
            await self._command(linh, "reward create", kind=kind, name=name, **more, **image)
            await self.publish(name)

    async def _live_a_day(self, day: int, members: list[Member]) -> None:
        for number, member in enumerate(members):
            if (day + number) % _EVERY[member.name]:
                continue
            text, self._said = _TALK[self._said % len(_TALK)], self._said + 1
            ago = timedelta(minutes=620 - 71 * number + 5 * day)  # the day before, one by one
            post = await member.post(text, channel=self._club.general, ago=ago)
            if number % 2:
                await members[(number + 3) % len(members)].react(post, "📖")
            if _EVERY[member.name] < 3:
                await self._command(member, "daily")
        if day in _BADGES:
            badge, name = _BADGES[day]
            await self.give(next(m for m in members if m.name == name), badge)

    async def _end_up(self, members: list[Member]) -> None:
        """Do what was done today: points for those who helped, a purchase, a goal for the week."""
        linh, club = self._club.linh, self._club
        by_name = {member.name: member for member in members}
        helpers = {club.mai: 180, club.bob: 60, club.an: 80, by_name["Sofia"]: 70}
        for member, amount in helpers.items():
            await self._command(
                linh, "points award", member=member, amount=amount, note="Reading week"
            )
        await self.claim(by_name["Sofia"], "Front-row seat")
        for day, (badge, _) in _BADGES.items():
            if day < self._days:
                await self._announcement(badge)
        await self.make_goal()
        await by_name["Hà"].post("A goal for all of us: three posts a week!", channel=club.general)
