// Leaving Rekap RAB: only what was typed is stored, also when the page's own numbers have not come yet.
import assert from "node:assert/strict";
import test from "node:test";

const sent = [];
const ids = new Map();

function element(id) {
  if (!ids.has(id)) {
    const parts = { value: "", dataset: { pricingUrl: "/pricing/" }, classList: { contains: () => false }, tBodies: [{}] };
    ids.set(id, Object.assign(new EventTarget(), parts, { setAttribute: () => {}, querySelectorAll: () => [] }));
  }
  return ids.get(id);
}

globalThis.document = { cookie: "csrftoken=t", getElementById: element };
globalThis.window = Object.assign(new EventTarget(), { setTimeout, clearTimeout });
globalThis.fetch = (url, { method, body }) => {
  if (method === "POST") sent.push(JSON.parse(body));
  return new Promise(() => {}); // nothing is answered: the page never gets to show anything
};
await import("../../../../app/detail_project/static/detail_project/js/rekap_rab.js");

async function leave() {
  window.dispatchEvent(new Event("pagehide"));
  await new Promise((resolve) => setTimeout(resolve));
  return sent;
}

test("who leaves before anything was loaded or typed stores nothing", async () => {
  assert.deepEqual(await leave(), []);
});

test("a tax that was typed meanwhile is stored", async () => {
  element("ppn-pct").value = "12,125";
  assert.deepEqual(await leave(), [{ ppn_percent: "12.13" }]);
});
