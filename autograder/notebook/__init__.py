"""A module as a notebook: its package laid flat, and a notebook read back as a package."""
