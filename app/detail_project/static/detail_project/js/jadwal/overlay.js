/** What both canvases need: a bitmap of the viewport's size that lies in the scrolled content and moves with it. */
import { MARGIN } from "./geometry.js";

/** Make a canvas that assistive technology knows by `label`: a cell, as the table around it may hold nothing else. */
export function makeCanvas(className, label) {
  const canvas = document.createElement("canvas");
  canvas.className = className;
  canvas.setAttribute("role", "gridcell");
  canvas.setAttribute("aria-label", label);
  return canvas;
}

/**
 * The stretch of the timeline that a canvas covers: what is visible and a margin, so that a scroll that is shown before
 * the script has drawn finds bars there already.
 * @returns {{left: number, top: number, width: number, height: number}} whole CSS pixels of the content
 */
export function coveredArea(grid) {
  const { body, frozen } = grid;
  const width = Math.max(1, Math.min(body.clientWidth - frozen + 2 * MARGIN.x, grid.width - frozen));
  const height = Math.max(1, Math.min(body.clientHeight + 2 * MARGIN.y, Math.max(grid.height, body.clientHeight)));
  const place = (scroll, low, high) => Math.floor(Math.min(Math.max(scroll, low), Math.max(low, high)));
  return {
    left: place(body.scrollLeft + frozen - MARGIN.x, frozen, grid.width - width),
    top: place(body.scrollTop - MARGIN.y, 0, grid.height - height),
    width,
    height,
  };
}

/** Fit the canvas to its size in device pixels, empty it, and return a context whose unit is the CSS pixel. */
export function prepare(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [pixelsWide, pixelsHigh] = [Math.round(width * ratio), Math.round(height * ratio)];
  const context = canvas.getContext("2d");
  if (canvas.width !== pixelsWide || canvas.height !== pixelsHigh) {
    canvas.width = pixelsWide;
    canvas.height = pixelsHigh;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, pixelsWide, pixelsHigh);
  context.setTransform(pixelsWide / width, 0, 0, pixelsHigh / height, 0, 0);
  return context;
}

/** The colours of both tracks, as the theme gives them. */
export function trackColours(element) {
  const style = window.getComputedStyle(element);
  const read = (name, fallback) => style.getPropertyValue(name).trim() || style.getPropertyValue(fallback).trim();
  return { planned: read("--gantt-bar-fill", "--bs-info"), actual: read("--gantt-actual-fill", "--bs-warning") };
}
