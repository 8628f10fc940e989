"""Encoders: texts become vectors. The shipped one is static; any sentence-transformers model can stand in.

Settings (environment):
    JINGWEI_ENCODER         a model's name or folder; unset: the shipped static encoder.
    JINGWEI_ENCODER_PROMPT  words put before a query; unset: the model's own "query" prompt, if any.
    JINGWEI_ENCODER_DEVICE  cpu, cuda, cuda:1, mps …; unset: the library's choice.
    JINGWEI_ENCODER_BATCH   texts encoded at a time; unset: 32.
"""

import hashlib
import os
import socket
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from ingest.errors import UsageError
from search.static import StaticEncoder, normalised

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

SETTING = "JINGWEI_ENCODER"
DEFAULT_BATCH = 32
HUB_TIMEOUT = 5.0  # seconds
PROBES = 64  # values of each weight that go into the fingerprint


class Encoder(Protocol):
    """What turns texts into vectors.

    Attributes:
        name: identity that is recorded beside the vectors; other weights, another name.
        dimension: length of a vector.
    """

    name: str
    dimension: int

    def encode(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """Give (len(texts), dimension) vectors of length 1; zeros for a text without a known token."""
        ...


class TransformerEncoder:
    """A sentence-transformers model with its query prompt, device and batch size."""

    def __init__(self, model: str, environment: dict[str, str]) -> None:
        """Load the model.

        Args:
            model: a name on the model hub, or a folder.
            environment: where JINGWEI_ENCODER_PROMPT, _DEVICE and _BATCH are read from.

        Raises:
            UsageError: the model cannot be had, or a setting makes no sense.
        """
        self._batch = _positive(environment, f"{SETTING}_BATCH", DEFAULT_BATCH)
        device = environment.get(f"{SETTING}_DEVICE") or None
        self._model = _load(model, device, environment)
        self._prompt = environment.get(f"{SETTING}_PROMPT")
        if self._prompt is None:
            self._prompt = self._model.prompts.get("query") or ""
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.name = f"{Path(model).name if Path(model).is_dir() else model}-{_fingerprint(self._model)}"

    def encode(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """Give (len(texts), dimension) vectors of length 1; the prompt goes before queries only."""
        if not len(texts):
            return np.zeros((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(
            list(texts), prompt=self._prompt if query else "", batch_size=self._batch, show_progress_bar=False
        )
        return normalised(np.asarray(vectors, dtype=np.float32))


_HINT = (
    "give a sentence-transformers model's folder or its name on the hub, which needs a network the first time;"
    f" unset {SETTING} to use the encoder that ships"
)


def _load(model: str, device: str | None, environment: dict[str, str]) -> "SentenceTransformer":
    """Take the model from its folder or the local cache, else from the hub where one can be reached.

    The hub's own client tries for over a minute before it says that there is no network.
    """
    if Path(model).is_absolute() and not Path(model).is_dir():
        raise UsageError(f"no such folder: {model}", where=SETTING, hint=_HINT)
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(model, device=device, local_files_only=True)
    except Exception as error:  # the hub, torch and the file system each raise their own
        if Path(model).is_dir() or not _hub_reachable(environment):
            why = (
                _first_line(error)
                if Path(model).is_dir()
                else "it is not on this machine and the hub cannot be reached"
            )
            raise UsageError(f"cannot load the model {model!r}: {why}", where=SETTING, hint=_HINT) from error
    try:
        return SentenceTransformer(model, device=device)
    except Exception as error:
        why = _first_line(error)
        raise UsageError(f"cannot load the model {model!r}: {why}", where=SETTING, hint=_HINT) from error


def _hub_reachable(environment: dict[str, str]) -> bool:
    if environment.get("HF_HUB_OFFLINE", "").lower() in {"1", "true", "on", "yes"}:
        return False
    if any(environment.get(name) for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")):
        return True  # only the proxy knows
    hub = urlsplit(environment.get("HF_ENDPOINT") or "https://huggingface.co")
    try:
        socket.create_connection((hub.hostname or "", hub.port or 443), timeout=HUB_TIMEOUT).close()
    except OSError:
        return False
    return True


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).split("\n")[0]


def _positive(environment: dict[str, str], name: str, default: int) -> int:
    value = environment.get(name) or str(default)
    if not value.isdecimal() or int(value) < 1:
        raise UsageError(f"{value!r} is no number of texts", where=name, hint="give a whole number, 1 or more")
    return int(value)


def _fingerprint(model: Any) -> str:  # noqa: ANN401 - the library is loaded only when it is asked for
    """Hash the shapes and a sample of the weights: a whole large model would take seconds."""
    digest = hashlib.sha256()
    for key, weight in sorted(model.state_dict().items()):
        flat = weight.detach().flatten()
        sample = flat[:: max(1, len(flat) // PROBES)][:PROBES]
        digest.update(f"{key}{tuple(weight.shape)}".encode() + sample.cpu().float().numpy().tobytes())
    return digest.hexdigest()[:8]


def open_encoder(setting: str | None = None) -> Encoder:
    """Open the encoder that `setting`, or else JINGWEI_ENCODER, names; neither: the shipped one.

    A folder that `search.static.write_static` wrote opens as a static encoder, everything else
    through sentence-transformers. Nothing is downloaded unless a model is named.

    Raises:
        UsageError: the model cannot be had; there is no silent fallback.
    """
    model = setting or os.environ.get(SETTING) or ""
    if not model:
        return _shipped()
    if (Path(model) / "encoder.json").is_file():
        return StaticEncoder(Path(model))
    return TransformerEncoder(model, dict(os.environ))


@cache
def _shipped() -> StaticEncoder:
    return StaticEncoder(Path(str(files("search") / "data" / "encoder")))
