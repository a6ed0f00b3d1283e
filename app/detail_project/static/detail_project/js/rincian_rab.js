/** The page "Rincian RAB": every priced row of every job (CONTRACT 3.11). */
import { getJson } from "../../core/api.js";
import { formatNumber, formatRupiah } from "../../core/format.js";
import { el } from "./money/dom.js";
import { reader } from "./reading.js";

const table = document.getElementById("rincian-table");
const body = table.tBodies[0];
const search = document.getElementById("rincian-search");
const reading = reader(table);

function line(row) {
  const number = (value, decimals, options) => el("td", { class: "dp-number", text: formatNumber(value, decimals, options) });
  return el(
    "tr",
    { data: { kode: row.kode, pekerjaanId: row.pekerjaan_id } },
    el("td", { text: `${row.pekerjaan_kode} — ${row.pekerjaan_uraian}` }),
    el("td", { text: row.kategori }),
    el("td", { text: row.kode }),
    el("td", { text: row.uraian }),
    el("td", { text: row.satuan }),
    number(row.koefisien, 6),
    number(row.volume, 3),
    number(row.harga_satuan, 2),
    number(row.subtotal, 2, { trim: false }),
  );
}

function filter() {
  const needle = search.value.trim().toLocaleLowerCase("id");
  for (const row of body.rows) row.hidden = !row.textContent.toLocaleLowerCase("id").includes(needle);
}

function load() {
  return reading(() => getJson(table.dataset.url), show);
}

function show({ rows, meta }) {
  body.replaceChildren(...rows.map(line));
  filter();
  document.getElementById("rincian-empty").hidden = rows.length > 0;
  document.getElementById("rincian-direct").textContent = formatRupiah(meta.total_langsung);
  document.getElementById("rincian-markup").textContent = formatRupiah(meta.buk_amount);
  document.getElementById("rincian-total").textContent = formatRupiah(meta.grand_total);
}

search.addEventListener("input", filter);
document.getElementById("btn-refresh").addEventListener("click", load);
load();
