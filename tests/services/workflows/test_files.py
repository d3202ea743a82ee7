"""Workflows in files: what is wrong is said with its line and path, and nothing else is loaded."""

import textwrap
from typing import Any

import pytest
import yaml

from bot.services.errors import InvalidFormError
from bot.services.workflows import files, yamltext
from bot.services.workflows.definition import Definition
from bot.texts import SHIPPED, t
from db.database import Database
from db.session import Session
from db.tables import Goal, GoalState, Reward, RewardKind, RewardState
from tests.support import factories
from tests.support.factories import BOSS, CLUB

WHOLE = """\
# What new members get
version: 1
name: Welcome
trigger:
  type: membership_purchased
  plan: 007
conditions:
  - type: first_time
  - type: any_of
    conditions:
      - {type: has_role, role: 123456789012345678}
      - type: not
        condition: {type: attribute, name: city, value: yes}
steps:
  - type: assign_reward
    reward: Book Voucher
    go_on: yes
  - type: wait
    duration: 1d 12h
  - type: send_notification
    text: |
      Hello {member},
        enjoy *{reward}*: it is yours.
"""


@pytest.fixture(autouse=True)
async def club(db: Database) -> None:
    """A community with a reward and a goal; another of each name is put away."""

    def stock(session: Session) -> None:
        factories.add_community(session)
        for number, state in ((41, RewardState.PUBLISHED), (42, RewardState.ARCHIVED)):
            session.add(
                Reward(
                    community_id=CLUB,
                    id=number,
                    kind=RewardKind.BADGE,
                    state=state,
                    name="Book voucher",
                    name_key="book voucher",
                    member_limit=1,
                    created_by=BOSS.member_id,
                    created_at=session.now,
                )
            )
        for number, goal_state in ((31, GoalState.ACTIVE), (32, GoalState.ARCHIVED)):
            session.add(
                Goal(
                    community_id=CLUB,
                    id=number,
                    name="Ten posts",
                    name_key="ten posts",
                    period="weekly",
                    state=goal_state,
                    created_by=BOSS.member_id,
                    created_at=session.now,
                )
            )

    await db.write(stock)


async def wrong(db: Database, content: str | bytes) -> list[tuple[object, str, str]]:
    """Return the line, the path and the text of every error in a file."""
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(InvalidFormError) as refused:
        await db.read(files.read, CLUB, *yamltext.parse(raw))
    for invalid in refused.value.errors:
        for language in SHIPPED:
            assert t(language, invalid.message, **invalid.params)
    return [
        (
            invalid.params["line"],
            invalid.field,
            invalid.message.removeprefix("workflow-mistake-"),
        )
        for invalid in refused.value.errors
    ]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
async def test_a_file_is_read(db: Database, ending: str, mark: str) -> None:
    content = (mark + WHOLE.replace("\n", ending)).encode()
    read = await db.read(files.read, CLUB, *yamltext.parse(content))
    assert read.name == "Welcome"
    assert read.definition.model_dump(mode="json") == {
        "trigger": {"type": "membership_purchased", "plan": "007"},
        "conditions": [
            {"type": "first_time"},
            {
                "type": "any_of",
                "conditions": [
                    {"type": "has_role", "role": "123456789012345678"},
                    {
                        "type": "not",
                        "condition": {"type": "attribute", "name": "city", "value": "yes"},
                    },
                ],
            },
        ],
        "steps": [
            {"type": "assign_reward", "go_on": True, "reward": "41"},
            {"type": "wait", "go_on": False, "duration": "1d 12h"},
            {
                "type": "send_notification",
                "go_on": False,
                "text": "Hello {member},\n  enjoy *{reward}*: it is yours.\n",
            },
        ],
    }


async def test_what_is_written_reads_well(db: Database) -> None:
    def written(session: Session) -> str:
        read = files.read(session, CLUB, *yamltext.parse(WHOLE.encode()))
        return files.write(session, CLUB, "Xin chào: 1", read.definition)

    assert await db.read(written) == textwrap.dedent(
        """\
        version: 1
        name: 'Xin chào: 1'
        trigger:
          type: membership_purchased
          plan: '007'
        conditions:
        - type: first_time
        - type: any_of
          conditions:
          - type: has_role
            role: '123456789012345678'
          - type: not
            condition:
              type: attribute
              name: city
              value: 'yes'
        steps:
        - type: assign_reward
          reward: Book voucher
          go_on: true
        - type: wait
          duration: 1d 12h
        - type: send_notification
          text: |
            Hello {member},
              enjoy *{reward}*: it is yours.
        """
    )


