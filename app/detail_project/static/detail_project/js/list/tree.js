/** The tree of works on the page: build it from data, read it back as data. */
import { attachPicker, showRef } from "./picker.js";

const CHIP = { ref: ["REF", "text-bg-primary"], ref_modified: ["MOD", "text-bg-info"], custom: ["CUS", "text-bg-secondary"] };

function clone(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

function remember(element, node) {
  element.dataset.id = node.id ?? "";
}

/** Build a klasifikasi card with everything in it. */
export function klasCard(node, context) {
  const card = clone("lp-klas-template");
  remember(card, node);
  card.dataset.klasId = node.id ?? "";
  card.querySelector(".klas-name").value = node.name ?? "";
  card.querySelector(".sub-wrap").append(...(node.sub ?? []).map((sub) => subCard(sub, context)));
  return card;
}

/** Build a sub-klasifikasi card with its jobs. */
export function subCard(node, context) {
  const card = clone("lp-sub-template");
  remember(card, node);
  card.querySelector(".sub-name").value = node.name ?? "";
  card.querySelector("tbody").append(...(node.pekerjaan ?? []).map((job) => jobRow(job, context)));
  return card;
}

/** Build a job's row. `stored_*` say what the server holds, so that a change of source can be told apart. */
export function jobRow(node, context) {
  const row = clone("lp-job-template");
  remember(row, node);
  row.dataset.pekerjaanId = node.id ?? "";
  row.dataset.storedSource = node.stored_source ?? (node.id ? node.source_type : "");
  row.dataset.storedRef = node.stored_ref ?? (node.id ? (node.ref_id ?? "") : "");
  row.dataset.kode = node.snapshot_kode ?? "";
  row.querySelector(".src").value = node.source_type;
  row.querySelector(".uraian").value = node.snapshot_uraian ?? "";
  row.querySelector(".satuan").value = node.snapshot_satuan ?? "";
  if (node.ref_id) showRef(row, node.ref_id, node.ref_text ?? refText(node));
  attachPicker(row, context);
  refreshRow(row);
  return row;
}

function refText(node) {
  return `${(node.snapshot_kode ?? "").replace(/^mod\.\d+-/, "")} - ${node.snapshot_uraian ?? ""}`;
}

/** Bring everything that follows from a row's source and reference up to date. */
export function refreshRow(row) {
  const source = row.querySelector(".src").value;
  const refId = row.querySelector(".ref-select").value;
  row.dataset.sourceType = source;
  row.dataset.refId = source === "custom" ? "" : refId;
  row.querySelector(".lp-ref").classList.toggle("lp-ref-off", source === "custom");
  for (const field of row.querySelectorAll(".uraian, .satuan")) field.readOnly = source === "ref";
  const [label, colour] = CHIP[source];
  const chip = row.querySelector(".lp-chip");
  chip.textContent = label;
  chip.className = `lp-chip badge ${colour}`;
  const changed = sourceChanged(row);
  row.querySelector(".lp-reset-note").hidden = !changed;
  row.querySelector(".lp-kode").textContent = changed ? "" : row.dataset.kode;
}

function sourceChanged(row) {
  if (!row.dataset.id) return false;
  if (row.dataset.sourceType !== row.dataset.storedSource) return true;
  return row.dataset.sourceType !== "custom" && row.dataset.refId !== row.dataset.storedRef;
}

/** Number the jobs of the whole page from 1. */
export function renumber(root) {
  root.querySelectorAll(".lp-row").forEach((row, index) => {
    row.querySelector(".lp-no").textContent = String(index + 1);
  });
}

/** The tree as it stands on the page, blank rows included: what `klasCard` needs to show it again. */
export function draft(root) {
  return [...root.querySelectorAll(".lp-klas-card")].map((klas) => ({
    ...identity(klas),
    name: klas.querySelector(".klas-name").value,
    sub: [...klas.querySelectorAll(".lp-sub-card")].map((sub) => ({
      ...identity(sub),
      name: sub.querySelector(".sub-name").value,
      pekerjaan: [...sub.querySelectorAll(".lp-row")].map(job),
    })),
  }));
}

function identity(element) {
  return element.dataset.id ? { id: Number(element.dataset.id), element } : { temp_id: "new", element };
}

function job(row) {
  const source = row.dataset.sourceType;
  return {
    ...identity(row),
    source_type: source,
    stored_source: row.dataset.storedSource,
    stored_ref: row.dataset.storedRef,
    snapshot_kode: row.dataset.kode,
    ref_id: row.dataset.refId ? Number(row.dataset.refId) : undefined,
    ref_text: row.querySelector(".ref-select").selectedOptions[0]?.textContent,
    snapshot_uraian: row.querySelector(".uraian").value,
    snapshot_satuan: row.querySelector(".satuan").value,
  };
}

/**
 * The request that stores the tree, and which element stands at which path of it.
 * Nodes in which nothing was entered yet are left out.
 * @returns {{klasifikasi: object[], elements: Map<string, HTMLElement>}}
 */
export function collect(root) {
  const elements = new Map();
  const note = (path, node) => elements.set(path, node.element);
  const klasifikasi = draft(root)
    .map((klas) => ({ ...klas, sub: klas.sub.map(withoutBlankJobs).filter(isUsed) }))
    .filter(isUsed);
  let order = 0;
  const payload = klasifikasi.map((klas, k) => {
    note(`klasifikasi[${k}]`, klas);
    return {
      ...key(klas, k),
      name: klas.name,
      sub: klas.sub.map((sub, s) => {
        note(`klasifikasi[${k}].sub[${s}]`, sub);
        return {
          ...key(sub, s),
          name: sub.name,
          pekerjaan: sub.pekerjaan.map((entry, j) => {
            note(`klasifikasi[${k}].sub[${s}].pekerjaan[${j}]`, entry);
            order += 1;
            return {
              ...key(entry, order - 1),
              source_type: entry.source_type,
              ref_id: entry.ref_id,
              snapshot_uraian: entry.snapshot_uraian,
              snapshot_satuan: entry.snapshot_satuan,
            };
          }),
        };
      }),
    };
  });
  return { klasifikasi: payload, elements };
}

function key(node, index) {
  const ordering_index = index + 1;
  return node.id ? { id: node.id, ordering_index } : { temp_id: `${node.temp_id}-${ordering_index}`, ordering_index };
}

function withoutBlankJobs(sub) {
  return { ...sub, pekerjaan: sub.pekerjaan.filter((entry) => entry.id || entry.ref_id || entry.snapshot_uraian.trim() || entry.snapshot_satuan.trim()) };
}

function isUsed(node) {
  return Boolean(node.id || node.name.trim() || (node.sub ?? node.pekerjaan).length);
}
