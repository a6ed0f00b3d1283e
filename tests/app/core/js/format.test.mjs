// Reading and writing numbers in the pages: the same rules as app/core/numbers.py, in exact strings.
import assert from "node:assert/strict";
import test from "node:test";

import { divideHalfUp, formatNumber, formatRupiah, parseAmount, parseNumber, roundHalfUp } from "../../../../app/core/static/core/format.js";

const READS = {
  "1.234,5678": "1234.5678",
  "1.234": "1234",
  "1.234,567": "1234.567",
  "1.000.000,25": "1000000.25",
  "1_000,5": "1000.5",
  "1.234.567": "1234567",
  "1,234": "1.234",
  "1,234.567": "1234.567",
  "1,234,567": "1234567",
  " 7 ": "7",
  "0.750": "0.750",
  "0,75": "0.75",
  "007": "7",
  ",5": "0.5",
  "-5": "-5",
  "-0": "0",
  "Rp 1.500.000": "1500000",
  "Rp. 1.500.000,50": "1500000.50",
};
const REFUSED = ["", "  ", "abc", "1.23,4", "1,2,3", "--1", "1e3", ".", ",", "Infinity", "NaN", "1.2.3", "12a"];

test("what users type is read exactly", () => {
  for (const [typed, canonical] of Object.entries(READS)) assert.equal(parseNumber(typed), canonical, typed);
});

test("what is no number is null", () => {
  for (const typed of REFUSED) assert.equal(parseNumber(typed), null, typed);
});

test("halves round away from zero, once, without binary error", () => {
  assert.equal(roundHalfUp("1.005", 2), "1.01");
  assert.equal(roundHalfUp("2.5", 0), "3");
  assert.equal(roundHalfUp("-2.5", 0), "-3");
  assert.equal(roundHalfUp("999.995", 2), "1000.00");
  assert.equal(roundHalfUp("-0.004", 2), "0.00");
  assert.equal(roundHalfUp("99999999999999999999.5", 0), "100000000000000000000");
  assert.equal(roundHalfUp(null, 2), "0.00");
  assert.equal(roundHalfUp(1e-7, 6), "0.000000");
  assert.throws(() => roundHalfUp("abc", 2), RangeError);
});

test("an amount never has three digits after its point, which the server would take for thousands", () => {
  const amounts = { "750,125": "750.13", "12,125": "12.13", "1.500.000": "1500000", "250.000": "250000", "0,5": "0.50", "-5": "-5", "999,995": "1000" };
  for (const [typed, canonical] of Object.entries(amounts)) assert.equal(parseAmount(typed), canonical, typed);
  for (const typed of REFUSED) assert.equal(parseAmount(typed), null, typed);
});

test("a quotient is rounded as exactly as any other amount", () => {
  assert.equal(divideHalfUp("100.5", "100", 2), "1.01"); // in binary it would be 1.00
  assert.equal(divideHalfUp("75000", "50", 2), "1500.00");
  assert.equal(divideHalfUp("1", "3", 2), "0.33");
  assert.equal(divideHalfUp("0", "0.5", 2), "0.00");
  assert.equal(divideHalfUp("999999999999.99", "0.001", 0), "999999999999990");
});

test("numbers show as Indonesians write them", () => {
  assert.equal(formatNumber("1234567.89"), "1.234.567,89");
  assert.equal(formatNumber("100.500", 3), "100,5");
  assert.equal(formatNumber("100", 2, { trim: false }), "100,00");
  assert.equal(formatNumber("-1234.5", 1), "-1.234,5");
  assert.equal(formatRupiah("1500000000.50"), "Rp 1.500.000.001");
});

test("what is shown is read back", () => {
  for (const value of ["0", "0.001", "1234.567", "1000000", "99.99"]) {
    assert.equal(roundHalfUp(parseNumber(formatNumber(value, 3)), 3), roundHalfUp(value, 3));
  }
});
