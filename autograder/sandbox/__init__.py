"""The processes that student code runs in, and the one that makes them."""
