"""Statistics: charts, the same in words, and files of numbers."""
