/** The page "Rekap Kebutuhan": how much of each item the project takes (CONTRACT 3.10). */
import { getJson } from "../../core/api.js";
import { formatNumber, formatRupiah } from "../../core/format.js";
import { exportLink } from "../../exports/exports.js";
import { debounce, el } from "./money/dom.js";
import { reader } from "./reading.js";

const LABELS = { TK: "Tenaga Kerja", BHN: "Bahan", ALT: "Alat", LAIN: "Lain-lain" };
const TYPING_PAUSE_MS = 250;
const table = document.getElementById("rk-table");
const body = table.tBodies[0];
const search = document.getElementById("rk-search");
const form = document.getElementById("rk-filter-form");
const reading = reader(table);
let unit = "base";
let answer = { rows: [], meta: { grand_total: "0", counts_per_kategori: {} } };

function quantity(row) {
  const market = unit === "market" && row.market_unit !== null;
  return { satuan: market ? row.market_unit : row.satuan, amount: market ? row.market_quantity : row.quantity };
}

function line(row) {
  const { satuan, amount } = quantity(row);
  return el(
    "tr",
    { data: { kategori: row.kategori, kode: row.kode } },
    el("td", { text: LABELS[row.kategori] }),
    el("td", { text: row.kode }),
    el("td", { text: row.uraian }),
    el("td", { text: satuan, data: { field: "satuan" } }),
    el("td", { class: "dp-number", text: formatNumber(amount, 6), data: { field: "quantity" } }),
    el("td", { class: "dp-number", text: formatNumber(row.harga_satuan, 2), data: { field: "harga" } }),
    el("td", { class: "dp-number", text: formatRupiah(row.harga_total), data: { field: "total" } }),
  );
}

function render() {
  body.replaceChildren(...answer.rows.map(line));
  document.getElementById("rk-total").textContent = formatRupiah(answer.meta.grand_total);
  document.getElementById("rk-empty").hidden = answer.rows.length > 0;
  const counts = Object.entries(answer.meta.counts_per_kategori).map(([kategori, count]) => `${LABELS[kategori]} ${count}`);
  document.getElementById("rk-stats").textContent = `${answer.rows.length} item: ${counts.join(" · ")}`;
}

/** What is shown, as a query: documents follow it too. */
function wanted() {
  const query = new URLSearchParams(new FormData(form));
  query.set("mode", "all");
  if (search.value.trim()) query.set("search", search.value.trim());
  return query;
}

function load() {
  return reading(() => getJson(`${table.dataset.rowsUrl}?${wanted()}`), (fresh) => {
    answer = fresh;
    render();
  });
}

async function loadFilters() {
  const filters = await getJson(table.dataset.filtersUrl);
  const fill = (id, options) => document.getElementById(id).replaceChildren(...options);
  fill("rk-filter-kategori", filters.kategori.map(({ code, label }) => new Option(label, code)));
  fill("rk-filter-klasifikasi", filters.klasifikasi.map(({ id, name }) => new Option(name, id)));
  fill("rk-filter-sub", filters.klasifikasi.flatMap(({ sub }) => sub.map(({ id, name }) => new Option(name, id))));
  fill("rk-filter-pekerjaan", filters.pekerjaan.map(({ id, kode, uraian }) => new Option(`${kode} — ${uraian}`, id)));
}

function showFilterCount() {
  const count = [...new FormData(form)].length;
  const badge = document.getElementById("rk-filter-count");
  badge.textContent = String(count);
  badge.hidden = count === 0;
}

function press(name, value) {
  for (const button of document.querySelectorAll(`[data-${name}]`)) {
    button.setAttribute("aria-pressed", String(button.dataset[name] === value));
  }
}

/** A heading for each week, and under it what the week takes. */
function showTimeline({ periods, meta }) {
  const note = document.getElementById("rk-timeline-note");
  note.textContent = meta.message;
  note.hidden = meta.scheduled;
  document.getElementById("rk-timeline-panel").hidden = !meta.scheduled;
  const lines = periods.flatMap((period) => [
    el("tr", { data: { period: period.value } }, el("th", { scope: "rowgroup", colspan: 5, text: period.label })),
    ...period.items.map((item) =>
      el(
        "tr",
        { data: { period: period.value, kode: item.kode } },
        el("td", { text: LABELS[item.kategori] }),
        el("td", { text: item.kode }),
        el("td", { text: item.uraian }),
        el("td", { text: item.satuan }),
        el("td", { class: "dp-number", text: formatNumber(item.quantity, 6) }),
      ),
    ),
  ]);
  document.getElementById("rk-timeline-table").tBodies[0].replaceChildren(...lines);
}

async function view(name) {
  press("view", name);
  if (name === "timeline") {
    showTimeline(await getJson(table.dataset.timelineUrl));
  }
  document.getElementById("rk-snapshot").hidden = name !== "snapshot";
  document.getElementById("rk-timeline").hidden = name !== "timeline";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  window.bootstrap.Modal.getOrCreateInstance(document.getElementById("rk-filter-modal")).hide();
  showFilterCount();
  load();
});
document.getElementById("rk-export-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const chosen = event.target.querySelector("[name=format]:checked");
  const dialog = document.getElementById("rk-export-modal");
  // The progress dialog opens only once this one is gone: two at a time leave the page dimmed.
  dialog.addEventListener("hidden.bs.modal", () => exportLink({ href: chosen.dataset.url, dataset: chosen.dataset }, wanted()), { once: true });
  window.bootstrap.Modal.getOrCreateInstance(dialog).hide();
});
document.getElementById("rk-filter-clear").addEventListener("click", () => {
  form.reset();
  form.requestSubmit();
});
search.addEventListener("input", debounce(load, TYPING_PAUSE_MS));
document.getElementById("rk-btn-refresh").addEventListener("click", load);
for (const button of document.querySelectorAll("[data-view]")) button.addEventListener("click", () => view(button.dataset.view));
for (const button of document.querySelectorAll("[data-unit]")) {
  button.addEventListener("click", () => {
    unit = button.dataset.unit;
    press("unit", unit);
    render();
  });
}

loadFilters();
load();
