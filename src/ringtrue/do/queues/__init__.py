"""Queues of callers: how long they wait for how many agents, and how many give up."""
