"""What holds where nobody says otherwise, for the commands as for whoever calls what they call; nothing is imported for it."""

COST = 17
"""The cost up to which repairs are looked for: what is done can be done again beside any one edit."""

STALE_AFTER = 365
"""Days after which a text that nobody has seen is pointed out."""

FAIL_ON = "prohibited"
"""The least severe verdict that fails."""
