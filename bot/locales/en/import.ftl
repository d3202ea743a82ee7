import-empty-file = There is nothing in this file. Give a CSV with a code and its expiry date on each line, such as SUMMER25,2025-08-31. Nothing was stored.
import-not-a-csv = Line { $line } does not look like a CSV, so nothing was stored. Each line needs a code and its expiry date, with a comma, semicolon or tab between them. From a spreadsheet, save as *CSV UTF-8*.
import-wrong-encoding = Line { $line } has characters that cannot be read, so nothing was stored. Save the file in UTF-8 (in a spreadsheet: *CSV UTF-8*) and try again.
import-open-quote = A quote that begins on line { $line } never ends, so nothing was stored. Close it, or remove it, and try again.
import-too-large = Line { $line } is one too many: up to { $most } lines fit here, and nothing was stored. Split the file, or ask whoever runs Laurel for `python -m bot import-codes`.
import-gone = This import was cancelled or waited longer than a day. Nothing was added; give the file again with `/codes import`.
import-not-ready = The file is still being read. Wait for its preview, then confirm.
import-file-not-kept = This file is not kept, so it cannot be read in another way. Give it again with `/codes import`.
import-still-coming-in = The codes of this import are still coming in. Undo it when they are all there.
import-nothing-to-undo = There is no import to undo. `/codes list` shows the codes that are there and the files that they came from.

# The command line
import-no-such-community = Laurel does not know a community { $community }. Give the server's id; it was in that server at least once.
import-reading = Reading { $file }
import-title = Codes for { $reward }, from { $file }
import-column-verdict = What
import-column-count = Rows
import-column-lines = First lines
import-verdict-new = New
import-verdict-known = Here already
import-verdict-known-other-date = Here already with another date, which stays
import-verdict-elsewhere = In another voucher already (--also-elsewhere imports them)
import-verdict-twice = Twice in the file
import-verdict-expired = Expired already
import-verdict-malformed = Not readable
import-verdict-mangled = New, but as if a spreadsheet had taken it for a number
import-rejects-written = The rows that stay out are in { $file }, each with its reason.
import-nothing-new = Nothing of it is new, so there is nothing to import.
import-question = Import { $new ->
    [one] 1 new code?
   *[other] { $new } new codes?
}
import-confirming = Importing
import-cancelled = Nothing was imported.
import-done = { $added ->
    [one] 1 code was
   *[other] { $added } codes were
} added to { $reward }. Ready to be given: { $usable }.
import-no-such-reward = There is no reward called “{ $reward }” in this community. `/reward list` shows what there is.
import-ask-code-column = It is not clear which column has the codes, so nothing was read: say it with --code-column.
import-ask-date-column = It is not clear which column has the expiry dates: say it with --date-column, 0 for none.
import-ask-order = Some dates could be two: say with --first day or --first month what comes first.
import-ask-fill = { $count ->
    [one] 1 code has no date and stays out
   *[other] { $count } codes have no date and stay out
}: say until when with --undated none, --undated voucher, or --undated YYYY-MM-DD.
import-marked = { $count ->
    [one] 1 code stood
   *[other] { $count } codes stood
} as a spreadsheet marks it (="00123", '00123), and is imported without the marks; --as-written keeps them.
