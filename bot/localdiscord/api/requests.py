"""The log of the bot's requests, and of those that Discord would have refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.localdiscord.errors import Refusal
from bot.localdiscord.wire import JsonValue

Check = Callable[[str, str, JsonValue], str | None]
"""Given method, path template and body; returns what is wrong with the body, or None."""


@dataclass
class Request:
    """One request of the bot."""

    method: str
    path: str
    template: str | None = None
    body: JsonValue = None
    files: list[str] = field(default_factory=list)
    # 0 until it is answered, and when the response was dropped.
    status: int = 0
    refusal: Refusal | None = None

    def __str__(self) -> str:
        answered = f" -> {self.status}" if self.status else ""
        return f"{self.method} {self.path}{answered}" + (
            f": {self.refusal}" if self.refusal else ""
        )

    __repr__ = __str__


class RequestLog:
    """Keeps requests, and checks them now or `later`."""

    def __init__(self, check: Check | None, *, later: bool) -> None:
        self.all: list[Request] = []
        self._refused: list[Request] = []
        self._check = check
        self._later = later
        self._unchecked: list[Request] = []
        self._watchers: list[Callable[[Request], None]] = []

    def watch(self, callback: Callable[[Request], None]) -> None:
        """Have a callback called with each request once it is answered."""
        self._watchers.append(callback)

    def answered(self, request: Request) -> None:
        """Tell the watchers that a request is answered, or its answer dropped."""
        for callback in self._watchers:
            callback(request)

    def begin(self, request: Request) -> None:
        """Record a request that has come in."""
        self.all.append(request)

    def check(self, request: Request) -> None:
        """Check a request; raises a Refusal if it is wrong and is checked now."""
        if self._check is None or request.template is None:
            return
        if self._later:
            self._unchecked.append(request)
        elif found := self._check(request.method, request.template, request.body):
            raise Refusal(400, 50035, f"Invalid Form Body: {found}")

    def refuse(self, request: Request, refusal: Refusal) -> None:
        """Record that a request is refused."""
        request.refusal = refusal
        looked_up = request.method == "GET" and 10_000 <= refusal.code < 11_000
        if not refusal.expected and not looked_up:
            self._refused.append(request)

    @property
    def refused(self) -> list[Request]:
        """The requests that Discord would have refused, also those that are checked only now."""
        unchecked, self._unchecked = self._unchecked, []
        for request in unchecked:
            assert self._check is not None
            assert request.template is not None
            if found := self._check(request.method, request.template, request.body):
                self.refuse(request, Refusal(400, 50035, f"Invalid Form Body: {found}"))
        return self._refused
