import assert from "node:assert/strict";
import test from "node:test";

import { formatNumber, parseNumber, round } from "../../../../app/detail_project/static/detail_project/js/numbers.js";

const READ = {
  "10,5": 10.5,
  "1.234,5678": 1234.5678,
  "1.234": 1234,
  "1.234.567": 1234567,
  "1,234.567": 1234.567,
  "0.125": 0.125,
  "12.5": 12.5,
  " 7 ": 7,
  "1_000,5": 1000.5,
  ",5": 0.5,
  "0": 0,
};

for (const [text, value] of Object.entries(READ)) {
  test(`${text} is ${value}`, () => assert.equal(parseNumber(text), value));
}

for (const text of ["", "abc", "-1", "1e3", "NaN", "Infinity", "1,2,3", "1.23.4", "1.000.000.25", "0x10", "1.2345,6", "="]) {
  test(`"${text}" is no quantity`, () => assert.equal(parseNumber(text), null));
}

test("numbers are shown as Indonesian users read them", () => {
  assert.equal(formatNumber(1234.5), "1.234,5");
  assert.equal(formatNumber(0.0005), "0,001");
  assert.equal(formatNumber(100), "100");
});

test("halves are rounded up in spite of binary fractions", () => {
  assert.equal(round(1.0005), 1.001);
  assert.equal(round(2.675, 2), 2.68);
  assert.equal(round(1.00049), 1);
});
