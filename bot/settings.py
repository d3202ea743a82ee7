"""Every setting, read from the environment or `.env` and judged before anything starts."""

from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError


class SettingsError(Exception):
    """Settings are missing or wrong; each of `problems` names one, and what was expected."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Settings(BaseSettings):
    """What an operator decides; `.env.example` explains each."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    discord_token: SecretStr | None = Field(default=None)
    database_url: str = "sqlite:///data/laurel.db"
    discord_api_url: str = "https://discord.com/api/v10"
    discord_gateway_url: str = "wss://gateway.discord.gg/"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        expected = (
            "expected sqlite:///data/laurel.db (a file) or "
            "postgresql+asyncpg://user:password@host/name"
        )
        try:
            parsed = make_url(url)
        except ArgumentError:
            raise ValueError(expected) from None
        kind = parsed.get_backend_name()
        if kind not in {"sqlite", "postgresql"} or not parsed.database:
            raise ValueError(expected)
        if kind == "sqlite" and parsed.database == ":memory:":
            raise ValueError(expected)
        return url

    @field_validator("discord_api_url")
    @classmethod
    def _rest(cls, url: str) -> str:
        return _address(url, ("http://", "https://"), "https://discord.com/api/v10")

    @field_validator("discord_gateway_url")
    @classmethod
    def _gateway(cls, url: str) -> str:
        return _address(url, ("ws://", "wss://"), "wss://gateway.discord.gg/")

    @property
    def token(self) -> str:
        """The bot's token; `SettingsError` where none was given."""
        if self.discord_token is None:
            raise SettingsError(
                [
                    "DISCORD_TOKEN is missing: put the bot's token into .env "
                    "(Discord Developer Portal → your application → Bot → Reset Token)"
                ]
            )
        return self.discord_token.get_secret_value()


def _address(url: str, schemes: tuple[str, ...], example: str) -> str:
    if not url.startswith(schemes):
        raise ValueError(f"expected an address such as {example}")
    return url.rstrip("/")


def load() -> Settings:
    """Return the settings, or raise `SettingsError` that names all that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsError([_explain(problem) for problem in error.errors()]) from None


def _explain(problem: object) -> str:
    assert isinstance(problem, dict)
    name = str(problem["loc"][0]).upper()
    reason = str(problem["msg"]).removeprefix("Value error, ")
    return f"{name} is wrong: {reason[:1].lower()}{reason[1:]}"
