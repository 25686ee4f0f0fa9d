"""What the grader withstands: kills, full disks, missing memory, and bytes of a stranger."""
