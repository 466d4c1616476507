"""The commands, one file each below `commands`: arguments, progress and exit codes, nothing else."""
