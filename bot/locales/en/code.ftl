code-not-a-voucher = Only vouchers have codes. Pick a voucher from the list that appears while you type.
code-no-such-number = This voucher has no code { $given }. `/codes list` shows the numbers that there are.
code-no-such = This voucher has no such code. Give the whole code, its number such as #12, or its last four characters: `/codes list` shows them.
code-ambiguous = Several codes fit that. Give the whole code, or its number such as #12.
code-over = This code was withdrawn before, or has expired. Nothing was changed.
