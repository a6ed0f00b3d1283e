/** Sending what was typed to the server, and what happens when it is refused (CONTRACT 5.4, W17). */
import { ApiError, postJson } from "../../../core/api.js";
import { toast } from "../../../core/toast.js";
import { askConflict } from "../conflict.js";

const MODE_NAMES = { planned: "Perencanaan", actual: "Realisasi" };
const REFUSED = "Tidak dapat menyimpan:";

export class Saver {
  /**
   * @param {object} app `urls`, `projectId`, `token`, `schedule`, `grid`, and `changed()`, `reloadKeeping()`
   * @param {HTMLButtonElement} button
   */
  constructor(app, button) {
    this.app = app;
    this.button = button;
    this.busy = false;
  }

  async save({ overwrite = false } = {}) {
    if (this.busy) return;
    const { schedule, grid } = this.app;
    const batches = schedule.pending();
    if (batches.length === 0) {
      toast("Tidak ada perubahan untuk disimpan", "info");
      return;
    }
    const problems = schedule.problems();
    grid.markFailed(problems.map(({ jobId }) => jobId));
    if (problems.length > 0) {
      toast([REFUSED, ...problems.map(({ text }) => `- ${text}`)].join("\n"), "danger");
      return;
    }
    this.#setBusy(true);
    let outcome = null;
    try {
      for (const batch of batches) outcome = await this.#send(batch, overwrite || outcome === "overwritten");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      outcome = error;
    } finally {
      this.#setBusy(false);
      grid.refresh();
      this.app.changed();
    }
    if (outcome instanceof ApiError) await this.#refused(outcome);
  }

  async #send({ mode, assignments, sent }, overwrite) {
    const { app } = this;
    const body = {
      assignments,
      mode,
      project_id: app.projectId,
      week_end_day: app.weekEndDay,
      ...(overwrite ? {} : { client_updated_at: app.token }),
    };
    const { data } = await postJson(app.urls.save, body, { quiet: true });
    app.token = data.project_updated_at;
    app.schedule.confirm(sent);
    toast(`Berhasil menyimpan ${assignments.length} perubahan (${MODE_NAMES[mode]})`, "success");
    return overwrite ? "overwritten" : "saved";
  }

  async #refused(error) {
    const { grid } = this.app;
    if (error.kind === "conflict") {
      const choice = await askConflict(error.message);
      if (choice === "overwrite") await this.save({ overwrite: true });
      else if (choice === "reload") await this.app.reloadKeeping();
      return;
    }
    const named = error.data?.validation_errors ?? error.data?.errors?.filter((item) => item.pekerjaan_id);
    if (named?.length) {
      grid.markFailed(named.map((item) => item.pekerjaan_id));
      toast([REFUSED, ...named.map((item) => `- ${item.error}`)].join("\n"), "danger");
      return;
    }
    toast(`Gagal menyimpan: ${error.message} Semua isian Anda tetap ada dan belum tersimpan.`, "danger");
  }

  #setBusy(busy) {
    this.busy = busy;
    this.button.disabled = busy;
    this.button.setAttribute("aria-busy", String(busy));
  }
}
