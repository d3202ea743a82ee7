command-codes = Bring in, look through and withdraw voucher codes
command-codes-import = Bring in a voucher’s codes from a CSV file; nothing counts before you confirm
command-codes-import-reward = Which voucher
command-codes-import-file = A file of codes, best with their expiry dates as YYYY-MM-DD; what is unclear is asked
command-codes-list = Look through a voucher’s codes
command-codes-list-reward = Which voucher
command-codes-list-state = Only codes in this state
command-codes-list-page = Which page
command-codes-export = Get a file of a voucher’s codes
command-codes-export-reward = Which voucher
command-codes-void = Withdraw a code, for good
command-codes-void-reward = Which voucher
command-codes-void-code = The code, its last four characters, or its number as in the list
command-codes-undo = Take an import back: its codes that nobody was given leave the pool
command-codes-undo-reward = Which voucher
command-codes-undo-import = Which import; else the newest one

codes-admin-reading = Reading **{ $file }**: { $rows ->
    [one] 1 row
   *[other] { $rows } rows
} so far …
codes-admin-preview-title = Codes for **{ $reward }**
codes-admin-preview-rows = **{ $file }** has { $rows ->
    [one] 1 row.
   *[other] { $rows } rows.
} { $new ->
    [0] None of them is new, so there is nothing to import.
    [one] One of them is new. Nothing counts before you press *Import*.
   *[other] { $new } of them are new. Nothing counts before you press *Import*.
}
codes-admin-verdict-new = **New: { $count }**
codes-admin-verdict-known = **Here already: { $count }**
codes-admin-verdict-known-other-date = **Here already with another date, which stays: { $count }**
codes-admin-verdict-elsewhere = **In another voucher already, so left out: { $count }**
codes-admin-verdict-elsewhere-too = **In another voucher already, and imported all the same: { $count }**
codes-admin-verdict-twice = **Twice in the file: { $count }**
codes-admin-verdict-expired = **Expired already: { $count }**
codes-admin-verdict-malformed = **Not readable: { $count }**
codes-admin-mangled = **Look twice: { $count ->
    [one] 1 new code looks
   *[other] { $count } new codes look
} as if a spreadsheet had taken { $count ->
    [one] it for a number.
   *[other] them for numbers.
}** They are imported as they stand. If they should read differently, cancel, and format the column as text.
codes-admin-row = line { $line } · { $code } · { $day }
codes-admin-row-reason = line { $line } · { $code } · { $reason }
codes-admin-more = … and { $count } more
codes-admin-rejects = The rows that stay out are in the attached file, each with its reason.
codes-admin-rejects-failed = The file of the rows that stay out did not arrive. The preview above holds all the same; import the file again to get it.
codes-admin-flaw-no-code = there is no code
codes-admin-flaw-too-long = the code is longer than { $most } characters
codes-admin-flaw-line-break = the code has a line break
codes-admin-flaw-unprintable = the code has characters that cannot be printed
codes-admin-flaw-no-date = there is no date
codes-admin-flaw-bad-date = “{ $day }” is no date; best written as YYYY-MM-DD
codes-admin-flaw-unclear-date = “{ $day }” could be two dates: say whether the day or the month is first
codes-admin-flaw-bad-quotes = its quotes do not match
codes-admin-reason-known = is here already
codes-admin-reason-known-other-date = is here already with another date
codes-admin-reason-elsewhere = is in another voucher already
codes-admin-reason-twice = stands further up in the file
codes-admin-reason-expired = has expired already
codes-admin-cancel = Cancel
codes-admin-import = Import
codes-admin-imported = { $added ->
    [one] 1 code was
   *[other] { $added } codes were
} added to **{ $reward }**. Ready to be given: { $usable }.
codes-admin-cancelled = Nothing was imported.
codes-admin-marked = **Marks of a spreadsheet: { $count }** These stood in the file as ="00123" or '00123. They are imported without the marks, as shown here.
codes-admin-marked-kept = **Marks of a spreadsheet: { $count }** These are imported with their marks, as shown here.
codes-admin-marks-on = Keep the marks
codes-admin-marks-off = Leave the marks out
codes-admin-heading-on = The first line is a heading
codes-admin-heading-off = The first line is a code
codes-admin-ask-code = **Which column has the codes?**
codes-admin-ask-date = **Which column has the expiry dates?**
codes-admin-ask-order = **Dates such as 3/10/2030: is the day or the month first?**
codes-admin-ask-fill = { $undated ->
    [0] **Codes without a date**
    [one] **1 code has no date. Until when is it good?**
   *[other] **{ $undated } codes have no date. Until when are they good?**
}
codes-admin-column = Column { $number }: { $name }
codes-admin-no-date-column = None: there are no dates
codes-admin-order-day = The day: 3 October
codes-admin-order-month = The month: March 10
codes-admin-fill-none = For good: they never expire
codes-admin-fill-voucher = As long as the voucher: until { $day }
codes-admin-fill-chosen = Until { $day }
codes-admin-fill-a-day = One date for all of them …
codes-admin-fill-title = Codes without a date
codes-admin-fill-day = Good until
codes-admin-fill-hint = As YYYY-MM-DD, such as 2030-12-31
codes-admin-elsewhere-too = Import those in other vouchers too
codes-admin-elsewhere-out = Leave those in other vouchers out
codes-admin-adding = Adding codes to **{ $reward }**: { $added } of { $wanted } are in …
codes-admin-look = How far is it?
codes-admin-undo-import = Undo this import
codes-admin-undo-title = Undo the import of **{ $file }** into **{ $reward }**?
codes-admin-undo-means = { $free ->
    [0] None of its codes is still to be given.
    [one] 1 code that nobody was given leaves the pool for good.
   *[other] { $free } codes that nobody was given leave the pool for good.
}{ $out ->
    [0] {""}
    [one] {" "}1 has been given or withdrawn already, and stays as it is.
   *[other] {" "}{ $out } have been given or withdrawn already, and stay as they are.
}
codes-admin-undo = Undo the import
codes-admin-undoing = Taking the codes of **{ $file }** out of **{ $reward }**: { $removed } are out …
codes-admin-undone = The import of **{ $file }** into **{ $reward }** is undone: { $removed ->
    [one] 1 code
   *[other] { $removed } codes
} left the pool. { $added ->
    [0] None of them had been given.
    [one] 1 had been given or withdrawn already, and stays as it is.
   *[other] { $added } had been given or withdrawn already, and stay as they are.
} Ready to be given: { $usable }.

