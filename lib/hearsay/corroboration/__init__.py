"""Corroboration: who repeats whom. Passages and quotations that articles share, and the events that they report."""
