import assert from "node:assert/strict";
import test from "node:test";

import { FormulaError, evaluate, isFormula, parametersOf } from "../../../../app/detail_project/static/detail_project/js/formula.js";

const parameters = new Map([
  ["panjang", 12.5],
  ["lebar", 4],
  ["tinggi_2", 0.15],
  ["min", 7],
]);

const VALUES = {
  "=1+2*3": 7,
  "=(1+2)*3": 9,
  "=2^3^2": 512,
  "=10-2^2": 6,
  "=0-(-2)^2+5": 1,
  "=-2^2+5": 1,
  "=10/4": 2.5,
  "=10-4-3": 3,
  "=1,5*2": 3,
  "=1.5*2": 3,
  "=1.000*2": 2000,
  "=1.234,5+0,5": 1235,
  "=,5+,25": 0.75,
  " = panjang * lebar * tinggi_2 ": 7.5,
  "=PANJANG": 12.5,
  "=min+MIN(3,2)": 9,
  "=MIN(3,2,5)": 2,
  "=max(1;2,5)": 2.5,
  "=SUM(1,2,3)": 6,
  "=AVG(1,2,3,4)": 2.5,
  "=ABS(-3)": 3,
  "=ABS(2-5)": 3,
  "=ROUND(2.5)": 3,
  "=ROUND(1.00449,3)": 1.004,
  "=ROUND(1.0005,3)": 1.001,
  "=CEIL(2.1)+FLOOR(2.9)": 5,
  "=CEIL(0.1*3*10)": 3,
  "=POW(2,10)": 1024,
  "=PI": 3.142,
  "=0,1+0,2": 0.3,
  "=1/3": 0.333,
  "=2/3": 0.667,
  "=1.0005*1": 1.001,
  "=0": 0,
  "=-0": 0,
  "=MAX(MIN(1,2),POW(2,2))": 4,
  "=MAX((1),(2))": 2,
};

for (const [source, value] of Object.entries(VALUES)) {
  test(`${source} is ${value}`, () => assert.equal(evaluate(source, parameters), value));
}

const MISTAKES = {
  "1+2": "diawali",
  "=": "kosong",
  "=   ": "kosong",
  "=1+": "belum lengkap",
  "=(1+2": "Kurung tutup",
  "=1+2)": "Tidak terduga: )",
  "=1 2": "Tidak terduga: 2",
  "=1/0": "nol",
  "=1/(2-2)": "nol",
  "=2-5": "negatif",
  "=unknown*2": "Parameter 'unknown' tidak dikenal",
  "=EVAL(1)": "Fungsi 'EVAL' tidak dikenal",
  "=constructor(1)": "tidak dikenal",
  "=__proto__": "tidak dikenal",
  "=toString()": "tidak dikenal",
  "=alert`1`": "Tidak terduga: `",
  "=window.alert": "Bukan angka",
  "=1;2": "Tidak terduga: ;",
  "=POW(2)": "argumen POW",
  "=ABS(1,2)": "argumen ABS",
  "=MIN()": "Tidak terduga: )",
  "=1..2": "Bukan angka",
  "=1,2,3": "Bukan angka",
  "=9^999": "bukan angka",
  "=10^15": "terlalu besar",
  "=(0-8)^0,5": "bukan angka",
};

for (const [source, message] of Object.entries(MISTAKES)) {
  test(`${source} is refused`, () =>
    assert.throws(
      () => evaluate(source, parameters),
      (error) => error instanceof FormulaError && error.message.includes(message),
    ));
}

test("a formula nested without end is refused, not a stack overflow", () => {
  for (const source of ["(".repeat(50_000), "-".repeat(50_000) + "1", "2^".repeat(50_000) + "1", "ABS(".repeat(50_000)]) {
    assert.throws(() => evaluate(`=${source}`, parameters), FormulaError);
  }
});

test("what is a formula, and what it uses", () => {
  assert.equal(isFormula("  =1"), true);
  assert.equal(isFormula("1=1"), false);
  assert.deepEqual([...parametersOf("=Panjang*lebar+MIN(x1, 2)+POW (a;b)")], ["panjang", "lebar", "x1", "a", "b"]);
});
