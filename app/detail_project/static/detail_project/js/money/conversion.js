/** The dialog that turns a market price into a unit price and remembers how (CONTRACT 3.6, W13). */
import { ApiError, getJson, postJson } from "../../../core/api.js";
import { divideHalfUp, formatNumber, parseAmount, parseNumber } from "../../../core/format.js";

const at = (id) => document.getElementById(id);

/**
 * @param {(item: object, price: string) => void} applied takes the computed unit price (canonical, rupiah)
 * @returns {(item: object) => Promise<void>} opens the dialog for an item
 */
export function startConversion(applied) {
  const element = at("hiConvModal");
  const modal = window.bootstrap.Modal.getOrCreateInstance(element);
  const [unit, custom, price, factor, complaint] = ["unit", "unit-custom", "price", "factor", "error"].map((name) => at(`hi-conv-${name}`));
  let item = null;

  function unitPrice() {
    const [amount, content] = [parseAmount(price.value), parseNumber(factor.value)];
    return Number(amount ?? -1) >= 0 && Number(content) > 0 ? divideHalfUp(amount, content, 2) : null;
  }

  function show() {
    custom.hidden = unit.value !== "";
    const computed = unitPrice();
    at("hi-conv-result").textContent = computed === null ? "-" : `Rp ${formatNumber(computed, 2)}`;
  }

  function fill(profile) {
    const known = [...unit.options].some((option) => option.value !== "" && option.value === profile?.market_unit);
    unit.value = profile && !known ? "" : (profile?.market_unit ?? "zak");
    custom.value = profile && !known ? profile.market_unit : "";
    price.value = profile ? formatNumber(profile.market_price, 2) : "";
    factor.value = profile ? formatNumber(profile.factor_to_base, 6) : "";
    complaint.textContent = "";
    show();
  }

  at("hiConvForm").addEventListener("input", show);
  at("hiConvForm").addEventListener("submit", async (event) => {
    event.preventDefault();
    complaint.textContent = "";
    const body = {
      harga_item_id: item.id,
      market_unit: unit.value || custom.value.trim(),
      market_price: parseAmount(price.value) ?? price.value,
      factor_to_base: parseNumber(factor.value) ?? factor.value,
      method: "direct",
    };
    try {
      await postJson(element.dataset.saveUrl, body, { quiet: true });
      applied(item, unitPrice());
      modal.hide();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      complaint.textContent = error.message;
    }
  });

  return async function open(chosen) {
    item = chosen;
    at("hi-conv-item").textContent = `${item.kode_item} ${item.uraian}`;
    for (const id of ["hi-conv-base", "hi-conv-to-base"]) at(id).textContent = item.satuan || "satuan";
    const { profiles } = await getJson(element.dataset.listUrl);
    fill(profiles.find((profile) => profile.harga_item_id === item.id));
    modal.show();
  };
}
