"""Library: the Python face. Everything that the command line, HTTP and the page do, they do through it."""

import logging
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from api.summary import FileOutcome, Summary
from graph.check import check
from graph.facts import facts_of, report_id
from graph.store import Store
from ingest.errors import InputError, NotFound, UsageError
from ingest.formats import read_file
from ingest.read import report_of
from ingest.repair import summary as repair_summary
from search.encoder import Encoder, open_encoder
from search.engine import Engine, Result
from search.filters import Filters, region_codes
from search.index import Index, check_passages
from search.passages import passages

if TYPE_CHECKING:
    import networkx as nx

    from graph.schema import Annotation
    from search.adopters import Adopter
    from search.profile import Profile
    from search.transfer import Transfer, Transferable

log = logging.getLogger("jingwei")
Progress = Callable[[str, int, int], None]


def _annotated(path: Path) -> "Annotation":
    """Read and annotate one file; a function of its own so that worker processes can run it."""
    from graph.annotate import annotate  # spaCy takes seconds to import: only who annotates pays

    return annotate(report_of(read_file(path)))


class Library:
    """A folder with `library.db` in it; use as a context manager or close it.

    Raises:
        DamagedLibrary: there is none at `path` (without `create`) or it cannot be used.
    """

    def __init__(self, path: Path | str, *, create: bool = False, encoder: str | None = None) -> None:
        """Open the library at `path`; `encoder` overrides the setting JINGWEI_ENCODER."""
        self.path = Path(path)
        self._encoder: Encoder | None = None
        if create:
            # An encoder that cannot be had is an error before anything is made.
            self._encoder = open_encoder(encoder)
            self.path.mkdir(parents=True, exist_ok=True)
        self.store = Store(self.path / "library.db", create=create)
        self.index = Index(self.store)
        self._encoder_setting = encoder
        self._engine: Engine | None = None
        self._transfer: Transfer | None = None
        self._network: tuple[str, nx.MultiDiGraph[str]] | None = None

    def __enter__(self) -> "Library":
        """Give the library itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the library."""
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    @property
    def encoder(self) -> Encoder:
        """The encoder, opened at first use."""
        if self._encoder is None:
            self._encoder = open_encoder(self._encoder_setting)
        return self._encoder

    # --- building ----------------------------------------------------------------------------

    def build(self, folders: Iterable[Path | str], *, jobs: int = 1, progress: Progress | None = None) -> Summary:
        """Read every report below `folders` into the library; what is in already stays as it is.

        A folder with a `sources.toml` holds the reports that it lists; any other all its files, hidden ones apart.
        A file that cannot be read is named in the summary and stops nothing.

        Raises:
            UsageError: a folder does not exist.
        """
        return self.add(
            [path for folder in folders for path in report_files(Path(folder))], jobs=jobs, progress=progress
        )

    def add(self, paths: Sequence[Path | str], *, jobs: int = 1, progress: Progress | None = None) -> Summary:
        """Read files into the library, each in one transaction, then index what is new."""
        files = list(dict.fromkeys(Path(p) for p in paths))
        outcomes: list[FileOutcome] = []
        for number, (path, annotation) in enumerate(self._read_all(files, jobs, outcomes), 1):
            if isinstance(annotation, FileOutcome):
                outcomes.append(annotation)
            else:
                outcomes.append(self._put(path, annotation))
            if progress:
                progress("读取", number, len(files))
        self.index.encode_missing(
            self.encoder, (lambda done, total: progress("编码", done, total)) if progress else None
        )
        outcomes.sort(key=lambda o: o.file)
        return Summary(tuple(outcomes), self.store.counts(), self.store.version)

    def _read_all(
        self, files: list[Path], jobs: int, outcomes: list[FileOutcome]
    ) -> "Iterable[tuple[Path, Annotation | FileOutcome]]":
        new = []
        for path in files:
            known = self._known(path)
            if known is None:
                new.append(path)
            else:
                outcomes.append(known)
        if jobs > 1 and len(new) > 1:
            from concurrent.futures import ProcessPoolExecutor
            from multiprocessing import get_context

            # Forking a process that has run threads (tokenizers, faiss) can hang: start clean ones.
            with ProcessPoolExecutor(min(jobs, len(new)), mp_context=get_context("spawn")) as pool:
                futures = [(path, pool.submit(_annotated, path)) for path in new]
                for path, future in futures:
                    yield path, _outcome_of(path, future.result)
        else:
            for path in new:
                yield path, _outcome_of(path, lambda path=path: _annotated(path))  # type: ignore[misc]

    def _known(self, path: Path) -> FileOutcome | None:
        """Say whether these very bytes are in already (reading a file again changes nothing)."""
        import hashlib

        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.stat().st_size < 2**26 else ""
        except OSError:
            return None
        rows = self.store.rows("SELECT source, path FROM report WHERE digest = ?", digest)
        if not rows:
            return None
        same = rows[0]["path"] == str(path.resolve())
        if not same:
            # The file is now a copy of another: what came from its former content goes.
            for row in self.store.rows("SELECT id FROM report WHERE path = ?", str(path.resolve())):
                with self.store.transaction():
                    self.store.remove(row["id"])
        return FileOutcome(
            str(path), "unchanged" if same else "duplicate", "" if same else f"内容与 {rows[0]['source']} 相同"
        )

    def _put(self, path: Path, annotation: "Annotation") -> FileOutcome:
        facts = facts_of(annotation)
        old = self.store.rows("SELECT id FROM report WHERE path = ?", str(path.resolve()))
        again = self.store.rows("SELECT source FROM report WHERE id = ?", facts.report)
        if again:
            return FileOutcome(str(path), "duplicate", f"内容与 {again[0]['source']} 相同")
        with self.store.transaction():
            for row in old:
                self.store.remove(row["id"])
            self.store.put(annotation, facts, path)
            self.index.put(passages(annotation))
        return FileOutcome(
            str(path),
            "replaced" if old else "added",
            cases=len(annotation.cases),
            measures=sum(len(c.sections) for c in annotation.cases),
            mentions=sum(len(c.mentions) for c in annotation.cases),
            figures=sum(len(c.figures) for c in annotation.cases),
            repairs=repair_summary(annotation.report.reading),
            notes=_not_understood(annotation),
        )

    def remove(self, name: str) -> list[str]:
        """Remove a report by id, source or path, with all that came from it; gives the sources removed.

        Raises:
            NotFound: the library holds no such report.
        """
        path = str(Path(name).resolve())
        rows = self.store.rows("SELECT id, source FROM report WHERE id = ? OR source = ? OR path = ?", name, name, path)
        if not rows:
            raise NotFound(f"no report “{name}” in the library", where=str(self.path), hint="jingwei info lists them")
        with self.store.transaction():
            for row in rows:
                self.store.remove(row["id"])
        return [row["source"] for row in rows]

    # --- asking ------------------------------------------------------------------------------

    def search(
        self,
        query: str,
        k: int = 10,
        filters: Filters | None = None,
        *,
        every: bool = False,
        within: str | None = None,
        per_county: int | None = None,
    ) -> Result:
        """Answer a query; see `search.engine.Engine.search`."""
        return self.engine.search(query, k, filters, every=every, within=within, per_county=per_county)

    def like(self, passage: str, k: int = 10) -> Result:
        """Give more passages like one of the library, by its id; see `search.engine.Engine.like`."""
        return self.engine.like(passage, k)

    def who_else(self, practice: str) -> "list[Adopter]":
        """Give the places that do a practice (a name, a chain, plain words); see `search.adopters.who_else`."""
        from search.adopters import who_else

        return who_else(self.engine, practice)

    def who_else_than(self, passage: str) -> "list[Adopter]":
        """Give the other places that do what a passage says, by its id; see `search.adopters.adopters`.

        Raises:
            NotFound: the library holds no passage of this id.
        """
        from search.adopters import who_else_than

        return who_else_than(self.engine, passage)

    @property
    def engine(self) -> Engine:
        """The engine over the library, opened when first asked for.

        Raises:
            UsageError: the library is empty.
        """
        if not self.store.reports():
            raise UsageError(
                "the library is empty", where=str(self.path), hint="build it: jingwei build DIR --library LIB"
            )
        if self._engine is None:
            self.index.encode_missing(self.encoder)
            self._engine = Engine(self.store, self.index, self.encoder)
        return self._engine

    def transfer(
        self, need: str, profile: "Profile | None" = None, *, region: str | None = None, k: int = 10
    ) -> "Transferable":
        """Give practices for a need, held against a county: its profile, its region's own data, or both.

        Cases of the region itself are left out: what a county does already it need not take over.

        Raises:
            UsageError: nothing says what the county is like. UnknownRegion: no such place.
        """
        from search.profile import Profile, from_region, merged
        from search.transfer import Transfer

        profile, own = profile or Profile(), []
        engine = self.engine
        if region:
            profile, own = merged(profile, from_region(region, self.store)), region_codes(region)
        if not profile:
            hint = "give a region, a profile or words (喀斯特山地，村级债务)"
            raise UsageError("no county to transfer to", where="profile", hint=hint)
        if self._transfer is None or self._transfer.engine is not engine:
            self._transfer = Transfer(engine)
        return self._transfer.find(need, profile, k, [re.sub(r"(?:00)+$", "", code) for code in own])

    def network(self) -> "nx.MultiDiGraph[str]":
        """Give the graph as networkx, kept until the library changes."""
        from graph.network import network

        version = self.store.version
        if self._network is None or self._network[0] != version:
            self._network = (version, network(self.store))
        return self._network[1]

    def show(self, name: str) -> dict[str, Any]:
        """Give what the library holds under an id: a report, case, measure, passage or any entity.

        Raises:
            NotFound: nothing has this id.
        """
        from api.show import show

        return show(self, name)

    def export(self, form: str) -> str:
        """Give the graph in a format (graphml, jsonl or one of a plug-in).

        Raises:
            UsageError: no such format.
        """
        from graph.export import exporters  # networkx: only who exports pays

        if form not in exporters():
            raise UsageError(
                f"unknown format “{form}”", where="--format", hint="one of " + ", ".join(sorted(exporters()))
            )
        return exporters()[form](self.store)

    def check(self) -> list[str]:
        """Give what is wrong with the library; empty for a sound one."""
        return check(self.store) + check_passages(self.store)

    def info(self) -> dict[str, Any]:
        """Give version, encoder, counts and the list of reports."""
        return {
            "version": self.store.version,
            "encoder": self.store.meta("encoder"),
            "counts": self.store.counts(),
            "reports": [{k: row[k] for k in ("id", "source", "format", "encoding")} for row in self.store.reports()],
        }


