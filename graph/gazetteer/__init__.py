"""The gazetteer: Chinese administrative places from province to village, 1981 to today."""

from graph.gazetteer.places import Gazetteer, Place, gazetteer

__all__ = ["Gazetteer", "Place", "gazetteer"]
