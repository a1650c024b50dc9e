import re

import numpy as np
import pandas as pd

from facelab.plotting import CaptionedTable

FRAME = pd.DataFrame({"AUC": [0.98765, np.nan], "people": [30, 1_000_000]}, index=["softmax", "pixels"])


def test_it_is_rounded_and_has_its_caption_as_text_and_as_html():
    table = CaptionedTable(FRAME, "Ten people", digits=2)
    assert repr(table).splitlines()[0] == "Ten people" and "0.99" in repr(table) and "–" in repr(table)
    html = table._repr_html_()
    assert "<caption>Ten people</caption>" in html
    assert re.findall(r"<td[^>]*>([^<]*)", html) == ["0.99", "30", "–", "1,000,000"]


def test_its_output_is_the_same_every_time():
    first, second = (CaptionedTable(FRAME, "Ten people") for _ in range(2))
    assert repr(first) == repr(second) and first._repr_html_() == second._repr_html_()
