"""A signed webhook, as another program sends it to the bot."""

import json
import re
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

import aiohttp
from standardwebhooks import Webhook

from bot.demo.panel.masks import MASK, Masker
from bot.demo.sample import SampleCommunity
from bot.localdiscord.errors import NotPossible
from bot.localdiscord.model.answer import Answer
from bot.localdiscord.wire import Json
from db.readonly import ReadOnlyFile

TYPES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "course_complete": {"id": "python-101"},
        "lesson_complete": {"id": "python-101/3"},
        "quiz_passed": {"id": "python-101/quiz"},
        "membership_purchased": {"plan": "Patron"},
        "membership_renewed": {"plan": "Patron"},
        "membership_cancelled": {"plan": "Patron"},
        "custom": {"action": "book_review"},
    }
)
"""The types that the panel offers, each with data as an example."""

LONGEST = 4_000
"""Characters of the data that somebody may type."""

SECONDS = 10
"""How long an answer is waited for."""

_SECRET = re.compile(r"whsec_[\w+/=]+")


class SignedCalls:
    """Calls the sample community's webhook, signed with its secret."""

    def __init__(
        self,
        club: SampleCommunity,
        address: str,
        file: ReadOnlyFile,
        masker: Masker,
        clock: Callable[[], datetime],
    ) -> None:
        self._club = club
        self._url = f"http://{address}/hooks/{club.community.id}"
        self._file = file
        self._masker = masker
        self._clock = clock
        self._secret = ""

    def hear(self, event: Json) -> None:
        """Remember a secret that a manager is shown, who would copy it into another program."""
        if event["event"] in {"message", "message_edited"} and event["message"]["ephemeral"]:
            for found in _SECRET.findall(event["message"]["text"]):
                self._secret = found

    @property
    def is_set_up(self) -> bool:
        """Whether there is a secret that the bot takes."""
        return bool(self._secret) and bool(
            self._file.rows(
                "SELECT 1 FROM webhook_secret WHERE secret = ? AND direction = 'incoming'",
                self._secret,
            )
        )

    async def set_up(self) -> None:
        """Make a secret, as Linh does it in chat; it is shown to her alone."""
        card = await self._club.linh.command("settings webhooks")
        if not card.buttons:
            raise NotPossible("the bot takes no webhooks here")
        shown = await card.press(0)  # make one, or make a new one, which asks first
        if not _SECRET.search(shown.text):
            shown = await shown.press(0)
        self._secret = _found(shown)

    async def send(self, type_: object, member_id: object, data: object) -> Json:
        """Send a call; return its body, headers and answer as they can be shown."""
        checked = _checked(data)
        if not self.is_set_up:
            await self.set_up()
        body = json.dumps({"type": str(type_), "member": str(member_id), "data": checked})
        call_id, at = f"msg_{secrets.token_hex(8)}", self._clock()
        headers = {
            "content-type": "application/json",
            "webhook-id": call_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(self._secret).sign(call_id, at, body),
        }
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as http,
                http.post(self._url, data=body, headers=headers) as response,
            ):
                status, answer = response.status, await response.text()
        except (aiohttp.ClientError, TimeoutError):
            raise NotPossible("the bot does not answer", "panel-silent") from None
        return {
            "url": self._url,
            "headers": headers | {"webhook-signature": f"v1,{MASK}"},
            "body": self._masker.text(body),
            "status": status,
            "answer": self._masker.text(answer),
        }


def _found(answer: Answer) -> str:
    found = _SECRET.search(answer.text)
    if found is None:
        raise NotPossible("no secret was made")
    return found[0]


def _checked(data: object) -> Json:
    """Return the data that somebody typed; it must be a JSON object."""
    try:
        value = json.loads(str(data)[: LONGEST + 1]) if len(str(data)) <= LONGEST else None
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise NotPossible("the data must be a JSON object", "panel-data")
    return value
