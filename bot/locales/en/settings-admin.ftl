command-settings = See and change the settings of Laurel in this server
command-settings-timezone = See or choose the time zone; days and expiry dates end at its midnight
command-settings-timezone-zone = A city or country, such as Hanoi; leave it out to see the current one
command-settings-wallet = See or choose whether members see one balance or two
command-settings-wallet-mode = Two balances or one; leave it out to see the current choice
command-settings-currency = See or choose what your points are called
command-settings-currency-name = For example stars; leave it out to see the current name
command-settings-announcements = See or choose where new badges are announced
command-settings-announcements-channel = The channel; leave it out to see the current one
command-settings-notices = See or choose where managers are notified of what needs attention
command-settings-notices-channel = The channel; leave it out to see the current one
command-settings-notices-low-pool-percent = Notify when only this percentage of a voucher's codes is left
command-settings-notices-tell-in-public = Mention members without direct messages in public when a reward is waiting
command-settings-proxies = See or change the trusted proxy bots (such as PluralKit)
command-settings-proxies-add = A proxy bot to trust
command-settings-proxies-remove = A proxy bot that is no longer trusted
command-settings-managers = See or change which roles may manage rewards
command-settings-managers-add = A role whose holders become managers
command-settings-managers-remove = A role whose holders stop being managers
command-settings-language = See or choose the language of public messages
command-settings-language-language = The language; leave it out to see the current one

settings-admin-saved = Saved.

settings-admin-timezone = The time zone is **{ $zone }**. It is { $clock } there now, and today is { $today }. Expiry dates end at midnight there.
settings-admin-timezone-ahead = The time zone is **{ $zone }**, where it is { $clock } now. This server had already reached { $today }, and days never go back: it stays { $today } until that day is over there too.
settings-admin-mode-dual = Two balances: lifetime points and points to spend
settings-admin-mode-single = One balance: points to spend
settings-admin-wallet-dual = Members see **two balances**: the points they earned in total, and the points they can spend.
settings-admin-wallet-single = Members see **one balance**: the points they can spend. Lifetime points are still counted.
settings-admin-wallet-how = Change it with `/settings wallet mode:`.
settings-admin-currency = Points are called **{ $name }** here: { POINTS(25, $currency) }.
settings-admin-currency-none = Points are just called points here. Give them another name with `/settings currency name:`.
settings-admin-currency-reset = Call them points again
settings-admin-announcements = New badges are announced in { $channel }.
settings-admin-announcements-none = New badges are not announced. Choose a channel with `/settings announcements channel:`.
settings-admin-announcements-off = Stop announcing
settings-admin-notices = Managers are notified in { $channel } of what needs attention.
settings-admin-notices-none = Managers are not notified of what needs attention. Choose a channel with `/settings notices channel:`.
settings-admin-notices-pool = Managers are notified when only { $percent } % of a voucher's imported codes are left.
settings-admin-notices-waiting-on = When a member takes no direct messages, Laurel says in the announcement channel that a reward is waiting for them.
settings-admin-notices-waiting-off = When a member takes no direct messages, their reward just waits in `/rewards`. To mention it in public, use `/settings notices tell_in_public:`.
settings-admin-notices-off = Stop notices
settings-proxies = Trusted proxy bots: { $bots }
settings-proxies-none = No proxy bot is trusted yet. Add one with `/settings proxies add:`.
settings-proxies-how = A proxy bot deletes a member’s message and posts it again under another name. When a trusted one does that within 10 seconds, the member keeps the points for the message.
settings-proxy-no-bot = **add**: <@{ $user }> is not a bot. Choose the proxy bot itself.
settings-proxy-too-many = **add**: a server can trust up to { $most } proxy bots. Remove one first.
settings-admin-managers = Everyone with *Manage Server* or { $roles } is a manager.
settings-admin-managers-none = Everyone with *Manage Server* is a manager. Add a role with `/settings managers add:`.
settings-admin-managers-where = By default, Discord shows manager commands only to people with *Manage Server*. An administrator can show them to a role: open **Server Settings → Integrations → Laurel**, add the role and allow it.
settings-admin-managers-blind = Not added there yet, so they cannot see all the commands: { $roles }
settings-admin-managers-all-see = All these roles can see the commands.
settings-admin-managers-everybody = That would make everyone a manager. Choose a role that only managers have.
settings-admin-language-en = English
settings-admin-language-vi = Vietnamese
settings-admin-language = Public messages are in **{ $language ->
    [vi] Vietnamese
   *[other] English
}**. Private answers use the language of each member’s Discord.
settings-admin-language-how = Change it with `/settings language language:`.

settings-admin-cannot-post = Laurel cannot post in { $channel }: it lacks { $missing }. Allow that in the channel's settings, then try again.
settings-admin-may-read-messages = *View Channel*
settings-admin-may-send-messages = *Send Messages*
settings-admin-may-attach-files = *Attach Files*
settings-admin-may-embed-links = *Embed Links*
