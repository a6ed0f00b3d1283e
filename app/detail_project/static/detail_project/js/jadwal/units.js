/** Progress is kept in whole hundredths of a percent: sums are exact. What users read and type is converted here. */
import { formatNumber, parseAmount } from "../../../core/format.js";

export const FULL = 10_000;
const QUANTITY = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 3 });
const RUPIAH = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 0 });

/** `1.234,5`, three decimals at most. */
export function quantityText(value) {
  return QUANTITY.format(value);
}

/**
 * Read a share or a quantity as typed or pasted: `12,5`, `12.5`, `1.234,5`, `25 %`. A lone point is a decimal one here,
 * because that is how the table itself writes shares.
 * @returns {number|null} null where it is none (empty is none)
 */
export function readNumber(text) {
  let plain = text.trim().replace(/^rp\.?\s*/i, "").replace(/[%\s_]/g, "");
  const decimal = Math.max(plain.lastIndexOf(","), plain.lastIndexOf("."));
  if (plain.includes(",") && plain.includes(".")) {
    plain = `${plain.slice(0, decimal).replace(/[.,]/g, "")}.${plain.slice(decimal + 1)}`;
  } else if (/^\d{1,3}([.,])\d{3}(\1\d{3})+$/.test(plain)) {
    plain = plain.replace(/[.,]/g, "");
  } else {
    plain = plain.replace(",", ".");
  }
  return /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i.test(plain) ? Number(plain) : null;
}

/** Read rupiah as typed or pasted, rounded to hundredths: `250.000` is what the table itself shows; null where it is no number. */
export function readAmount(text) {
  const canonical = parseAmount(text);
  return canonical === null ? null : Number(canonical);
}

/** Round half up; binary fractions (1.005) count as what was typed. */
export function roundTo(value, decimals) {
  const scale = 10 ** decimals;
  return Math.round(Number((value * scale).toPrecision(15))) / scale;
}

/** Hundredths of a percent of `value`, which is percent, or a quantity of `volume`. */
export function toHundredths(value, display, volume) {
  const percent = display === "volume" ? (value / volume) * 100 : value;
  return Math.round(Number((percent * 100).toPrecision(15)));
}

/** What an editor shows for a stored value: the shortest exact text with a point; empty for nothing. */
export function editText(hundredths, display, volume) {
  if (hundredths === 0) return "";
  return String(display === "volume" ? roundTo((hundredths / FULL) * volume, 3) : hundredths / 100);
}

/** `25.0`, or `-` for nothing. */
export function percentText(hundredths) {
  return hundredths === 0 ? "-" : (Math.floor((hundredths + 5) / 10) / 10).toFixed(1);
}

/** A share of a volume: `100,5`, or `-` for nothing. */
export function volumeText(hundredths, volume) {
  return hundredths === 0 ? "-" : quantityText((hundredths / FULL) * volume);
}

/** An amount in whole rupiah: `1.500.000`, or `-` for nothing. */
export function costText(amount) {
  return amount ? RUPIAH.format(amount) : "-";
}

/** `130.50`: percent with two decimals, for the warning that the contract words (5.4). */
export function exactPercent(hundredths) {
  return (hundredths / 100).toFixed(2);
}

/** `30,50`: percent with two decimals, for everything else that is read. */
export function shownPercent(hundredths) {
  return formatNumber(hundredths / 100, 2, { trim: false });
}
