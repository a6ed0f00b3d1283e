/** Talk to the server: JSON in and out, CSRF token, and one clear text for every way a call can fail. */
import { toast } from "./toast.js";

/** A call that did not succeed. `status` is 0 without an answer; `data` is the decoded body or null. */
export class ApiError extends Error {
  constructor(message, { status = 0, data = null, kind = "failure" } = {}) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.data = data;
    this.kind = kind;
  }
}

function csrfToken() {
  const cookie = document.cookie.split("; ").find((part) => part.startsWith("csrftoken="));
  return cookie ? decodeURIComponent(cookie.slice("csrftoken=".length)) : document.querySelector("meta[name=csrf-token]").content;
}

async function decode(response) {
  const type = response.headers.get("Content-Type") ?? "";
  return type.includes("application/json") ? response.json() : null;
}

// What the API says in English by contract, as the pages say it.
const INDONESIAN = {
  "market_unit required": "Satuan beli wajib diisi.",
  "market_price must be a number >= 0": "Harga per satuan beli harus angka ≥ 0.",
  "factor_to_base must be positive": "Isi satu satuan beli harus angka lebih dari 0.",
  "Field 'base_name' is required and cannot be empty": "Nama dasar wajib diisi.",
  "Invalid JSON: Payload JSON tidak valid": "File bukan JSON yang dapat dibaca.",
  'Invalid export type. Expected "project_full_backup".': "File ini bukan cadangan lengkap sebuah project.",
  "No changes provided": "Tidak ada perubahan untuk disimpan.",
  "No projects selected": "Pilih sedikitnya satu project.",
  "No valid projects found": "Project yang dipilih tidak ditemukan lagi. Muat ulang halaman.",
  "No active projects found to archive": "Tidak ada project aktif di antara yang dipilih. Muat ulang halaman.",
  "No archived projects found to unarchive": "Tidak ada project terarsip di antara yang dipilih. Muat ulang halaman.",
};

function said(data) {
  if (data?.user_message) return data.user_message;
  if (typeof data?.error === "string") return data.error;
  if (typeof data?.error?.message === "string") return `${data.error.message} (nomor ${data.error.error_id ?? "-"})`;
  if (data?.message) return data.message;
  return data?.errors?.length ? data.errors.map((item) => item.message).join("; ") : null;
}

/** Return the text a user can act on for a refused answer; `writing` says whether anything was to be stored. */
export function explain(status, data, { writing = false } = {}) {
  const text = said(data);
  if (text) return INDONESIAN[text] ?? text;
  if (status === 403) return "Akses ditolak. Muat ulang halaman lalu coba lagi.";
  if (status === 404) return "Data tidak ditemukan. Halaman mungkin sudah tidak valid.";
  if (status === 429) return "Terlalu banyak permintaan. Coba lagi sebentar.";
  if (status >= 500) return `Terjadi kesalahan pada server. ${consequence(writing)}`;
  return `Permintaan ditolak (status ${status}).`;
}

/** A failed read has lost nothing that was typed, and must not say so. */
function consequence(writing) {
  return writing ? "Perubahan belum tersimpan." : "Muat ulang atau coba lagi sebentar.";
}

/**
 * Send a request and return `{status, data}` of any answer below 400, partial successes (207) included.
 * @param {string} url
 * @param {{method?: string, body?: unknown, form?: FormData, quiet?: boolean, keepalive?: boolean}} options `body` is sent as JSON, `form` as a form with files; `quiet` shows no toast on failure
 * @throws {ApiError} for a refusal, an expired session (kind "login") and a network failure (kind "network"); 409 has kind "conflict"
 */
export async function request(url, { method = "GET", body, form, quiet = false, keepalive = false } = {}) {
  const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
  if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
  if (body !== undefined) headers["Content-Type"] = "application/json";
  try {
    return await send(url, { method, headers, keepalive, credentials: "same-origin", body: body === undefined ? form : JSON.stringify(body) });
  } catch (error) {
    if (!quiet && error.kind !== "conflict") toast(error.message, "danger");
    throw error;
  }
}

/**
 * Refuse an answer that is the sign-in page: the session has ended.
 * @throws {ApiError} of kind "login"
 */
export async function expectSignedIn(response) {
  if (!response.redirected || !new URL(response.url).pathname.startsWith("/accounts/login/")) return;
  await response.body?.cancel(); // nobody reads that page: without this, its request stays open
  throw new ApiError("Sesi Anda telah berakhir. Silakan masuk kembali.", { status: response.status, kind: "login" });
}

async function send(url, options) {
  const writing = options.method !== "GET";
  let response;
  try {
    response = await fetch(url, options);
  } catch {
    throw new ApiError(`Server tidak dapat dihubungi. ${consequence(writing)}`, { kind: "network" });
  }
  await expectSignedIn(response);
  let data = null;
  try {
    data = await decode(response);
  } catch {
    throw new ApiError("Jawaban server tidak dapat dibaca.", { status: response.status });
  }
  if (!response.ok) {
    throw new ApiError(explain(response.status, data, { writing }), { status: response.status, data, kind: response.status === 409 ? "conflict" : "failure" });
  }
  return { status: response.status, data };
}

/** GET `url` and return its decoded body. */
export async function getJson(url, options = {}) {
  return (await request(url, options)).data;
}

/** POST `body` as JSON; returns `{status, data}`. */
export function postJson(url, body, options = {}) {
  return request(url, { ...options, method: "POST", body });
}
