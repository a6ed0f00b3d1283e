/** Keys of the page (CONTRACT 5.9). */

/** @param {{save: () => void, refresh: () => void, setMode: (mode: string) => void, setDisplay: (display: string) => void}} actions */
export function startShortcuts({ save, refresh, setMode, setDisplay }) {
  const alt = {
    KeyP: () => setMode("planned"),
    KeyA: () => setMode("actual"),
    Digit1: () => setDisplay("percentage"),
    Digit2: () => setDisplay("volume"),
    Digit3: () => setDisplay("cost"),
  };
  document.addEventListener("keydown", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    const { code, altKey, shiftKey } = event;
    let action = null;
    if (altKey) action = alt[code];
    else if (shiftKey) action = code === "Slash" ? showHelp : null;
    else if (code === "KeyS") action = save;
    else if (code === "KeyR") action = refresh;
    if (!action) return;
    event.preventDefault();
    action();
  });
}

function showHelp() {
  window.bootstrap.Modal.getOrCreateInstance(document.getElementById("keyboardShortcutsModal")).show();
}
