"""Pages: the Chinese face of the library for a browser — server-rendered, nothing fetched from outside."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException

from api import page_data
from api.page_data import Form, Holdings
from api.page_text import KINDS, MASKED, NO_YEAR, QUALIFIERS, TYPES
from api.tables import QUESTIONS
from graph.gazetteer import gazetteer
from ingest.errors import JingweiError, NotFound, UnknownRegion

if TYPE_CHECKING:
    from api.http import Shared
    from api.library import Library

T = TypeVar("T")
HERE = Path(__file__).parent
# The page runs its own scripts and styles only, and asks nobody else for anything.
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
FIGURES_A_PAGE = 100
MODEL_KINDS = {"chain": "合作链", "numeric": "数字码", "open": "开放槽", "paired": "方法并列"}
TITLES = {404: "没有找到这一页", 422: "请求有误", 500: "程序出错"}


def _assets() -> str:
    """Give a short digest of the static files, so that a new version is not hidden by a browser's cache."""
    digest = hashlib.sha256()
    for path in sorted((HERE / "static").iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        KINDS=KINDS,
        MASKED=MASKED,
        MODEL_KINDS=MODEL_KINDS,
        NO_YEAR=NO_YEAR,
        QUALIFIERS=QUALIFIERS,
        QUESTIONS=QUESTIONS,
        TYPES=TYPES,
        assets=_assets(),
    )
    return environment


