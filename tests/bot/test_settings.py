"""Settings: what is wrong is named before anything starts."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.settings import ConvertSettings, DiscordSettings, Settings, SettingsError, load
from bot.texts import SHIPPED, t

EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing is set, neither in the environment nor in a file."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_nothing_need_be_set_but_the_token() -> None:
    assert load().database_url == "sqlite:///data/laurel.db"
    with pytest.raises(SettingsError) as error:
        load(DiscordSettings)
    assert error.value.names == ["discord_token"]
    with pytest.raises(SettingsError):
        assert load().token


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "laurel.db"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:" + "memory:"),
        ("DATABASE_URL", "mysql://root@localhost/laurel"),
        ("DATABASE_URL", "postgresql+asyncpg://localhost"),
        ("DISCORD_API_URL", "discord.com/api/v10"),
        ("DISCORD_API_URL", "https://discord.com/api"),
        ("DISCORD_GATEWAY_URL", "https://gateway.discord.gg"),
        ("DISCORD_CDN_URL", "cdn.discordapp.com"),
        ("SHARD_COUNT", "0"),
        ("SHARD_COUNT", "some"),
        ("SHARDS", "0"),
        ("SHARDS", "all"),
        ("WEBHOOK_BIND", "8300"),
        ("WEBHOOK_BIND", "localhost"),
        ("WEBHOOK_BIND", "localhost:port"),
        ("WEBHOOK_BIND", "localhost:70000"),
        ("WEBHOOK_BIND", "http://localhost:8300"),
        ("WEBHOOK_URL", "laurel.example"),
        ("WEBHOOK_PRIVATE_ADDRESSES", "some"),
        ("BACKUP_KEEP", "all"),
        ("BACKUP_KEEP", "-1"),
        ("LOG_LEVEL", "chatty"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_what_is_wrong_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load()
    assert error.value.names == [name.lower()]


def test_all_that_is_wrong_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "chatty")
    monkeypatch.setenv("DATABASE_URL", "laurel.db")
    with pytest.raises(SettingsError) as error:
        load(DiscordSettings)
    assert set(error.value.names) == {"discord_token", "database_url", "log_level"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgresql+asyncpg://laurel:secret@localhost/laurel"),
        ("DATABASE_URL", "postgresql://localhost/laurel"),
        ("DATABASE_URL", "sqlite+aiosqlite:///data/laurel.db"),
        ("DISCORD_API_URL", "http://127.0.0.1:8080/api/v10"),
        ("DISCORD_GATEWAY_URL", "ws://127.0.0.1:8080"),
        ("DISCORD_CDN_URL", "http://127.0.0.1:8080"),
        ("WEBHOOK_BIND", "127.0.0.1:8300"),
        ("WEBHOOK_URL", "https://laurel.example"),
        ("LOG_LEVEL", "DEBUG"),
    ],
)
def test_what_is_right_is_taken(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(load(), name.lower()) == value


@pytest.mark.parametrize(
    ("bind", "listen"),
    [
        ("127.0.0.1:8300", ("127.0.0.1", 8300)),
        ("[::1]:8300", ("::1", 8300)),
        ("laurel.example:0", ("laurel.example", 0)),
        ("", None),
    ],
)
def test_where_webhooks_are_taken(
    bind: str, listen: tuple[str, int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEBHOOK_BIND", bind)
    assert load().webhooks_listen == listen


@pytest.mark.parametrize(
    ("count", "shards", "ids"),
    [(None, "", None), ("3", "", None), ("3", "0, 2", [0, 2]), ("3", "2,1,0", [2, 1, 0])],
)
def test_the_shards_of_a_process(
    count: str | None, shards: str, ids: list[int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://localhost/laurel")
    if count:
        monkeypatch.setenv("SHARD_COUNT", count)
    monkeypatch.setenv("SHARDS", shards)
    assert load().shard_ids == ids


@pytest.mark.parametrize("shards", ["3", "0,3", "1,1", "-1", "0;1", "0-2"])
def test_what_is_no_list_of_shards(shards: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://localhost/laurel")
    monkeypatch.setenv("SHARD_COUNT", "3")
    monkeypatch.setenv("SHARDS", shards)
    with pytest.raises(SettingsError) as error:
        load()
    assert error.value.given == {"shards": shards}


def test_a_file_serves_all_shards_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process could not use it."""
    monkeypatch.setenv("SHARD_COUNT", "2")
    monkeypatch.setenv("SHARDS", "1,0")
    assert load().shard_ids == [1, 0]
    monkeypatch.setenv("SHARDS", "0")
    with pytest.raises(SettingsError):
        load()


def test_where_webhooks_are_called(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load().webhooks_called is None
    monkeypatch.setenv("WEBHOOK_BIND", "127.0.0.1:8300")
    assert load().webhooks_called == "http://127.0.0.1:8300"
    monkeypatch.setenv("WEBHOOK_URL", "https://laurel.example/")
    assert load().webhooks_called == "https://laurel.example"


def test_the_environment_wins_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=from-file\nLOG_LEVEL=ERROR\nLOG_FORMAT=\n")
    monkeypatch.setenv("LOG_LEVEL", "warning")
    settings = load()
    assert settings.token == "from-file"
    assert settings.log_level == "WARNING"
    assert settings.log_format == "console"


def test_the_token_is_not_shown() -> None:
    settings = Settings(discord_token=SecretStr("very-secret"))
    assert "very-secret" not in repr(settings)


def test_the_example_lists_every_setting_and_nothing_else() -> None:
    listed = set(re.findall(r"^#? ?([A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE))
    assert listed == {name.upper() for name in ConvertSettings.model_fields}


@pytest.mark.parametrize("language", SHIPPED)
def test_every_setting_has_a_text_that_names_it(language: str) -> None:
    for name in ConvertSettings.model_fields:
        text = t(language, f"program-setting-{name.replace('_', '-')}", given="this")
        assert name.upper() in text


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("LOG_LEVEL", "chatty", {"log_level": "CHATTY"}),
        ("BACKUP_KEEP", "-1", {"backup_keep": "-1"}),
        ("WEBHOOK_BIND", "localhost", {"webhook_bind": "localhost"}),
        # Addresses may hold passwords; so may what was put into the wrong line.
        ("DATABASE_URL", "mysql://root:secret@localhost/laurel", {}),
        ("WEBHOOK_URL", "laurel.example", {}),
        ("WEBHOOK_BIND", "http://me:secret@localhost:8300", {"webhook_bind": "…"}),
        ("LOG_LEVEL", "t" * 59, {"log_level": "…"}),
    ],
)
def test_what_was_given_is_shown_unless_it_may_be_secret(
    name: str, value: str, shown: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load()
    assert error.value.given == shown
