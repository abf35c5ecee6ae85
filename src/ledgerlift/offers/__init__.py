"""Which suppliers a card could pay: which records are one supplier, and which never can be offered a card."""

from ledgerlift.offers.clusters import Clusters, find_clusters
from ledgerlift.offers.exclusions import find_exclusions

__all__ = ["Clusters", "find_clusters", "find_exclusions"]
