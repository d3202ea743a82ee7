inventory-code-expired = This code's date passed before it was claimed, so it cannot be shown any more. Ask a manager if you think that is wrong.
inventory-code-withdrawn = A manager withdrew this code. Ask them if you expected to keep it.
