"""Files as other bots write them, with made-up ids: one for each format, with its traps.

`EXPECTED` says of each what a member has, by the last three digits of the id.
"""

import io
import json
from collections.abc import Mapping
from typing import Any

GUILD = 900000000000000001
ONE, TWO, THREE, FOUR = (900000000000000100 + number for number in range(1, 5))
REGULAR, VETERAN = 900000000000000501, 900000000000000502


def as_json(value: object) -> bytes:
    """Return a JSON file."""
    return json.dumps(value).encode()


def opened(*contents: bytes | str) -> list[io.BytesIO]:
    """Return files with these contents."""
    return [io.BytesIO(one.encode() if isinstance(one, str) else one) for one in contents]


def _bank(**parts: Any) -> bytes:
    empty: dict[str, Any] = {"MEMBER": {}, "USER": {}, "GUILD": {}, "GLOBAL": {}}
    return as_json({"384734293238749": empty | parts})


def _account(balance: int) -> dict[str, Any]:
    return {"balance": balance, "created_at": 1795963172, "name": "Mai"}


RED_BANK = _bank(
    MEMBER={
        str(GUILD): {str(ONE): _account(1400), str(TWO): _account(0)},
        "900000000000000009": {str(THREE): _account(77)},
    },
)
RED_GLOBAL = _bank(
    USER={str(ONE): _account(5), str(TWO): _account(6)},
    GLOBAL={"schema_version": 1, "is_global": True},
)
RED_BACKUP = as_json({str(ONE): 1400, str(TWO): 450})
LEVELUP = as_json(
    {
        "configs": {
            str(GUILD): {
                "users": {
                    str(ONE): {"xp": 12873.5, "level": 11, "voice": 1.5},
                    str(TWO): {"last_active": "2026-11-29T14:36:05.994666"},
                    str(THREE): {"xp": 99.99999999999997, "prestige": 2},
                },
                "users_weekly": {str(ONE): {"xp": 120.5}},
                "levelroles": {"5": REGULAR, "10": VETERAN},
            }
        }
    }
)


def mee6_page(*players: tuple[int, int, int]) -> dict[str, Any]:
    """Return a page of MEE6's leaderboard: ids, experience and levels."""
    return {
        "page": 0,
        "players": [
            {"id": str(who), "username": "mai", "level": level, "xp": xp}
            for who, xp, level in players
        ],
        "role_rewards": [{"rank": 5, "role": {"id": str(REGULAR), "name": "Regular"}}],
    }


