"""Small helpers over Word's XML, by local names: Word's two namespaces read alike."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse(xml: bytes) -> "_Element":
    """Parse a part; no entities and no network, since a document may come from anywhere.

    Raises:
        SyntaxError: lxml's XMLSyntaxError, which is one.
    """
    from lxml import etree

    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def local(element: "_Element") -> str:
    """Give the element's name without its namespace ("" for comments and instructions)."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: "_Element | None", name: str) -> "Iterator[_Element]":
    """Give the direct children of that local name (none of a missing element)."""
    return (child for child in (element if element is not None else ()) if local(child) == name)


def child(element: "_Element | None", *path: str) -> "_Element | None":
    """Follow first children of these local names; None where one is missing."""
    for name in path:
        element = next(children(element, name), None)
    return element


def attribute(element: "_Element | None", name: str) -> str | None:
    """Give an attribute by its local name."""
    for key, value in element.items() if element is not None else ():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def value(element: "_Element | None", *path: str) -> str | None:
    """Give the w:val of the element that the path leads to."""
    return attribute(child(element, *path), "val")


def number(element: "_Element | None", *path: str) -> int | None:
    """Give that w:val as a whole number, None where it is none."""
    text = value(element, *path)
    return int(text) if text is not None and text.isdecimal() and text.isascii() else None
