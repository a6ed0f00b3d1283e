/** The schedule's data: what the server holds, and over it what was typed and not yet saved. No DOM here. */
import { FULL, exactPercent, roundTo } from "./units.js";

const FIELDS = ["planned", "actual", "cost"];

/** @typedef {{id: string, kind: "klas"|"sub"|"job", level: number, name: string, kode: string, parents: string[], jobId?: number, unit?: string, volume?: number, total?: number}} Row */
/** @typedef {{id: string, label: string, dates: string, weeks: number[]}} Column */

/** Flatten the tree of works into rows, top down. */
export function flatten(tree, volumes, totals) {
  const rows = [];
  for (const klas of tree) {
    const klasId = `klas-${klas.id}`;
    rows.push({ id: klasId, kind: "klas", level: 0, name: klas.name, kode: "", parents: [], leaf: klas.sub.length === 0 });
    for (const sub of klas.sub) {
      const subId = `sub-${sub.id}`;
      rows.push({ id: subId, kind: "sub", level: 1, name: sub.name, kode: "", parents: [klasId], leaf: sub.pekerjaan.length === 0 });
      for (const job of sub.pekerjaan) {
        rows.push({
          id: String(job.id),
          kind: "job",
          level: 2,
          name: job.snapshot_uraian,
          kode: job.snapshot_kode,
          parents: [klasId, subId],
          jobId: job.id,
          unit: job.snapshot_satuan,
          volume: volumes.get(job.id) ?? 0,
          total: totals.get(job.id) ?? 0,
        });
      }
    }
  }
  return rows;
}

