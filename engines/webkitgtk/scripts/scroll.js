// DOM.scrollIntoViewIfNeeded: answers '' or the error that Playwright knows by its words.
function(rect) {
  if (!this.isConnected) return 'Node is detached from document';
  const element = this.nodeType === 1 ? this : this.parentElement;
  if (!element) return 'Node does not have a layout object';
  const box = element.getBoundingClientRect();
  if (!box.width && !box.height && !element.getClientRects().length) return 'Node does not have a layout object';
  const wanted = rect
    ? { left: box.left + rect.x, top: box.top + rect.y, right: box.left + rect.x + rect.width, bottom: box.top + rect.y + rect.height }
    : box;
  const root = document.documentElement;
  const outside = (l, t, r, b) => wanted.left < l || wanted.top < t || wanted.right > r || wanted.bottom > b;
  let hidden = outside(0, 0, root.clientWidth, root.clientHeight);
  for (let up = element.parentElement; up && !hidden && up !== document.body && up !== root; up = up.parentElement) {
    const style = getComputedStyle(up);
    if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
    const q = up.getBoundingClientRect();
    hidden = outside(q.left, q.top, q.right, q.bottom);
  }
  for (let view = window; !hidden && view !== view.parent && view.frameElement; view = view.parent) {
    const q = view.frameElement.getBoundingClientRect(), d = view.parent.document.documentElement;
    hidden = q.top < 0 || q.left < 0 || q.bottom > d.clientHeight || q.right > d.clientWidth;
  }
  if (hidden) element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  return '';
}
