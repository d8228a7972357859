"""What is said of each attribution: who speaks, of what kind, for whom, with what stance, through how many mouths."""
