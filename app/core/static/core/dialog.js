/** Modal dialogs that answer with a promise. */

/**
 * Ask a question in `#dpConfirmModal`.
 * @param {string} question plain text; line breaks are kept
 * @param {{title?: string, ok?: string, cancel?: string, danger?: boolean}} options
 * @returns {Promise<boolean>} true when the user agreed, false when he left in any other way
 */
export function confirmDialog(question, { title = "Konfirmasi", ok = "Ya, lanjutkan", cancel = "Batal", danger = false } = {}) {
  const element = document.getElementById("dpConfirmModal");
  const okButton = element.querySelector("#dpConfirmOkBtn");
  element.querySelector("#dpConfirmTitle").textContent = title;
  element.querySelector("#dpConfirmBody").textContent = question;
  element.querySelector("#dpConfirmCancelBtn").textContent = cancel;
  okButton.textContent = ok;
  okButton.className = `btn ${danger ? "btn-danger" : "btn-primary"}`;
  const modal = window.bootstrap.Modal.getOrCreateInstance(element);
  return new Promise((resolve) => {
    let agreed = false;
    okButton.onclick = () => {
      agreed = true;
      modal.hide();
    };
    element.addEventListener("hidden.bs.modal", () => resolve(agreed), { once: true });
    modal.show();
  });
}

const TITLES = { success: "✅ Berhasil", error: "❌ Error", danger: "❌ Error", warning: "⚠️ Peringatan", info: "ℹ️ Informasi" };

/**
 * Show messages in `#messagesModal`, one line each, under the heading of the gravest.
 * @param {{tags: string, message: string}[]} messages
 */
export function showMessages(messages) {
  if (messages.length === 0) return;
  const gravest = ["error", "danger", "warning", "success", "info"].find((tag) => messages.some((m) => m.tags.includes(tag)));
  const element = document.getElementById("messagesModal");
  element.querySelector("#messagesModalTitle").textContent = TITLES[gravest] ?? TITLES.info;
  element.querySelector("#messagesModalBody").replaceChildren(
    ...messages.map(({ message }) => {
      const line = document.createElement("p");
      line.className = "mb-1";
      line.textContent = message;
      return line;
    }),
  );
  window.bootstrap.Modal.getOrCreateInstance(element).show();
}
