"""Asking servers: one conditional GET, politely and within limits."""