def _outcome_of(path: Path, work: "Callable[[], Annotation]") -> "Annotation | FileOutcome":
    """Run the work on one file; whatever goes wrong with it stays with it and is named in the summary."""
    try:
        return work()
    except InputError as error:
        return FileOutcome(str(path), "failed", error.what, code=error.code, hint=error.hint)
    except Exception as error:  # a fault of ours on this file must not lose the other files
        log.exception("%s: unexpected fault", path)
        return FileOutcome(
            str(path),
            "failed",
            f"{type(error).__name__}: {error}",
            code="fault",
            hint="please report this file's layout",
        )


def _not_understood(annotation: "Annotation") -> tuple[str, ...]:
    """Say what a reader should know was not understood in a report."""
    notes = []
    for case in annotation.cases:
        name = case.title or "案例"
        if not case.region.code:
            notes.append(f"{name}：未能确定地区")
        elif case.region.inferred:
            notes.append(f"{name}：地区为推断（{case.region.full_name}）")
        if not case.sections:
            notes.append(f"{name}：未识别出举措层次")
        masked = sum(f.redacted for f in case.figures)
        if masked:
            notes.append(f"{name}：{masked} 个数字被遮盖")
    return tuple(notes)


def report_files(folder: Path) -> list[Path]:
    """Give the reports of a folder (or the file itself), in a fixed order.

    Raises:
        UsageError: it does not exist, or its sources.toml cannot be read.
    """
    if folder.is_file():
        return [folder]
    if not folder.is_dir():
        raise UsageError("no such file or folder", where=str(folder), hint="name a folder that holds reports")
    listing = folder / "sources.toml"
    if listing.exists():
        import tomllib

        try:
            tables = tomllib.loads(listing.read_text("utf-8"))["report"]
            if not isinstance(tables, list):
                raise TypeError("report is no list of tables: write [[report]]")
            return sorted(folder / table["file"] for table in tables)
        except (tomllib.TOMLDecodeError, KeyError, TypeError, UnicodeDecodeError) as error:
            raise UsageError(
                f"cannot be read ({error})", where=str(listing), hint="each [[report]] needs a file = …"
            ) from error
    return sorted(
        p
        for p in folder.rglob("*")
        if p.is_file() and not any(part.startswith(".") for part in p.relative_to(folder).parts)
    )


__all__ = ["Filters", "Library", "report_files", "report_id"]
