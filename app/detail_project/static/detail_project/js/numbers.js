/** Quantities as Indonesian users type and read them (`1.234,5`), as numbers to calculate with. */
import { parseNumber as parseExactly } from "../../core/format.js";

/** Read a number that is not negative, by the rules of all pages; null for anything else. */
export function parseNumber(text) {
  const canonical = parseExactly(text);
  return canonical === null || canonical.startsWith("-") ? null : Number(canonical);
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
