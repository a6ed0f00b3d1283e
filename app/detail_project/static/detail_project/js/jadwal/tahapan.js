/** The dialog of the phases: list, add, change, delete and order them (W21 to W24). */
import { ApiError, getJson, request, postJson } from "../../../core/api.js";
import { toast } from "../../../core/toast.js";

/** @param {{listUrl: string, reorderUrl: string}} urls */
export function startTahapan({ listUrl, reorderUrl }) {
  const modal = document.getElementById("tahapanModal");
  const form = document.getElementById("tahapan-form");
  const list = document.getElementById("tahapan-list");
  const complaint = document.getElementById("tahapan-error");
  const cancel = document.getElementById("tahapan-cancel");
  const submit = document.getElementById("tahapan-submit");
  let phases = [];

  function button(label, icon, act, disabled = false) {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "btn btn-outline-secondary btn-sm";
    element.title = label;
    element.setAttribute("aria-label", label);
    element.disabled = disabled;
    element.innerHTML = `<i class="bi ${icon}" aria-hidden="true"></i>`;
    element.addEventListener("click", act);
    return element;
  }

  function row(phase, place) {
    const line = document.createElement("tr");
    line.dataset.tahapanId = phase.tahapan_id;
    const name = line.insertCell();
    name.append(phase.nama);
    if (phase.is_auto_generated) {
      const badge = document.createElement("span");
      badge.className = "badge text-bg-secondary ms-2";
      badge.textContent = "otomatis";
      name.append(badge);
    }
    const count = line.insertCell();
    count.className = "dp-number";
    count.textContent = String(phase.jumlah_pekerjaan);
    const actions = document.createElement("div");
    actions.className = "btn-group btn-group-sm";
    actions.append(
      button(`Naikkan ${phase.nama}`, "bi-arrow-up", () => move(place, -1), place === 0),
      button(`Turunkan ${phase.nama}`, "bi-arrow-down", () => move(place, 1), place === phases.length - 1),
      // The automatic ones follow the project's dates.
      button(`Ubah ${phase.nama}`, "bi-pencil", () => edit(phase), phase.is_auto_generated),
      button(`Hapus ${phase.nama}`, "bi-trash", () => remove(phase), phase.is_auto_generated),
    );
    const cell = line.insertCell();
    cell.className = "text-end";
    cell.append(actions);
    return line;
  }

  async function load() {
    phases = (await getJson(listUrl)).tahapan;
    list.replaceChildren(...phases.map(row));
    document.getElementById("tahapan-empty").hidden = phases.length > 0;
  }

  function edit(phase) {
    form.elements.tahapan_id.value = phase?.tahapan_id ?? "";
    form.elements.nama.value = phase?.nama ?? "";
    form.elements.tanggal_mulai.value = phase?.tanggal_mulai ?? "";
    form.elements.tanggal_selesai.value = phase?.tanggal_selesai ?? "";
    submit.textContent = phase ? "Simpan" : "Tambah";
    cancel.hidden = !phase;
    complaint.textContent = "";
    if (phase) form.elements.nama.focus();
  }

  /** Run a write; a refusal is told in the dialog and everything typed stays. */
  async function attempt(write, message) {
    complaint.textContent = "";
    try {
      const { data } = await write();
      await load();
      toast(data.message ?? message, "success");
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      complaint.textContent = error.message;
      return false;
    }
  }

  function move(place, step) {
    const order = phases.map((phase) => phase.tahapan_id);
    [order[place], order[place + step]] = [order[place + step], order[place]];
    attempt(() => postJson(reorderUrl, { tahapan_order: order }, { quiet: true }));
  }

  function remove(phase) {
    if (!window.confirm(`Hapus tahapan "${phase.nama}"?`)) return;
    attempt(() => request(`${listUrl}${phase.tahapan_id}/`, { method: "DELETE", quiet: true }));
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { tahapan_id: id, nama, tanggal_mulai: start, tanggal_selesai: end } = Object.fromEntries(new FormData(form));
    const body = { nama, tanggal_mulai: start || null, tanggal_selesai: end || null };
    const write = id
      ? () => request(`${listUrl}${id}/`, { method: "PUT", body, quiet: true })
      : () => postJson(listUrl, body, { quiet: true });
    if (await attempt(write, `Tahapan "${nama.trim()}" berhasil dibuat`)) edit(null);
  });
  cancel.addEventListener("click", () => edit(null));
  modal.addEventListener("show.bs.modal", () => {
    edit(null);
    load().catch((error) => {
      if (!(error instanceof ApiError)) throw error;
    });
  });
}