MEE6 = as_json(mee6_page((ONE, 7005, 11), (TWO, 40, 0)))
MEE6_CSV = (
    f"id,username,discriminator,xp,level,messages\r\n{ONE},mai,0,7005,11,350\r\n{TWO},,0,40,0,2\r\n"
)
UNBELIEVABOAT_USERS = [
    {"rank": "1", "user_id": str(ONE), "cash": 1500, "bank": 25000, "total": 26500},
    {"rank": "2", "user_id": str(TWO), "cash": "Infinity", "bank": 0, "total": "Infinity"},
    {"rank": "3", "user_id": str(THREE), "cash": -120, "bank": 0, "total": -120},
    {"rank": "4", "user_id": str(FOUR), "cash": 9007199254740993, "bank": 0, "total": 1},
]
UNBELIEVABOAT = as_json({"users": UNBELIEVABOAT_USERS, "total_pages": 1})
UNBELIEVABOAT_BARE = as_json(UNBELIEVABOAT_USERS)
ITEMS = [
    {
        "id": "1100000000000000001",
        "name": "VIP for a month",
        "description": "Gold name",
        "price": "5000",
        "stock_remaining": 12,
        "unlimited_stock": False,
        "requirements": [
            {"type": "ROLE", "match_type": "AT_LEAST_ONE", "ids": [str(REGULAR)]},
            {"type": "TOTAL_BALANCE", "balance": 100},
        ],
        "actions": [
            {"type": "ADD_ROLES", "ids": [str(VETERAN)]},
            {"type": "ADD_BALANCE", "balance": 50},
        ],
        "expires_at": "2027-01-31T00:00:00.000Z",
    },
    {"id": "1", "name": "Wave", "price": 0, "unlimited_stock": True, "stock_remaining": None},
]
UNBELIEVABOAT_ITEMS = as_json({"page": 1, "total_pages": 1, "items": ITEMS})
AMARIBOT = as_json(
    {
        "id": str(GUILD),
        "count": 2,
        "total_count": 2,
        "data": [
            {"id": str(ONE), "username": "mai", "exp": 7005, "level": 19, "weeklyExp": 120},
            {"id": str(TWO), "username": "gone", "exp": 40, "level": 0, "weeklyExp": 0},
        ],
    }
)
TATSU = as_json(
    {
        "guild_id": str(GUILD),
        "rankings": [
            {"rank": 1, "score": 7005, "user_id": str(ONE)},
            {"rank": 2, "score": 40, "user_id": str(TWO)},
        ],
    }
)
LURKR = as_json(
    {
        "levels": [
            {"level": 4, "nextLevelXp": 1900, "userId": str(ONE), "xp": 1200, "user": None},
            {"level": 0, "nextLevelXp": 100, "userId": str(TWO), "xp": 40, "user": {}},
        ],
        "roleRewards": [
            {"id": "x", "level": 5, "roles": [{"id": str(REGULAR), "name": "Regular"}]},
            {"id": "y", "level": 3, "roles": [{"id": str(VETERAN), "name": "Veteran"}]},
        ],
        "multipliers": [],
    }
)
YAGPDB = as_json(
    [
        {"rank": 1, "user_id": ONE, "points": 7, "username": "mai", "bot": False},
        {"rank": 2, "user_id": TWO, "points": -3, "username": "bob", "bot": False},
        {"rank": 3, "user_id": THREE, "points": 99, "username": "helper", "bot": True},
    ]
)
ZEALY = as_json(
    {
        "data": [
            {"userId": "0f0a", "name": "mai", "xp": 4200, "discordId": str(ONE)},
            {"userId": "0f0b", "name": "never linked", "xp": 900, "discordId": None},
        ],
        "page": 1,
    }
)
PLAIN = as_json([{"id": str(ONE), "xp": 7005}, {"id": str(TWO), "xp": 40}])
CSV = f"{ONE},7005\n{TWO},40\n"
CSV_LIFETIME = f"\ufefflifetime;ID;points\r\n9000;{ONE};7005\r\n41;{TWO};40\r\n"

EXPECTED: Mapping[str, tuple[str, bytes | str, dict[int, tuple[str, ...]]]] = {
    "red bank": ("red_bank", RED_BANK, {101: ("1400",), 102: ("0",)}),
    "red global": ("red_bank", RED_GLOBAL, {101: ("5",), 102: ("6",)}),
    "red backup": ("red_backup", RED_BACKUP, {101: ("1400",), 102: ("450",)}),
    "levelup": (
        "red_levelup",
        LEVELUP,
        {101: ("12873.5",), 102: ("0",), 103: ("99.99999999999997",)},
    ),
    "mee6": ("mee6", MEE6, {101: ("7005",), 102: ("40",)}),
    "mee6 export": ("mee6_csv", MEE6_CSV, {101: ("7005",), 102: ("40",)}),
    "unbelievaboat": (
        "unbelievaboat",
        UNBELIEVABOAT,
        {
            101: ("1500", "25000"),
            102: ("Infinity", "0"),
            103: ("-120", "0"),
            104: ("9007199254740993", "0"),
        },
    ),
    "unbelievaboat items": ("unbelievaboat", UNBELIEVABOAT_ITEMS, {}),
    "amaribot": ("amaribot", AMARIBOT, {101: ("7005",), 102: ("40",)}),
    "tatsu": ("tatsu", TATSU, {101: ("7005",), 102: ("40",)}),
    "lurkr": ("lurkr", LURKR, {101: ("1200",), 102: ("40",)}),
    "yagpdb": ("yagpdb", YAGPDB, {101: ("7",), 102: ("-3",), 103: ("99",)}),
    "zealy": ("zealy", ZEALY, {101: ("4200",)}),
    "plain": ("plain", PLAIN, {101: ("7005",), 102: ("40",)}),
    "csv": ("csv", CSV, {101: ("7005",), 102: ("40",)}),
    "csv lifetime": ("csv", CSV_LIFETIME, {101: ("7005", "9000"), 102: ("40", "41")}),
}
"""What each file is recognised as, and the amounts of each member."""
