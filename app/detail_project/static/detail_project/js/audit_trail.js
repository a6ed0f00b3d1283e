/** The page "Audit Trail": who changed which analysis, and what it was before (CONTRACT 3.7). */
import { getJson } from "../../core/api.js";
import { formatNumber } from "../../core/format.js";
import { el } from "./money/dom.js";
import { reader } from "./reading.js";

const PAGE_SIZE = 20;
const TIME = new Intl.DateTimeFormat("id-ID", { dateStyle: "medium", timeStyle: "medium" });
const ACTIONS = { CREATE: "Dibuat", UPDATE: "Diubah", DELETE: "Dihapus", CASCADE: "Kaskade" };
const TRIGGERS = { user: "Pengguna", cascade: "Kaskade", system: "Sistem" };
const table = document.getElementById("audit-table");
const form = document.getElementById("audit-filters");
const previous = document.getElementById("audit-prev");
const next = document.getElementById("audit-next");
const reading = reader(table);
let page = 1; // the one that is shown

function line(entry) {
  return el(
    "tr",
    { data: { entryId: entry.id } },
    el("td", { text: TIME.format(new Date(entry.created_at)) }),
    el("td", { text: ACTIONS[entry.action] }),
    el("td", { text: entry.pekerjaan ? `${entry.pekerjaan.kode} — ${entry.pekerjaan.uraian}` : "(pekerjaan sudah dihapus)" }),
    el("td", { text: entry.change_summary, data: { field: "summary" } }),
    el("td", { text: TRIGGERS[entry.triggered_by] }),
    el("td", { text: entry.user?.username ?? "-" }),
    el("td", {}, el("button", { type: "button", class: "btn btn-outline-primary btn-sm", text: "Lihat", on: { click: () => look(entry.id) } })),
  );
}

function rowsTable(rows) {
  if (!rows.length) return el("p", { class: "text-body-secondary", text: "Tidak ada baris." });
  const lines = rows.map((row) =>
    el(
      "tr",
      { data: { kode: row.kode } },
      el("td", { text: row.kategori }),
      el("td", { text: row.kode }),
      el("td", { text: row.uraian }),
      el("td", { text: row.satuan ?? "" }),
      el("td", { class: "dp-number", text: formatNumber(row.koefisien, 6) }),
    ),
  );
  const head = ["Kategori", "Kode", "Uraian", "Satuan", "Koefisien"].map((text) => el("th", { scope: "col", text }));
  return el("table", { class: "table table-sm dp-table" }, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...lines));
}

async function look(entryId) {
  const { result } = await getJson(`${table.dataset.url}?entry_id=${entryId}`);
  document.getElementById("auditTitle").textContent = `${ACTIONS[result.action]}: ${result.change_summary}`;
  document.getElementById("audit-old").replaceChildren(rowsTable(result.old_data));
  document.getElementById("audit-new").replaceChildren(rowsTable(result.new_data));
  window.bootstrap.Modal.getOrCreateInstance(document.getElementById("auditModal")).show();
}

function load(wanted = page) {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  for (const [name, value] of Object.entries({ page: wanted, page_size: PAGE_SIZE, include_diff: 0 })) query.set(name, value);
  return reading(() => getJson(`${table.dataset.url}?${query}`), show);
}

function show({ results, pagination }) {
  page = pagination.page;
  table.tBodies[0].replaceChildren(...results.map(line));
  document.getElementById("audit-empty").hidden = results.length > 0;
  document.getElementById("audit-page").textContent = `Halaman ${pagination.page} dari ${pagination.total_pages} (${pagination.total_count} catatan)`;
  previous.disabled = pagination.page <= 1;
  next.disabled = !pagination.has_next;
}

form.addEventListener("change", () => load(1));
form.addEventListener("submit", (event) => event.preventDefault());
document.getElementById("audit-refresh").addEventListener("click", () => load());
previous.addEventListener("click", () => load(page - 1));
next.addEventListener("click", () => load(page + 1));
load();
