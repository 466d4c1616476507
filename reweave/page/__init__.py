"""What every page that reweave writes shares: its theme, and a policy that allows nothing but its own style."""
