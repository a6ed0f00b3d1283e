/**
 * Reordering by pointer (mouse, pen, touch) and by arrow keys.
 *
 * Pointer events instead of the browser's own drag and drop: that one differs between engines and ignores touch.
 * The item stays where it is until the pointer is released; a line shows where it will go.
 */
const EDGE_PX = 60;
const SCROLL_PX = 18;

/** One level of the tree: which items move, and between which lists. */
const LEVELS = {
  klas: { item: ".lp-klas-card", list: "#klas-list", area: "#klas-list" },
  sub: { item: ".lp-sub-card", list: ".sub-wrap", area: ".lp-klas-card" },
  job: { item: ".lp-row", list: "tbody", area: ".lp-sub-card" },
};

/**
 * @param {HTMLElement} root holds everything that can be moved; handles are `.lp-handle[data-level]`
 * @param {() => void} moved called after an item got another place
 */
export function makeSortable(root, moved) {
  root.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".lp-handle");
    if (!handle || event.button !== 0) return;
    event.preventDefault();
    handle.focus();
    startDrag(root, handle, moved);
  });
  root.addEventListener("keydown", (event) => {
    const handle = event.target.closest(".lp-handle");
    if (!handle || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    const level = LEVELS[handle.dataset.level];
    if (step(root, handle.closest(level.item), level, event.key === "ArrowUp" ? -1 : 1)) {
      handle.focus();
      moved();
    }
  });
}

function startDrag(root, handle, moved) {
  const level = LEVELS[handle.dataset.level];
  const item = handle.closest(level.item);
  let place = null;
  item.classList.add("lp-dragging");
  document.body.classList.add("lp-drag-active");

  const show = (next) => {
    place?.mark?.classList.remove("lp-drop-before", "lp-drop-after", "lp-drop-into");
    place = next;
    place?.mark?.classList.add(`lp-drop-${place.side}`);
  };
  const move = (event) => {
    scrollNearEdge(event.clientY);
    show(placeAt(root, level, item, event.clientX, event.clientY));
  };
  const end = (apply) => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", drop);
    document.removeEventListener("pointercancel", cancel);
    document.removeEventListener("keydown", escape, true);
    item.classList.remove("lp-dragging");
    document.body.classList.remove("lp-drag-active");
    const target = place;
    show(null);
    if (apply && target && insert(item, target)) moved();
  };
  const drop = () => end(true);
  const cancel = () => end(false);
  const escape = (event) => {
    if (event.key === "Escape") end(false);
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", drop);
  document.addEventListener("pointercancel", cancel);
  document.addEventListener("keydown", escape, true);
}

/** Where an item would go if the pointer were released at these viewport coordinates; null for nowhere. */
function placeAt(root, level, item, x, y) {
  const under = document.elementFromPoint(x, y);
  if (!under || !root.contains(under)) return null;
  const target = under.closest(level.item);
  if (target === item) return null;
  if (target) {
    const box = target.getBoundingClientRect();
    const side = y < box.top + box.height / 2 ? "before" : "after";
    return { list: target.parentElement, mark: target, side };
  }
  const area = under.closest(level.area);
  const list = area?.matches(level.list) ? area : area?.querySelector(level.list);
  return list ? { list, mark: area, side: "into" } : null;
}

function insert(item, { list, mark, side }) {
  const before = side === "before" ? mark : side === "after" ? mark.nextElementSibling : null;
  if (before === item || (before === item.nextElementSibling && list === item.parentElement)) return false;
  list.insertBefore(item, before);
  return true;
}

/** Move an item one place up or down, into the neighbouring list at a list's end; false where there is none. */
function step(root, item, level, direction) {
  const neighbour = direction < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (neighbour) {
    if (direction < 0) neighbour.before(item);
    else neighbour.after(item);
    return true;
  }
  const lists = [...root.querySelectorAll(level.list)];
  const next = lists[lists.indexOf(item.parentElement) + direction];
  if (!next) return false;
  if (direction < 0) next.append(item);
  else next.prepend(item);
  return true;
}

function scrollNearEdge(y) {
  if (y < EDGE_PX) window.scrollBy(0, -SCROLL_PX);
  else if (y > window.innerHeight - EDGE_PX) window.scrollBy(0, SCROLL_PX);
}
