"""The notes as a graph: titles, links, name resolution and edges."""
