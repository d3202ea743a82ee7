"""Commands and listeners: each translates between Discord and the services, and decides nothing.

Every file is found by walking this package. A file is named for its command: `/rewards` is
`members/rewards.py`, `/settings webhooks` is `managers/settings_webhooks.py`.
"""
