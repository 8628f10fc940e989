"""PDF with a text layer: the lines as they stand on the pages, top to bottom.

Layout lines are kept; joining wrapped lines is the repair step's work.
"""

import io
import logging
import re

from ingest.errors import DamagedFile, EncryptedFile, NoTextLayer, TooLarge
from ingest.formats import limits

_CID = re.compile(r"\(cid:\d+\)")
_UNREADABLE = 0.3  # more than this share of characters without a Unicode value: no text to speak of
_OCR_HINT = "recognise its text first (OCR), or ask for the .docx"


def read(data: bytes, source: str) -> tuple[str, None]:
    r"""Give the pages' text, pages joined by \n.

    Raises:
        EncryptedFile: it opens only with a password.
        NoTextLayer: no page holds text, or its fonts do not say which characters they draw.
        TooLarge: more than 2,000 pages, or more text than the limit.
        DamagedFile: the parser cannot follow it.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    # pdfminer warns about every odd font; what matters to us comes as an exception.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    pages: list[str] = []
    size = 0
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            _check_pages(len(pdf.pages), source)
            for page in pdf.pages:
                pages.append(page.extract_text())
                size += len(pages[-1])
                limits.check_characters(size, source)
                page.close()  # frees the page's objects, or memory grows with the document
    except TooLarge:
        raise
    except MemoryError:
        raise
    except Exception as error:  # pdfminer lets whatever a broken object causes through
        cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise EncryptedFile(
                "the document needs a password", where=source, hint="save a copy without a password and read that"
            ) from error
        raise DamagedFile(
            f"not a readable PDF ({type(cause).__name__})",
            where=source,
            hint="open it and print it to a new PDF, or ask for the .docx",
        ) from error
    if not pages:
        raise DamagedFile("a PDF without pages", where=source, hint="ask for the file again")
    return _checked("\n".join(pages), len(pages), source), None


def _check_pages(count: int, source: str) -> None:
    if count > limits.MAX_PAGES:
        raise TooLarge(f"{count:,} pages, the limit is {limits.MAX_PAGES:,}", where=source, hint="split the file")


def _checked(text: str, pages: int, source: str) -> str:
    number = "its one page" if pages == 1 else f"any of its {pages} pages"
    if not text.strip():
        raise NoTextLayer(f"no text on {number}, only pictures", where=source, hint=_OCR_HINT)
    unknown = len(_CID.findall(text))
    known = len("".join(_CID.sub("", text).split()))
    if unknown > _UNREADABLE * (known + unknown):
        raise NoTextLayer(f"the fonts on {number} do not say which characters they draw", where=source, hint=_OCR_HINT)
    return text
