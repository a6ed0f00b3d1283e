// What a page says of a call that failed.
import assert from "node:assert/strict";
import test from "node:test";

globalThis.document = { cookie: "csrftoken=t" };
const { explain, getJson, postJson } = await import("../../../../app/core/static/core/api.js");

function call(send, answer) {
  globalThis.fetch = answer;
  return send("/x", {}, { quiet: true }).then(
    () => assert.fail("the call succeeded"),
    ({ message }) => message,
  );
}
const read = (url, _, options) => getJson(url, options);
const down = () => Promise.reject(new TypeError("failed"));
const broken = () => Promise.resolve(new Response("", { status: 502 }));

test("only a write says that something was not stored", async () => {
  for (const answer of [down, broken]) {
    assert.match(await call(postJson, answer), /Perubahan belum tersimpan/);
    assert.doesNotMatch(await call(read, answer), /tersimpan/);
  }
});

test("what the API says in English is shown in Indonesian, everything else as it is", () => {
  assert.equal(explain(400, { error: "factor_to_base must be positive" }), "Isi satu satuan beli harus angka lebih dari 0.");
  assert.equal(explain(404, { success: false, error: "No valid projects found" }), "Project yang dipilih tidak ditemukan lagi. Muat ulang halaman.");
  assert.equal(explain(400, { message: "Project 'A' sudah ada." }), "Project 'A' sudah ada.");
});