/** `2026-01-05` as `05/01`. */
function dayMonth(iso) {
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}`;
}

/**
 * The columns of the weekly scale. `phases` are the weekly tahapan; a week takes the one that starts with it.
 * @param {{week_number: number, week_start_date: string, week_end_date: string}[]} weeks
 * @returns {Column[]}
 */
export function weekColumns(weeks, phases) {
  const phaseOf = new Map(phases.map((phase) => [phase.tanggal_mulai, phase.tahapan_id]));
  return weeks.map((week) => {
    const phaseId = phaseOf.get(week.week_start_date) ?? null;
    return {
      id: phaseId === null ? `col_w${week.week_number}` : `col_${phaseId}`,
      label: `Week ${week.week_number}`,
      dates: `${dayMonth(week.week_start_date)} - ${dayMonth(week.week_end_date)}`,
      weeks: [week.week_number],
      phaseId,
      start: week.week_start_date,
      end: week.week_end_date,
    };
  });
}

/** The columns of the monthly scale: four weeks each. */
export function monthColumns(weekly) {
  const months = [];
  for (let first = 0; first < weekly.length; first += 4) {
    const group = weekly.slice(first, first + 4);
    const number = months.length + 1;
    months.push({
      id: `col_m${number}`,
      label: `Month ${number}`,
      dates: `${dayMonth(group[0].start)} - ${dayMonth(group.at(-1).end)}`,
      weeks: group.map((column) => column.weeks[0]),
    });
  }
  return months;
}

/** Progress of all jobs by week. Percent are hundredths (2500 is 25 %), costs are rupiah or null. */
export class Schedule {
  /**
   * @param {Row[]} rows
   * @param {Column[]} columns weekly ones
   * @param {[number, number, number, number, number|null][]} cells job, week, planned, actual, cost
   */
  constructor(rows, columns, cells) {
    this.rows = rows;
    this.columns = columns;
    this.weeks = columns.length;
    this.jobs = new Map(rows.filter((row) => row.kind === "job").map((row) => [row.jobId, row]));
    this.stored = new Map();
    for (const jobId of this.jobs.keys()) {
      this.stored.set(jobId, {
        planned: new Int32Array(this.weeks + 1),
        actual: new Int32Array(this.weeks + 1),
        cost: new Map(),
      });
    }
    for (const [jobId, week, planned, actual, cost] of cells) {
      const values = this.stored.get(jobId);
      if (!values) continue;
      values.planned[week] = planned;
      values.actual[week] = actual;
      if (cost !== null) values.cost.set(week, cost);
    }
    this.edits = { planned: new Map(), actual: new Map(), cost: new Map() };
  }

  #stored(field, jobId, week) {
    const values = this.stored.get(jobId)[field];
    return field === "cost" ? (values.get(week) ?? null) : values[week];
  }

  /** What is typed, else what is stored. */
  get(field, jobId, week) {
    const edits = this.edits[field];
    if (edits.size > 0) {
      const typed = edits.get(`${jobId}:${week}`);
      if (typed !== undefined) return typed;
    }
    return this.#stored(field, jobId, week);
  }

  /** Take over a typed value; one that equals the stored value is no edit any more. */
  set(field, jobId, week, value) {
    const key = `${jobId}:${week}`;
    if (value === this.#stored(field, jobId, week)) this.edits[field].delete(key);
    else this.edits[field].set(key, value);
  }

  isModified(field, jobId, week) {
    return this.edits[field].has(`${jobId}:${week}`);
  }

  /** The number of cells that hold something typed and not saved. */
  get modified() {
    return this.edits.planned.size + new Set([...this.edits.actual.keys(), ...this.edits.cost.keys()]).size;
  }

  /** The sum over a column's weeks. */
  sum(field, jobId, weeks) {
    let total = 0;
    for (const week of weeks) total += this.get(field, jobId, week) ?? 0;
    return total;
  }

  total(field, jobId) {
    let total = 0;
    for (let week = 1; week <= this.weeks; week += 1) total += this.get(field, jobId, week) ?? 0;
    return total;
  }

  /** What a cell of the job cost: as stored or typed, else what its progress is worth. */
  costOf(jobId, week) {
    const cost = this.get("cost", jobId, week);
    return cost ?? (this.jobs.get(jobId).total * this.get("actual", jobId, week)) / FULL;
  }

  #editedJobs(...fields) {
    const ids = new Set();
    for (const field of fields) for (const key of this.edits[field].keys()) ids.add(Number(key.split(":")[0]));
    return [...ids].map((id) => this.jobs.get(id));
  }

  /**
   * What keeps the edits from being saved: one text for each work.
   * @returns {{jobId: number, text: string}[]}
   */
  problems() {
    const found = [];
    const name = (job) => `${job.kode} ${job.name}`.trim();
    for (const field of ["planned", "actual"]) {
      for (const job of this.#editedJobs(field)) {
        const total = this.total(field, job.jobId);
        if (total > FULL) found.push({ jobId: job.jobId, text: `${name(job)}: total ${exactPercent(total)}% > 100 %` });
        else if (total > 0 && job.volume <= 0) found.push({ jobId: job.jobId, text: `${name(job)}: volume belum diisi` });
      }
    }
    for (const job of this.#editedJobs("cost")) {
      let cost = 0;
      for (let week = 1; week <= this.weeks; week += 1) cost += this.get("cost", job.jobId, week) ?? 0;
      if (cost > roundTo(job.total, 2)) found.push({ jobId: job.jobId, text: `${name(job)}: biaya melebihi total pekerjaan` });
    }
    return found;
  }

  /**
   * What a save has to send: one entry for each mode that has edits.
   * @returns {{mode: "planned"|"actual", assignments: object[], sent: {field: string, key: string, value: number}[]}[]}
   */
  pending() {
    const batches = [];
    for (const [mode, fields] of [["planned", ["planned"]], ["actual", ["actual", "cost"]]]) {
      const keys = new Set(fields.flatMap((field) => [...this.edits[field].keys()]));
      if (keys.size === 0) continue;
      const assignments = [];
      const sent = [];
      for (const key of keys) {
        const [jobId, week] = key.split(":").map(Number);
        assignments.push(this.#assignment(mode, jobId, week));
        for (const field of fields) {
          if (this.edits[field].has(key)) sent.push({ field, key, value: this.edits[field].get(key) });
        }
      }
      batches.push({ mode, assignments, sent });
    }
    return batches;
  }

  #assignment(mode, jobId, week) {
    const column = this.columns[week - 1];
    const percent = this.get(mode, jobId, week) / 100;
    return {
      pekerjaan_id: jobId,
      proportion: percent,
      [`${mode}_proportion`]: percent,
      ...(mode === "actual" && this.isModified("cost", jobId, week) ? { actual_cost: this.get("cost", jobId, week) } : {}),
      ...(column.phaseId === null ? {} : { tahapan_id: column.phaseId }),
      week_start: column.start,
      week_end: column.end,
      week_number: week,
    };
  }

  /** The server has stored what was sent; what was typed meanwhile stays an edit. */
  confirm(sent) {
    for (const { field, key, value } of sent) {
      const [jobId, week] = key.split(":").map(Number);
      const values = this.stored.get(jobId)[field];
      if (field === "cost") values.set(week, value);
      else values[week] = value;
      if (this.edits[field].get(key) === value) this.edits[field].delete(key);
    }
  }

  /** Take what was typed out, to be put back by `restore`. */
  takeEdits() {
    const taken = this.edits;
    this.edits = { planned: new Map(), actual: new Map(), cost: new Map() };
    return taken;
  }

  /** Put typed values back, those of works and weeks that still exist. */
  restore(edits) {
    for (const field of FIELDS) {
      for (const [key, value] of edits[field]) {
        const [jobId, week] = key.split(":").map(Number);
        if (this.jobs.has(jobId) && week <= this.weeks) this.set(field, jobId, week, value);
      }
    }
  }
}

/**
 * The S-curve: percent of the project, cumulative by week, weighted by the works' totals (all alike where none has one).
 * @returns {{planned: number[], actual: number[]}} `actual` ends with the last week that has any
 */
export function curves(schedule) {
  const jobs = [...schedule.jobs.values()];
  const whole = jobs.reduce((sum, job) => sum + job.total, 0);
  const series = (field) => {
    const weekly = new Float64Array(schedule.weeks + 1);
    let last = 0;
    for (const job of jobs) {
      const weight = whole > 0 ? job.total / whole : 1 / jobs.length;
      for (let week = 1; week <= schedule.weeks; week += 1) {
        const value = schedule.get(field, job.jobId, week);
        if (value > 0) {
          weekly[week] += (weight * value) / 100;
          last = Math.max(last, week);
        }
      }
    }
    const sums = [];
    let sum = 0;
    for (let week = 1; week <= schedule.weeks; week += 1) sums.push((sum += weekly[week]));
    return { sums, last };
  };
  const actual = series("actual");
  return { planned: series("planned").sums, actual: actual.sums.slice(0, actual.last) };
}
