/** The page "Volume Pekerjaan": quantities, formulas, parameters (CONTRACT 3.4, W3-W8). */
import { ApiError, getJson, postJson } from "../../core/api.js";
import { toast } from "../../core/toast.js";
import { askConflict } from "./conflict.js";
import { isFormula, parametersOf } from "./formula.js";
import { reader } from "./reading.js";
import { Unsaved } from "./unsaved.js";
import { FormulaEditor } from "./volume/editor.js";
import { Parameters } from "./volume/parameters.js";
import { Row } from "./volume/row.js";
import { startViews } from "./volume/views.js";

const app = document.getElementById("vp-app");
const urls = app.dataset;
const draftKey = `vp-draft:${urls.saveUrl}`;
const UNDO_OFFERED_MS = 10_000;
const rows = [...app.querySelectorAll(".vp-row")].map((element) => new Row(element));
const rowOf = new Map(rows.map((row) => [row.element, row]));
const saveButtons = [document.getElementById("btn-save"), document.getElementById("btn-save-vol")];
const unsaved = new Unsaved(document.getElementById("vp-dirty"));
const views = startViews(app, rows);
let token = null; // the project's updated_at that this page's numbers belong to
let lastSave = []; // what the rows of the last save held before it
let touched = false; // a mere visit never counts as unsaved work

const parameters = new Parameters(urls, {
  changed: recalculate,
  usesOf: (name) => rows.filter((row) => row.isFx && parametersOf(row.raw).has(name)).length,
});
const editor = new FormulaEditor({ values: () => parameters.values, apply: applyFormula });

function recalculate() {
  for (const row of rows) if (row.isFx) row.update(parameters.values);
  settle();
}

/** Bring badge and counts up to date after anything changed. */
function settle() {
  const dirty = parameters.dirty || rows.some((row) => row.changed || (row.touched && row.error));
  touched ||= parameters.dirty || rows.some((row) => row.touched);
  unsaved.set(dirty && touched);
  views.summarise();
}

function load() {
  return reader(app)(() => Promise.all([getJson(urls.listUrl), getJson(urls.formulaUrl), parameters.load()]), show);
}

function show([volumes, formulas]) {
  token = volumes.project_updated_at;
  const quantityOf = new Map(volumes.items.map((item) => [item.pekerjaan_id, Number(item.quantity)]));
  const formulaOf = new Map(formulas.items.map((item) => [item.pekerjaan_id, item]));
  for (const row of rows) {
    const formula = formulaOf.get(row.id);
    row.takeStored({ quantity: quantityOf.get(row.id) ?? 0, raw: formula?.raw ?? "", isFx: Boolean(formula?.is_fx && formula.raw) }, parameters.values);
  }
  restoreDraft();
  settle();
}

async function save({ overwrite = false } = {}) {
  const wrong = rows.find((row) => row.touched && row.error);
  if (wrong) {
    toast("Ada isian yang belum benar. Perbaiki dahulu, lalu simpan.", "warning");
    wrong.input.focus();
    return;
  }
  const changed = rows.filter((row) => row.changed);
  if (changed.length === 0) {
    toast("Tidak ada perubahan untuk disimpan.", "info");
    return;
  }
  const before = changed.map((row) => ({ row, ...row.stored }));
  const focused = document.activeElement;
  busy(true);
  try {
    const refusedRows = await send(changed, overwrite);
    for (const row of changed) if (!refusedRows.has(row)) row.wasSaved(parameters.values);
    for (const [row, message] of refusedRows) row.complain(message);
    lastSave = before.filter(({ row }) => !refusedRows.has(row));
    const count = lastSave.length;
    if (count) toast(`Tersimpan ${count} item.`, "success", { action: { label: "Undo", run: undo }, lifetime: UNDO_OFFERED_MS });
    if (refusedRows.size) toast(`${refusedRows.size} item tidak tersimpan.`, "danger");
  } catch (error) {
    busy(false);
    if (!(error instanceof ApiError)) throw error;
    await refused(error);
  } finally {
    busy(false);
    settle();
    focused?.focus();
  }
}

/**
 * Store quantities and formulas of the given rows.
 * @returns {Promise<Map<Row, string>>} rows that the server refused, with its message
 */
async function send(changed, overwrite) {
  const refusedRows = new Map();
  const volumes = changed.filter((row) => row.quantityChanged);
  const formulas = changed.filter((row) => row.formulaChanged);
  if (volumes.length) {
    const items = volumes.map((row) => ({ pekerjaan_id: row.id, quantity: row.quantity }));
    const data = await sendItems(urls.saveUrl, overwrite ? { items } : { items, client_updated_at: token }, volumes, refusedRows);
    token = data?.project_updated_at ?? token;
  }
  const accepted = formulas.filter((row) => !refusedRows.has(row));
  if (accepted.length) {
    const items = accepted.map((row) => ({ pekerjaan_id: row.id, raw: row.raw, is_fx: row.isFx }));
    await sendItems(urls.formulaUrl, { items }, accepted, refusedRows);
  }
  return refusedRows;
}

