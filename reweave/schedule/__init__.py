"""The scheduled job: a unit, a crontab line or a workflow that runs reweave once a day. One file per scheduler."""
