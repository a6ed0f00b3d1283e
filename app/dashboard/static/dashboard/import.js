/** The dashboard's import of a backup file (CONTRACT 3.1, W39). */
import { ApiError, request } from "../core/api.js";

const form = document.getElementById("importProjectForm");
const result = document.getElementById("importResult");
const button = document.getElementById("importSubmitBtn");
let imported = false;

function say(message, good) {
  result.textContent = message;
  result.classList.toggle("alert-success", good);
  result.classList.toggle("alert-danger", !good);
  result.hidden = false;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  result.hidden = true;
  try {
    const { data } = await request(form.action, { method: "POST", form: new FormData(form), quiet: true });
    imported = true;
    form.reset();
    say([data.message, ...data.warnings].join("\n"), true);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    say(error.message, false);
  } finally {
    button.disabled = false;
  }
});
document.getElementById("importProjectModal").addEventListener("hidden.bs.modal", () => {
  if (imported) window.location.reload();
});
