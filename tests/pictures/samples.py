"""Cards of every kind, as they are usual, and as they come at worst."""

from dataclasses import dataclass, field
from io import BytesIO

from PIL import Image, ImageDraw

from bot.pictures.cards import (
    SHAPES,
    Badge,
    BadgeCard,
    BadgeImage,
    BarChart,
    Card,
    ChartSheet,
    CollectionSheet,
    FunnelChart,
    GoalCard,
    LeaderboardCard,
    LeaderRow,
    LineChart,
    ProfileCard,
    RankCard,
    Ring,
    Series,
)

LONG = "Bartholomew Maximilian Featherstonehaugh-Cholmondeley the Third of Nowhere in Particular"
ARABIC = "محمد عبد الله (mo) 42 🇻🇳"
HEBREW = "שלום עולם"
THAI = "สวัสดีชาวโลก"
HINDI = "नमस्ते दुनिया"
VIETNAMESE = "Nguyễn Thị Ánh Tuyết 🌸"
FANCY = "𝓕𝓪𝓷𝓬𝔂 ｗｉｄｅ"
JOINED = "Zoë 👩‍🚀👨‍👩‍👧🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️ 1️⃣"
CLIMBING = "Z" + "\u0300\u0301\u0302\u0303" * 12 + "algo"


@dataclass(frozen=True)
class Sample:
    """A card, the texts that have no room on it, and whether it needs raqm."""

    card: Card
    cut: frozenset[str] = field(default_factory=frozenset)
    shaped: bool = False


def photo(hue: int, size: int = 128) -> bytes:
    """Return a picture of somebody, as far as one can tell."""
    image = Image.new("HSV", (size, size), (hue, 90, 200)).convert("RGB")
    drawing = ImageDraw.Draw(image)
    drawing.ellipse((size * 0.32, size * 0.2, size * 0.68, size * 0.58), (246, 214, 186))
    drawing.ellipse((size * 0.12, size * 0.62, size * 0.88, size * 1.4), (58, 64, 92))
    return _file(image)


def logo() -> bytes:
    """Return an image with nothing around it."""
    image = Image.new("RGBA", (200, 120))
    drawing = ImageDraw.Draw(image)
    drawing.rectangle((20, 10, 180, 110), (250, 240, 220))
    drawing.polygon([(20, 10), (180, 10), (100, 74)], (214, 96, 70))
    return _file(image)