codes-admin-state-available = available
codes-admin-state-assigned = assigned
codes-admin-state-claimed = claimed
codes-admin-state-expired = expired
codes-admin-state-void = void
codes-admin-list-title = Codes of **{ $reward }**
codes-admin-usable = Ready to be given: **{ $count }**
codes-admin-count = { $state }: { $count }
codes-admin-good-until = good until { $day }
codes-admin-none = This voucher has no codes yet. Bring some in with `/codes import`.
codes-admin-none-such = No code is in that state. Leave the state out to see all.
codes-admin-exported = The codes of **{ $reward }** that are still to be given are in this file. Keep it to yourself: whoever has a code can use it. The audit tells that you got it.
codes-admin-void-title = Withdraw { $code } for good?
codes-admin-void-form-title = Withdraw the code
codes-admin-void-free = Nobody holds it. It will never be given to anybody.
codes-admin-void-held = Its holder cannot see it any more and is told so. If they have seen it already, tell the partner too.
codes-admin-void = Withdraw
codes-admin-voided = { $code } is withdrawn.
codes-admin-holder-told = { $member } is told.
codes-admin-import-choice = { $file } · { $day } · { $added ->
    [one] 1 code
   *[other] { $added } codes
}
codes-admin-import-codes = Import codes
codes-admin-file = File of codes
