"""Interactive figures in a page without a kernel."""

import base64
import json
from html import escape

from facelab.widgets.interactive import Interactive
from facelab.widgets.modules import bundle

SCRIPT = """
const load = (source) => import("data:text/javascript;base64," + source);
const {{ staticModel }} = await load("{static}");
for (const place of document.querySelectorAll("[data-facelab]")) {{
  const {{ module, style, ...values }} = JSON.parse(place.querySelector("script").textContent);
  const figure = await load(module);
  document.head.append(Object.assign(document.createElement("style"), {{ textContent: style }}));
  figure.default.render({{ model: staticModel(values), el: place }});
}}
"""


def fragment(figure: Interactive) -> str:
    """Write a figure as a piece of HTML: its picture, which `page_script` replaces by the figure itself."""
    values = {name: getattr(figure, name) for name in ("title", "data", "state")}
    values |= {"module": _encoded(figure._esm), "style": figure._css}
    png, size = figure.picture()
    picture, width = base64.b64encode(png).decode(), size["width"]
    stored = json.dumps(values).replace("<", "\\u003c")  # no value ends the script
    fits = "max-width:100%;height:auto"  # on a phone
    return (
        f'<div data-facelab><img alt="{escape(figure.title)}" width="{width}" style="{fits}" '
        f'src="data:image/png;base64,{picture}">'
        f'<script type="application/json">{stored}</script></div>'
    )


def page_script() -> str:
    """Write the script that brings all figures of a page to life."""
    script = SCRIPT.format(static=_encoded(bundle("static.js")))
    return f'<script type="module">{script}</script>'


def _encoded(source: str) -> str:
    return base64.b64encode(source.encode()).decode()
