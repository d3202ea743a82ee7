"""Raffles: units of a reward, set aside and drawn among who takes part, so that anybody can check.

What a raffle's state may be, and what is stored of an entry, is in `db/tables/raffles.py`.
"""
