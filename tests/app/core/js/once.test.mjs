// A double click stores once.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.document = new EventTarget();
globalThis.window = Object.assign(new EventTarget(), { setTimeout: () => 0 });
const { oneAtATime, startOnce } = await import("../../../../app/core/static/core/once.js");
startOnce();

/** Send `form`; whether the browser would go on with it. */
function sends(form) {
  const event = new Event("submit", { cancelable: true });
  Object.defineProperty(event, "target", { value: form });
  return document.dispatchEvent(event);
}

test("a button does nothing until what it began is done", async () => {
  let [begun, finish] = [0, null];
  const button = { disabled: false };
  const press = oneAtATime(button, () => ((begun += 1), new Promise((resolve) => (finish = resolve))));
  const first = press();
  await press();
  assert.deepEqual([begun, button.disabled], [1, true]);
  finish();
  await first;
  assert.equal(button.disabled, false);
});

test("a button can be pressed again after a failure", async () => {
  const button = { disabled: false };
  await assert.rejects(oneAtATime(button, () => Promise.reject(new Error("refused")))());
  assert.equal(button.disabled, false);
});

test("a form is sent once, others and those without the mark as often as one likes", () => {
  const [form, other, ordinary] = [true, true, false].map((marked) => ({ matches: () => marked }));
  assert.deepEqual([form, form, other, ordinary, ordinary].map(sends), [true, false, true, true, true]);
});

test("who comes back by the back button can send it again", () => {
  const form = { matches: () => true };
  sends(form);
  window.dispatchEvent(new Event("pageshow"));
  assert.equal(sends(form), true);
});
