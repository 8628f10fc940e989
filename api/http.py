"""HTTP: the library under /v1, typed, with problem details for errors and an ETag on every answer."""

import hashlib
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from api import listing
from api.answers import adopters_json, result_json
from api.library import Library
from api.schemas import (
    AdoptersOut,
    CaseOut,
    Detail,
    Edges,
    Health,
    MeasureOut,
    MetricOut,
    ModelOut,
    Page,
    Problem,
    RegionRow,
    SearchBody,
    SearchOut,
)
from api.transfer_http import add_transfer
from graph.network import neighbours, path
from ingest.errors import JingweiError, NotFound
from search.filters import Filters

STATUS = {"not-found": 404, "unknown-region": 422, "usage": 422}
Limit = Annotated[int, Query(ge=1, le=1000)]
Cursor = Annotated[str | None, Query(description="the `next` of the part before")]


class Shared:
    """One library for all requests: SQLite and FAISS are used by one request at a time."""

    def __init__(self, folder: Path) -> None:
        """Open the library in `folder`."""
        self.library = Library(folder)
        self.lock = threading.Lock()

    def __call__(self, work: Callable[[Library], Any]) -> Any:  # noqa: ANN401 - what the work gives
        """Run `work` on the library, alone."""
        with self.lock:
            return work(self.library)


def _problem(error: JingweiError) -> JSONResponse:
    status = STATUS.get(error.code, 400)
    body = Problem(
        type=f"urn:jingwei:{error.code}", title=error.what, status=status, detail=str(error), hint=error.hint or None
    )
    return JSONResponse(body.model_dump(), status, media_type="application/problem+json")


def _errors(app: FastAPI) -> None:
    @app.exception_handler(JingweiError)
    async def known(_: Request, error: JingweiError) -> JSONResponse:
        return _problem(error)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        body = Problem(
            type="urn:jingwei:usage",
            title="invalid request",
            status=422,
            detail=f"{where}: {first['msg']}",
            hint="see /docs",
        )
        return JSONResponse(body.model_dump(), 422, media_type="application/problem+json")


