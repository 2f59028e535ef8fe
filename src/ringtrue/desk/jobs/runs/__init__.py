"""What each kind of job does, a file each."""
