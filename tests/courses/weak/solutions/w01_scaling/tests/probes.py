"""No probes."""
