/** The page "Rekap RAB": totals by klasifikasi, sub and pekerjaan, tax and rounding (CONTRACT 3.9, W14). */
import { ApiError, getJson, postJson } from "../../core/api.js";
import { formatNumber, formatRupiah, parseAmount, parseNumber } from "../../core/format.js";
import { clearFieldErrors, debounce, el, icon, showFieldError } from "./money/dom.js";
import { reader } from "./reading.js";

const TYPING_PAUSE_MS = 600;
const table = document.getElementById("rekap-table");
const body = table.tBodies[0];
const footer = document.getElementById("rab-footer");
const ppn = document.getElementById("ppn-pct");
const roundBase = document.getElementById("round-base");
const saving = document.getElementById("rab-saving");
const search = document.getElementById("rab-search");
const [reading, readingFooter] = [reader(table), reader(footer)];
const collapsed = new Set();
let tree = [];
let costs = new Map();
let groups = {};
let sort = null; // {key, descending}
let stored = null; // what the server holds, once it was read

function byExact(name) {
  return (a, b) => {
    const [x, y] = [Number(costs.get(a.id)?.exact[name] ?? 0), Number(costs.get(b.id)?.exact[name] ?? 0)];
    return sort.descending ? y - x : x - y;
  };
}

function sorted(jobs) {
  const names = { volume: "volume", harga: "G", total: "total" };
  return sort ? [...jobs].sort(byExact(names[sort.key])) : jobs;
}

function toggle(nodeId) {
  const open = !collapsed.has(nodeId);
  return el(
    "button",
    {
      type: "button",
      role: "button",
      class: "rk-toggle",
      "aria-expanded": String(open),
      "aria-label": open ? "Tutup kelompok" : "Buka kelompok",
      on: {
        click: () => {
          if (open) collapsed.add(nodeId);
          else collapsed.delete(nodeId);
          render();
          body.querySelector(`[data-node-id="${nodeId}"] .rk-toggle`)?.focus();
        },
      },
    },
    icon("chevron-down"),
  );
}

function groupRow(nodeId, level, parentId, name, hidden) {
  return el(
    "tr",
    { role: "row", data: { nodeId, level, parentId }, hidden },
    el("td", { colspan: 5 }, toggle(nodeId), name),
    el("td", { class: "dp-number rk-subtotal", text: formatRupiah(groups[nodeId] ?? "0") }),
  );
}

function jobRow(job, parentId, hidden) {
  const exact = costs.get(job.id)?.exact ?? { volume: "0", G: "0", total: "0" };
  return el(
    "tr",
    { role: "row", data: { nodeId: `p${job.id}`, level: 3, parentId }, hidden },
    el("td", { text: job.snapshot_uraian }),
    el("td", { text: job.snapshot_kode }),
    el("td", { text: job.snapshot_satuan }),
    el("td", { class: "dp-number", data: { field: "volume" }, text: formatNumber(exact.volume, 3) }),
    el("td", { class: "dp-number", data: { field: "harga" }, text: formatRupiah(exact.G) }),
    el("td", { class: "dp-number", data: { field: "total" }, text: formatRupiah(exact.total) }),
  );
}

function render() {
  const needle = search.value.trim().toLocaleLowerCase("id");
  const matches = (text) => text.toLocaleLowerCase("id").includes(needle);
  const rows = [];
  for (const klas of tree) {
    const klasId = `k${klas.id}`;
    const klasRows = [];
    for (const sub of klas.sub) {
      const subId = `s${sub.id}`;
      const whole = !needle || matches(klas.name) || matches(sub.name);
      const jobs = sorted(sub.pekerjaan).filter((job) => whole || matches(job.snapshot_uraian) || matches(job.snapshot_kode));
      if (needle && !whole && jobs.length === 0) continue;
      const klasClosed = !needle && collapsed.has(klasId);
      klasRows.push(groupRow(subId, 2, klasId, sub.name, klasClosed));
      klasRows.push(...jobs.map((job) => jobRow(job, subId, klasClosed || (!needle && collapsed.has(subId)))));
    }
    if (klasRows.length || !needle || matches(klas.name)) rows.push(groupRow(klasId, 1, "", klas.name, false), ...klasRows);
  }
  body.replaceChildren(...rows);
  document.getElementById("rab-empty").hidden = tree.length > 0;
  document.getElementById("rab-no-match").hidden = tree.length === 0 || rows.length > 0;
}

