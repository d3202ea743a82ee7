"""The sample community of the demo; its rewards are set up through commands."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
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
    student: Role
    patron: Role
    keepers: Role
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
        return [self.general, self.announcements]

    @property
    def roles(self) -> list[Role]:
        """The roles that a person can name."""
        return [self.student, self.patron, self.keepers]

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
    patron = community.add_role("Patron")
    student = community.add_role("Student")
    return SampleCommunity(
        community,
        community.add_channel("general"),
        community.add_channel("announcements"),
        student,
        patron,
        keepers,
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