def _file(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


BADGES = (
    Badge("First review"),
    Badge("Bookworm 📚"),
    Badge("30 days"),
    Badge("Night reader 🌙", colour=0x34495E, shape="hexagon"),
    Badge("Champion 🏆", colour=0xF1C40F, shape="shield"),
    Badge("Host ☕", shape="star"),
    Badge("Gardener", shape="leaf"),
    Badge("Winner", shape="ribbon"),
    Badge("Letter writer", logo(), colour=0x2E86AB),
    Badge("Người bạn thân thiết nhất", colour=0xFFFFFF, shape="hexagon"),
)
MISSING = tuple(Badge(one.name, one.image, one.colour, one.shape, held=False) for one in BADGES)
RINGS = (
    Ring("Week", "18 of 25", 0.72),
    Ring("Month", "40 of 100", 0.4),
    Ring("Quarter", "done", 1.0),
)


def _rows(
    *rows: tuple[str, int | None], start: int = 1, me: int | None = None
) -> tuple[LeaderRow, ...]:
    return tuple(
        LeaderRow(
            str(start + at),
            name,
            photo(25 * at) if at % 3 == 0 else None,
            f"{10 ** (9 - at):,} points",
            change,
            me=at == me,
        )
        for at, (name, change) in enumerate(rows)
    )


ISSUED = (820, 940, 1010, 980, 1230, 1420, 1310, 1500, 1740, 1690, 1880, 2010)
SPENT = (300, 410, 380, 720, 650, 700, 1190, 800, 960, 1430, 1120, 1310)
WEEKS = tuple(
    f"{day} {month}"
    for month, days in (("Sep", (7, 14, 21, 28)), ("Oct", (5, 12, 19, 26)), ("Nov", (2, 9, 16, 23)))
    for day in days
)
BARS = BarChart(
    "Points each week",
    WEEKS,
    (Series("Issued", ISSUED), Series("Spent", SPENT)),
    "1,690 a week issued, 910 spent",
)
LINES = LineChart(
    "Stock of “Book Club mug”",
    WEEKS,
    (Series("Stock", (60, 56, 51, 49, 40, 37, 29, 26, 20, 14, None, None), 0x57F287),),
    "Empty by Friday at this pace",
    (None,) * 9 + (14, 7, 0),
)
FUNNEL = FunnelChart(
    "Welcome workflow",
    (("Started", 1250), ("Condition held", 800), ("Finished", 790), ("Code given", 0)),
)

SAMPLES: dict[str, Sample] = {
    "profile": Sample(
        ProfileCard(
            VIETNAMESE,
            photo(20),
            0xF1C40F,
            "Gold",
            "🔥 12-day streak",
            "1,250 points",
            "#3 this week · member since 2025",
            BADGES[:6],
            "+12",
            RINGS,
        ),
        shaped=True,
    ),
    "profile_vietnamese": Sample(
        ProfileCard(
            "Trần Đức Nghĩa",
            None,
            0x1ABC9C,
            "Bạch kim",
            "12 ngày liên tiếp",
            "1.000.000.000.000 điểm",
            "chuỗi dài nhất: 365 ngày · đã kiếm: 1.000.000.000.000 điểm",
            BADGES[3:9],
            None,
            (
                Ring("Đọc sách mỗi tuần", "18 trên 25", 0.72),
                Ring("Chào đón thành viên mới", "4 trên 10", 0.4),
            ),
        ),
    ),
    "profile_long": Sample(
        ProfileCard(
            LONG,
            None,
            0x9B59B6,
            "Platinum legend of the whole club forever",
            "🔥 1000-day streak",
            "1,000,000,000 points",
            "#1,000,000 this week · member since the very first day of the club, long ago",
            (Badge("Antidisestablishmentarianism"), *BADGES[1:3]),
            None,
            (Ring("Welcome ten new members to the book club this autumn", "0 of 10", 0.0),) * 3,
        ),
        cut=frozenset(
            {
                LONG,
                "Platinum legend of the whole club forever",
                "#1,000,000 this week · member since the very first day of the club, long ago",
                "Antidisestablishmentarianism",
                "members to the book club this autumn",
            }
        ),
    ),
    "profile_arabic": Sample(
        ProfileCard(ARABIC, None, 0x5865F2, "Silver", None, "0 points", None, (), None, RINGS[:1]),
        shaped=True,
    ),
    "profile_bare": Sample(ProfileCard("Mai", None, 0x99AAB5)),
    "leaderboard": Sample(
        LeaderboardCard(
            "This week",
            _rows(
                (VIETNAMESE, 2),
                (LONG, -1),
                (HEBREW, 0),
                (FANCY, None),
                (ARABIC, 11),
                (THAI, -120),
                (JOINED, 0),
                (HINDI, 1),
                me=4,
            ),
            "Arrows: places gained or lost since last week",
        ),
        cut=frozenset({LONG.partition(" ")[2]}),
        shaped=True,
    ),
    "leaderboard_mine": Sample(
        LeaderboardCard(
            "This month",
            (
                *_rows(("Mai", None), ("Linh", None), ("Bảo", None), ("Zoë", None)),
                LeaderRow("1,047", "Trần Đức Nghĩa", photo(200), "3 points", 12, me=True),
            ),
            "Arrows: places gained or lost since last month. ★: new here.",
        )
    ),
    "leaderboard_page": Sample(
        LeaderboardCard(
            "All time · 99–101", _rows(("Mai", 0), ("Linh", 1), (CLIMBING, -1), start=99, me=1)
        ),
    ),
    "rank": Sample(RankCard("Linh", photo(150), "#7", "#2", "Five places up this week")),
    "rank_long": Sample(
        RankCard(
            LONG,
            None,
            "Bronze beginner",
            "Platinum legend of the club",
            "A new tier since yesterday",
        ),
        cut=frozenset({LONG}),
    ),
    "goals": Sample(
        GoalCard(
            "Goals of the club",
            (
                Ring("Read together", "18 of 25 · until Sunday", 0.72),
                Ring("Welcome ten new members to the club", "4 of 10", 0.4),
                Ring("Events", "3 of 3", 1.0),
            ),
        ),
    ),
    "goal": Sample(
        GoalCard(
            "Goal reached",
            (Ring("Write a hundred reviews before the year ends", "100 of 100", 1.0),),
        )
    ),
    "collection": Sample(
        CollectionSheet(f"{VIETNAMESE} · 6 of 10", (*BADGES[:6], *MISSING[6:])), shaped=True
    ),
    "badge": Sample(
        BadgeCard("New badge", BADGES[4], ("Mai", "Linh", VIETNAMESE), "and 3 more"), shaped=True
    ),
    "badge_long": Sample(
        BadgeCard(
            "A very special badge for very special members of this club",
            Badge(LONG, colour=0xE67E22, shape="ribbon"),
            (LONG, ARABIC, THAI, HINDI, HEBREW),
            "and 1,204 more",
        ),
        cut=frozenset(
            {
                LONG,
                LONG.partition(" Maximilian ")[2],
                "A very special badge for very special members of this club",
            }
        ),
        shaped=True,
    ),
    "badge_image": Sample(BadgeCard("New badge", BADGES[8], (), None)),
    "bars": Sample(BARS),
    "bars_large": Sample(
        BarChart(
            "Điểm mỗi tuần",
            ("Tuần 47 năm 2026", "Tuần 48 năm 2026", "Tuần 49 năm 2026"),
            (Series("Đã phát", (10**9, 2.5e9, 3.1e9)), Series("Thu hồi", (-2e8, 0, None))),
            thousands=".",
        ),
    ),
    "bars_empty": Sample(BarChart("Vouchers redeemed", ("7 Sep", "14 Sep"), (Series("", (0, 0)),))),
    "lines": Sample(LINES),
    "funnel": Sample(FUNNEL),
    "sheet": Sample(ChartSheet((BARS, LINES, FUNNEL))),
    **{f"badge_{shape}": Sample(BadgeImage(Badge("Reader 🦉", shape=shape))) for shape in SHAPES},
    "badge_initials": Sample(BadgeImage(Badge("First review", colour=0xFEE75C))),
    "badge_missing": Sample(BadgeImage(Badge("Winner", shape="ribbon", held=False))),
}
