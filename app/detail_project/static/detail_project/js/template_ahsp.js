/** The page "Template AHSP": the rows of one job at a time (CONTRACT 3.5, W9). */
import { ApiError, getJson, postJson } from "../../core/api.js";
import { confirmDialog } from "../../core/dialog.js";
import { toast } from "../../core/toast.js";
import { askConflict } from "./conflict.js";
import { clearFieldErrors, el, showFieldError } from "./money/dom.js";
import { editorRow, KATEGORI, payloadRows, readRows } from "./money/rows.js";
import { startSync } from "./money/sync.js";
import { reader } from "./reading.js";
import { Unsaved } from "./unsaved.js";

const app = document.getElementById("ta-app");
const editor = document.getElementById("ta-editor");
const jobItems = [...document.querySelectorAll("#ta-job-list > li")];
const search = document.getElementById("ta-job-search");
const sourceFilter = document.getElementById("ta-job-filter");
const saveButton = document.getElementById("ta-btn-save");
const deleteButton = document.getElementById("ta-btn-delete");
const resetButton = document.getElementById("ta-btn-reset");
const errorList = document.getElementById("ta-errors");
const draftBar = document.getElementById("ta-draft");
const unsaved = new Unsaved(document.getElementById("ta-dirty"));
const synced = startSync(document.getElementById("ta-sync"));
const reading = reader(app);
let current = null; // the job shown: {id, custom, readOnly}
let token = null;
let keptDraft = null;
let saving = false;

const allJobs = jobItems.map((item) => ({
  id: Number(item.dataset.pekerjaanId),
  kode: item.dataset.kode,
  uraian: item.dataset.uraian,
  satuan: item.dataset.satuan,
}));

function urlOf(name, jobId) {
  return app.dataset[name].replace("/0/", `/${jobId}/`);
}

function segment(kategori) {
  return document.getElementById(`seg-${kategori}-body`);
}

function context() {
  return {
    ...current,
    searchUrl: app.dataset.searchUrl,
    jobs: () => allJobs.filter((job) => job.id !== current.id),
    changed: () => setDirty(true),
    selected: showSelection,
  };
}

function setDirty(dirty) {
  unsaved.set(dirty);
  saveButton.disabled = !dirty || current.readOnly;
}

function showSelection() {
  deleteButton.disabled = editor.querySelector(".ta-row-check:checked") === null;
}

function showRows(rows) {
  clearErrors();
  for (const kategori of KATEGORI) {
    segment(kategori).replaceChildren(...rows.filter((row) => row.kategori === kategori).map((row) => editorRow(row, context())));
  }
  showSelection();
}

/** Read a job's rows and show them; false where another job was chosen meanwhile, or none could be read. */
function show(jobId) {
  return reading(() => getJson(urlOf("detailUrl", jobId)), (detail) => showJob(jobId, detail));
}

function showJob(jobId, detail) {
  for (const item of jobItems) {
    if (Number(item.dataset.pekerjaanId) === jobId) item.setAttribute("aria-current", "true");
    else item.removeAttribute("aria-current");
  }
  current = { id: jobId, readOnly: detail.meta.read_only, custom: detail.pekerjaan.source_type === "custom" };
  token = detail.project_updated_at;
  document.getElementById("ta-job-title").textContent = `${detail.pekerjaan.kode} — ${detail.pekerjaan.uraian}`;
  document.getElementById("ta-job-note").textContent = current.readOnly
    ? "Pekerjaan referensi: rincian hanya dapat dibaca."
    : `Kebutuhan untuk 1 ${detail.pekerjaan.satuan}`;
  for (const button of editor.querySelectorAll("[data-target-seg]")) button.disabled = current.readOnly;
  saveButton.hidden = current.readOnly;
  deleteButton.hidden = current.readOnly;
  resetButton.hidden = detail.pekerjaan.source_type !== "ref_modified";
  showRows(detail.items.map((item) => ({ ...item, ref_id: item.ref_ahsp_id ?? item.ref_pekerjaan_id })));
  editor.hidden = false;
  setDirty(false);
}

async function choose(item) {
  const jobId = Number(item.dataset.pekerjaanId);
  if (current?.id === jobId) return;
  if (unsaved.dirty && !(await confirmDialog("Perubahan pada pekerjaan ini belum disimpan. Buang perubahan?", { ok: "Buang", danger: true }))) return;
  if (await show(jobId)) hideDraft();
}

function addRow(kategori) {
  const row = editorRow({ kategori }, context());
  segment(kategori).append(row);
  setDirty(true);
  (row.querySelector("input[data-field=kode]") ?? row.querySelector("[data-field=uraian]")).focus();
}

