/** What a page does when the project changed in another session since it was loaded (answer 409). */

/**
 * Ask the user in `#dpConflictModal` (template conflict_modal.html).
 * @param {string} message the server's explanation
 * @returns {Promise<"reload"|"overwrite"|"stay">} "stay" also when the dialog was left in any other way
 */
export function askConflict(message) {
  const element = document.getElementById("dpConflictModal");
  element.querySelector("#dpConflictBody").textContent = message;
  const modal = window.bootstrap.Modal.getOrCreateInstance(element);
  return new Promise((resolve) => {
    let choice = "stay";
    const choose = (event) => {
      const button = event.target.closest("[data-choice]");
      if (!button) return;
      choice = button.dataset.choice;
      modal.hide();
    };
    element.addEventListener("click", choose);
    element.addEventListener(
      "hidden.bs.modal",
      () => {
        element.removeEventListener("click", choose);
        resolve(choice);
      },
      { once: true },
    );
    modal.show();
  });
}