async def test_goals_and_rewards_go_by_their_names(db: Database) -> None:
    definition = Definition.model_validate(
        {
            "trigger": {"type": "goal_completed", "goal": 31},
            "steps": [{"type": "assign_reward", "reward": 41}],
        }
    )
    text = await db.read(files.write, CLUB, "x", definition)
    assert yaml.safe_load(text)["trigger"]["goal"] == "Ten posts"
    assert (
        await db.read(files.read, CLUB, *yamltext.parse(text.encode()))
    ).definition == definition


async def test_what_is_left_empty_is_not_set(db: Database) -> None:
    text = "version: 1\nname: x\ntrigger: {type: post_created, channel: }\nconditions:\nsteps:\n"
    text += "- {type: wait, duration: 1h, go_on: ~}\n"
    definition = (await db.read(files.read, CLUB, *yamltext.parse(text.encode()))).definition
    assert definition.model_dump(mode="json") == {
        "trigger": {"type": "post_created", "channel": None},
        "conditions": [],
        "steps": [{"type": "wait", "duration": "1h", "go_on": False}],
    }


SLIPS: list[tuple[str, str, list[tuple[int, str, str]]]] = [
    # What stands in the file, what instead, and the errors that this makes.
    ("version: 1", "version: 2", [(2, "version", "version")]),
    ("version: 1\n", "", [(1, "version", "version")]),
    ("name: Welcome", "name:", [(3, "name", "name")]),
    ("name: Welcome", "name: [a]", [(3, "name", "name")]),
    ("name: Welcome", f"name: {'x' * 81}", [(3, "name", "name")]),
    ("plan: 007", "plann: 007", [(6, "trigger.plann", "unknown-setting")]),
    ("membership_purchased", "membership", [(5, "trigger.type", "unknown-type")]),
    (
        "role: 123456789012345678",
        "role: Student",
        [
            (11, "conditions.1.conditions.0.role", "id"),
        ],
    ),
    ("name: city, ", "", [(13, "conditions.1.conditions.1.condition.name", "missing")]),
    ("Book Voucher", "Book", [(16, "steps.0.reward", "no-reward")]),
    ("reward: Book Voucher", "reward: [a, b]", [(16, "steps.0.reward", "no-number")]),
    ("go_on: yes", "go_on: certainly", [(17, "steps.0.go_on", "yes-or-no")]),
    ("duration: 1d 12h", "duration: tomorrow", [(19, "steps.1.duration", "duration")]),
    ("duration: 1d 12h", "", [(18, "steps.1.duration", "missing")]),
    ("{reward}", "{code}", [(21, "steps.2.text", "placeholder")]),
    ("{reward}", "{points}", [(21, "steps.2.text", "not-known-there")]),
    ("  - type: wait", "  - wait: 1h\n    type: wait", [(18, "steps.1.wait", "unknown-setting")]),
    ("  plan: 007", "  plan: 007\n  plan: gold", [(7, "trigger.plan", "twice")]),
    ("  plan: 007", "  ? [plan]\n  : 007", [(6, "trigger", "no-name")]),
    ("plan: 007", "plan: !!python/name:os.system 7", [(6, "trigger.plan", "tag")]),
    ("plan: 007", "plan: !secret 7", [(6, "trigger.plan", "tag")]),
    ("plan: 007", "plan: &a 007\n  tier: *a", [(7, "", "alias")]),
    ("trigger:\n", "trigger: &a\n  <<: *a\n", [(5, "", "alias")]),
    ("plan: 007", "plan: 'unfinished", [(24, "", "not-yaml")]),
    ("  plan: 007", " plan: 007", [(6, "", "not-yaml")]),
    ("  plan: 007", "\tplan: 007", [(6, "", "not-yaml")]),
    ("plan: 007", "plan: \x07", [(0, "", "not-yaml")]),
    ("plan: 007", 'plan: "\\U00110000"', [(0, "", "not-yaml")]),  # beyond all characters
    ("plan: 007", "plan: a\n---\nb: 1", [(7, "", "not-yaml")]),
    ("plan: 007", "plan: " + "[" * 50 + "]" * 50, [(6, "", "too-deep")]),
]


@pytest.mark.parametrize(("right", "slip", "expected"), SLIPS)
async def test_a_slip_is_found_by_line_and_path(
    db: Database, right: str, slip: str, expected: list[tuple[int, str, str]]
) -> None:
    assert right in WHOLE
    assert await wrong(db, WHOLE.replace(right, slip, 1)) == expected


