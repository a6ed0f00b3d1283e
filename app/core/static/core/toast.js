/** Short messages at the top right that leave by themselves. */
const LIFETIME_MS = { success: 4000, info: 4000, warning: 7000, danger: 9000 };
const KINDS = Object.keys(LIFETIME_MS);

/**
 * Show `message` as plain text.
 * @param {string} message what the user reads
 * @param {"success"|"info"|"warning"|"danger"} kind
 * @param {{action?: {label: string, run: () => void}, lifetime?: number}} options an optional button; milliseconds to live
 * @returns {HTMLElement} the toast
 */
export function toast(message, kind = "info", { action, lifetime } = {}) {
  const shade = KINDS.includes(kind) ? kind : "info";
  const element = document.createElement("div");
  element.className = `dp-toast dp-toast-${shade}`;
  element.setAttribute("role", "alert");
  const text = document.createElement("div");
  text.className = "dp-toast-message";
  text.textContent = message;
  element.append(text);
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm btn-link dp-toast-action";
    button.textContent = action.label;
    button.addEventListener("click", () => {
      element.remove();
      action.run();
    });
    text.append(" ", button);
  }
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn-close btn-close-sm";
  close.setAttribute("aria-label", "Tutup pemberitahuan");
  close.addEventListener("click", () => element.remove());
  element.append(close);
  document.getElementById("dp-toast-area").append(element);
  window.setTimeout(() => element.remove(), lifetime ?? LIFETIME_MS[shade]);
  return element;
}
