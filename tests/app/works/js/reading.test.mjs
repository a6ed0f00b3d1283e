// Reads that overtake each other, and reads that fail.
import assert from "node:assert/strict";
import test from "node:test";

import { ApiError } from "../../../../app/core/static/core/api.js";
import { reader } from "../../../../app/detail_project/static/detail_project/js/reading.js";

function place() {
  const attributes = {};
  return { attributes, setAttribute: (name, value) => (attributes[name] = value) };
}

function later() {
  let settle;
  const promise = new Promise((resolve, reject) => (settle = { resolve, reject }));
  return { read: () => promise, ...settle };
}

test("of two reads only the last one asked for is shown, whichever comes first", async () => {
  const element = place();
  const [reading, shown, old, fresh] = [reader(element), [], later(), later()];
  const first = reading(old.read, (answer) => shown.push(answer));
  const second = reading(fresh.read, (answer) => shown.push(answer));
  fresh.resolve("fresh");
  assert.equal(await second, true);
  old.resolve("old");
  assert.equal(await first, false);
  assert.deepEqual([shown, element.attributes["aria-busy"]], [["fresh"], "false"]);
});

test("the place is busy until the last read is there", async () => {
  const element = place();
  const [reading, old, fresh] = [reader(element), later(), later()];
  const both = [reading(old.read, () => {}), reading(fresh.read, () => {})];
  old.resolve();
  await both[0];
  assert.equal(element.attributes["aria-busy"], "true");
  fresh.resolve();
  await both[1];
  assert.equal(element.attributes["aria-busy"], "false");
});

test("a failed read shows nothing and leaves the place free", async () => {
  const element = place();
  const asked = reader(element)(() => Promise.reject(new ApiError("down")), () => assert.fail("shown"));
  assert.equal(await asked, false);
  assert.equal(element.attributes["aria-busy"], "false");
});

test("a mistake of the page's own is not hidden", async () => {
  await assert.rejects(reader(place())(() => Promise.resolve(null), (answer) => answer.rows), TypeError);
});
