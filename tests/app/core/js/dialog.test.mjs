// A dialog answers what was last chosen, also where that was while it was still opening.
import assert from "node:assert/strict";
import test from "node:test";

import { ask } from "../../../../app/core/static/core/dialog.js";

const choiceOf = ({ choice }) => choice;
const OK = { choice: true, closest: () => null };
const CANCEL = { closest: (selector) => (selector === "[data-bs-dismiss]" ? CANCEL : null) };

/** A dialog as Bootstrap moves it: `hide` is ignored until `opened`. */
function dialog() {
  const element = new EventTarget();
  const tell = (name, properties = {}) => {
    const event = new Event(name);
    for (const [key, value] of Object.entries(properties)) Object.defineProperty(event, key, { value });
    element.dispatchEvent(event);
  };
  let [open, moving] = [false, false];
  const modal = {
    show: () => ([open, moving] = [true, true]),
    hide: () => {
      if (!open || moving) return;
      open = false;
      tell("hidden.bs.modal");
    },
  };
  globalThis.window = { bootstrap: { Modal: { getOrCreateInstance: () => modal } } };
  const opened = () => {
    moving = false;
    tell("shown.bs.modal");
  };
  const click = (target) => {
    tell("click", { target });
    if (target === CANCEL) modal.hide(); // Bootstrap's own doing
  };
  const escape = () => {
    tell("keydown", { key: "Escape" });
    modal.hide();
  };
  return { answer: ask(element, choiceOf, false), opened, click, escape };
}

test("what is chosen in the open dialog is its answer", async () => {
  for (const [target, expected] of [[OK, true], [CANCEL, false]]) {
    const { answer, opened, click } = dialog();
    opened();
    click(target);
    assert.equal(await answer, expected);
  }
});

test("OK while it opens closes it as soon as it is open", async () => {
  const { answer, opened, click } = dialog();
  click(OK);
  opened();
  assert.equal(await answer, true);
});

test("who says OK and then takes it back has not agreed", async () => {
  const { answer, opened, click } = dialog();
  click(OK);
  click(CANCEL);
  opened();
  assert.equal(await answer, false);
});

test("nor who leaves by Escape", async () => {
  const { answer, opened, click, escape } = dialog();
  click(OK);
  escape();
  opened();
  assert.equal(await answer, false);
});
