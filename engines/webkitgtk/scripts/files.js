// DOM.setInputFiles: files = [{name, type, mtime (ms), data (base64)}].
function(files) {
  const transfer = new DataTransfer();
  for (const file of files) {
    const bytes = Uint8Array.from(atob(file.data), c => c.charCodeAt(0));
    transfer.items.add(new File([bytes], file.name, { type: file.type, lastModified: file.mtime }));
  }
  this.files = transfer.files;
  this.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  this.dispatchEvent(new Event('change', { bubbles: true }));
}
