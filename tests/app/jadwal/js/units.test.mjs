import assert from "node:assert/strict";
import { test } from "node:test";
import {
  costText,
  editText,
  exactPercent,
  percentText,
  readAmount,
  readNumber,
  shownPercent,
  toHundredths,
  volumeText,
} from "../../../../app/detail_project/static/detail_project/js/jadwal/units.js";

test("numbers are read as Indonesian and English users write them", () => {
  const cases = { "12,5": 12.5, "12.5": 12.5, " 25 % ": 25, "1.234,5": 1234.5, "1,234.5": 1234.5, "1.000.000": 1e6, "Rp 5": 5, 0: 0, ".5": 0.5, "-3": -3, "33.333": 33.333 };
  for (const [text, value] of Object.entries(cases)) assert.equal(readNumber(text), value, text);
  for (const text of ["", " ", "abc", "1,2,3", "--1", "1e999x", "٣", "Infinity", "NaN"]) assert.equal(readNumber(text), null, text);
});

test("rupiah are read as the table shows them: a lone point before three digits groups", () => {
  const cases = { "250.000": 250_000, "Rp 1.250.000": 1_250_000, "220000.5": 220_000.5, "150000": 150_000, "1.250,5": 1250.5, "750,125": 750.13, "-5": -5 };
  for (const [text, value] of Object.entries(cases)) assert.equal(readAmount(text), value, text);
  for (const text of ["", "abc", "25 %", "1e3"]) assert.equal(readAmount(text), null, text);
});

test("percent are kept in hundredths, halves up", () => {
  assert.equal(toHundredths(33.335, "percentage", 0), 3334);
  assert.equal(toHundredths(1.005, "percentage", 0), 101);
  assert.equal(toHundredths(33.3, "volume", 100), 3330);
  assert.equal(toHundredths(1, "volume", 3), 3333);
});

test("texts of the table", () => {
  assert.deepEqual([percentText(2500), percentText(1225), percentText(4), percentText(0)], ["25.0", "12.3", "0.0", "-"]);
  assert.deepEqual([volumeText(3333, 3), volumeText(10_000, 100.5), volumeText(0, 5)], ["1", "100,5", "-"]);
  assert.deepEqual([costText(1_500_000), costText(0)], ["1.500.000", "-"]);
  assert.equal(exactPercent(13050), "130.50");
  assert.deepEqual([shownPercent(3050), shownPercent(123_456), shownPercent(0)], ["30,50", "1.234,56", "0,00"]);
});

test("an editor shows what is stored, exactly", () => {
  assert.equal(editText(1225, "percentage", 0), "12.25");
  assert.equal(editText(0, "percentage", 0), "");
  assert.equal(editText(3330, "volume", 100), "33.3");
});
