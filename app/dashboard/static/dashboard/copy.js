/** The dialog that copies a whole project, once or several times (CONTRACT 3.2, W37, W38). */
import { ApiError, postJson } from "../core/api.js";

const form = document.getElementById("copyProjectForm");
const at = (id) => document.getElementById(id);
const batch = at("batchModeToggle");
const complaint = at("copyErrorAlert");
const done = at("copySuccessAlert");

function showMode() {
  at("projectNameField").hidden = batch.checked;
  at("baseNameField").hidden = !batch.checked;
  at("copyCountField").hidden = !batch.checked;
}

function busy(on) {
  at("btnConfirmCopy").disabled = on;
  at("batchProgressBar").hidden = !on;
}

function say(text) {
  complaint.textContent = text;
  complaint.hidden = false;
}

/** Say that it is done, with a link to what was made. */
function announce(text, url) {
  const link = document.createElement("a");
  link.href = url;
  link.className = "alert-link";
  link.textContent = "Buka";
  done.replaceChildren(text, " ", link);
  done.hidden = false;
}

async function copy() {
  const common = { new_tanggal_mulai: at("newTanggalMulai").value || null, copy_jadwal: at("copyJadwal").checked };
  if (!batch.checked) {
    const { data } = await postJson(form.dataset.copyUrl, { new_name: at("newProjectName").value, ...common }, { quiet: true });
    announce(`Project disalin: ${data.new_project.nama}`, form.dataset.projectUrl.replace("/0/", `/${data.new_project.id}/`));
    return;
  }
  const { valueAsNumber: count, min, max } = at("copyCount");
  if (!Number.isInteger(count) || count < Number(min) || count > Number(max)) { // an empty field has no number
    say(`Jumlah salinan harus ${min} sampai ${max}.`);
    return;
  }
  const { data } = await postJson(form.dataset.batchUrl, { base_name: at("baseName").value, count, ...common }, { quiet: true });
  announce(`${data.summary.successful} salinan dibuat.`, form.dataset.dashboardUrl);
  if (!data.ok) say([`${data.summary.successful} salinan dibuat, ${data.summary.failed} gagal.`, ...data.summary.errors].join("\n"));
}

batch.addEventListener("change", showMode);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  complaint.hidden = true;
  done.hidden = true;
  busy(true);
  try {
    await copy();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    say(error.message);
  } finally {
    busy(false);
  }
});
