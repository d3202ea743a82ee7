"""What is stored: tables, engines, reading and writing, migrations. Only this package is asynchronous about it."""