function showFooter(exact, meta) {
  stored = { ppn_percent: meta.ppn_percent, rounding_base: meta.rounding_base };
  document.getElementById("ft-total-d").textContent = formatRupiah(exact.total);
  document.getElementById("ft-ppn").textContent = formatRupiah(exact.ppn);
  document.getElementById("ft-grand").textContent = formatRupiah(exact.grand);
  document.getElementById("ft-rounded").textContent = formatRupiah(exact.rounded);
  if (document.activeElement !== ppn) ppn.value = formatNumber(meta.ppn_percent, 2);
  const base = String(meta.rounding_base);
  if (![...roundBase.options].some((option) => option.value === base)) roundBase.append(new Option(formatNumber(base, 0), base));
  roundBase.value = base;
  footer.setAttribute("aria-busy", "false");
}

function load() {
  return reading(
    () => Promise.all([getJson(table.dataset.rekapUrl), getJson(table.dataset.treeUrl)]),
    ([rekap, list]) => {
      tree = list.klasifikasi;
      costs = new Map(rekap.rows.map((row) => [row.pekerjaan_id, row]));
      groups = rekap.groups;
      render();
      showFooter(rekap.footer, rekap.meta);
      document.getElementById("rab-announce").textContent = "Data RAB berhasil dimuat";
    },
  );
}

let queue = Promise.resolve(); // one save after the other, so that the last one typed is the last one stored

function save(change, field, options = {}) {
  footer.setAttribute("aria-busy", "true");
  saving.textContent = "Menyimpan…";
  queue = queue.then(async () => {
    try {
      clearFieldErrors(footer);
      await postJson(table.dataset.pricingUrl, change, options);
      await readingFooter(() => getJson(table.dataset.rekapUrl), (rekap) => showFooter(rekap.footer, rekap.meta));
      saving.textContent = "Tersimpan"; // even where the new totals could not be read
    } catch (error) {
      saving.textContent = "Belum tersimpan";
      if (field === ppn) sentPpn = null; // typing it again tries again
      footer.setAttribute("aria-busy", "false");
      if (!(error instanceof ApiError)) throw error;
      showFieldError(field, error.message);
    }
  });
}

let sentPpn = null;
function savePpn(options) {
  const typed = parseAmount(ppn.value) ?? ppn.value.trim();
  if (stored === null && typed === "") return; // left before there was anything to change
  if (typed === sentPpn || (sentPpn === null && Number(typed) === Number(stored?.ppn_percent) && typed !== "")) return;
  sentPpn = typed;
  save({ ppn_percent: typed }, ppn, options);
}

const savePpnSoon = debounce(() => savePpn(), TYPING_PAUSE_MS);
ppn.addEventListener("input", savePpnSoon);
ppn.addEventListener("change", savePpnSoon.flush);
ppn.addEventListener("blur", () => {
  const canonical = parseNumber(ppn.value);
  if (canonical !== null && !ppn.classList.contains("is-invalid")) ppn.value = formatNumber(canonical, 2);
});
window.addEventListener("pagehide", () => savePpn({ keepalive: true }));
roundBase.addEventListener("change", () => save({ rounding_base: roundBase.value }, roundBase));

search.addEventListener("input", render);
document.getElementById("btn-refresh").addEventListener("click", load);
document.getElementById("btn-print").addEventListener("click", () => window.print());
document.getElementById("btn-expand").addEventListener("click", () => {
  collapsed.clear();
  render();
});
document.getElementById("btn-collapse").addEventListener("click", () => {
  for (const klas of tree) {
    collapsed.add(`k${klas.id}`);
    for (const sub of klas.sub) collapsed.add(`s${sub.id}`);
  }
  render();
});
document.getElementById("btn-subtotal").addEventListener("click", ({ currentTarget }) => {
  const hidden = table.classList.toggle("rk-no-subtotal");
  currentTarget.setAttribute("aria-pressed", String(!hidden));
});
document.getElementById("btn-density").addEventListener("click", ({ currentTarget }) => {
  currentTarget.setAttribute("aria-pressed", String(table.classList.toggle("table-sm")));
});
for (const head of table.querySelectorAll("th[data-sort-key]")) {
  head.querySelector("button").addEventListener("click", () => {
    const key = head.dataset.sortKey;
    sort = sort?.key !== key ? { key, descending: true } : sort.descending ? { key, descending: false } : null;
    for (const other of table.querySelectorAll("th[data-sort-key]")) {
      const mine = sort?.key === other.dataset.sortKey;
      other.setAttribute("aria-sort", mine ? (sort.descending ? "descending" : "ascending") : "none");
    }
    render();
  });
}

load();
