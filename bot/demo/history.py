"""The sample community's life until now: two weeks in which members took part, by commands."""

from collections.abc import Sequence
from datetime import timedelta

from bot.demo.drawings import (
    draw_book,
    draw_cup,
    draw_face,
    draw_laurel,
    draw_mug,
    draw_plate,
    draw_seat,
)
from bot.demo.process import BotProcess
from bot.demo.sample import ZONE, SampleCommunity
from bot.demo.steps import BADGE, GOLD, MUG, PRIZE, TEA, Steps
from bot.demo.transcript import Transcript
from bot.localdiscord import LocalDiscord
from bot.localdiscord.model.files import File
from bot.localdiscord.model.member import Member

DAYS = 14
"""How many days the history lasts."""

_A_DAY = timedelta(days=1)

_EVENING = timedelta(hours=4)

EDITION = "Signed first edition"

TOMORROW_EVENING = 30.0
"""In how many hours the event takes place."""

_OTHERS = (("Hà", "vi"), ("Sofia", "en-US"), ("Minh", "vi"), ("Kenji", "en-US"), ("Thảo", "vi"))

_REWARDS: Sequence[tuple[str, str, dict[str, object]]] = (
    ("coupon", MUG, {"description": "A mug for long evenings.", "cost": 120, "stock": 25}),
    ("coupon", "Front-row seat", {"description": "Sit close.", "cost": 50, "stock": 3}),
    ("coupon", PRIZE, {"cost": 200, "stock": 5}),
    ("coupon", TEA, {"description": "The first one is on us.", "cost": 40, "stock": 100}),
    ("badge", BADGE, {"description": "Takes part in every talk."}),
    ("badge", "First review", {"description": "Wrote a first review."}),
    ("badge", "Night reader", {}),
)
_PICTURES = {
    MUG: draw_mug,
    "Front-row seat": draw_seat,
    PRIZE: draw_cup,
    TEA: draw_cup,
}
_THANKS = {0: ("Sofia", "Hà"), 3: ("An", "Bob"), 6: ("Minh", "Hà"), 9: ("Hà", "Sofia")}
"""On which day who thanked whom."""

_REVIEWS = {2: ("Hà", "Five stars, and I would give six."), 8: ("Minh", "Đọc xong muốn đọc lại.")}
"""On which day who wrote which review, where posts pay double."""

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
        self._named: dict[str, Member] = {}

    async def play(self) -> None:
        """Live through all of it, until now."""
        await self._settle()
        self.place = self._club.community.add_channel("bot-corner")
        await self._open_the_store()
        await self._say_what_pays()
        for day in range(self._days):
            await self._live_a_day(day)
            await self._discord.advance(_A_DAY)
            await self._bot.advance(_A_DAY)
        await self._end_up()
        await self._make_news()
        for member in self._club.community.members.values():
            for channel in (self.place, self._club.announcements):
                for message in channel.private_messages(member.user):
                    channel.forget_private(message)  # as somebody who has read it

    async def _settle(self) -> None:
        """Give everybody a face and a colour, and let more people come."""
        club, community = self._club, self._club.community
        for name, locale in _OTHERS:
            community.add_member(name, locale=locale)
        self._named = {m.name: m for m in community.members.values() if m.name in _EVERY}
        owner = community.owner
        owner.user.name = "Hoa"
        users = self._discord.world.users
        users[owner.id] = users.pop(owner.id)  # who does nothing here comes last
        for number, member in enumerate((club.linh, *self._named.values(), owner)):
            await member.set_avatar(draw_face(number))
        await community.bot.set_avatar(draw_laurel())
        community.set_icon(draw_book())
        for role, colour, hoist in (
            (club.student, 0x4FB286, True),
            (club.patron, 0xC77DDB, True),
            (club.golden, 0xF1C232, False),
            (club.keepers, 0xE9A23B, True),
            (club.regular, 0x6C8EBF, False),
        ):
            role.apply_appearance({"color": colour, "hoist": hoist})
            role.dispatch_update()
        room = community.add_channel("Reading room", kind="voice")
        hours = 24 * self._days + TOMORROW_EVENING
        community.schedule("Reading evening", channel=room, hours=hours)

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
            await self._create(name, drawn and drawn(), kind, **more)
            await self.publish(name)

    async def _create(
        self, name: str, picture: bytes | None, kind: str = "coupon", **more: object
    ) -> None:
        image = {"image": File("picture.png", picture)} if picture else {}
        linh = self._club.linh
        await self._command(linh, "reward create", kind=kind, name=name, **more, **image)

    async def _say_what_pays(self) -> None:
        """Let reviews pay double, and commands nothing; and the best of each week be posted."""
        linh, announcements = self._club.linh, self._club.announcements
        for channel, factor in ((self._club.reviews, 2.0), (self.place, 0.0)):
            asked = await self._command(linh, "points places", channel=channel, factor=factor)
            await self._press(linh, asked, "Save")
        await self._command(
            linh, "settings leaderboard", period="week", channel=announcements, places=5
        )

    async def _live_a_day(self, day: int) -> None:
        members = list(self._named.values())
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
        if day in _REVIEWS:
            name, text = _REVIEWS[day]
            await self._named[name].post(text, channel=self._club.reviews, ago=_EVENING)
        if day in _THANKS:
            name, other = _THANKS[day]
            await self.thank(self._named[name], self._named[other])
        if day in _BADGES:
            badge, name = _BADGES[day]
            await self.give(self._named[name], badge)

    async def _end_up(self) -> None:
        """Do what was done today: points for those who helped, a purchase, a goal for the week."""
        linh, club, sofia = self._club.linh, self._club, self._named["Sofia"]
        helpers = {club.mai: 180, club.bob: 60, club.an: 80, sofia: 70}
        for member, amount in helpers.items():
            await self._command(
                linh, "points award", member=member, amount=amount, note="Reading week"
            )
        await self.claim(sofia, "Front-row seat")
        for day, (badge, _) in _BADGES.items():
            if day < self._days:
                await self._announcement(badge)
        await self.make_goal()
        text = "A goal for all of us: three posts a week!"
        await self._named["Hà"].post(text, channel=club.general)

    async def _make_news(self) -> None:
        """Put a role on sale, announce what can be had tomorrow, boost points, open a raffle."""
        linh = self._club.linh
        await self._create(
            GOLD,
            draw_plate(),
            description="Your name in gold, for a month. It comes by itself.",
            cost=60,
            stock=50,
            delivers_role=self._club.golden,
            delivers_days=30,
        )
        await self.publish(GOLD, sale_price=40, sale_until="3d")
        await self._create(
            EDITION, draw_book(), description="One of two copies.", cost=250, stock=2
        )
        await self.publish(EDITION, at="1d", announce="ahead")
        await self._announcement(EDITION)
        asked = await self._command(linh, "points boost", factor=2.0, end="2d")
        await self._press(linh, asked, "Save")
        await self.open_raffle()
        for name in ("Hà", "Sofia", "Minh", "An"):
            await self.take_part(self._named[name])
