import assert from "node:assert/strict";
import { test } from "node:test";
import { bars, curveY, indexRange } from "../../../../app/detail_project/static/detail_project/js/jadwal/geometry.js";

const ROWS = [{ kind: "klas" }, { kind: "sub" }, { kind: "job", jobId: 1 }, { kind: "job", jobId: 2 }];
const COLUMNS = Array.from({ length: 12 }, (_, index) => ({ weeks: [index + 1] }));
const ALL = { left: 450, top: 0, right: 450 + 12 * 120, bottom: 4 * 56 };
const VALUES = { "planned:1:1": 5, "planned:1:2": 5, "actual:1:2": 1, "planned:2:12": 1 };
const valueOf = (field, jobId, weeks) => weeks.reduce((sum, week) => sum + (VALUES[`${field}:${jobId}:${week}`] ?? 0), 0);

test("a bar fills its week, actual above planned, and nothing is drawn where nothing is", () => {
  assert.deepEqual(
    bars(ROWS, COLUMNS, valueOf, ALL, 450).map(({ track, x, y, width, height }) => [track, x, y, width, height]),
    [
      ["planned", 450, 144, 120, 21],
      ["actual", 570, 122, 120, 21],
      ["planned", 570, 144, 120, 21],
      ["planned", 1770, 200, 120, 21],
    ],
  );
});

test("only what the rectangle shows is drawn", () => {
  const tracks = (area) => bars(ROWS, COLUMNS, valueOf, { ...ALL, ...area }, 450).map(({ x, y }) => [x, y]);
  assert.deepEqual(tracks({ right: 570 }), [[450, 144]]);
  assert.deepEqual(tracks({ left: 1700 }), [[1770, 200]]);
  assert.deepEqual(tracks({ bottom: 112 }), []);
});

test("ranges stay inside", () => {
  assert.deepEqual(indexRange(-100, 1e6, 56, 10), { first: 0, last: 9 });
  assert.deepEqual(indexRange(56, 112, 56, 10), { first: 1, last: 1 });
});

test("the curve's scale keeps 40 px above and below", () => {
  assert.deepEqual([curveY(100, 700), curveY(0, 700), curveY(50, 700), curveY(120, 700)], [40, 660, 350, 40]);
});
