"""What a vault's owner has decided: the configuration file, its checks, and what it means for one path."""
