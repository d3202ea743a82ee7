codes-admin-reading = Reading **{ $file }**: { $rows ->
    [one] 1 row
   *[other] { $rows } rows
} so far …
codes-admin-preview-title = Codes for **{ $reward }**
codes-admin-preview-rows = **{ $file }** has { $rows ->
    [one] 1 row.
   *[other] { $rows } rows.
} { $new ->
    [0] { $asks ->
        [yes] First choose below what is unclear.
       *[no] None of them is new, so there is nothing to import.
    }
    [one] One of them is new. Press *Import* to add it.
   *[other] { $new } of them are new. Press *Import* to add them.
}
codes-admin-verdict-new = **New: { $count }**
codes-admin-verdict-known = **Already here: { $count }**
codes-admin-verdict-known-other-date = **Already here with another date, which stays: { $count }**
codes-admin-verdict-elsewhere = **Already in another voucher, so left out: { $count }**
codes-admin-verdict-elsewhere-too = **Already in another voucher, but imported anyway: { $count }**
codes-admin-verdict-twice = **Twice in the file: { $count }**
codes-admin-verdict-expired = **Already expired: { $count }**
codes-admin-verdict-malformed = **Cannot be read: { $count }**
codes-admin-mangled = **Please check: { $count ->
    [one] 1 new code looks like a number
   *[other] { $count } new codes look like numbers
} that a spreadsheet has changed.** They are imported as they are. If they are wrong, cancel, format the column as text, and export the file again.
codes-admin-joined = **Please check: { $count ->
    [one] 1 line has what looks like a date right behind the code (line { $line }).
   *[other] { $count } lines have what looks like a date right behind the code (the first is line { $line }).
}** All of it is taken for the code. If it is the expiry date, cancel, write a comma between the two, such as `CODE,2030-12-31`, and import the file again.
codes-admin-row = line { $line } · { $code } · { $day }
codes-admin-row-reason = line { $line } · { $code } · { $reason }
codes-admin-more = … and { $count } more
codes-admin-rejects = The rows that are left out are in the attached file, each with its reason.
codes-admin-rejects-failed = The file of the rows that are left out could not be sent. The preview above is still valid. Run the import again to get the file.
codes-admin-flaw-no-code = there is no code
codes-admin-flaw-too-long = the code is longer than { $most } characters
codes-admin-flaw-line-break = the code has a line break
codes-admin-flaw-unprintable = the code has characters that cannot be printed
codes-admin-flaw-no-date = there is no date
codes-admin-flaw-bad-date = “{ $day }” is not a date; write it as YYYY-MM-DD
codes-admin-flaw-no-such-day = there is no such day as “{ $day }”
codes-admin-flaw-unclear-date = “{ $day }” could be two dates: say whether the day or the month is first
codes-admin-flaw-bad-quotes = its quotes do not match
codes-admin-reason-known = is already here
codes-admin-reason-known-other-date = is already here with another date
codes-admin-reason-elsewhere = is already in another voucher
codes-admin-reason-twice = is in the file twice
codes-admin-reason-expired = has already expired
codes-admin-cancel = Cancel
codes-admin-import = Import
codes-admin-imported = { $added ->
    [one] 1 code was
   *[other] { $added } codes were
} added to **{ $reward }**. Ready to give: { $usable }.
codes-admin-cancelled = Nothing was imported.
codes-admin-marked = **Spreadsheet marks: { $count }** These are written as ="00123" or '00123 in the file. They are imported without the marks, as shown here.
codes-admin-marked-kept = **Spreadsheet marks: { $count }** These are imported with their marks, as shown here.
codes-admin-marks-on = Keep the marks
codes-admin-marks-off = Leave the marks out
codes-admin-heading-on = The first line is a heading
codes-admin-heading-off = The first line is a code
codes-admin-ask-code = **Which column has the codes?**
codes-admin-ask-date = **Which column has the expiry dates?**
codes-admin-ask-order = **Dates such as 3/10/2030: is the day or the month first?**
codes-admin-ask-fill = { $undated ->
    [0] **Codes without a date**
    [one] **1 code has no date. When does it expire?**
   *[other] **{ $undated } codes have no date. When do they expire?**
}
codes-admin-column = Column { $number }: { $name }
codes-admin-no-date-column = None: there are no dates
codes-admin-order-day = The day: 3 October
codes-admin-order-month = The month: March 10
codes-admin-fill-none = They never expire
codes-admin-fill-voucher = With the voucher: good until { $day }
codes-admin-fill-chosen = Good until { $day }
codes-admin-fill-a-day = One date for all of them …
codes-admin-fill-title = Codes without a date
codes-admin-fill-day = Good until
codes-admin-fill-bad-date = **Good until**: write it as YYYY-MM-DD, such as 2030-12-31.
codes-admin-fill-hint = As YYYY-MM-DD, such as 2030-12-31
codes-admin-elsewhere-too = Import those in other vouchers too
codes-admin-elsewhere-out = Leave those in other vouchers out
codes-admin-adding = Adding codes to **{ $reward }**: { $added } of { $wanted } so far …
codes-admin-look = Show progress
codes-admin-undo-import = Undo this import
codes-admin-undo-title = Undo the import of **{ $file }** into **{ $reward }**?
codes-admin-undo-means = { $free ->
    [0] All of its codes have been given or withdrawn, so none can be removed.
    [one] 1 code that nobody has yet is removed for good.
   *[other] { $free } codes that nobody has yet are removed for good.
}{ $out ->
    [0] {""}
    [one] {" "}1 has been given or withdrawn already, and stays as it is.
   *[other] {" "}{ $out } have been given or withdrawn already, and stay as they are.
}
codes-admin-undo = Undo the import
codes-admin-undoing = Removing the codes of **{ $file }** from **{ $reward }**: { $removed } so far …
codes-admin-undone = The import of **{ $file }** into **{ $reward }** is undone: { $removed ->
    [one] 1 code was
   *[other] { $removed } codes were
} removed. { $added ->
    [0] None of the file’s codes had been given.
    [one] 1 had been given or withdrawn already, and stays as it is.
   *[other] { $added } had been given or withdrawn already, and stay as they are.
} Ready to give: { $usable }.

codes-admin-state-available = available
codes-admin-state-assigned = assigned
codes-admin-state-claimed = claimed
codes-admin-state-expired = expired
codes-admin-state-void = void
codes-admin-list-title = Codes of **{ $reward }**
codes-admin-usable = Ready to give: **{ $count }**
codes-admin-count = { $state }: { $count }
codes-admin-good-until = good until { $day }
codes-admin-none = This voucher has no codes yet. Add some with `/codes import`.
codes-admin-none-such = No code is in that state. Leave *state* out to see all codes.
codes-admin-exported = This file has the available codes of **{ $reward }**. Keep it private: whoever has a code can use it. The audit shows that you downloaded it.
codes-admin-none-to-export = No code of this voucher is available, so there is nothing to download. Add some with `/codes import`, or see where they are with `/codes list`.
codes-admin-void-title = Withdraw { $code } for good?
codes-admin-void-form-title = Withdraw a code
codes-admin-void-free = Nobody holds it. It will never be given to anyone.
codes-admin-void-held = Its holder can no longer see it, and gets a message about it. They may have used it already: let the partner know too.
codes-admin-void = Withdraw
codes-admin-voided = { $code } is withdrawn.
codes-admin-holder-told = { $member } gets a message about it.
codes-admin-import-choice = { $file } · { $day } · { $added ->
    [one] 1 code
   *[other] { $added } codes
}
codes-admin-import-codes = Import codes
codes-admin-file = File of codes