/** Send items and note in `refusedRows` which of their rows were refused; a refusal of all of them is no exception. */
async function sendItems(url, body, sent, refusedRows) {
  let data;
  try {
    ({ data } = await postJson(url, body, { quiet: true }));
  } catch (error) {
    if (error.status !== 400 || !error.data?.errors) {
      if (error.kind !== "conflict") toast(error.message, "danger");
      throw error;
    }
    ({ data } = error);
  }
  for (const { path, message } of data.errors) {
    const row = sent[Number(/^items\[(\d+)\]/.exec(path)?.[1])];
    if (row) refusedRows.set(row, message);
    else toast(message, "danger");
  }
  return data;
}

async function refused(error) {
  if (error.kind !== "conflict") return;
  const choice = await askConflict(error.message);
  if (choice === "overwrite") await save({ overwrite: true });
  if (choice === "reload") {
    keepDraft();
    unsaved.set(false);
    window.location.reload();
  }
}

/** Rows themselves come with the page, so reloading it is the way to everything new; what was typed waits meanwhile. */
function keepDraft() {
  const typed = rows.filter((row) => row.touched).map((row) => ({ id: row.id, raw: row.input.value, isFx: row.isFx }));
  window.sessionStorage.setItem(draftKey, JSON.stringify(typed));
}

function restoreDraft() {
  const typed = JSON.parse(window.sessionStorage.getItem(draftKey) ?? "[]");
  window.sessionStorage.removeItem(draftKey);
  const lost = [];
  for (const { id, raw, isFx } of typed) {
    const row = rows.find((candidate) => candidate.id === id);
    if (!row) {
      lost.push(raw);
      continue;
    }
    row.isFx = isFx;
    row.input.value = raw;
    row.typed(parameters.values);
  }
  if (typed.length) toast("Data terbaru sudah dimuat. Isian Anda yang belum tersimpan masih ada.", "info");
  if (lost.length) toast(`Pekerjaan untuk isian ini sudah dihapus: ${lost.join("; ")}`, "warning", { lifetime: 60_000 });
}

function undo() {
  if (lastSave.length === 0) return;
  for (const { row, ...stored } of lastSave) {
    row.put(stored);
    row.touched = true;
    row.update(parameters.values);
  }
  save();
}

function applyFormula(row, text) {
  row.isFx = isFormula(text);
  row.input.value = text;
  row.typed(parameters.values);
  settle();
}

function busy(on) {
  app.inert = on;
  for (const button of saveButtons) button.disabled = on;
}

function visibleRows() {
  return rows.filter((row) => row.element.offsetParent !== null);
}

function neighbour(row, step) {
  const visible = visibleRows();
  return visible[visible.indexOf(row) + step];
}

function fillDown(row) {
  const above = neighbour(row, -1);
  if (!above) return;
  row.isFx = above.isFx;
  row.input.value = above.input.value;
  row.typed(parameters.values);
  settle();
}

function pressed(event, row) {
  const { key, code, ctrlKey, altKey, shiftKey } = event;
  if (altKey && key === "Enter") editor.open(row);
  else if (key === "Enter" && !ctrlKey) neighbour(row, shiftKey ? -1 : 1)?.input.select();
  else if (ctrlKey && code === "Space") {
    row.switchFx(parameters.values);
    settle();
  } else if (ctrlKey && !altKey && key.toLowerCase() === "d") fillDown(row);
  else return;
  event.preventDefault();
}

app.addEventListener("input", (event) => {
  const row = rowOf.get(event.target.closest(".vp-row"));
  if (!row) return;
  row.typed(parameters.values);
  settle();
});
app.addEventListener("focusout", (event) => {
  const row = rowOf.get(event.target.closest(".vp-row"));
  // Tidy a plain number the way it will be read later: 1234,50 becomes 1.234,5.
  if (row && event.target === row.input && !row.isFx && !row.error && row.touched) row.put({ quantity: row.quantity, isFx: false });
});
app.addEventListener("click", (event) => {
  const row = rowOf.get(event.target.closest(".vp-row"));
  if (row && event.target.closest(".fx-toggle")) {
    row.switchFx(parameters.values);
    row.input.focus();
    settle();
  } else if (row && event.target.closest(".fx-editor-open")) {
    editor.open(row);
  }
});
document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  if (event.ctrlKey && event.altKey && key === "z") {
    event.preventDefault();
    undo();
  } else if ((event.ctrlKey || event.metaKey) && !event.altKey && key === "s") {
    event.preventDefault();
    if (!saveButtons[0].disabled) save();
  } else {
    const row = rowOf.get(event.target.closest?.(".vp-row"));
    if (row && event.target === row.input) pressed(event, row);
  }
});
for (const button of saveButtons) button.addEventListener("click", () => save());

const sidebarToggle = document.getElementById("btn-vp-sidebar-toggle");
sidebarToggle.addEventListener("click", () => {
  const sidebar = document.getElementById("vp-sidebar");
  sidebar.hidden = !sidebar.hidden;
  sidebarToggle.setAttribute("aria-expanded", String(!sidebar.hidden));
});

await load();
