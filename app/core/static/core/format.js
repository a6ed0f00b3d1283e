/**
 * Numbers as Indonesian users read and type them. Values travel as canonical strings (`"1234.5"`: point, no grouping),
 * so that nothing passes through binary floating point; the server's app/core/numbers.py follows the same rules.
 */
const GROUPED_POINTS = /^[1-9]\d{0,2}(\.\d{3})+$/;
const GROUPED_COMMAS = /^[1-9]\d{0,2}(,\d{3})+$/;
const CANONICAL = /^-?\d+(\.\d+)?$/;

/** Write a number, a numeric string or null (as 0) without exponent. */
function plain(value) {
  if (value === null || value === undefined || value === "") return "0";
  const text = String(value);
  if (CANONICAL.test(text)) return text;
  const number = Number(text);
  if (!Number.isFinite(number)) throw new RangeError(`not a number: ${text}`);
  return Math.abs(number) >= 1e21 ? String(BigInt(number)) : number.toFixed(20);
}

/** Write `scaled`, a whole number of the last of `decimals` places. */
function pointed(scaled, decimals) {
  const digits = scaled.toString().padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/**
 * Round half up (away from zero): the one rounding rule of the application.
 * @param {string|number|null} value
 * @param {number} decimals places to keep
 * @returns {string} canonical, with exactly `decimals` places
 */
export function roundHalfUp(value, decimals) {
  const text = plain(value);
  const negative = text.startsWith("-");
  const [whole, fraction = ""] = text.replace("-", "").split(".");
  const kept = BigInt(whole + fraction.padEnd(decimals, "0").slice(0, decimals));
  const result = pointed(kept + (fraction.charAt(decimals) >= "5" ? 1n : 0n), decimals);
  return negative && /[1-9]/.test(result) ? `-${result}` : result;
}

/**
 * Show a number as `1.234,5`.
 * @param {string|number|null} value
 * @param {number} decimals most places shown
 * @param {{trim?: boolean}} options `trim: false` keeps trailing zeros
 */
export function formatNumber(value, decimals = 2, { trim = true } = {}) {
  const [whole, fraction = ""] = roundHalfUp(value, decimals).split(".");
  const shown = trim ? fraction.replace(/0+$/, "") : fraction;
  return whole.replace(/\B(?=(\d{3})+$)/g, ".") + (shown ? `,${shown}` : "");
}

/**
 * Divide and round half up.
 * @param {string} dividend canonical, not negative
 * @param {string} divisor canonical, positive
 * @returns {string} canonical, with exactly `decimals` places
 */
export function divideHalfUp(dividend, divisor, decimals) {
  const [whole, fraction = ""] = plain(dividend).split(".");
  const [wholeBelow, fractionBelow = ""] = plain(divisor).split(".");
  const above = BigInt(whole + fraction) * 10n ** BigInt(fractionBelow.length + decimals);
  const below = BigInt(wholeBelow + fractionBelow) * 10n ** BigInt(fraction.length);
  return pointed((2n * above + below) / (2n * below), decimals);
}

/** Show an amount as `Rp 1.500.000`, in whole rupiah. */
export function formatRupiah(value) {
  return `Rp ${formatNumber(value, 0)}`;
}

/**
 * Read what a user typed: `1.234,5`, `1234,5`, `1234.5` and `1.234` (one thousand two hundred and thirty-four).
 * @param {string} text
 * @returns {string|null} canonical, or null when it is no number (empty, malformed, several signs)
 */
export function parseNumber(text) {
  const typed = text.trim().replace(/^rp\.?\s*/i, "").replace(/[_\s]/g, "");
  const negative = typed.startsWith("-");
  let digits = negative ? typed.slice(1) : typed;
  const comma = digits.lastIndexOf(",");
  const point = digits.lastIndexOf(".");
  if (comma >= 0 && point >= 0) {
    const [decimal, grouping] = comma > point ? [",", GROUPED_POINTS] : [".", GROUPED_COMMAS];
    const whole = digits.slice(0, digits.lastIndexOf(decimal));
    if (!grouping.test(whole)) return null;
    digits = `${whole.replace(/[.,]/g, "")}.${digits.slice(digits.lastIndexOf(decimal) + 1)}`;
  } else if (GROUPED_POINTS.test(digits)) {
    digits = digits.replaceAll(".", "");
  } else if (comma !== digits.indexOf(",")) {
    if (!GROUPED_COMMAS.test(digits)) return null;
    digits = digits.replaceAll(",", "");
  } else {
    digits = digits.replace(",", ".");
  }
  if (!/^(\d+\.?\d*|\.\d+)$/.test(digits)) return null;
  const [whole, fraction = ""] = digits.split(".");
  const canonical = (whole.replace(/^0+(?=\d)/, "") || "0") + (fraction ? `.${fraction}` : "");
  return negative && /[1-9]/.test(canonical) ? `-${canonical}` : canonical;
}

/**
 * Read an amount of money or a percentage as typed. The server keeps two decimals of these, and reads a lone point before
 * three digits as grouping: `750,125` has to be rounded here, or it would be stored as 750.125 rupiah, a thousandfold.
 * @param {string} text
 * @returns {string|null} canonical, with two decimals or none; null when it is no number
 */
export function parseAmount(text) {
  const canonical = parseNumber(text);
  return canonical === null ? null : roundHalfUp(canonical, 2).replace(/\.00$/, "");
}
