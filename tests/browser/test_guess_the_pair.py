from tests.browser.reading import read

TITLE = "Twelve pairs, you against pixels"
FIGURE = """
from facelab import widgets
from facelab.datasets import load_orl
from facelab.distances import pair_distances
from facelab.images import flatten_images
from facelab.verification import choose_threshold


def pixel_distances(faces, pairs):
    rows = flatten_images(faces.images)
    return pair_distances(rows[pairs.left], rows[pairs.right], "euclidean")


train, test = load_orl().split_people(n_test=10, seed=0)
train_pairs, test_pairs = train.pairs(seed=0, balanced=True), test.pairs(seed=0, balanced=True)
threshold = choose_threshold(pixel_distances(train, train_pairs), train_pairs.same)
figure = widgets.guess_the_pair(test.images, test_pairs, pixel_distances(test, test_pairs), threshold)
"""


def sent():
    names = {}
    exec(FIGURE, names)
    data = names["figure"].data
    return data["pairs"], data["threshold"]


def start(figure):
    """Begin anew: in JupyterLab, all tests share one page."""
    while (
        not figure.get_by_role("button", name="one person", exact=True).is_visible()
        or read(figure, "pair") != "1 of 12"
    ):
        for name in ("one person", "next pair", "all pairs", "start again"):
            button = figure.get_by_role("button", name=name, exact=True)
            if button.is_visible():
                button.click()
                break


def test_keys_answer_and_the_scores_count_who_was_right(figure):
    start(figure)
    pairs, threshold = sent()
    figure.get_by_role("button", name="one person", exact=True).focus()
    for _ in pairs:
        figure.page.keyboard.press("1")
        figure.page.keyboard.press("Enter")  # the next pair
    pixels = sum((pair["distance"] <= threshold) == pair["same"] for pair in pairs)
    assert (read(figure, "you"), read(figure, "pixels")) == ("6 of 12", f"{pixels} of 12")
    captions = figure.locator(".all-pairs figcaption").all_inner_texts()
    assert [("one person" in text, "you ✓" in text) for text in captions] == [(pair["same"],) * 2 for pair in pairs]


def test_the_mouse_answers_and_then_the_truth_and_the_distance_are_said(figure):
    start(figure)
    (pair, *_), threshold = sent()
    figure.get_by_role("button", name="two people", exact=True).click()
    said = figure.get_by_role("status").inner_text()
    assert ("You are wrong: one person" in said) == pair["same"]
    assert f"{pair['distance']:,.0f}" in said and f"{threshold:,.0f}" in said
    assert (f"pixels said {'one person' if pair['distance'] <= threshold else 'two people'}") in said
    assert read(figure, "you") == f"{int(not pair['same'])} of 1"
    figure.get_by_role("button", name="next pair", exact=True).click()
    assert read(figure, "pair") == "2 of 12" and figure.get_by_role("button", name="two people").is_visible()


def test_before_an_answer_nothing_tells_it(figure):
    start(figure)
    assert figure.locator(".fill-genuine:not(.legend *), .fill-impostor:not(.legend *)").count() == 0
    texts = figure.locator("img").evaluate_all("images => images.map((image) => image.alt)")
    assert texts == ["left photograph", "right photograph"]
