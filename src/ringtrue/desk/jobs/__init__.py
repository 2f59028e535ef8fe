"""Work beside the pages: a queue, leases and a schedule on the same database, behind one door."""
