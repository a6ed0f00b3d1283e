/** Numbers as Indonesian users type and read them: `1.234,5`. */

const GROUPED = /^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/;
const ENGLISH = /^[1-9]\d{0,2}(,\d{3})+\.\d+$/;
const COMMA = /^(\d+(,\d*)?|,\d+)$/;
const POINT = /^(\d+\.\d+|\.\d+)$/;

/**
 * Read a number that is not negative; null for anything else.
 * A point before groups of three digits groups thousands (`1.234` is 1234), any other single point is decimal.
 */
export function parseNumber(text) {
  const plain = text.trim().replace(/[_\s]/g, "");
  if (GROUPED.test(plain)) return Number(plain.replaceAll(".", "").replace(",", "."));
  if (ENGLISH.test(plain)) return Number(plain.replaceAll(",", ""));
  if (COMMA.test(plain)) return Number(plain.replace(",", "."));
  return POINT.test(plain) ? Number(plain) : null;
}

/** Write a number with at most `decimals` places: `1.234,5`. */
export function formatNumber(value, decimals = 3) {
  return value.toLocaleString("id-ID", { maximumFractionDigits: decimals });
}

/** Round half up to `decimals` places, as the server does, in spite of binary fractions (1.0005 is 1.001). */
export function round(value, decimals = 3) {
  const scale = 10 ** decimals;
  return Math.round(Number((value * scale).toPrecision(15))) / scale;
}
