"""The types of edges that authors state: in glosses, headings, sentences around links, and fields."""
