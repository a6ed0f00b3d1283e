// DOM.getContentQuads: the element's boxes in the coordinates of the page, through all frames of its origin.
function() {
  let element = this;
  while (element && element.nodeType !== 1) element = element.parentNode;
  if (!element) return [];
  let dx = 0, dy = 0, view = element.ownerDocument.defaultView;
  while (view && view !== view.parent) {
    const frame = view.frameElement;
    if (!frame) break;
    const box = frame.getBoundingClientRect(), style = getComputedStyle(frame);
    dx += box.left + parseFloat(style.borderLeftWidth) + parseFloat(style.paddingLeft);
    dy += box.top + parseFloat(style.borderTopWidth) + parseFloat(style.paddingTop);
    view = view.parent;
  }
  return Array.from(element.getClientRects(), r => [
    r.left + dx, r.top + dy, r.right + dx, r.top + dy, r.right + dx, r.bottom + dy, r.left + dx, r.bottom + dy]);
}
