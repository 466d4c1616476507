"""The notes as a graph: titles, links, resolution, the edges that stand in them."""
