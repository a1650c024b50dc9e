/** Numbers as text. */

/** Write a share of 1; a dash for a share of nothing. */
export const percent = (/** @type {number} */ share) => (Number.isNaN(share) ? "–" : `${(100 * share).toFixed(1)} %`);

/** Write a distance, whatever its size, with four digits. */
export const rounded = (/** @type {number} */ distance) =>
  distance.toLocaleString("en", { maximumSignificantDigits: 4 });

/** Write a number with three digits, and without zeros at its end. */
export const inShort = (/** @type {number} */ value) => String(Number(value.toPrecision(3)));

/** Write a number with two decimals. */
export const hundredths = (/** @type {number} */ value) => value.toFixed(2);
