/** The page "Rincian AHSP": the price of one unit of each job, and the job's own mark-up (CONTRACT 3.8, W15). */
import { ApiError, getJson, postJson } from "../../core/api.js";
import { formatNumber, formatRupiah, parseAmount } from "../../core/format.js";
import { toast } from "../../core/toast.js";
import { clearFieldErrors, el, icon, showFieldError } from "./money/dom.js";
import { startSync } from "./money/sync.js";
import { reader } from "./reading.js";

const LABELS = { TK: "A. Tenaga Kerja", BHN: "B. Bahan", ALT: "C. Alat", LAIN: "Lain-lain" };
const app = document.getElementById("ra-app");
const list = document.getElementById("rk-list");
const detail = document.getElementById("ra-detail");
const body = document.getElementById("ra-table").tBodies[0];
const search = document.getElementById("ra-job-search");
const overrideInput = document.getElementById("ra-override-input");
const overrideForm = document.getElementById("ra-override-form");
const modalElement = document.getElementById("raOverrideModal");
const synced = startSync(document.getElementById("ra-sync"));
const [reading, readingSummary] = [reader(app), reader(list)];
let rows = [];
let current = null; // job id
let pricing = null;

function urlOf(name, ...ids) {
  return ids.reduce((url, id) => url.replace("/0/", `/${id}/`), app.dataset[name]);
}

function money(exact) {
  return formatNumber(exact, 2, { trim: false });
}

function options() {
  return [...list.querySelectorAll("[role=option]:not([hidden])")];
}

function showList() {
  const needle = search.value.trim().toLocaleLowerCase("id");
  const items = rows.map((row) =>
    el(
      "li",
      {
        role: "option",
        id: `ra-option-${row.pekerjaan_id}`,
        "aria-selected": String(row.pekerjaan_id === current),
        hidden: !`${row.kode} ${row.uraian}`.toLocaleLowerCase("id").includes(needle),
        data: { id: row.pekerjaan_id },
        on: { click: () => show(row.pekerjaan_id) },
      },
      el("span", { class: "small text-body-secondary", text: row.kode }),
      el("div", { text: row.uraian }),
      el("span", { class: "small", text: "HSP " }),
      el("span", { class: "small fw-semibold", data: { field: "hsp" }, text: formatRupiah(row.exact.G) }),
    ),
  );
  list.replaceChildren(...items);
  if (current) list.setAttribute("aria-activedescendant", `ra-option-${current}`);
  document.getElementById("ra-no-jobs").hidden = rows.length > 0;
}

function loadSummary() {
  return readingSummary(() => getJson(app.dataset.rekapUrl), showSummary);
}

function showSummary(rekap) {
  rows = rekap.rows;
  document.getElementById("ra-grand-total").textContent = formatRupiah(rekap.footer.grand);
  showList();
}

/** Read a job's analysis and show it, unless another one was chosen meanwhile. */
function show(jobId) {
  return reading(
    () => Promise.all([getJson(urlOf("detailUrl", jobId)), getJson(urlOf("pricingUrl", jobId))]),
    ([data, prices]) => showJob(jobId, data, prices),
  );
}

function showJob(jobId, data, prices) {
  current = jobId;
  pricing = prices;
  showList();
  document.getElementById("ra-job-title").textContent = `${data.pekerjaan.kode} — ${data.pekerjaan.uraian} (per ${data.pekerjaan.satuan || "unit"})`;
  showRows(data.items);
  showFigures();
  detail.hidden = false;
}

function showFigures() {
  const { exact } = rows.find((row) => row.pekerjaan_id === current);
  for (const cell of detail.querySelectorAll("[data-figure]")) {
    const name = cell.dataset.figure;
    cell.textContent = name === "volume" ? formatNumber(exact.volume, 3) : formatRupiah(exact[name]);
  }
  const overridden = pricing.override_markup !== null;
  document.getElementById("ra-markup").textContent = `${formatNumber(pricing.effective_markup, 2)} %`;
  document.getElementById("ra-markup-source").textContent = overridden ? "khusus pekerjaan ini" : "dari project";
  document.getElementById("rk-btn-reset").hidden = !overridden;
  document.getElementById("ra-project-markup").textContent = formatNumber(pricing.project_markup, 2);
}

