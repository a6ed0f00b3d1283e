// Runs in every document before the page's own scripts. It does what Playwright's build has native code for and what
// the stock inspector has no event for, and reports through console.debug, whose messages the inspector delivers in
// order with everything else. The adapter takes those messages out again.
(() => {
  if (window.__webkitgtk) return;
  const debug = console.debug.bind(console);
  const state = { debug, file: null };
  Object.defineProperty(window, '__webkitgtk', { value: state });

  // Navigation within the document: pushState, replaceState, fragments.
  let shown = location.href;
  const report = () => {
    if (location.href === shown) return;
    shown = location.href;
    debug('__webkitgtk_url', shown, {});
  };
  for (const name of ['pushState', 'replaceState']) {
    History.prototype[name] = new Proxy(History.prototype[name], {
      apply(target, self, args) { const result = Reflect.apply(target, self, args); report(); return result; },
    });
  }
  addEventListener('popstate', report, true);
  addEventListener('hashchange', report, true);

  // Service workers: their registrations outlive the context, which must therefore not be used again.
  if (window.ServiceWorkerContainer) {
    ServiceWorkerContainer.prototype.register = new Proxy(ServiceWorkerContainer.prototype.register, {
      apply(target, self, args) { debug('__webkitgtk_worker', '', {}); return Reflect.apply(target, self, args); },
    });
  }

  // The file field behind a file chooser: the engine names the request, not the element.
  const remember = element => { if (element instanceof HTMLInputElement && element.type === 'file') state.file = element; };
  addEventListener('click', event => remember(event.composedPath()[0]), true);
  HTMLInputElement.prototype.click = new Proxy(HTMLElement.prototype.click, {
    apply(target, self, args) { remember(self); return Reflect.apply(target, self, args); },
  });

  // HTML5 drag and drop: GTK's needs a real pointer, so the sequence of events runs on the mouse events.
  addEventListener('dragstart', event => {
    if (!event.isTrusted || event.defaultPrevented) return;
    event.preventDefault();
    const source = event.composedPath()[0], data = new DataTransfer();
    for (const type of event.dataTransfer.types) data.setData(type, event.dataTransfer.getData(type));
    data.effectAllowed = event.dataTransfer.effectAllowed;
    let over = null, accepted = false;
    const fire = (element, type, mouse) => !element.dispatchEvent(new DragEvent(type, {
      bubbles: true, cancelable: type !== 'dragleave' && type !== 'dragend', composed: true, dataTransfer: data, view: window,
      clientX: mouse.clientX, clientY: mouse.clientY, screenX: mouse.screenX, screenY: mouse.screenY,
      ctrlKey: mouse.ctrlKey, shiftKey: mouse.shiftKey, altKey: mouse.altKey, metaKey: mouse.metaKey }));
    const under = mouse => {
      let element = document.elementFromPoint(mouse.clientX, mouse.clientY);
      while (element && element.shadowRoot) {
        const inner = element.shadowRoot.elementFromPoint(mouse.clientX, mouse.clientY);
        if (!inner || inner === element) break;
        element = inner;
      }
      return element;
    };
    const move = mouse => {
      mouse.stopImmediatePropagation();
      fire(source, 'drag', mouse);
      const element = under(mouse);
      if (element !== over) {
        if (element) fire(element, 'dragenter', mouse);
        if (over) fire(over, 'dragleave', mouse);
        over = element;
      }
      accepted = Boolean(element) && fire(element, 'dragover', mouse);
    };
    const end = (mouse, dropped) => {
      removeEventListener('mousemove', move, true);
      removeEventListener('mouseup', drop, true);
      removeEventListener('keydown', cancel, true);
      if (over) fire(over, dropped && accepted ? 'drop' : 'dragleave', mouse);
      fire(source, 'dragend', mouse);
    };
    const drop = mouse => { move(mouse); end(mouse, true); };
    const cancel = key => { if (key.key === 'Escape') end(event, false); };
    addEventListener('mousemove', move, true);
    addEventListener('mouseup', drop, true);
    addEventListener('keydown', cancel, true);
  });
})();
