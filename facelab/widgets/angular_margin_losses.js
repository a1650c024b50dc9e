/** What losses with a margin put in place of a cosine, and what follows from it for two people on a circle. */

/**
 * @typedef {(angle: number) => number} Rule what stands in place of the cosine; angles in radians
 * @typedef {{ formula: string, replace: (angle: number, margin: number) => number, from: number, to: number,
 *   step: number, lowest: number }} AngularLoss from, to, step: of the margin; lowest: of the axis of a chart
 */

/**
 * Compute ψ(φ) = (−1)ᵏ cos φ − 2k for φ in [kπ, (k + 1)π], as facelab.losses does.
 *
 * @param {number} angle
 */
function fallingCosine(angle) {
  const k = Math.floor(angle / Math.PI);
  return (k % 2 ? -1 : 1) * Math.cos(angle) - 2 * k;
}

/** @type {Record<string, AngularLoss>} */
export const ANGULAR_LOSSES = {
  "modified softmax": { formula: "cos θ₁", replace: Math.cos, from: 0, to: 0, step: 1, lowest: -2 },
  "A-softmax": {
    formula: "ψ(m θ₁)",
    replace: (angle, margin) => fallingCosine(margin * angle),
    from: 1,
    to: 4,
    step: 1,
    lowest: -7,
  },
  CosFace: {
    formula: "cos θ₁ − m",
    replace: (angle, m) => Math.cos(angle) - m,
    from: 0,
    to: 1,
    step: 0.05,
    lowest: -2,
  },
  ArcFace: {
    formula: "cos(θ₁ + m)", // and ψ beyond 180°
    replace: (angle, margin) => fallingCosine(angle + margin),
    from: 0,
    to: 1,
    step: 0.05,
    lowest: -2,
  },
};

/**
 * Measure the angle between two directions.
 *
 * @param {number} a degrees
 * @param {number} b
 * @returns {number} radians, 0 to π
 */
export function angleBetween(a, b) {
  const apart = Math.abs(a - b) % 360;
  return (Math.min(apart, 360 - apart) * Math.PI) / 180;
}

/**
 * Say whose a photograph safely is: 1 or 2 if this person's logit wins with the margin taken off, 0 if neither's does.
 *
 * @param {Rule} rule
 * @param {number} first angle to the row of person 1
 * @param {number} second
 */
export function owner(rule, first, second) {
  if (rule(first) > Math.cos(second)) return 1;
  return rule(second) > Math.cos(first) ? 2 : 0;
}

/**
 * Find the parts of the circle that are safely a person's.
 *
 * @param {Rule} rule
 * @param {number} first direction of the row of person 1, degrees
 * @param {number} second
 * @returns {{ person: number, from: number, to: number }[]} degrees
 */
export function regions(rule, first, second) {
  const n = 720; // half a degree is finer than what one sees
  const owners = Array.from({ length: n }, (_, i) =>
    owner(rule, angleBetween(i / 2 + 0.25, first), angleBetween(i / 2 + 0.25, second)),
  );
  const start = owners.findIndex((person, i) => person !== owners[(i + n - 1) % n]);
  if (start < 0) return []; // both rows have one direction: nobody's
  const found = [];
  for (let i = 0; i < n; ) {
    const person = owners[(start + i) % n];
    const from = i;
    while (i < n && owners[(start + i) % n] === person) i++;
    if (person) found.push({ person, from: (start + from) / 2, to: (start + i) / 2 });
  }
  return found;
}

/**
 * Measure the strip between the two rows that is nobody's.
 *
 * @param {Rule} rule
 * @param {number} apart angle between the rows
 * @returns {number} its width
 */
export function nobodysStrip(rule, apart) {
  let [inside, outside] = [0, apart]; // from the row of person 1 toward that of person 2
  if (rule(0) <= Math.cos(apart)) return apart;
  for (let i = 0; i < 40; i++) {
    const middle = (inside + outside) / 2;
    if (rule(middle) > Math.cos(apart - middle)) inside = middle;
    else outside = middle;
  }
  return apart - 2 * inside;
}

/**
 * Compute what the training sees of a photograph of person 1.
 *
 * @param {Rule} rule
 * @param {number} scale
 * @param {number} first angle to the row of person 1
 * @param {number} second
 */
export function judge(rule, scale, first, second) {
  const [own, other] = [scale * rule(first), scale * Math.cos(second)];
  const behind = other - own;
  const loss = Math.max(behind, 0) + Math.log1p(Math.exp(-Math.abs(behind))); // no power overflows
  return { own, other, loss, probability: Math.exp(-loss) };
}