class Pages:
    """The templates with the library they show."""

    def __init__(self, shared: "Shared") -> None:
        """Load the templates; `shared` gives the library to one request at a time."""
        self.shared = shared
        self.environment = _environment()
        self.holdings = Holdings()

    def render(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:  # noqa: ANN401 - any values
        """Give a page."""
        return HTMLResponse(self.environment.get_template(template).render(**values), status, HEADERS)

    def search(self, request: Request) -> Response:
        """Give the search page, with results where something is asked."""
        form = Form.of(request.query_params.multi_items())

        def work(library: "Library") -> tuple[dict[str, Any], dict[str, Any] | None]:
            return self.holdings(library), page_data.search(library, form) if form.q else None

        held, found = self.shared(work)
        status = 422 if found and "unknown" in found else 200
        return self.render("search.html", status, form=form, held=held, found=found)

    def case(self, request: Request, case: str) -> Response:
        """Give the case reader."""
        at = request.query_params.get("at", "")
        return self.render("case.html", **self.shared(lambda library: page_data.case(library, case, at)))

    def like(self, request: Request, passage: str) -> Response:
        """Give more passages like one."""
        return self.render("like.html", **self.shared(lambda library: page_data.like(library, passage)))

    def cases(self, request: Request) -> Response:
        """Give the list of cases, of a region where one is named."""
        region = request.query_params.get("region", "").strip()

        def work(library: "Library") -> list[tuple[str, list[dict[str, Any]]]]:
            return page_data.provinces(page_data.cases(library, region))

        found, unknown = self._of_region(work, region)
        return self.render("cases.html", 422 if unknown else 200, found=found or [], region=region, unknown=unknown)

    def figures(self, request: Request) -> Response:
        """Give the table of figures."""
        asked = self._figures_asked(request)
        found, unknown = self._of_region(lambda library: page_data.figures(library, **asked), asked["region"])
        rows = found or []
        page = request.query_params.get("page", "1")
        number = max(1, int(page)) if page.isascii() and page.isdecimal() else 1
        last = max(1, -(-len(rows) // FIGURES_A_PAGE))
        first = (min(number, last) - 1) * FIGURES_A_PAGE
        return self.render(
            "figures.html",
            422 if unknown else 200,
            rows=rows[first : first + FIGURES_A_PAGE],
            total=len(rows),
            page=min(number, last),
            last=last,
            asked=asked,
            unknown=unknown,
        )

    def figures_csv(self, request: Request) -> Response:
        """Give the table of figures as a file for Excel and WPS."""
        asked = self._figures_asked(request)
        text = self.shared(
            lambda library: page_data.figures_csv(library, page_data.figures(library, **asked), KINDS, QUALIFIERS)
        )
        name = quote("经纬-数字.csv")
        return Response(
            text.encode("utf-8-sig"),  # Excel and WPS know UTF-8 by its mark
            media_type="text/csv; charset=utf-8",
            headers=HEADERS | {"Content-Disposition": f"attachment; filename=\"figures.csv\"; filename*=UTF-8''{name}"},
        )

    def models(self, request: Request) -> Response:
        """Give the models with their roles in order."""
        return self.render("models.html", found=self.shared(page_data.models))

    def about(self, request: Request) -> Response:
        """Say what this is."""
        return self.render("about.html", held=self.shared(self.holdings))

    def reference(self, request: Request) -> Response:
        """Give the HTTP API's operations, from its OpenAPI document."""
        document = request.app.openapi()
        operations = [
            {"path": path, "method": method.upper(), **operation}
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
        ]
        return self.render("reference.html", operations=operations)

    def error(self, status: int, message: str) -> Response:
        """Give the page of an error."""
        title = TITLES.get(status, "请求没有完成")
        return self.render("error.html", status, title=title, number=status, message=message)

    def _of_region(self, work: "Callable[[Library], T]", region: str) -> tuple[T | None, dict[str, Any] | None]:
        """Run work that filters by a region; where its name is unknown give the suggestions instead."""
        try:
            return self.shared(work), None
        except UnknownRegion:
            return None, {"name": region, "suggestions": gazetteer().suggest(region)}

    @staticmethod
    def _figures_asked(request: Request) -> dict[str, str]:
        given = request.query_params
        kind = given.get("kind", "")
        return {
            "words": given.get("words", "").strip(),
            "region": given.get("region", "").strip(),
            "kind": kind if kind in KINDS else "",
        }


def _wants_page(request: Request) -> bool:
    """Say whether an error goes to a person: a browser, outside the programs' paths."""
    return not request.url.path.startswith("/v1") and "text/html" in request.headers.get("accept", "")


def _message(error: JingweiError) -> str:
    if isinstance(error, NotFound):
        return "文库里没有这个编号。材料重新入库或移除以后，编号会变化。"
    return str(error)


def _errors(app: FastAPI, pages: Pages) -> None:
    """Give browsers a page where programs get problem details."""
    for_programs = app.exception_handlers[JingweiError]
    for_invalid = app.exception_handlers[RequestValidationError]

    @app.exception_handler(JingweiError)
    async def known(request: Request, error: JingweiError) -> Response:
        answer: Response = await for_programs(request, error)  # type: ignore[misc]
        return pages.error(answer.status_code, _message(error)) if _wants_page(request) else answer

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        if _wants_page(request):
            return pages.error(422, "网址里的参数不对。")
        answer: Response = await for_invalid(request, error)  # type: ignore[misc]
        return answer

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        if _wants_page(request):
            message = "网址可能输错了，或者材料已被移除。" if error.status_code == 404 else str(error.detail)
            return pages.error(error.status_code, message)
        body = {"type": "about:blank", "title": error.detail, "status": error.status_code, "detail": request.url.path}
        return JSONResponse(body, error.status_code, error.headers, media_type="application/problem+json")


def add_pages(app: FastAPI, shared: "Shared") -> None:
    """Mount the static files and the pages on the application."""
    pages = Pages(shared)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    routes: dict[str, Callable[..., Response]] = {
        "/": pages.search,
        "/case/{case}": pages.case,
        "/like/{passage}": pages.like,
        "/cases": pages.cases,
        "/figures": pages.figures,
        "/figures.csv": pages.figures_csv,
        "/models": pages.models,
        "/about": pages.about,
        "/docs": pages.reference,
    }
    for path, page in routes.items():
        app.add_api_route(path, page, include_in_schema=False)
    _errors(app, pages)
