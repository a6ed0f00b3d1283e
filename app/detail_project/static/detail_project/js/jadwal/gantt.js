/** Bars of planned and actual progress over the table (CONTRACT 5.6). */
import { ROW, TRACKS, bars } from "./geometry.js";
import { coveredArea, makeCanvas, prepare, trackColours } from "./overlay.js";
import { shownPercent } from "./units.js";

export class Gantt {
  /** @param {import("./grid.js").Grid} grid */
  constructor(grid, tooltip) {
    this.grid = grid;
    this.tooltip = tooltip;
    this.clip = document.createElement("div");
    this.clip.className = "gantt-clip-viewport";
    this.clip.setAttribute("role", "row");
    this.canvas = makeCanvas("gantt-canvas-overlay", "Diagram Gantt: rencana dan realisasi setiap pekerjaan per minggu");
    this.clip.append(this.canvas);
    grid.body.addEventListener("pointermove", (event) => this.#hover(event));
    grid.body.addEventListener("pointerleave", () => this.#hideTooltip());
    grid.body.addEventListener("scroll", () => this.#hideTooltip(), { passive: true });
  }

  get shown() {
    return this.clip.isConnected;
  }

  show() {
    this.grid.content.append(this.clip);
    this.draw();
  }

  hide() {
    this.clip.remove();
    this.#hideTooltip();
  }

  draw() {
    if (!this.shown) return;
    const { grid, canvas } = this;
    const area = coveredArea(grid);
    canvas.style.transform = `translate(${area.left}px, ${area.top}px)`;
    const context = prepare(canvas, area.width, area.height);
    const colours = trackColours(grid.container);
    const sum = (field, jobId, weeks) => grid.schedule.sum(field, jobId, weeks);
    const rectangle = { left: area.left, top: area.top, right: area.left + area.width, bottom: area.top + area.height };
    for (const bar of bars(grid.visible, grid.columns, sum, rectangle, grid.frozen)) {
      context.fillStyle = colours[bar.track];
      context.fillRect(bar.x - area.left, bar.y - area.top, bar.width, bar.height);
    }
  }

  /** Tell what a bar under the pointer stands for. */
  #hover(event) {
    const cell = this.shown ? event.target.closest(".time-cell[data-pekerjaan-id]") : null;
    if (!cell) return this.#hideTooltip();
    const { grid } = this;
    const { rowIndex, columnIndex } = grid.placeOfCell(cell);
    const [row, column] = [grid.visible[rowIndex], grid.columns[columnIndex]];
    const values = { planned: grid.schedule.sum("planned", row.jobId, column.weeks), actual: grid.schedule.sum("actual", row.jobId, column.weeks) };
    const y = event.clientY - cell.getBoundingClientRect().top;
    const onBar = y < ROW && Object.entries(TRACKS).some(([track, { top, height }]) => values[track] > 0 && y >= top && y <= top + height);
    if (!onBar) return this.#hideTooltip();
    this.tooltip.textContent = `${row.name}\n${column.label} (${column.dates})\nRencana ${shownPercent(values.planned)} %\nRealisasi ${shownPercent(values.actual)} %`;
    this.tooltip.style.left = `${Math.min(event.clientX + 14, window.innerWidth - 260)}px`;
    this.tooltip.style.top = `${Math.min(event.clientY + 14, window.innerHeight - 100)}px`;
    this.tooltip.hidden = false;
  }

  #hideTooltip() {
    this.tooltip.hidden = true;
  }
}
