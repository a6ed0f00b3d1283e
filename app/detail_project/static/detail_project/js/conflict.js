/** What a page does when the project changed in another session since it was loaded (answer 409). */
import { ask } from "../../core/dialog.js";

/**
 * Ask the user in `#dpConflictModal` (template conflict_modal.html).
 * @param {string} message the server's explanation
 * @returns {Promise<"reload"|"overwrite"|"stay">} "stay" also when the dialog was left in any other way
 */
export function askConflict(message) {
  const element = document.getElementById("dpConflictModal");
  element.querySelector("#dpConflictBody").textContent = message;
  return ask(element, (target) => target.closest("[data-choice]")?.dataset.choice, "stay");
}
