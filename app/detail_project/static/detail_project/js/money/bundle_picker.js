/** Choose what a Lain-lain row bundles: another job of the project, or an analysis of the library. */
import { getJson } from "../../../core/api.js";
import { el } from "./dom.js";

const PAUSE_MS = 250;

/**
 * @param {{kode?: string}} data the row
 * @param {{searchUrl: string, jobs: () => {id: number, kode: string, uraian: string, satuan: string}[], readOnly: boolean}} context
 * @param {(choice: {refKind: string, refId: number, uraian: string, satuan: string}) => void} chosen
 * @returns {HTMLElement} a cell's content that holds `select[data-field=kode]`
 */
export function bundlePicker(data, context, chosen) {
  const select = el("select", { class: "ta-ref form-select form-select-sm", "aria-label": "Kode", disabled: context.readOnly, data: { field: "kode" } });
  if (data.kode) select.append(new Option(data.kode, data.kode, true, true));
  const holder = el("div", {}, select);
  // select2 measures the element: it has to be in the page first.
  queueMicrotask(() => enhance(select, holder, context, chosen));
  return holder;
}

function enhance(select, holder, context, chosen) {
  const $select = window.jQuery(select);
  $select.select2({
    placeholder: "Pilih pekerjaan atau AHSP",
    language: "id",
    width: "100%",
    dropdownParent: window.jQuery(document.body),
    ajax: {
      delay: PAUSE_MS,
      transport: ({ data }, success, failure) => {
        find(data.term ?? "", context).then(success, failure);
      },
      processResults: (results) => ({ results }),
    },
    templateSelection: (option) => option.kode ?? option.text,
  });
  holder.querySelector(".select2-selection")?.setAttribute("aria-label", "Pilih pekerjaan atau AHSP");
  $select.on("select2:select", ({ params }) => chosen(params.data));
}

async function find(term, { searchUrl, jobs }) {
  const needle = term.trim().toLocaleLowerCase("id");
  const own = jobs().filter((job) => `${job.kode} ${job.uraian}`.toLocaleLowerCase("id").includes(needle));
  const library = needle.length < 2 ? [] : (await getJson(`${searchUrl}?${new URLSearchParams({ q: term.trim(), limit: 20 })}`)).results;
  const groups = [
    {
      text: "Pekerjaan di project ini",
      children: own.map((job) => ({ id: job.kode, text: `${job.kode} — ${job.uraian}`, kode: job.kode, refKind: "job", refId: job.id, uraian: job.uraian, satuan: job.satuan })),
    },
    {
      text: "Pustaka AHSP",
      children: library.map((ahsp) => ({ id: ahsp.kode_ahsp, text: ahsp.text, kode: ahsp.kode_ahsp, refKind: "ahsp", refId: ahsp.id, uraian: ahsp.nama_ahsp, satuan: ahsp.satuan })),
    },
  ];
  return groups.filter((group) => group.children.length > 0);
}
