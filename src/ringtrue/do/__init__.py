"""Measuring operations: sources, calendars, the fused plan, the cube."""
