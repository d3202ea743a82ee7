# Buttons and pieces that all cards share
ui-previous = Previous
ui-next = Next
ui-page = Page { $page } of { $pages }
ui-not-now = Not now
ui-give-reason = Give a reason…
ui-nothing-changed = All right, nothing was changed.
ui-fix-it = Fix it
ui-points = { POINTS($amount, $currency) }
ui-left = { $units ->
    [0] none left
    [one] 1 left
   *[other] { $units } left
}
ui-unlimited = unlimited
ui-good-until = good until { DATETIME($day, dateStyle: "long") }
ui-no-expiry = does not expire

# What can go wrong with anything
ui-not-in-a-server = Rewards belong to a server. Use this there, not in direct messages.
ui-not-invited = Laurel is not on this server, so there are no rewards here. Ask somebody who manages the server to invite it.
ui-not-a-member = You are not on that server any more. Your rewards are kept: join again, and they are yours again.
ui-too-old = This is from an older version of Laurel and does not work any more. Open `/store` or `/rewards` for what is current.
ui-command-changed = This command has just changed. Restart Discord (Ctrl+R on a computer) and try again; nothing was changed.
ui-option-unreadable = One of the options could not be read. Pick it from the list that appears while you type; nothing was changed.
ui-closing = Laurel is restarting. Try again in a minute; nothing was changed.
ui-too-slow-to-ask = That took a moment too long for opening a form. Please try once more.
ui-tried-on = This takes longer than usual. Laurel is still trying; you need not press again.
ui-database-away = Laurel cannot reach its records right now. Look in a minute whether it went through; if not, try again: the same button never does it twice. (Reference { $reference })
ui-discord-away = Discord is in trouble right now. Look in a minute whether it went through; if not, try again: the same button never does it twice. (Reference { $reference })
ui-discord-forbids = Discord does not let Laurel do that here. Ask a manager to run `python -m bot doctor`, which says what is missing. (Reference { $reference })
ui-unexpected = Something went wrong on our side. Try again; if it happens again, give a manager this reference: **{ $reference }**.
ui-form-kept = What you typed is kept. Open it again in a moment and send it once more.
ui-file-too-large = “{ $name }” is too large. Choose a file of up to { $most } MB.
ui-file-away = Discord did not hand over “{ $name }”. Attach it again.
ui-not-handed-over = Discord did not wait for the file. Try once more.
ui-file-packed = The file is too large for Discord as it is, so it comes as a ZIP archive.
ui-file-part = Part { $number } of { $count }: the file is too large for Discord in one piece. Unpack all parts and put them together in order.