async function save({ overwrite = false } = {}) {
  if (saving || saveButton.disabled || saveButton.hidden) return;
  const rows = payloadRows(readRows(editor));
  clearErrors();
  const focused = document.activeElement;
  busy(true);
  try {
    const body = overwrite ? { rows } : { rows, client_updated_at: token };
    await stored(await postJson(urlOf("saveUrl", current.id), body));
  } catch (error) {
    busy(false);
    if (!(error instanceof ApiError)) throw error;
    await refused(error);
  } finally {
    busy(false);
    focused?.focus({ preventScroll: true });
  }
}

async function stored({ status, data }) {
  token = data.project_updated_at;
  hideDraft();
  if (status === 207) {
    showErrors(data.errors);
    setDirty(data.errors.some(({ path }) => path.startsWith("rows["))); // notes on stored rows leave nothing to save
  } else {
    setDirty(false);
    await show(current.id);
  }
  toast(data.user_message, data.ok ? "success" : "warning");
  synced();
}

/** What is typed, or chosen, while the answer is under way would be lost. */
function busy(on) {
  saving = on;
  app.inert = on;
}

async function refused(error) {
  if (error.kind !== "conflict") {
    showErrors(error.data?.errors ?? []);
    return;
  }
  const choice = await askConflict(error.message);
  if (choice === "overwrite") await save({ overwrite: true });
  else if (choice === "reload") {
    const draft = { jobId: current.id, rows: readRows(editor) };
    if (!(await show(current.id))) return;
    keptDraft = draft;
    draftBar.hidden = false;
  }
}

async function reset() {
  const question = "Ganti semua rincian pekerjaan ini dengan rincian dari pustaka? Perubahan Anda pada rincian ini hilang.";
  if (!(await confirmDialog(question, { ok: "Reset", danger: true }))) return;
  try {
    const { data } = await postJson(urlOf("resetUrl", current.id));
    hideDraft();
    await show(current.id);
    toast(`${data.cloned_count} baris dimuat dari referensi.`, "success");
    synced();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    showErrors(error.data?.errors ?? []);
  }
}

function clearErrors() {
  clearFieldErrors(editor);
  errorList.hidden = true;
  errorList.querySelector("ul").replaceChildren();
}

function showErrors(errors) {
  const rows = [...editor.querySelectorAll("tr.ta-row")];
  for (const { path, message } of errors) {
    const match = /^rows\[(\d+)\](?:\.(\w+))?/.exec(path);
    const row = match ? rows[Number(match[1])] : rows.find((each) => path === `item.${each.querySelector("[data-field=kode]").value}`);
    const name = match?.[2]?.startsWith("ref_") ? "kode" : (match?.[2] ?? "kode");
    const field = row?.querySelector(`[data-field="${name}"]`);
    if (field) showFieldError(field, message);
    else errorList.querySelector("ul").append(el("li", { text: message }));
  }
  errorList.hidden = errorList.querySelector("li") === null;
  editor.querySelector(".is-invalid")?.scrollIntoView({ block: "center" });
}

function hideDraft() {
  keptDraft = null;
  draftBar.hidden = true;
}

function filterJobs() {
  const needle = search.value.trim().toLocaleLowerCase("id");
  for (const item of jobItems) {
    const text = `${item.dataset.kode} ${item.dataset.uraian}`.toLocaleLowerCase("id");
    item.hidden = !text.includes(needle) || (sourceFilter.value !== "" && item.dataset.sourceType !== sourceFilter.value);
  }
}

for (const item of jobItems) {
  item.addEventListener("click", () => choose(item));
  item.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    choose(item);
  });
}
for (const button of editor.querySelectorAll("[data-target-seg]")) button.addEventListener("click", () => addRow(button.dataset.targetSeg));
deleteButton.addEventListener("click", () => {
  for (const check of editor.querySelectorAll(".ta-row-check:checked")) check.closest("tr").remove();
  setDirty(true);
  showSelection();
});
document.getElementById("ta-btn-reload").addEventListener("click", async () => {
  if (unsaved.dirty && !(await confirmDialog("Perubahan pada pekerjaan ini belum disimpan. Muat ulang dan buang?", { ok: "Muat ulang", danger: true }))) return;
  if (await show(current.id)) hideDraft();
});
document.getElementById("ta-draft-restore").addEventListener("click", () => {
  showRows(keptDraft.rows);
  hideDraft();
  setDirty(true);
});
document.getElementById("ta-draft-discard").addEventListener("click", hideDraft);
saveButton.addEventListener("click", () => save());
resetButton.addEventListener("click", reset);
search.addEventListener("input", filterJobs);
sourceFilter.addEventListener("change", filterJobs);
document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    save();
  }
});

if (jobItems.length) show(Number(jobItems[0].dataset.pekerjaanId));
else app.setAttribute("aria-busy", "false");
