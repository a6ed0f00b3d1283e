/** Where things lie, in CSS pixels of the scrolled content. No DOM here. */

export const ROW = 56;
export const COLUMN = 120;
export const TRACKS = { actual: { top: 10, height: 21 }, planned: { top: 32, height: 21 } };
export const CURVE = { top: 40, bottom: 40 };
export const MARGIN = { x: COLUMN, y: 2 * ROW };
export const OVERSCAN = 4;

/** First and last index of what a stretch shows of a run of equal items. */
export function indexRange(from, to, size, count) {
  return { first: Math.max(0, Math.floor(from / size)), last: Math.min(count - 1, Math.ceil(to / size) - 1) };
}

/**
 * The bars that a rectangle of the content shows.
 * @param {object[]} rows visible rows of the tree, in order
 * @param {{weeks: number[]}[]} columns
 * @param {(field: string, jobId: number, weeks: number[]) => number} valueOf
 * @param {{left: number, top: number, right: number, bottom: number}} area
 * @param {number} origin content x of the first column
 * @returns {{track: string, x: number, y: number, width: number, height: number}[]}
 */
export function bars(rows, columns, valueOf, area, origin) {
  const found = [];
  const vertical = indexRange(area.top, area.bottom, ROW, rows.length);
  const sideways = indexRange(area.left - origin, area.right - origin, COLUMN, columns.length);
  for (let r = vertical.first; r <= vertical.last; r += 1) {
    if (rows[r].kind !== "job") continue;
    for (let c = sideways.first; c <= sideways.last; c += 1) {
      for (const [track, { top, height }] of Object.entries(TRACKS)) {
        if (valueOf(track, rows[r].jobId, columns[c].weeks) > 0) {
          found.push({ track, x: origin + c * COLUMN, y: r * ROW + top, width: COLUMN, height });
        }
      }
    }
  }
  return found;
}

/** Height of a percentage on the S-curve, from the top of the viewport. */
export function curveY(percent, height) {
  const shown = Math.min(100, Math.max(0, percent));
  return CURVE.top + (height - CURVE.top - CURVE.bottom) * (1 - shown / 100);
}
