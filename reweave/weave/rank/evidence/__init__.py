"""Evidence for a link from a source to other claims: one function per family.

Each function gives raw scores by name, one per claim of the candidate pool; zero means no evidence, so that a vault
without dates, folders or fields loses those scores and nothing else. Scores are compared within one source only.
"""
