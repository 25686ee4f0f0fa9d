"""Checks of s05_bpe."""