async def test_every_mistake_is_told_at_once_in_the_order_of_lines(db: Database) -> None:
    slips = WHOLE.replace("Book Voucher", "Book").replace("version: 1", "version: 3")
    slips = slips.replace("12h", "12x").replace("plan:", "plans:")
    assert [line for line, _, _ in await wrong(db, slips)] == [2, 6, 16, 19]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [(1, "", "no-mapping")]),
        (b"# nothing\n", [(1, "", "no-mapping")]),
        (b"just a text", [(1, "", "no-mapping")]),
        (b"- a\n- b\n", [(1, "", "no-mapping")]),
        (b"version: 1\nname: \xff\n", [(2, "", "not-utf8")]),
        ("version: 1".encode("utf-16"), [(1, "", "not-utf8")]),
        (b"x" * (yamltext.MOST_BYTES + 1), [(0, "", "too-large")]),
        (b"[" * 90_000, [(1, "", "too-deep")]),
        (b"a: {" * 20_000, [(1, "", "too-deep")]),
        (
            b"version: 1\nname: x\ntrigger: 1\nsteps: {}\n",
            [(3, "trigger", "value"), (4, "steps", "value")],
        ),
        (
            b"version: 1\nname: x\ntrigger: {type: [wait]}\nsteps:\n- 1\n-\n",
            [
                (3, "trigger.type", "unknown-type"),
                (5, "steps.0", "value"),
                (6, "steps.1", "value"),
            ],
        ),
    ],
)
async def test_what_is_no_workflow_says_so(
    db: Database, content: bytes, expected: list[tuple[int, str, str]]
) -> None:
    assert await wrong(db, content) == expected


def test_many_references_to_many_are_not_followed() -> None:
    laughs = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20)
    )
    with pytest.raises(InvalidFormError) as refused:
        yamltext.parse(laughs.encode())
    assert refused.value.errors[0].message == "workflow-mistake-alias"


def test_a_text_stays_as_it_was_written() -> None:
    data, lines = yamltext.parse(b"a: 007\nb: yes\nc: 1e5\nd: 2025-06-02\ne: '~'\nf: ~\ng: 1_0\n")
    expected: dict[str, Any] = {"a": "007", "b": "yes", "c": "1e5", "d": "2025-06-02"}
    assert data == {**expected, "e": "~", "g": "1_0"}
    assert lines["d",] == 4


OTHERWISE = [
    *("1e5", "1E5", "1.5e-3", "08", "0o14", "014", "0x1F", "0b11", ".5", "5.", "+5", "-1", "1_000"),
    *("12:30", "190:20:30", "1:2", "2025-06-02", "2025-6-2 10:00:00", "2001-12-14t21:59:43.10Z"),
    *(".inf", "-.INF", ".NaN", "nan", "Infinity", "12e03", "0.", "-0", "1,000", "685.230_15e+03"),
    *("yes", "No", "ON", "off", "y", "N", "true", "False", "TRUE", "null", "Null", "~", "None"),
    *("=", "<<", "1d12h", "007", "123456789012345678", "'5'", '"5"', "- a", "? a", "a: b", "# a"),
    *("&a", "*a", "!a", "@a", "`a", "%a", "|", ">", "{a}", "[a]", "a #b"),
]
WORDS = ["Gold", "sql-1", "Đà Nẵng", "yesterday", "off-topic", "no one", "e5", "x1F", "ten:30"]


def _round_trip(session: Session, typed: str) -> tuple[str, files.Imported]:
    """Return a file that says something in many places, and what it is read as."""
    part = {"type": "set_user_attribute", "name": typed, "value": typed}
    definition = Definition.model_validate({"trigger": {"type": "user_signup"}, "steps": [part]})
    text = files.write(session, CLUB, typed, definition)
    read = files.read(session, CLUB, *yamltext.parse(text.encode()))
    assert read.definition == definition
    plain = yaml.safe_load(text)
    assert (plain["name"], plain["steps"][0]) == (typed, part)
    return text, read


async def test_no_reader_takes_a_text_of_a_file_for_anything_else(db: Database) -> None:
    """As PyYAML reads it (1.1), and with nothing bare that 1.2 or a lax reader could mistake."""
    for typed in [*OTHERWISE, *WORDS]:
        text, read = await db.read(_round_trip, typed)
        assert read.name == typed
        unquoted = {f"name: {typed}\n" in text, f"  value: {typed}\n" in text}
        assert unquoted == {typed in WORDS}, typed
    for lines in ("null\n5", "1\nyes", "  5\n  6", "5\n", "\n5"):
        await db.read(_round_trip, lines)
