code-not-a-voucher = Only vouchers have codes. Pick a voucher from the list that appears while you type.
code-no-such-number = This voucher has no code { $given }. See all numbers with `/codes list`.
code-no-such = This voucher has no such code. Type the whole code, its number such as #12, or its last four characters. See them with `/codes list`.
code-ambiguous = Several codes match that. Type the whole code, or its number such as #12.
code-over = This code is already withdrawn or expired. Nothing was changed.
