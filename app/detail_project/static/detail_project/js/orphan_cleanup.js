/** The page "Orphan Cleanup": price items that no row takes any more (CONTRACT 3.7, W16). */
import { ApiError, getJson, postJson } from "../../core/api.js";
import { confirmDialog } from "../../core/dialog.js";
import { formatNumber, formatRupiah } from "../../core/format.js";
import { toast } from "../../core/toast.js";
import { el } from "./money/dom.js";
import { reader } from "./reading.js";

const table = document.getElementById("oc-app");
const body = document.getElementById("oc-table-body");
const selectAll = document.getElementById("oc-select-all");
const deleteButton = document.getElementById("oc-delete");
const reading = reader(table);
let items = [];

function show(id, text) {
  document.getElementById(id).textContent = text;
}

function chosen() {
  const ids = new Set([...body.querySelectorAll("input:checked")].map((box) => Number(box.value)));
  return items.filter((item) => ids.has(item.id));
}

function showSelection() {
  const selected = chosen();
  const value = selected.reduce((sum, item) => sum + Number(item.harga_satuan ?? 0), 0);
  show("oc-selected-count", selected.length);
  show("oc-selected-value", formatRupiah(value));
  deleteButton.disabled = selected.length === 0;
  selectAll.checked = selected.length > 0 && selected.length === items.length;
  selectAll.indeterminate = selected.length > 0 && selected.length < items.length;
}

function row(item) {
  const box = el("input", { type: "checkbox", class: "form-check-input", value: item.id, "aria-label": `Pilih ${item.kode}`, on: { change: showSelection } });
  const price = item.harga_satuan === null ? "-" : formatNumber(item.harga_satuan, 2);
  return el(
    "tr",
    { data: { itemId: item.id }, title: item.safety_note },
    el("td", {}, box),
    ...[item.kode, item.uraian, item.kategori, item.satuan ?? ""].map((text) => el("td", { text })),
    el("td", { class: "dp-number", text: price }),
  );
}

function load() {
  return reading(() => getJson(table.dataset.listUrl), (list) => {
    items = list.orphaned_items;
    body.replaceChildren(...items.map(row));
    show("oc-count", list.orphaned_count);
    show("oc-total-value", formatRupiah(list.total_value));
    document.getElementById("oc-empty").hidden = items.length > 0;
    showSelection();
  });
}

async function clean() {
  const ids = chosen().map((item) => item.id);
  if (!(await confirmDialog(`Hapus ${ids.length} item harga beserta harganya?`, { ok: "Hapus", danger: true }))) return;
  try {
    const { data } = await postJson(table.dataset.cleanUrl, { item_ids: ids, confirm: true });
    toast(data.message, "success");
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
  await load();
}

selectAll.addEventListener("change", () => {
  for (const box of body.querySelectorAll("input")) box.checked = selectAll.checked;
  showSelection();
});
document.getElementById("oc-refresh").addEventListener("click", load);
deleteButton.addEventListener("click", clean);

load();
