import json
import re

import matplotlib.pyplot as plt

from facelab.widgets.interactive import Interactive
from facelab.widgets.page import fragment, page_script


def test_a_fragment_holds_its_data_and_cannot_be_closed_by_them():
    figure = Interactive("threshold", 'A "figure"', {"text": "</script><b>"}, lambda: plt.figure(figsize=(1, 1)))
    written = fragment(figure)
    stored = re.search(r'<script type="application/json">(.*?)</script>', written, re.DOTALL).group(1)
    assert json.loads(stored)["data"] == {"text": "</script><b>"}
    assert 'alt="A &quot;figure&quot;" width="100"' in written  # the PNG has twice as many pixels


def test_the_script_of_a_page_loads_from_no_server():
    assert not re.search(r"https?://", page_script())
