"""Every setting, read from the environment or `.env` and judged before anything starts."""

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

IpNetwork = IPv4Network | IPv6Network

_HIDDEN = {
    *("discord_token", "database_url", "convert_to", "webhook_url"),
    *("discord_api_url", "discord_gateway_url", "discord_cdn_url"),
}
"""Settings whose values are never shown: a token, and addresses, which may hold passwords."""

_LONGEST = 40
"""Characters of a wrong value that is shown; tokens of Discord's are longer."""


class SettingsError(Exception):
    """Settings are missing or wrong; `names` are those of the fields.

    What was expected says the text `program-setting-<name>`. `given` has what was set
    instead, where that is nothing to hide.
    """

    def __init__(
        self, names: Iterable[str], given: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.names = list(names)
        self.given = given
        super().__init__(", ".join(self.names))


class Settings(BaseSettings):
    """What an operator decides; `.env.example` explains each."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    discord_token: SecretStr | None = None
    database_url: str = "sqlite:///data/laurel.db"
    discord_api_url: str = "https://discord.com/api/v10"
    discord_gateway_url: str = "wss://gateway.discord.gg/"
    discord_cdn_url: str = "https://cdn.discordapp.com"
    shard_count: Annotated[int, Field(ge=1, le=10_000)] | None = None
    shards: str = ""
    webhook_bind: str | None = None
    webhook_url: str | None = None
    webhook_trusted_proxies: str = ""
    webhook_private_addresses: bool = False
    backup_dir: Path = Path("data/backups/nightly")
    backup_keep: Annotated[int, Field(ge=0, le=3650)] = 7
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"

    @field_validator("database_url")
    @classmethod
    def _file_or_server(cls, url: str) -> str:
        return _database(url)

    @field_validator("discord_api_url")
    @classmethod
    def _versioned(cls, url: str) -> str:
        url = _address(url, "http://", "https://")
        if not url.rpartition("/")[2].startswith("v"):
            raise ValueError
        return url

    @field_validator("discord_gateway_url")
    @classmethod
    def _socket(cls, url: str) -> str:
        return _address(url, "ws://", "wss://")

    @field_validator("discord_cdn_url")
    @classmethod
    def _pictures(cls, url: str) -> str:
        return _address(url, "http://", "https://")

    @field_validator("shards")
    @classmethod
    def _some_of_all(cls, text: str, others: ValidationInfo) -> str:
        """Check that these are shards of SHARD_COUNT, and that others can have the rest."""
        ids: list[int] = list(_numbers(text))
        count: int = others.data.get("shard_count") or 0
        if len(set(ids)) < len(ids) or any(one >= count for one in ids):
            raise ValueError
        url = others.data.get("database_url")
        if ids and url and len(ids) < count and make_url(url).get_backend_name() == "sqlite":
            raise ValueError
        return text

    @field_validator("webhook_bind")
    @classmethod
    def _host_and_port(cls, bind: str | None) -> str | None:
        if bind is not None:
            _bind_address(bind)
        return bind

    @field_validator("webhook_url")
    @classmethod
    def _public(cls, url: str | None) -> str | None:
        return None if url is None else _address(url, "http://", "https://")

    @field_validator("webhook_trusted_proxies")
    @classmethod
    def _addresses(cls, text: str) -> str:
        list(_networks(text))
        return text

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level

    @property
    def token(self) -> str:
        """The bot's token; `SettingsError` where none was given."""
        if self.discord_token is None:
            raise SettingsError(["discord_token"])
        return self.discord_token.get_secret_value()

    @property
    def shard_ids(self) -> list[int] | None:
        """The shards of Discord's gateway that this process has; None: all."""
        return list(_numbers(self.shards)) or None

    @property
    def webhooks_listen(self) -> tuple[str, int] | None:
        """Where calls to webhooks are taken, as host and port; None: nowhere."""
        return _bind_address(self.webhook_bind) if self.webhook_bind else None

    @property
    def trusted_proxies(self) -> tuple[IpNetwork, ...]:
        """Whose connections to webhooks are not counted by address: they bring many callers."""
        return tuple(_networks(self.webhook_trusted_proxies))

    @property
    def webhooks_called(self) -> str | None:
        """The address at which others call webhooks, as far as we were told."""
        return self.webhook_url or (f"http://{self.webhook_bind}" if self.webhook_bind else None)


def _database(url: str) -> str:
    try:
        parsed = make_url(url)
        known = parsed.get_backend_name() in {"sqlite", "postgresql"}
    except ArgumentError as error:
        raise ValueError from error
    if not known or not parsed.database or parsed.database == ":memory:":
        raise ValueError
    return url


def _place(url: str) -> object:
    """Return what is the same for two spellings of one place."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite"
    return Path(parsed.database or "").resolve() if is_file else parsed


def _numbers(text: str) -> Iterator[int]:
    for part in filter(None, map(str.strip, text.split(","))):
        if not part.isdecimal():
            raise ValueError
        yield int(part)


def _networks(text: str) -> Iterator[IpNetwork]:
    for part in filter(None, map(str.strip, text.split(","))):
        yield ip_network(part)


def _bind_address(bind: str) -> tuple[str, int]:
    parts = urlsplit(f"//{bind}")
    if not parts.hostname or parts.port is None or parts.netloc != bind or "@" in bind:
        raise ValueError
    return parts.hostname, parts.port


def _address(url: str, *schemes: str) -> str:
    if not url.startswith(schemes):
        raise ValueError
    return url.rstrip("/")


class DiscordSettings(Settings):
    """The settings of what goes to Discord: there, the token must not be missing."""

    discord_token: SecretStr


class ConvertSettings(Settings):
    """The settings of `convert`, which alone looks at where to."""

    convert_to: str

    @field_validator("convert_to")
    @classmethod
    def _another(cls, url: str, others: ValidationInfo) -> str:
        url, ours = _database(url), others.data.get("database_url")
        if ours and _place(url) == _place(ours):
            raise ValueError
        return url


def load(kind: type[Settings] = Settings) -> Settings:
    """Return the settings, or raise `SettingsError` that names all that is wrong."""
    try:
        return kind()
    except ValidationError as error:
        wrong = {str(problem["loc"][0]): problem["input"] for problem in error.errors()}
        given = {name: _shown(value) for name, value in wrong.items() if name not in _HIDDEN}
        raise SettingsError(wrong, given) from None


def _shown(value: object) -> str:
    """Return a wrong value, unless it may be a token or an address, put into the wrong line."""
    text = str(value)
    secret = len(text) > _LONGEST or "//" in text or "@" in text
    return "…" if secret or not text.isprintable() else text
