"""A table of results with its caption, as a notebook shows it."""

import pandas as pd


class CaptionedTable:
    """Show a DataFrame under a caption, rounded; in a notebook as HTML, elsewhere as text.

    Its output is the same on every run, which that of a `DataFrame.style` is not.

    Parameters
    ----------
    frame : DataFrame
    caption : str
        What the figures are, and how they were measured.
    digits : int, default 3
        After the decimal point.

    Examples
    --------
    >>> CaptionedTable(pd.DataFrame({"AUC": [0.98765]}, index=["softmax"]), "Ten people held out")
    Ten people held out
               AUC
    softmax  0.988
    """

    def __init__(self, frame: pd.DataFrame, caption: str, digits: int = 3):
        self.frame, self.caption, self.digits = frame, caption, digits

    def __repr__(self) -> str:
        return f"{self.caption}\n{self.frame.to_string(float_format=f'{{:.{self.digits}f}}'.format, na_rep='–')}"

    def _repr_html_(self) -> str:
        style = self.frame.style.set_uuid("table").format(precision=self.digits, na_rep="–", thousands=",")
        return style.set_caption(self.caption).to_html()