function showRows(items) {
  const lines = Object.entries(LABELS).flatMap(([kategori, label]) => {
    const own = items.filter((item) => item.kategori === kategori);
    return own.length ? [el("tr", { class: "table-light" }, el("th", { colspan: 6, scope: "rowgroup", text: label })), ...own.map(line)] : [];
  });
  body.replaceChildren(...lines);
  document.getElementById("ra-empty").hidden = items.length > 0;
}

function cells(item, first) {
  return [
    el("td", {}, ...first),
    el("td", { text: item.kode }),
    el("td", { text: item.satuan ?? "" }),
    el("td", { class: "dp-number", data: { field: "koefisien" }, text: formatNumber(item.koefisien, 6) }),
    el("td", { class: "dp-number", data: { field: "harga" }, text: item.harga_satuan === null ? "-" : money(item.harga_satuan) }),
    el("td", { class: "dp-number", data: { field: "jumlah" }, text: money(item.jumlah) }),
  ];
}

function line(item) {
  const isBundle = item.ref_ahsp_id !== null || item.ref_pekerjaan_id !== null;
  const row = el("tr", { data: { detailId: item.id, kode: item.kode } });
  const toggle = el(
    "button",
    { type: "button", class: "rk-toggle", "aria-expanded": "false", "aria-label": `Uraikan ${item.kode}`, on: { click: () => expand(row, item, toggle, readingBundle) } },
    icon("chevron-down"),
  );
  const readingBundle = reader(toggle);
  row.append(...cells(item, isBundle ? [toggle, item.uraian] : [item.uraian]));
  return row;
}

function expand(row, item, toggle, readingBundle) {
  if (toggle.getAttribute("aria-expanded") === "true") {
    for (const component of body.querySelectorAll(`tr[data-bundle="${item.id}"]`)) component.remove();
    toggle.setAttribute("aria-expanded", "false");
    return;
  }
  readingBundle(() => getJson(urlOf("bundleUrl", current, item.id)), ({ components }) => {
    row.after(...components.map((each) => el("tr", { class: "dp-component", data: { bundle: item.id, kode: each.kode } }, ...cells(each, [each.uraian]))));
    toggle.setAttribute("aria-expanded", "true"); // only now: a second click meanwhile has nothing to close
  });
}

async function saveOverride(value) {
  clearFieldErrors(modalElement);
  const jobId = current;
  try {
    const { data } = await postJson(urlOf("pricingUrl", jobId), { override_markup: value });
    if (jobId === current) pricing = data; // another job may be shown by now
    if (await loadSummary()) showFigures();
    window.bootstrap.Modal.getOrCreateInstance(modalElement).hide();
    toast(data.override_markup === null ? "Profit/margin kembali mengikuti project." : `Profit/margin pekerjaan disimpan: ${formatNumber(data.override_markup, 2)} %.`, "success");
    synced();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 400) showFieldError(overrideInput, error.message);
  }
}

function openOverride() {
  clearFieldErrors(modalElement);
  overrideInput.value = pricing.override_markup === null ? "" : formatNumber(pricing.override_markup, 2);
  window.bootstrap.Modal.getOrCreateInstance(modalElement).show();
}

function move(step) {
  const shown = options();
  const next = shown[shown.findIndex((option) => Number(option.dataset.id) === current) + step];
  if (next) {
    next.scrollIntoView({ block: "nearest" });
    show(Number(next.dataset.id));
  }
}

modalElement.addEventListener("shown.bs.modal", () => overrideInput.select());
overrideForm.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = overrideInput.value.trim();
  saveOverride(text === "" ? null : (parseAmount(text) ?? text));
});
document.getElementById("rk-btn-override").addEventListener("click", openOverride);
document.getElementById("rk-btn-reset").addEventListener("click", () => saveOverride(null));
search.addEventListener("input", showList);
list.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  move(step);
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, textarea, select");
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    search.focus();
  } else if (event.shiftKey && event.key.toLowerCase() === "o" && !typing && current) {
    event.preventDefault();
    openOverride();
  } else if (event.key === "Escape" && event.target === search) {
    search.value = "";
    showList();
  }
});

await loadSummary();
if (rows.length) await show(rows[0].pekerjaan_id);
else app.setAttribute("aria-busy", "false");
