# Buttons and pieces that all cards share
ui-previous = Previous
ui-next = Next
ui-page = Page { $page } of { $pages }
ui-not-now = Not now
ui-hint-name = Up to 80 characters; an emoji of this server counts as one.
ui-give-reason = Give a reason…
ui-nothing-changed = OK, nothing was changed.
ui-fix-it = Fix it
ui-points = { POINTS($amount, $currency) }
ui-left = { $units ->
    [0] none left
    [one] 1 left
   *[other] { $units } left
}
ui-sale = **{ POINTS($price, $currency) }** instead of ~~{ POINTS($instead_of, $currency) }~~, sale ends { $until }
ui-unlimited = unlimited
ui-good-until = good until { DATETIME($day, dateStyle: "long") }
ui-no-expiry = does not expire

# What can go wrong with anything
ui-not-in-a-server = This only works in a server, not in direct messages. Use it there.
ui-not-invited = Laurel is not in this server yet. Ask somebody who manages the server to invite it.
ui-not-a-member = You are no longer in that server. Your rewards are kept: join again to use them.
ui-too-old = This message is from an older version of Laurel and no longer works. Open `/store` or `/rewards` instead.
ui-command-changed = This command has just changed. Restart Discord (Ctrl+R on a computer) and try again; nothing was changed.
ui-option-unreadable = One of the options could not be read. Pick it from the list that appears while you type; nothing was changed.
ui-closing = Laurel is restarting. Try again in a minute; nothing was changed.
ui-too-slow-to-ask = The form took too long to open. Please try again.
ui-tried-on = This takes longer than usual. Laurel is still trying; there is no need to press again.
ui-database-away = Laurel cannot reach its database right now. Check in a minute whether it worked. If not, try again: the same button never does it twice. (Reference { $reference })
ui-discord-away = Discord has a problem right now. Check in a minute whether it worked. If not, try again: the same button never does it twice. (Reference { $reference })
ui-discord-forbids = Discord does not let Laurel do that here. Ask whoever runs Laurel to run `python -m bot doctor`, which says what is missing. (Reference { $reference })
ui-unexpected = Something went wrong in Laurel. Try again. If it happens again, give a manager this reference: **{ $reference }**.
ui-form-kept = Your answers are kept. Open the form again in a moment and send it once more.
ui-file-too-large = “{ $name }” is too large. Choose a file of up to { $most } MB.
ui-file-away = Discord did not deliver “{ $name }”. Attach it again.
ui-not-handed-over = The file took too long to send. Please try again.
ui-file-packed = The file is too large for Discord, so it comes as a ZIP archive.
ui-file-part = Part { $number } of { $count }: the file is too large for Discord in one piece. Unpack all parts and join them in order.

# Who did something
ui-laurel = Laurel
ui-operator = the operator (at the command line)
