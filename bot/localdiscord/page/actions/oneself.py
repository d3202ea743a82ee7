"""A person's own settings."""

from bot.localdiscord.page.actions.registry import Actions, Call
from bot.localdiscord.page.fields import BadRequest

actions = Actions()

# The locales of Discord's app (page API Reference, "Locales").
LOCALES = frozenset(
    {"id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl"}
    | {"no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi"}
    | {"th", "zh-CN", "ja", "zh-TW", "ko"}
)


@actions("language")
async def set_language(call: Call) -> None:
    locale = call.fields.text("locale")
    if locale not in LOCALES:
        raise BadRequest("Discord's app does not speak this language")
    call.person.user.locale = locale
    call.person.world.notify()


@actions("direct_messages")
async def open_direct_messages(call: Call) -> None:
    call.person.user.direct_messages_closed = not call.fields.flag("open")
    call.person.world.notify()
