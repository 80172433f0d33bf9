"""What a KP instructor takes along to a session: released passages, and nothing else."""
