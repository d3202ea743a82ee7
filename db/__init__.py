"""What is stored: tables, engines, reading and writing, migrations."""