def _etags(app: FastAPI, shared: Shared) -> None:
    @app.middleware("http")
    async def etag(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        if request.method != "GET" or not request.url.path.startswith("/v1/"):
            return await call_next(request)
        version = shared(lambda library: library.store.version)
        tag = '"' + hashlib.sha256(f"{version} {request.url}".encode()).hexdigest()[:20] + '"'
        known = [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]
        if tag in known or "*" in known:
            return Response(status_code=304, headers={"ETag": tag})
        response = await call_next(request)
        if response.status_code == 200:  # HTTP OK
            response.headers["ETag"] = tag
        return response


def make_app(folder: Path) -> FastAPI:
    """Give the application that serves the library in `folder`: /v1, /docs and the page."""
    from api.pages import add_pages

    app = FastAPI(
        title="Jingwei 经纬",
        version="0.1.0",
        description="Practice reports as a graph and a search. 经验材料的知识图谱与检索。",
        docs_url=None,  # the usual page fetches its scripts from outside; api.pages serves one that does not
        redoc_url=None,
    )
    shared = Shared(folder)
    app.state.shared = shared
    _errors(app)
    _etags(app, shared)
    _search_routes(app, shared)
    _list_routes(app, shared)
    _graph_routes(app, shared)
    add_transfer(app, shared)
    add_pages(app, shared)
    return app


def _search_routes(app: FastAPI, shared: Shared) -> None:
    @app.get("/v1/health", tags=["service"])
    def health() -> Health:
        """Say that the service is up and what it holds."""
        info = shared(lambda library: library.info())
        return Health(version=info["version"], encoder=info["encoder"], counts=info["counts"])

    @app.get("/v1/search", tags=["search"])
    def search(  # noqa: PLR0913, PLR0917 - one parameter a filter
        q: str,
        k: Limit = 10,
        region: str | None = None,
        model: str | None = None,
        industry: str | None = None,
        problem: str | None = None,
        theme: str | None = None,
        all: bool = False,
        within: str | None = None,
        per_county: Annotated[int | None, Query(ge=1)] = None,
    ) -> SearchOut:
        """Find passages about `q`; filters hold by case, before ranking."""
        filters = Filters(region, model, industry, problem, theme)
        return SearchOut(
            **shared(
                lambda library: result_json(
                    library.search(q, k, filters, every=all, within=within, per_county=per_county)
                )
            )
        )

    @app.post("/v1/search", tags=["search"])
    def search_body(body: SearchBody) -> SearchOut:
        """Find passages, the query as JSON (long pasted paragraphs)."""
        filters = Filters(**body.filters.model_dump())
        return SearchOut(
            **shared(lambda library: result_json(library.search(body.query, body.k, filters, every=body.all)))
        )

    @app.get("/v1/passages/{passage}/like", tags=["search"])
    def like(passage: str, k: Limit = 10) -> SearchOut:
        """Find more passages like one, by a hit's id."""
        return SearchOut(**shared(lambda library: result_json(library.like(passage, k))))

    @app.get("/v1/adopters", tags=["search"])
    def adopters(practice: str) -> AdoptersOut:
        """Say which places do a practice: a name, a chain of roles (＋ and + alike), or plain words."""
        return AdoptersOut(**shared(lambda library: adopters_json(practice, library.who_else(practice))))


def _list_routes(app: FastAPI, shared: Shared) -> None:
    @app.get("/v1/cases", tags=["cases"])
    def cases(region: str | None = None, limit: Limit = 50, cursor: Cursor = None) -> Page[CaseOut]:
        """List the cases, by region (name or code prefix)."""
        return Page[CaseOut](**shared(lambda library: listing.cases(library, region, limit, cursor)))

    @app.get("/v1/cases/{case}", tags=["cases"])
    def case(case: str) -> Detail:
        """Give a case: text, measures, mentions, figures."""
        return dict(shared(lambda library: listing.detail(library, "case", case)))

    @app.get("/v1/measures", tags=["cases"])
    def measures(
        region: str | None = None,
        theme: str | None = None,
        case: str | None = None,
        limit: Limit = 50,
        cursor: Cursor = None,
    ) -> Page[MeasureOut]:
        """List the measures, by region, theme or case."""
        return Page[MeasureOut](**shared(lambda library: listing.measures(library, region, theme, case, limit, cursor)))

    @app.get("/v1/measures/{measure}", tags=["cases"])
    def measure(measure: str) -> Detail:
        """Give a measure: text and relations."""
        return dict(shared(lambda library: listing.detail(library, "measure", measure)))

    @app.get("/v1/models", tags=["models"])
    def models(role: str | None = None, limit: Limit = 50, cursor: Cursor = None) -> Page[ModelOut]:
        """List the models; `role` is a role or a chain in order (党支部→合作社), ＋ and + alike."""
        return Page[ModelOut](**shared(lambda library: listing.models(library, role, limit, cursor)))

    @app.get("/v1/regions", tags=["regions"])
    def regions(q: str | None = None, limit: Limit = 50, cursor: Cursor = None) -> Page[RegionRow]:
        """Resolve a region's name or code, or list the regions that cases are about."""
        return Page[RegionRow](**shared(lambda library: listing.regions(library, q, limit, cursor)))

    @app.get("/v1/metrics", tags=["metrics"])
    def metrics(
        indicator: str | None = None,
        region: str | None = None,
        case: str | None = None,
        kind: str | None = None,
        limit: Limit = 50,
        cursor: Cursor = None,
    ) -> Page[MetricOut]:
        """List figures: value in the base unit, written form, unit, qualifier, kind and time side by side."""
        return Page[MetricOut](
            **shared(lambda library: listing.metrics(library, indicator, region, case, kind, limit, cursor))
        )


def _graph_routes(app: FastAPI, shared: Shared) -> None:
    def known(library: Library, *names: str) -> None:
        for name in names:
            if name not in library.network():
                raise NotFound(
                    f"nothing has the id “{name}”", where="id", hint="ids come from search, lists and neighbours"
                )

    @app.get("/v1/graph/neighbors", tags=["graph"])
    def graph_neighbours(id: str) -> Edges:
        """Give the relations at an entity, with evidence."""

        def work(library: Library) -> Edges:
            known(library, id)
            return Edges(edges=neighbours(library.network(), id), version=library.store.version)  # type: ignore[arg-type]

        return Edges.model_validate(shared(work))

    @app.get("/v1/graph/path", tags=["graph"])
    def graph_path(start: str, goal: str) -> Edges:
        """Give a shortest path between two entities; no edges where there is none."""

        def work(library: Library) -> Edges:
            known(library, start, goal)
            return Edges(edges=path(library.network(), start, goal), version=library.store.version)  # type: ignore[arg-type]

        return Edges.model_validate(shared(work))
