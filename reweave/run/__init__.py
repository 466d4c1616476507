"""What commands do beyond arguments and printing: the nightly run, and what it shares with the other commands."""
