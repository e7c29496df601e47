"""Records to graph: what entered what, in which manner, and in which worlds. Queries answer with routes, never with booleans."""

from gauger.lineage.graph import Edge, Graph, Node, build_graph, output_of
from gauger.lineage.guards import UNGUARDED, Guards
from gauger.lineage.reach import Pattern, find_routes, reach, reach_back

__all__ = ["UNGUARDED", "Edge", "Graph", "Guards", "Node", "Pattern", "build_graph", "find_routes", "output_of", "reach", "reach_back"]
