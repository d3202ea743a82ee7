import-empty-file = There is no code and no member in this file, so nothing was changed. Give a CSV with a line for each.
import-not-a-csv = Line { $line } does not look like a CSV, so nothing was read from it. Separate what stands in a line by a comma, semicolon or tab. From a spreadsheet, save as *CSV UTF-8*.
import-wrong-encoding = Line { $line } has characters that cannot be read, so nothing was imported. Save the file in UTF-8 (in a spreadsheet: *CSV UTF-8*) and try again.
import-open-quote = A quote that opens on line { $line } is never closed, so nothing was imported. Close it, or remove it, and try again.
import-too-large = Line { $line } is one too many: a file can have up to { $most } lines. Nothing was imported. Split the file, or ask whoever runs Laurel to use `python -m bot import-codes`.
import-too-many-members = Line { $line } is one too many: a file can have up to { $most } lines. Nothing was changed. Split the file and send one part after the other.
import-gone = This import was cancelled, or is older than a day. Nothing was added. Start again with `/codes import`.
import-not-ready = The file is still being read. Wait for its preview, then confirm.
import-file-not-kept = This file is no longer stored, so it cannot be read in another way. Start again with `/codes import`.
import-still-coming-in = The codes of this import are still being added. You can undo it when all are there.
import-nothing-to-undo = There is no import to undo. `/codes list` shows all codes and the files that they came from.

# The command line
import-no-such-community = Laurel does not know the server { $community }. Check the id, and that Laurel has been in that server at least once.
import-reading = Reading { $file }
import-title = Codes for { $reward }, from { $file }
import-column-verdict = Result
import-column-count = Rows
import-column-lines = First lines
import-verdict-new = New
import-verdict-known = Already here
import-verdict-known-other-date = Already here with another date, which stays
import-verdict-elsewhere = Already in another voucher (--also-elsewhere imports them)
import-verdict-twice = Twice in the file
import-verdict-expired = Already expired
import-verdict-malformed = Cannot be read
import-verdict-mangled = New, but looks like a number that a spreadsheet has changed
import-rejects-written = The rows that are left out are in { $file }, each with its reason.
import-nothing-new = No code in it is new, so there is nothing to import.
import-question = Import { $new ->
    [one] 1 new code?
   *[other] { $new } new codes?
}
import-confirming = Importing
import-cancelled = Nothing was imported.
import-done = { $added ->
    [one] 1 code was
   *[other] { $added } codes were
} added to { $reward }. Ready to give: { $usable }.
import-no-such-reward = There is no reward called “{ $reward }” in this server. `/reward list` shows all of them.
import-ask-code-column = It is unclear which column has the codes, so nothing was read. Set it with --code-column.
import-ask-date-column = It is unclear which column has the expiry dates. Set it with --date-column; 0 for none.
import-ask-order = Some dates can be read in two ways. Set which comes first with --first day or --first month.
import-ask-fill = { $count ->
    [one] 1 code has no date and is left out.
   *[other] { $count } codes have no date and are left out.
} Set their date with --undated none, --undated voucher, or --undated YYYY-MM-DD.
import-marked = { $count ->
    [one] 1 code has
   *[other] { $count } codes have
} spreadsheet marks (="00123", '00123), and will be imported without them; --as-written keeps them.
import-joined = { $count ->
    [one] 1 line has what looks like a date right behind the code (line { $line }).
   *[other] { $count } lines have what looks like a date right behind the code (the first is line { $line }).
} All of it is taken for the code. If it is the expiry date, say no, and write a comma between the two: CODE,2030-12-31.
points-import-present = Members who are here
points-import-absent = Members who are not here; their points wait for their return
points-import-not-synced = Laurel has not looked at all members of this server yet, so some show as not here. Run the bot once first: tiers give their roles only to members who are known to be here.
points-import-bots-unknown = Bots are not told from members here, because only Discord knows; /points import leaves them out.
points-import-again = { $count ->
    [one] 1 of these members has
   *[other] { $count } of these members have
} already got points from an import of this kind. { $mode ->
    [set] They are brought to these numbers.
   *[add] They would get these on top; --mode set brings them to these numbers instead.
}
points-import-proof = File × rate { $asked } − left out, capped or rounded { $lost } = { $points } points
points-import-nothing-new = Exactly this was imported before, so nothing was added.
points-import-nobody = There is nobody in it to bring points to.
points-import-question = Import points for { $count ->
    [one] 1 member?
   *[other] { $count } members?
}
import-preparing = Preparing
points-import-done = Done: { $members ->
    [one] 1 member
   *[other] { $members } members
} changed. Lifetime points: +{ $earn }{ $setting ->
    [yes] {" "}−{ $earn_taken }
   *[no] {""}
}. Points to spend: +{ $spend }{ $setting ->
    [yes] {" "}−{ $spend_taken }
   *[no] {""}
}. Undo it in chat from the report in `/points history`.
