/** Keep start, end and duration of a project in step: a changed duration moves the end, a changed date the duration. */
const DAY_MS = 86_400_000;

/** Watch the fields below `root`; rows that are added later are watched too. */
export function linkDurations(root) {
  root.addEventListener("change", (event) => {
    const match = /^(.*)(tanggal_mulai|tanggal_selesai|durasi_hari)$/.exec(event.target.name ?? "");
    if (!match) return;
    const field = (name) => root.querySelector(`[name="${match[1]}${name}"]`);
    const [start, end, days] = ["tanggal_mulai", "tanggal_selesai", "durasi_hari"].map(field);
    if (!start.valueAsDate) return;
    if (match[2] === "durasi_hari") {
      const count = Number(days.value);
      if (Number.isInteger(count) && count > 0 && count <= 36500) end.valueAsNumber = start.valueAsNumber + (count - 1) * DAY_MS;
    } else if (end.valueAsDate && end.valueAsNumber >= start.valueAsNumber) {
      days.value = (end.valueAsNumber - start.valueAsNumber) / DAY_MS + 1;
    }
  });
}
