"""The page: the local Discord in a browser, where people see and do what Discord's app lets them.

Everything lies below an address with a token in it. One web socket for each window tells it what
its person sees, and takes what they do; docs/local-discord.md has its messages.
"""
