/** Show the server's complaints at the fields they are about. */

/** Remove every complaint from the page. */
export function clearErrors(root) {
  for (const field of root.querySelectorAll(".is-invalid")) field.classList.remove("is-invalid");
  for (const text of root.querySelectorAll(".lp-error")) text.remove();
}

/**
 * Mark the fields that `errors` name and go to the first of them.
 * @param {{path: string, message: string}[]} errors paths like `klasifikasi[0].sub[0].pekerjaan[1].ref_id`
 * @param {Map<string, HTMLElement>} elements element of each node, by the node's path
 * @returns {{path: string, message: string}[]} complaints that are about no field of the page
 */
export function showErrors(errors, elements) {
  const homeless = [];
  let first = null;
  for (const error of errors) {
    const dot = error.path.lastIndexOf(".");
    const element = elements.get(error.path.slice(0, dot));
    const field = element?.querySelector(`[data-field="${CSS.escape(error.path.slice(dot + 1))}"]`);
    if (!field) {
      homeless.push(error);
      continue;
    }
    field.classList.add("is-invalid");
    const text = document.createElement("div");
    text.className = "lp-error invalid-feedback d-block";
    text.textContent = error.message;
    field.parentElement.append(text);
    first ??= field;
  }
  first?.scrollIntoView({ block: "center" });
  first?.focus();
  return homeless;
}
