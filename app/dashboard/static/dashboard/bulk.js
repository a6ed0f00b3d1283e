/** The dashboard's bulk mode: choose projects, delete, archive or edit them together (CONTRACT 3.1, W33 to W36). */
import { ApiError, postJson } from "../core/api.js";
import { confirmDialog, showMessages } from "../core/dialog.js";
import { toast } from "../core/toast.js";
import { clearFieldErrors, el, showFieldError } from "../detail_project/js/money/dom.js";
import { parseAmount } from "../core/format.js";
import { download } from "../exports/exports.js";

const table = document.getElementById("projectTable");
const toggle = document.getElementById("bulkModeToggleBtn");
const bar = document.getElementById("bulkActionsBar");
const editBar = document.getElementById("massEditActionBar");
const selectAll = document.getElementById("selectAll");
const fields = JSON.parse(document.getElementById("massEditFields").textContent);
const boxes = [...table.querySelectorAll(".project-checkbox")];
const needSelection = ["massEditToggleBtn", "bulkExportBtn", "bulkArchiveBtn", "bulkUnarchiveBtn", "bulkDeleteBtn"].map((id) => document.getElementById(id));

function chosen() {
  return boxes.filter((box) => box.checked);
}

function showSelection() {
  const count = chosen().length;
  document.getElementById("selectedCount").textContent = count;
  for (const button of needSelection) button.disabled = count === 0;
  selectAll.checked = count > 0 && count === boxes.length;
  selectAll.indeterminate = count > 0 && count < boxes.length;
}

function setMode(on) {
  table.classList.toggle("dp-bulk-on", on);
  bar.hidden = !on;
  toggle.setAttribute("aria-pressed", String(on));
  if (on) return;
  stopEditing();
  for (const box of boxes) box.checked = false;
  showSelection();
}

/** Say what was done; the list is loaded anew as soon as that was read. */
function sayThenReload(message) {
  document.getElementById("messagesModal").addEventListener("hidden.bs.modal", () => window.location.reload(), { once: true });
  showMessages([{ message, tags: "success" }]);
}

async function act(url, question, done) {
  const ids = chosen().map((box) => Number(box.value));
  if (!(await confirmDialog(question(ids.length), { ok: "Ya, lanjutkan", danger: true }))) return;
  try {
    const { data } = await postJson(url, { project_ids: ids });
    sayThenReload(done(data));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error; // else the call has said why
  }
}

function editor(row) {
  const values = JSON.parse(row.dataset.values);
  const id = row.dataset.projectId;
  const inputs = fields.map(({ name, label, type }) => {
    const [tag, attributes] = type === "textarea" ? ["textarea", { rows: 2 }] : ["input", { type }];
    const input = el(tag, { ...attributes, class: "form-control form-control-sm", id: `mass-${id}-${name}`, autocomplete: "off", data: { field: name, projectId: id } });
    input.value = values[name];
    input.dataset.originalValue = input.value; // as the field holds it: line breaks are written in one way there
    return el("div", { class: "col-sm-6 col-lg-3", "data-error-slot": true }, el("label", { class: "small", for: input.id, text: label }), input);
  });
  return el("tr", { class: "dp-mass-row" }, el("td", { colspan: row.cells.length }, el("div", { class: "row g-2" }, ...inputs)));
}

function startEditing() {
  const rows = chosen().map((box) => box.closest("tr"));
  if (rows.some((row) => !row.dataset.values)) {
    toast("Project yang diarsipkan tidak dapat diedit. Aktifkan dahulu.", "warning");
    return;
  }
  stopEditing();
  for (const row of rows) row.after(editor(row));
  bar.hidden = true;
  editBar.hidden = false;
  table.querySelector(".dp-mass-row input").focus();
}

function stopEditing() {
  for (const row of table.querySelectorAll(".dp-mass-row")) row.remove();
  editBar.hidden = true;
  bar.hidden = !table.classList.contains("dp-bulk-on");
}

function changes() {
  const byProject = new Map();
  for (const input of table.querySelectorAll(".dp-mass-row [data-field]")) {
    const { field, projectId, originalValue } = input.dataset;
    if (input.value === originalValue) continue;
    if (!byProject.has(projectId)) byProject.set(projectId, { id: Number(projectId) });
    byProject.get(projectId)[field] = field === "anggaran_owner" ? (parseAmount(input.value) ?? input.value) : input.value;
  }
  return [...byProject.values()];
}

async function saveEdits() {
  const sent = changes();
  if (sent.length === 0) {
    toast("Tidak ada perubahan untuk disimpan.", "info");
    return;
  }
  clearFieldErrors(table);
  try {
    const { data } = await postJson(bar.dataset.editUrl, { changes: sent });
    const restarted = data.restarted.length ? `\nTanggal mulai berubah, progress direset: ${data.restarted.join(", ")}.` : "";
    sayThenReload(`${data.updated_count} project berhasil diperbarui.${restarted}`);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    for (const { path, message } of error.data?.errors ?? []) {
      const [, index, name] = /^changes\[(\d+)\]\.(\w+)$/.exec(path) ?? [];
      const input = sent[index] && document.getElementById(`mass-${sent[index].id}-${name}`);
      if (input) showFieldError(input, message);
    }
    table.querySelector(".is-invalid")?.focus();
  }
}

toggle.addEventListener("click", () => setMode(!table.classList.contains("dp-bulk-on")));
document.getElementById("bulkCancelBtn").addEventListener("click", () => setMode(false));
for (const box of boxes) box.addEventListener("change", showSelection);
selectAll.addEventListener("change", () => {
  for (const box of boxes) box.checked = selectAll.checked;
  showSelection();
});
document.getElementById("bulkExportBtn").addEventListener("click", () =>
  download(`${bar.dataset.exportUrl}?${new URLSearchParams(chosen().map((box) => ["ids", box.value]))}`),
);
document.getElementById("bulkDeleteBtn").addEventListener("click", () =>
  act(bar.dataset.deleteUrl, (count) => `Hapus ${count} project? Project tidak lagi muncul di dashboard.`, (data) => `${data.deleted_count} project berhasil dihapus.`),
);
document.getElementById("bulkArchiveBtn").addEventListener("click", () =>
  act(bar.dataset.archiveUrl, (count) => `Arsipkan ${count} project?`, (data) => `${data.archived_count} project berhasil diarsipkan.`),
);
document.getElementById("bulkUnarchiveBtn").addEventListener("click", () =>
  act(bar.dataset.unarchiveUrl, (count) => `Aktifkan kembali ${count} project?`, (data) => `${data.unarchived_count} project aktif kembali.`),
);
document.getElementById("massEditToggleBtn").addEventListener("click", startEditing);
document.getElementById("massEditCancelBtn").addEventListener("click", stopEditing);
document.getElementById("massEditSaveAllBtn").addEventListener("click", saveEdits);
