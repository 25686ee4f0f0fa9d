"""What each reader gets from one annotated source: stubs, solutions, variants, releases."""
