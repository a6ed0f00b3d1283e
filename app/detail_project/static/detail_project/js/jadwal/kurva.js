/** The S-curve over the table (CONTRACT 5.7): sideways it moves with the weeks, its height is the viewport's. */
import { COLUMN, curveY } from "./geometry.js";
import { coveredArea, makeCanvas, prepare, trackColours } from "./overlay.js";
import { curves } from "./schedule.js";
import { shownPercent } from "./units.js";

const AXIS = 44;
const STEPS = [0, 20, 40, 60, 80, 100];
const GRID_LINE = "rgb(80, 80, 80)";

export class Kurva {
  /** @param {import("./grid.js").Grid} grid */
  constructor(grid, legend) {
    this.grid = grid;
    this.legend = legend;
    this.viewport = document.createElement("div");
    this.viewport.className = "kurva-s-viewport";
    this.viewport.setAttribute("role", "row");
    this.canvas = makeCanvas("kurva-s-canvas-overlay", "");
    this.axis = makeCanvas("kurva-s-yaxis-overlay", "Sumbu persen, 0 sampai 100");
    this.viewport.append(this.axis, this.canvas);
    this.series = { planned: [], actual: [] };
  }

  get shown() {
    return this.viewport.isConnected;
  }

  show() {
    this.grid.content.prepend(this.viewport);
    this.legend.hidden = false;
    this.update();
  }

  hide() {
    this.viewport.remove();
    this.legend.hidden = true;
  }

  /** Compute the curves anew, after a change of values or columns. */
  update() {
    if (!this.shown) return;
    const weekly = curves(this.grid.schedule);
    const last = (column) => column.weeks.at(-1);
    const points = (sums) =>
      this.grid.columns
        .map((column, place) => ({ place, percent: sums[Math.min(last(column), sums.length) - 1], started: column.weeks[0] <= sums.length }))
        .filter((point) => point.started);
    this.series = { planned: points(weekly.planned), actual: points(weekly.actual) };
    const told = Object.entries({ Rencana: this.series.planned, Realisasi: this.series.actual }).map(
      ([name, series]) => `${name} ${shownPercent((series.at(-1)?.percent ?? 0) * 100)} %`,
    );
    this.canvas.setAttribute("aria-label", `Kurva S kumulatif. ${told.join(", ")}`);
    this.draw();
  }

  draw() {
    if (!this.shown) return;
    const { grid } = this;
    const height = grid.body.clientHeight;
    const area = coveredArea(grid);
    this.viewport.style.width = `${grid.width}px`;
    this.canvas.style.transform = `translateX(${area.left}px)`;
    const context = prepare(this.canvas, area.width, height);
    this.#gridLines(context, area.width, height);
    const colours = trackColours(grid.container);
    for (const name of ["planned", "actual"]) this.#curve(context, this.series[name], colours[name], area, height);
    this.#axis(height);
  }

  #gridLines(context, width, height) {
    context.strokeStyle = GRID_LINE;
    context.lineWidth = 1;
    context.setLineDash([5, 5]);
    for (const step of STEPS) {
      const y = Math.round(curveY(step, height)) + 0.5;
      context.beginPath();
      context.moveTo(0, y);
      context.lineTo(width, y);
      context.stroke();
    }
    context.setLineDash([]);
  }

  #curve(context, series, colour, area, height) {
    const near = series
      .map(({ place, percent }) => ({ x: this.grid.frozen + place * COLUMN + COLUMN / 2 - area.left, y: curveY(percent, height) }))
      .filter(({ x }) => x > -2 * COLUMN && x < area.width + 2 * COLUMN);
    context.strokeStyle = colour;
    context.lineWidth = 3;
    context.lineJoin = "round";
    context.beginPath();
    for (const { x, y } of near) context.lineTo(x, y);
    context.stroke();
    for (const { x, y } of near) {
      for (const [radius, fill] of [[6, colour], [2.5, "#ffffff"]]) {
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        context.fillStyle = fill;
        context.fill();
      }
    }
  }

  #axis(height) {
    const style = window.getComputedStyle(this.grid.container);
    this.axis.style.marginLeft = `${this.grid.frozen}px`;
    this.axis.style.left = `${this.grid.frozen}px`;
    const context = prepare(this.axis, AXIS, height);
    context.font = `12px ${style.fontFamily}`;
    context.textBaseline = "middle";
    context.textAlign = "right";
    for (const step of STEPS) {
      const y = curveY(step, height);
      context.fillStyle = style.getPropertyValue("--bs-body-bg");
      context.fillRect(0, y - 9, AXIS, 18);
      context.fillStyle = style.color;
      context.fillText(`${step}%`, AXIS - 6, y);
    }
  }
}
