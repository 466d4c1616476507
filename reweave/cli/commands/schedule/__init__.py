"""Run reweave once a day: a systemd timer, a crontab line, or a workflow of a forge."""
