"""What is publicly known of named models and datasets, with a source for every fact."""

from gauger.catalogue.alternatives import Offer, Role, load_offers
from gauger.catalogue.entries import Catalogue, Entry, find_entry, find_model
from gauger.catalogue.loading import load_catalogue

__all__ = ["Catalogue", "Entry", "Offer", "Role", "find_entry", "find_model", "load_catalogue", "load_offers"]
