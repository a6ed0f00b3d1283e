/** Unsaved changes: a badge that says so, and the browser's question before they are left behind. */

/** Follows whether a page holds changes that the server does not have. */
export class Unsaved {
  /** @param {HTMLElement} badge shown while there are unsaved changes */
  constructor(badge) {
    this.badge = badge;
    this.dirty = false;
    window.addEventListener("beforeunload", (event) => {
      if (!this.dirty) return;
      event.preventDefault();
      event.returnValue = ""; // WebKit asks only for this
    });
  }

  /** @param {boolean} dirty */
  set(dirty) {
    this.dirty = dirty;
    this.badge.hidden = !dirty;
  }
}
