import assert from "node:assert/strict";
import { test } from "node:test";
import { Schedule, curves, flatten, monthColumns, weekColumns } from "../../../../app/detail_project/static/detail_project/js/jadwal/schedule.js";

const TREE = [
  {
    id: 1,
    name: "Struktur",
    sub: [
      {
        id: 2,
        name: "Beton",
        pekerjaan: [
          { id: 36, snapshot_uraian: "Kolom", snapshot_kode: "CUST-0001", snapshot_satuan: "m3" },
          { id: 37, snapshot_uraian: "Balok", snapshot_kode: "CUST-0002", snapshot_satuan: "m3" },
        ],
      },
    ],
  },
];
const WEEKS = Array.from({ length: 6 }, (_, index) => {
  const day = (offset) => new Date(Date.UTC(2026, 0, 5 + 7 * index + offset)).toISOString().slice(0, 10);
  return { week_number: index + 1, week_start_date: day(0), week_end_date: day(6) };
});
const PHASES = WEEKS.slice(0, 5).map((week, index) => ({ tahapan_id: 100 + index, tanggal_mulai: week.week_start_date }));

function make(cells = [], totals = [[36, 1000], [37, 3000]]) {
  const rows = flatten(TREE, new Map([[36, 100], [37, 50]]), new Map(totals));
  return new Schedule(rows, weekColumns(WEEKS, PHASES), cells);
}

test("the tree becomes rows with their parents", () => {
  assert.deepEqual(make().rows.map(({ id, level, parents }) => [id, level, parents]), [
    ["klas-1", 0, []],
    ["sub-2", 1, ["klas-1"]],
    ["36", 2, ["klas-1", "sub-2"]],
    ["37", 2, ["klas-1", "sub-2"]],
  ]);
});

test("weeks take the phase that starts with them; one beyond the plan has none", () => {
  const columns = weekColumns(WEEKS, PHASES);
  assert.deepEqual(columns.map(({ id }) => id), ["col_100", "col_101", "col_102", "col_103", "col_104", "col_w6"]);
  assert.deepEqual([columns[0].label, columns[0].dates], ["Week 1", "05/01 - 11/01"]);
  assert.deepEqual(monthColumns(columns).map(({ label, dates, weeks }) => [label, dates, weeks]), [
    ["Month 1", "05/01 - 01/02", [1, 2, 3, 4]],
    ["Month 2", "02/02 - 15/02", [5, 6]],
  ]);
});

test("what is typed lies over what is stored; typing the stored value is no edit", () => {
  const schedule = make([[36, 1, 2500, 1000, null]]);
  schedule.set("planned", 36, 1, 3000);
  schedule.set("planned", 36, 2, 500);
  assert.deepEqual([schedule.get("planned", 36, 1), schedule.total("planned", 36), schedule.modified], [3000, 3500, 2]);
  schedule.set("planned", 36, 1, 2500);
  assert.deepEqual([schedule.modified, schedule.isModified("planned", 36, 1)], [1, false]);
  assert.equal(schedule.get("actual", 36, 1), 1000);
});

test("each mode is sent for itself, with its modified cells only", () => {
  const schedule = make([[36, 1, 2500, 1000, null]]);
  schedule.set("actual", 37, 6, 500);
  schedule.set("cost", 36, 1, 75);
  schedule.set("planned", 36, 2, 1234);
  const [planned, actual] = schedule.pending();
  assert.deepEqual(planned.assignments, [
    { pekerjaan_id: 36, proportion: 12.34, planned_proportion: 12.34, tahapan_id: 101, week_start: "2026-01-12", week_end: "2026-01-18", week_number: 2 },
  ]);
  assert.deepEqual(actual.assignments.map((each) => [each.pekerjaan_id, each.actual_proportion, each.actual_cost, each.tahapan_id]), [
    [37, 5, undefined, undefined],
    [36, 10, 75, 100],
  ]);
});

test("what was typed while a save was under way stays an edit", () => {
  const schedule = make();
  schedule.set("planned", 36, 1, 1000);
  schedule.set("planned", 36, 2, 1000);
  const [{ sent }] = schedule.pending();
  schedule.set("planned", 36, 2, 2000);
  schedule.confirm(sent);
  assert.deepEqual([schedule.modified, schedule.get("planned", 36, 1), schedule.get("planned", 36, 2)], [1, 1000, 2000]);
  assert.equal(schedule.pending()[0].assignments.length, 1);
});

test("edits survive a reload, except those of works that are gone", () => {
  const schedule = make();
  schedule.set("planned", 36, 1, 1000);
  const edits = schedule.takeEdits();
  edits.planned.set("999:1", 5);
  edits.planned.set("36:99", 5);
  assert.equal(schedule.modified, 0);
  const later = make([[36, 1, 300, 0, null]]);
  later.restore(edits);
  assert.deepEqual([later.modified, later.get("planned", 36, 1)], [1, 1000]);
});

test("problems name the work", () => {
  const schedule = make([[36, 1, 9000, 0, null]]);
  assert.deepEqual(schedule.problems(), []);
  schedule.set("planned", 36, 2, 4050);
  schedule.set("cost", 37, 1, 3000.01);
  assert.deepEqual(schedule.problems().map(({ text }) => text), [
    "CUST-0001 Kolom: total 130.50% > 100 %",
    "CUST-0002 Balok: biaya melebihi total pekerjaan",
  ]);
});

test("the curve is cumulative, weighted by cost, and actual ends with its last week", () => {
  const { planned, actual } = curves(make([[36, 1, 10_000, 2000, null], [37, 2, 5000, 0, null]]));
  assert.deepEqual(planned, [25, 62.5, 62.5, 62.5, 62.5, 62.5]);
  assert.deepEqual(actual, [5]);
});

test("without any cost all works weigh the same", () => {
  assert.equal(curves(make([[36, 1, 10_000, 0, null]], [])).planned[0], 50);
});
