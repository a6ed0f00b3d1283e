/** The dialog "Export jadwal" (CONTRACT 5.8): which report, which format, which columns. */
import { getJson } from "../core/api.js";
import { closed, shownWhile } from "../core/dialog.js";
import { toast } from "../core/toast.js";
import { download, save } from "./exports.js";

const dialog = document.getElementById("exportModal");
const WORDS = { full: "semua minggu", monthly: "bulan", weekly: "minggu" };

const chosen = (name) => dialog.querySelector(`[name=${name}]:checked`)?.value;
const boxes = (name) => [...dialog.querySelectorAll(`[name=${name}]`)];

/** Which columns, as the server takes them. */
function query() {
  const type = chosen("reportType");
  const wanted = new URLSearchParams({ report_type: type });
  const name = { monthly: "months", weekly: "weeks" }[type];
  if (name) wanted.set(name, boxes(name).filter((box) => box.checked).map((box) => box.value).join(","));
  return wanted;
}

function preview() {
  const type = chosen("reportType");
  const name = { monthly: "months", weekly: "weeks" }[type];
  const count = name ? `${boxes(name).filter((box) => box.checked).length} ` : "";
  document.getElementById("exportPreviewText").textContent = `Laporan ${count}${WORDS[type]}, format ${chosen("exportFormat").toUpperCase()}.`;
}

function tick(name, checked) {
  for (const box of boxes(name)) box.checked = checked;
  preview();
}

/** JSON has no address of its own: it is what the charts read. */
async function downloadJson(projectId) {
  const timescale = chosen("reportType") === "monthly" ? "monthly" : "weekly";
  try {
    const data = await getJson(`/detail_project/api/v2/project/${projectId}/chart-data/?timescale=${timescale}&mode=both`);
    save(new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }), `jadwal_pekerjaan_${projectId}.json`);
  } catch {
    // getJson has said what went wrong
  }
}

async function confirm() {
  const form = chosen("exportFormat");
  const wanted = query();
  if (wanted.get("months") === "" || wanted.get("weeks") === "") {
    toast("Pilih sedikitnya satu periode.", "warning");
    return;
  }
  const { projectId } = document.getElementById("dp-shell").dataset;
  const button = document.getElementById("btnConfirmExport");
  button.disabled = true; // while the dialog goes
  await closed(dialog);
  button.disabled = false;
  await shownWhile(document.getElementById("exportProgressModal"), () =>
    form === "json" ? downloadJson(projectId) : download(`${dialog.dataset.exportBase}${form}/?${wanted}`),
  );
}

dialog.addEventListener("change", preview);
dialog.addEventListener("show.bs.modal", preview);
document.getElementById("btnConfirmExport").addEventListener("click", confirm);
document.getElementById("btnSelectAllMonths").addEventListener("click", () => tick("months", true));
document.getElementById("btnClearMonths").addEventListener("click", () => tick("months", false));
document.getElementById("btnSelectAllWeeks").addEventListener("click", () => tick("weeks", true));
document.getElementById("btnClearWeeks").addEventListener("click", () => tick("weeks", false));
