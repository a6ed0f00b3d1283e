/** The library as two tables: search, filter, turn pages, change a cell, delete a source after a preview. */
import { getJson, postJson, request } from "../core/api.js";
import { formatNumber, parseNumber } from "../core/format.js";
import { toast } from "../core/toast.js";

const app = document.getElementById("ahsp-database-app");
const byId = (id) => document.getElementById(id);
const FIELDS = {
  jobs: ["kode_ahsp", "nama_ahsp", "klasifikasi", "sub_klasifikasi", "satuan", "sumber"],
  items: ["kategori", "kode_item", "uraian_item", "satuan_item", "koefisien"],
};
const KATEGORI = ["TK", "BHN", "ALT", "LAIN"];
const view = { tab: "jobs", page: 1, anomaly: false };
let asked = 0;

function cell(text, className = "") {
  const td = document.createElement("td");
  td.textContent = text;
  td.className = className;
  return td;
}

function editable(entry, field) {
  const td = document.createElement("td");
  td.dataset.field = field;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-link btn-sm p-0 text-start text-reset text-decoration-none";
  button.textContent = shown(entry, field) || "–";
  button.addEventListener("click", () => edit(entry, field));
  td.append(button);
  return td;
}

/** A coefficient comes with a point and six places; everything else is text. */
function shown(entry, field) {
  return field === "koefisien" ? formatNumber(entry.koefisien, 6) : entry[field];
}

/** What goes to the server, which reads `1.234` as 1,234; what is no number goes as typed, for it to refuse. */
function sent(text, field) {
  return field === "koefisien" ? (parseNumber(text) ?? text) : text;
}

function status(entry) {
  return cell(entry.anomalies.join(", ") || "OK", entry.has_anomaly ? "text-danger" : "text-success");
}

function rowOf(entry) {
  const tr = document.createElement("tr");
  tr.dataset.id = entry.id;
  const cells = FIELDS[view.tab].map((field) => editable(entry, field));
  if (view.tab === "jobs") {
    const link = document.createElement("a");
    link.href = `/referensi/export/single/${entry.id}/xlsx/`;
    link.textContent = "Excel";
    const download = document.createElement("td");
    download.append(link);
    tr.append(...cells, cell(entry.rincian_count, "dp-number"), status(entry), download);
  } else {
    tr.append(cell(`${entry.job_kode} ${entry.job_nama}`), ...cells, status(entry));
  }
  return tr;
}

async function load() {
  const mine = ++asked;
  const query = new URLSearchParams({ q: byId("search-input").value, sumber: byId("filter-sumber").value, page: view.page, page_size: byId("page-size").value });
  if (view.anomaly) query.set("anomaly", "true");
  const url = view.tab === "jobs" ? app.dataset.urlJobs : app.dataset.urlItems;
  byId("table-container").setAttribute("aria-busy", "true");
  const { data, pagination } = await getJson(`${url}?${query}`);
  if (mine !== asked) return; // a later question is under way
  byId(`tbody-${view.tab}`).replaceChildren(...data.map(rowOf));
  byId("table-jobs").hidden = view.tab !== "jobs";
  byId("table-items").hidden = view.tab !== "items";
  byId("empty-state").hidden = data.length > 0;
  byId("pagination-info").textContent = `Halaman ${pagination.page} dari ${pagination.total_pages} (${pagination.total} data)`;
  byId("pagination-controls").replaceChildren(...pages(pagination));
  byId("table-container").setAttribute("aria-busy", "false");
}

function pages({ page, total_pages: last }) {
  const wanted = [...new Set([1, page - 1, page, page + 1, last])].filter((n) => n >= 1 && n <= last);
  return wanted.map((number) => {
    const item = document.createElement("li");
    item.className = `page-item${number === page ? " active" : ""}`;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "page-link";
    button.textContent = number;
    button.addEventListener("click", () => show({ page: number }));
    item.append(button);
    return item;
  });
}

async function count() {
  const { data } = await getJson(app.dataset.urlStats);
  byId("stat-jobs").textContent = data.jobs_count;
  byId("stat-items").textContent = data.items_count;
  byId("stat-anomalies").textContent = data.anomaly_count;
}

function show(change = {}) {
  Object.assign(view, { page: 1 }, change);
  load().catch(() => {}); // the call has said why
}

function edit(entry, field) {
  const input = document.createElement(field === "kategori" ? "select" : field === "nama_ahsp" || field === "uraian_item" ? "textarea" : "input");
  if (field === "kategori") input.append(...KATEGORI.map((kategori) => new Option(kategori, kategori)));
  input.id = "edit-input";
  input.className = field === "kategori" ? "form-select" : "form-control";
  input.value = shown(entry, field);
  const label = document.createElement("label");
  label.htmlFor = input.id;
  label.className = "form-label";
  label.textContent = document.querySelector(`#table-${view.tab} th[data-field=${field}]`).textContent;
  byId("edit-input-container").replaceChildren(label, input);
  const modal = window.bootstrap.Modal.getOrCreateInstance(byId("edit-modal"));
  const url = `${view.tab === "jobs" ? app.dataset.urlJobs : app.dataset.urlItems}${entry.id}/`;
  byId("btn-save-edit").onclick = async () => {
    try {
      const { data } = await request(url, { method: "PATCH", body: { field, value: sent(input.value, field) } });
      modal.hide();
      toast(data.message, "success");
      show({ page: view.page });
      await count();
    } catch {
      input.focus(); // the call has said why
    }
  };
  modal.show();
}

for (const tab of ["jobs", "items"]) {
  byId(`tab-${tab}`).addEventListener("click", () => {
    for (const other of ["jobs", "items"]) {
      byId(`tab-${other}`).classList.toggle("active", other === tab);
      byId(`tab-${other}`).setAttribute("aria-selected", String(other === tab));
    }
    show({ tab });
  });
}
byId("btn-search").addEventListener("click", () => show());
byId("search-input").addEventListener("keydown", (event) => event.key === "Enter" && show());
byId("filter-sumber").addEventListener("change", () => show());
byId("page-size").addEventListener("change", () => show());
byId("filter-anomaly").addEventListener("click", (event) => {
  event.currentTarget.setAttribute("aria-pressed", String(!view.anomaly));
  show({ anomaly: !view.anomaly });
});

const sumber = byId("delete-sumber");
const confirmButton = byId("btn-confirm-delete");
const preview = byId("delete-preview-content");
function forgetPreview() {
  preview.textContent = "";
  confirmButton.disabled = true;
}
sumber.addEventListener("change", forgetPreview);
byId("btn-preview-delete").addEventListener("click", async () => {
  forgetPreview();
  try {
    const data = (await getJson(`${app.dataset.urlPreview}?${new URLSearchParams({ sumber: sumber.value })}`)).preview;
    preview.textContent = `${data.jobs_count} pekerjaan dan ${data.rincian_count} rincian akan dihapus.`;
    confirmButton.disabled = data.jobs_count === 0;
  } catch {
    // the call has said why
  }
});
confirmButton.addEventListener("click", async () => {
  confirmButton.disabled = true;
  try {
    const { data } = await postJson(app.dataset.urlDelete, { sumber: sumber.value, confirm: true });
    window.bootstrap.Modal.getOrCreateInstance(byId("modalBulkDelete")).hide();
    toast(`${data.result.jobs_deleted} pekerjaan dihapus.`, "success");
    forgetPreview();
    show();
    await count();
  } catch {
    confirmButton.disabled = false; // the call has said why
  }
});

show();
count().catch(() => {});
