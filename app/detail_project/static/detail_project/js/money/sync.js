/** "Last changed" of analyses and prices, and a hint when another session changed them since this page was loaded. */
import { getJson } from "../../../core/api.js";

const TIME = new Intl.DateTimeFormat("id-ID", { dateStyle: "medium", timeStyle: "short" });

function text(label, moment) {
  return moment ? `${label} ${TIME.format(new Date(moment))}` : null;
}

/**
 * Fill `indicator` (role=status, `data-endpoint`) now and whenever the page is looked at again.
 * @returns {() => Promise<void>} call it after a save of this page's own
 */
export function startSync(indicator) {
  let seen = null;
  async function read({ own = false } = {}) {
    const status = await getJson(indicator.dataset.endpoint, { quiet: true });
    const marks = [status.ahsp_changed_at, status.harga_changed_at].join("|");
    const elsewhere = seen !== null && !own && marks !== seen;
    seen = elsewhere ? seen : marks;
    const parts = [text("AHSP diubah", status.ahsp_changed_at), text("Harga diubah", status.harga_changed_at)];
    indicator.textContent = elsewhere
      ? "Data berubah di sesi lain. Muat ulang untuk melihat yang terbaru."
      : parts.filter(Boolean).join(" · ") || "Belum ada perubahan";
    indicator.classList.toggle("text-warning-emphasis", elsewhere);
  }
  const quietly = (options) => read(options).catch(() => {}); // an aid: its failure must not disturb the work
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && quietly());
  quietly({ own: true });
  return () => quietly({ own: true });
}
