/** Reading what a part of the page shows: it says that it is busy, and of several reads only the last one asked for counts. */
import { ApiError } from "../../core/api.js";

/**
 * @param {HTMLElement} element what is read for: `aria-busy` while anything is under way
 * @returns {<T>(read: () => Promise<T>, show: (answer: T) => void) => Promise<boolean>} shows what `read` gives; false where
 *   that failed (the call has said why; what was shown stays) or something newer was asked for meanwhile
 */
export function reader(element) {
  let asked = 0;
  return async (read, show) => {
    const mine = (asked += 1);
    element.setAttribute("aria-busy", "true");
    try {
      const answer = await read();
      if (mine !== asked) return false;
      show(answer);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return false;
    } finally {
      if (mine === asked) element.setAttribute("aria-busy", "false");
    }
  };
}
