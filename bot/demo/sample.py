"""The sample community of the demo; its rewards are set up through commands."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from itertools import cycle
from operator import itemgetter
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from bot.localdiscord import File, LocalDiscord, Permissions
from bot.localdiscord.model.channel import Channel
from bot.localdiscord.model.community import Community
from bot.localdiscord.model.member import Member
from bot.localdiscord.model.role import Role

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""The time zone of the sample community."""


@dataclass(frozen=True)
class SampleCommunity:
    """The members, channels and roles of the sample."""

    community: Community
    general: Channel
    announcements: Channel
    reviews: Channel
    student: Role
    patron: Role
    golden: Role  # its members have their names in gold
    keepers: Role
    regular: Role
    linh: Member  # the manager
    mai: Member
    bob: Member
    an: Member

    @property
    def members(self) -> list[Member]:
        """The members whom a person can play in the terminal."""
        return [self.linh, self.mai, self.bob, self.an]

    @property
    def channels(self) -> list[Channel]:
        """The text channels."""
        return [self.general, self.announcements, self.reviews]

    @property
    def roles(self) -> list[Role]:
        """The roles that a person can name."""
        return [self.student, self.patron, self.golden, self.keepers, self.regular]

    @property
    def entities(self) -> list[Member | Channel | Role]:
        """Everything that texts can name and mention."""
        return [*self.members, *self.channels, *self.roles]


def create_sample(discord: LocalDiscord) -> SampleCommunity:
    """Create the community with its channels, roles and members."""
    community = discord.add_community("Saigon Book Club")
    # Each goes below those before it, and all below Laurel's own. So the keepers stand above the
    # roles that they attach to tiers and badges, as Discord asks of who may give them.
    keepers = community.add_role(
        "Book keepers", permissions=Permissions.MANAGE_GUILD | Permissions.MANAGE_ROLES
    )
    golden = community.add_role("Golden name")
    patron = community.add_role("Patron")
    student = community.add_role("Student")
    regular = community.add_role("Regular")
    return SampleCommunity(
        community,
        community.add_channel("general"),
        community.add_channel("announcements"),
        community.add_channel("reviews"),
        student,
        patron,
        golden,
        keepers,
        regular,
        community.add_member("Linh", roles=[keepers]),
        community.add_member("Mai", roles=[student]),
        community.add_member("Bob"),
        community.add_member("An", locale="vi"),
    )


def picture(word: str, colour: str) -> File:
    """Draw a plain picture for a reward."""
    image = Image.new("RGB", (256, 256), colour)
    draw = ImageDraw.Draw(image)
    draw.ellipse((28, 28, 228, 228), outline="white", width=10)
    draw.text((128, 128), word, fill="white", anchor="mm", font_size=44)
    out = BytesIO()
    image.save(out, "PNG")
    return File(f"{word.lower()}.png", out.getvalue())


def codes(today: date, series: str = "READ") -> File:
    """Return a partner's file of voucher codes, with mistakes such as real files have."""
    good = [f"{series}-{number:04}-{number * 7919 % 9973:04}" for number in range(1, 13)]
    later = (today + timedelta(days=180)).isoformat()
    rows = [f"{code},{later}" for code in good]
    rows += [f"{good[0]},{later}", f"OLD-ONE,{today - timedelta(days=30)}", "NO-DATE,soon"]
    return File("partner.csv", "\r\n".join(["CODE,EXPIRY_DATE", *rows]).encode("utf-8-sig"))


_GONE = ((80351110224678912, "Tuấn"), (155149108183695360, "Old Quill"))
"""Who was here in the days of the old bot, and has left."""

_LEVELS = (
    *((9, 3_966), (7, 2_520), (4, 827), (8, 3_643), (12, 7_846), (6, 2_120)),
    *((10, 4_997), (3, 526), (5, 1_189), (1, 110), (11, 6_602), (2, 400)),
)
"""Levels and what those who have them had gathered."""


def levels(club: SampleCommunity) -> File:
    """Return what the bot before Laurel gives out, in the shape of MEE6: a page of its leaderboard.

    Like real ones it has members who left, a bot, a member twice, and a level that gave a role.
    """
    everybody = club.community.members.values()
    people = [(member.id, member.name) for member in everybody if not member.user.bot]
    bot = club.community.bot
    known = [*people, *_GONE, people[0], (bot.id, bot.name)]
    players = [
        {"id": str(member_id), "username": name, "level": level, "xp": experience}
        for (member_id, name), (level, experience) in zip(known, cycle(_LEVELS), strict=False)
    ]
    players.sort(key=itemgetter("level"), reverse=True)
    role = {"id": str(club.regular.id), "name": club.regular.name}
    page = {"page": 0, "players": players, "role_rewards": [{"rank": 5, "role": role}]}
    return File("levels.json", json.dumps(page, ensure_ascii=False, indent=1).encode())
