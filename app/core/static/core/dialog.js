/** Modal dialogs that answer with a promise. */

/**
 * Open a modal dialog and wait for its answer.
 *
 * Bootstrap ignores what would close a dialog that is still sliding in. What was chosen meanwhile closes it once it is
 * open, and the last choice counts: whoever pressed OK and then Cancel has not agreed.
 * @template T
 * @param {HTMLElement} element
 * @param {(target: Element) => T|undefined} choiceOf what a click on `target` chooses, if anything
 * @param {T} otherwise the answer where the dialog was left in any other way
 * @returns {Promise<T>}
 */
export function ask(element, choiceOf, otherwise) {
  const modal = window.bootstrap.Modal.getOrCreateInstance(element);
  return new Promise((resolve) => {
    const listeners = new AbortController();
    const on = (name, listener) => element.addEventListener(name, listener, { signal: listeners.signal });
    let chosen; // nothing yet
    const choose = (choice) => {
      if (choice === undefined) return;
      chosen = choice;
      modal.hide();
    };
    on("click", ({ target }) => choose(target.closest("[data-bs-dismiss]") ? otherwise : choiceOf(target)));
    on("keydown", ({ key }) => choose(key === "Escape" ? otherwise : undefined));
    on("shown.bs.modal", () => choose(chosen));
    on("hidden.bs.modal", () => {
      listeners.abort();
      resolve(chosen ?? otherwise);
    });
    modal.show();
  });
}

/**
 * Show a dialog as long as `work` takes. One that is still sliding in cannot be closed: it is closed once it is open.
 * @template T
 * @param {HTMLElement} element
 * @param {() => Promise<T>} work
 * @returns {Promise<T>} what `work` returns, when the dialog closes
 */
export async function shownWhile(element, work) {
  const modal = window.bootstrap.Modal.getOrCreateInstance(element);
  const opened = new Promise((resolve) => element.addEventListener("shown.bs.modal", resolve, { once: true }));
  modal.show();
  try {
    return await work();
  } finally {
    await opened;
    modal.hide();
  }
}

/**
 * Close an open dialog and wait until it is gone: another may open then. One that is still sliding in closes afterwards.
 * @param {HTMLElement} element
 * @returns {Promise<void>}
 */
export function closed(element) {
  const modal = window.bootstrap.Modal.getOrCreateInstance(element);
  return new Promise((resolve) => {
    const listeners = new AbortController();
    element.addEventListener("shown.bs.modal", () => modal.hide(), { signal: listeners.signal });
    element.addEventListener("hidden.bs.modal", () => {
      listeners.abort();
      resolve();
    }, { signal: listeners.signal });
    modal.hide();
  });
}

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
  return ask(element, (target) => (okButton.contains(target) ? true : undefined), false);
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
