/** Downloads: every link with `data-export`. What the server refuses is said in a toast; nobody is led to a page of JSON. */
import { expectSignedIn, explain, getJson, postJson } from "../core/api.js";
import { shownWhile } from "../core/dialog.js";
import { toast } from "../core/toast.js";

const LOOK_AGAIN_MS = 700;
const FINISHED = ["SUCCESS", "FAILURE"];

/** The name that the server gives the file. */
function nameOf(response) {
  const header = response.headers.get("Content-Disposition") ?? "";
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(header);
  if (encoded) return decodeURIComponent(encoded[1]);
  return /filename="((?:[^"\\]|\\.)*)"/.exec(header)?.[1].replaceAll(/\\(.)/g, "$1") ?? "export";
}

/** Hand `blob` to the user as a file, and say so. */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  toast(`${name} terunduh.`, "success");
}

async function reasonOf(response) {
  try {
    return explain(response.status, await response.json());
  } catch {
    return explain(response.status, null);
  }
}

/**
 * Fetch a document and hand it to the user as a file.
 * @param {string} url
 * @param {RequestInit} options
 * @returns {Promise<boolean>} whether there was one; if not, a toast has said why
 */
export async function download(url, options = {}) {
  try {
    const response = await fetch(url, { credentials: "same-origin", headers: { "X-Requested-With": "XMLHttpRequest" }, ...options });
    await expectSignedIn(response);
    if (!response.ok) throw new Error(await reasonOf(response));
    save(await response.blob(), nameOf(response));
    return true;
  } catch (error) {
    toast(error instanceof TypeError ? "Server tidak dapat dihubungi. Dokumen tidak terunduh." : error.message, "danger");
    return false;
  }
}

function show(message, percent) {
  document.getElementById("globalExportMessage").textContent = message;
  const progress = document.getElementById("globalExportProgress");
  progress.setAttribute("aria-valuenow", String(percent));
  progress.firstElementChild.style.width = `${percent}%`;
}

const pause = () => new Promise((resolve) => window.setTimeout(resolve, LOOK_AGAIN_MS));

/** Have the worker make a document, show how far it is, and hand it over. */
export async function downloadFromQueue(queue, type, format, options) {
  const element = document.getElementById("globalExportModal");
  let left = false;
  show("Mengirim permintaan…", 0);
  element.addEventListener("hide.bs.modal", () => (left = true), { once: true });
  await shownWhile(element, async () => {
    try {
      const { data: started } = await postJson(queue, { export_type: type, format, options });
      let state = await getJson(started.status_url);
      while (!FINISHED.includes(state.status) && !left) {
        show(state.message, state.progress);
        await pause();
        state = await getJson(started.status_url);
      }
      if (left) return;
      if (state.status === "FAILURE") toast(state.error, "danger");
      else await download(state.result.download_url);
    } catch {
      // postJson and getJson have said what went wrong
    }
  });
}

/** Repeated values in one, separated by commas, as the server takes them too. */
function optionsOf(query) {
  return Object.fromEntries([...query.keys()].map((key) => [key, query.getAll(key).join(",")]));
}

/** Do what a link with `data-export` offers, with the query its page wants. */
export function exportLink(link, query = new URLSearchParams()) {
  const { exportQueue, exportType, exportFormat } = link.dataset;
  if (exportQueue) return downloadFromQueue(exportQueue, exportType, exportFormat, optionsOf(query));
  const wanted = String(query);
  return download(wanted ? `${link.href}?${wanted}` : link.href);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-export]");
  if (!link) return;
  event.preventDefault();
  exportLink(link);
});
