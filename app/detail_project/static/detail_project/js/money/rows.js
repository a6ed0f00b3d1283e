/** Rows of an analysis as the editor shows and collects them. */
import { formatNumber, parseNumber } from "../../../core/format.js";
import { el } from "./dom.js";
import { bundlePicker } from "./bundle_picker.js";

export const KATEGORI = ["TK", "BHN", "ALT", "LAIN"];
const KOEFISIEN_PLACES = 6;

/**
 * Make one editor row.
 * @param {{kategori: string, kode?: string, uraian?: string, satuan?: string, koefisien?: string, ref_kind?: string|null, ref_id?: number|null}} data `koefisien` as typed or canonical
 * @param {{readOnly: boolean, custom: boolean, searchUrl: string, jobs: () => object[], changed: () => void}} context
 * @returns {HTMLTableRowElement}
 */
export function editorRow(data, context) {
  const row = el("tr", { class: "ta-row", data: { kategori: data.kategori, refKind: data.ref_kind ?? "", refId: data.ref_id ?? "" } });
  const input = (field, label, value, extra = {}) => {
    const element = el("input", {
      class: `form-control form-control-sm ${extra.class ?? ""}`,
      "aria-label": label,
      autocomplete: "off",
      disabled: context.readOnly,
      data: { field },
      ...extra.attributes,
      on: { input: context.changed, ...extra.on },
    });
    element.value = value ?? "";
    return element;
  };
  const uraian = el("div", {
    class: "cell-wrap form-control form-control-sm",
    role: "textbox",
    "aria-label": "Uraian",
    "aria-multiline": "true",
    contenteditable: context.readOnly ? "false" : "plaintext-only",
    text: data.uraian ?? "",
    data: { field: "uraian" },
    on: { input: context.changed },
  });
  const satuan = input("satuan", "Satuan", data.satuan, { attributes: { maxlength: 50 } });
  const koefisien = input("koefisien", "Koefisien", shownKoefisien(data.koefisien ?? ""), {
    class: "dp-number",
    attributes: { inputmode: "decimal" },
    on: { blur: () => { koefisien.value = shownKoefisien(koefisien.value); } },
  });
  const kode =
    data.kategori === "LAIN" && context.custom
      ? bundlePicker(data, context, (choice) => {
          row.dataset.refKind = choice.refKind;
          row.dataset.refId = choice.refId;
          uraian.textContent = choice.uraian;
          satuan.value = choice.satuan;
          context.changed();
        })
      : input("kode", "Kode", data.kode, { attributes: { maxlength: 100 } });
  const check = el("input", {
    type: "checkbox",
    class: "form-check-input ta-row-check",
    "aria-label": "Pilih baris",
    disabled: context.readOnly,
    on: { change: context.selected },
  });
  row.append(
    el("td", {}, check),
    el("td", { "data-error-slot": true }, kode),
    el("td", { "data-error-slot": true }, uraian),
    el("td", { "data-error-slot": true }, satuan),
    el("td", { "data-error-slot": true }, koefisien),
  );
  return row;
}

function shownKoefisien(text) {
  const canonical = parseNumber(canonicalOrTyped(text));
  return canonical === null || canonical.startsWith("-") ? text : formatNumber(canonical, KOEFISIEN_PLACES);
}

/** The server's `1.234000` means 1,234 and not one thousand: only a typed text groups by points. */
function canonicalOrTyped(text) {
  return /^\d+\.\d{6}$/.test(text) ? text.replace(".", ",") : text;
}

/** What the rows of `root` hold, as typed, in the order of the kategori. */
export function readRows(root) {
  return [...root.querySelectorAll("tr.ta-row")].map((row) => {
    const value = (field) => row.querySelector(`[data-field="${field}"]`)?.value ?? "";
    return {
      kategori: row.dataset.kategori,
      kode: value("kode").trim(),
      uraian: row.querySelector('[data-field="uraian"]').textContent.trim(),
      satuan: value("satuan").trim(),
      koefisien: value("koefisien").trim(),
      ref_kind: row.dataset.refKind || null,
      ref_id: row.dataset.refId ? Number(row.dataset.refId) : null,
    };
  });
}

/** The rows as W9 takes them; a coefficient that is no number goes as typed, for the server to refuse. */
export function payloadRows(rows) {
  return rows.map((row) => {
    const { ref_kind: kind, ref_id: id, ...rest } = row;
    const canonical = parseNumber(row.koefisien);
    const koefisien = canonical === null ? row.koefisien : withSixPlaces(canonical);
    return { ...rest, koefisien, ...(kind ? { ref_kind: kind, ref_id: id } : {}) };
  });
}

function withSixPlaces(canonical) {
  const [whole, fraction = ""] = canonical.split(".");
  return `${whole}.${fraction.padEnd(KOEFISIEN_PLACES, "0")}`;
}
