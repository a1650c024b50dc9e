/** Regions of a plane, each where one of several functions is the largest; their borders are straight inside a cell. */

/** @typedef {import("./chart.js").Point} Point */
/** @typedef {{ fills: string[], border: string }} Regions paths for SVG */

/**
 * Find the regions on a grid of square cells.
 *
 * @param {Float64Array[]} heights each function's values at the corners of the cells, row by row
 * @param {number} n cells in a row, and rows
 * @param {(column: number, row: number) => Point} at where a corner is drawn
 * @returns {Regions}
 */
export function regions(heights, n, at) {
  /** @type {string[]} */
  const border = [];
  const fills = heights.map((_, k) => fill(margins(heights, k), n, at, border));
  return { fills, border: border.join("") };
}

/**
 * Compute how far a function is above the largest of the others.
 *
 * @param {Float64Array[]} heights
 * @param {number} k
 */
function margins(heights, k) {
  const others = heights.filter((_, other) => other !== k);
  return heights[k].map((value, i) => {
    let largest = others[0][i];
    for (const other of others) if (other[i] > largest) largest = other[i];
    return value - largest;
  });
}

/**
 * Outline where a function is positive: whole cells together in rows, the cells at the border as polygons.
 *
 * @param {Float64Array} margin
 * @param {number} n
 * @param {(column: number, row: number) => Point} at
 * @param {string[]} border pieces of the border are added to it
 */
function fill(margin, n, at, border) {
  const shapes = [];
  for (let row = 0; row < n; row++) {
    let first = -1; // of the whole cells side by side
    for (let column = 0; column <= n; column++) {
      const inside = column < n ? countInside(margin, n, column, row) : 0;
      if (inside === 4 && first < 0) first = column;
      if (inside === 4) continue;
      if (first >= 0) shapes.push(polygon([at(first, row), at(column, row), at(column, row + 1), at(first, row + 1)]));
      first = -1;
      if (inside > 0) shapes.push(cut(margin, n, [column, row], at, border));
    }
  }
  return shapes.join("");
}

/**
 * @param {Float64Array} margin
 * @param {number} n
 * @param {number} column
 * @param {number} row
 */
function countInside(margin, n, column, row) {
  const i = row * (n + 1) + column;
  return (
    Number(margin[i] > 0) + Number(margin[i + 1] > 0) + Number(margin[i + n + 1] > 0) + Number(margin[i + n + 2] > 0)
  );
}

/**
 * Cut a cell along the border: walk around it, and turn off where the function changes its sign.
 *
 * @param {Float64Array} margin
 * @param {number} n
 * @param {Point} cell
 * @param {(column: number, row: number) => Point} at
 * @param {string[]} border
 */
function cut(margin, n, [column, row], at, border) {
  const corners = [
    [column, row],
    [column + 1, row],
    [column + 1, row + 1],
    [column, row + 1],
  ];
  const values = corners.map(([across, down]) => margin[down * (n + 1) + across]);
  /** @type {Point[]} */
  const outline = [];
  /** @type {Point[]} */
  const crossings = [];
  corners.forEach(([x, y], i) => {
    const next = (i + 1) % 4;
    if (values[i] > 0) outline.push(at(x, y));
    if (values[i] > 0 === values[next] > 0) return;
    const part = values[i] / (values[i] - values[next]);
    const crossing = at(x + part * (corners[next][0] - x), y + part * (corners[next][1] - y));
    outline.push(crossing);
    crossings.push(crossing);
  });
  for (let i = 0; i < crossings.length; i += 2) border.push(`M${text(crossings[i])}L${text(crossings[i + 1])}`);
  return polygon(outline);
}

const text = (/** @type {Point} */ [x, y]) => `${Math.round(10 * x) / 10} ${Math.round(10 * y) / 10}`;

const polygon = (/** @type {Point[]} */ points) => `M${points.map(text).join("L")}Z`;
