/**
 * Formulas of volumes: `=panjang * lebar * 0,15`. A small language of its own, never evaluated as a script.
 *
 *   sum     = product (("+" | "-") product)*
 *   product = unary (("*" | "/") unary)*
 *   unary   = ("+" | "-") unary | power
 *   power   = atom ("^" unary)?                      right-associative
 *   atom    = number | name | NAME "(" sum (separator sum)* ")" | "(" sum ")"
 *
 * Numbers are Indonesian (`1.234,5`; a point that does not group thousands is decimal too). Arguments are separated by
 * `;`, or by `,` as long as the formula has no `;`: then a number inside an argument list takes its decimals after a point.
 * Names of functions ignore case; names of parameters are written in small letters.
 */
import { parseNumber, round } from "./numbers.js";

const MAX_DEPTH = 100;
const MAX_QUANTITY = 999_999_999_999.999; // 15 digits: what the server keeps exactly
const TOKEN = /\s*(?:([0-9.]+(?:,[0-9]+)*|,[0-9]+)|([A-Za-z_][A-Za-z0-9_]*)|([-+*/^();,]))/y;

/** Why a formula has no value; the message is for the user. */
export class FormulaError extends Error {}

const between = (low, high) => ({ low, high });
/** Functions of the language: how many arguments they take, and what they give. */
export const FUNCTIONS = {
  MIN: { arity: between(1, Infinity), run: (...values) => Math.min(...values) },
  MAX: { arity: between(1, Infinity), run: (...values) => Math.max(...values) },
  SUM: { arity: between(1, Infinity), run: (...values) => values.reduce((total, value) => total + value, 0) },
  AVG: { arity: between(1, Infinity), run: (...values) => values.reduce((total, value) => total + value, 0) / values.length },
  ABS: { arity: between(1, 1), run: Math.abs },
  ROUND: { arity: between(1, 2), run: (value, places = 0) => Math.sign(value) * round(Math.abs(value), Math.min(Math.max(Math.trunc(places), 0), 6)) },
  CEIL: { arity: between(1, 1), run: (value) => Math.ceil(Number(value.toPrecision(15))) },
  FLOOR: { arity: between(1, 1), run: (value) => Math.floor(Number(value.toPrecision(15))) },
  POW: { arity: between(2, 2), run: (base, exponent) => base ** exponent },
};

/** Say whether a text is meant as a formula. */
export function isFormula(text) {
  return text.trimStart().startsWith("=");
}

/**
 * The quantity that a formula gives, rounded to three decimals.
 * @param {string} source starts with `=`
 * @param {Map<string, number>} parameters
 * @throws {FormulaError} with a message for the user
 */
export function evaluate(source, parameters) {
  const text = source.trim();
  if (!text.startsWith("=")) throw new FormulaError("Formula harus diawali tanda =");
  const value = new Parser(text.slice(1), parameters).parse();
  if (!Number.isFinite(value)) throw new FormulaError("Hasil formula bukan angka");
  const rounded = round(value);
  if (rounded < 0) throw new FormulaError("Hasil formula negatif");
  if (rounded > MAX_QUANTITY) throw new FormulaError("Hasil formula terlalu besar");
  return rounded === 0 ? 0 : rounded;
}

/** The names of parameters that a formula uses; empty for one that cannot be read. */
export function parametersOf(source) {
  const names = new Set();
  for (const match of source.matchAll(/[A-Za-z_][A-Za-z0-9_]*(?!\s*\()(?![A-Za-z0-9_])/g)) names.add(match[0].toLowerCase());
  return names;
}

class Parser {
  constructor(text, parameters) {
    this.parameters = parameters;
    this.tokens = tokenize(text);
    this.at = 0;
    this.depth = 0;
  }

  parse() {
    if (this.tokens.length === 0) throw new FormulaError("Formula kosong");
    const value = this.sum();
    if (this.at < this.tokens.length) throw new FormulaError(`Tidak terduga: ${this.tokens[this.at].text}`);
    return value;
  }

  takes(...symbols) {
    const token = this.tokens[this.at];
    if (token?.kind !== "symbol" || !symbols.includes(token.text)) return null;
    this.at += 1;
    return token.text;
  }

  sum() {
    let value = this.product();
    for (let sign = this.takes("+", "-"); sign; sign = this.takes("+", "-")) {
      value = sign === "+" ? value + this.product() : value - this.product();
    }
    return value;
  }

  product() {
    let value = this.unary();
    for (let sign = this.takes("*", "/"); sign; sign = this.takes("*", "/")) {
      const right = this.unary();
      if (sign === "/" && right === 0) throw new FormulaError("Pembagian dengan nol");
      value = sign === "*" ? value * right : value / right;
    }
    return value;
  }

  unary() {
    const sign = this.takes("+", "-");
    if (!sign) return this.power();
    const value = this.nested(() => this.unary());
    return sign === "-" ? -value : value;
  }

  power() {
    const base = this.atom();
    return this.takes("^") ? base ** this.nested(() => this.unary()) : base;
  }

  nested(read) {
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new FormulaError("Formula terlalu dalam");
    const value = read();
    this.depth -= 1;
    return value;
  }

  atom() {
    const token = this.tokens[this.at];
    if (!token) throw new FormulaError("Formula belum lengkap");
    this.at += 1;
    if (token.kind === "number") return token.value;
    if (token.kind === "name") return this.takes("(") ? this.call(token.text) : this.lookUp(token.text);
    if (token.text !== "(") throw new FormulaError(`Tidak terduga: ${token.text}`);
    const value = this.nested(() => this.sum());
    if (!this.takes(")")) throw new FormulaError("Kurung tutup tidak ada");
    return value;
  }

  call(name) {
    const known = name.toUpperCase();
    if (!Object.hasOwn(FUNCTIONS, known)) throw new FormulaError(`Fungsi '${name}' tidak dikenal`);
    const values = [];
    do values.push(this.nested(() => this.sum()));
    while (this.takes(",", ";"));
    if (!this.takes(")")) throw new FormulaError("Kurung tutup tidak ada");
    const { arity, run } = FUNCTIONS[known];
    if (values.length < arity.low || values.length > arity.high) throw new FormulaError(`Jumlah argumen ${known} tidak sesuai`);
    return run(...values);
  }

  lookUp(name) {
    const key = name.toLowerCase();
    if (this.parameters.has(key)) return this.parameters.get(key);
    if (name.toUpperCase() === "PI") return Math.PI;
    throw new FormulaError(`Parameter '${name}' tidak dikenal`);
  }
}

function tokenize(text) {
  const tokens = [];
  const semicolons = text.includes(";");
  const calls = []; // for each open parenthesis, whether it opened an argument list
  TOKEN.lastIndex = 0;
  while (text.slice(TOKEN.lastIndex).trim()) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new FormulaError(`Tidak terduga: ${text.slice(from).trim()[0]}`);
    const [, number, name, symbol] = match;
    if (number !== undefined) {
      const separates = !semicolons && calls.includes(true);
      tokens.push(...(separates ? splitAtCommas(number) : [numberToken(number)]));
    } else if (name !== undefined) {
      tokens.push({ kind: "name", text: name });
    } else {
      if (symbol === "(") calls.push(tokens.at(-1)?.kind === "name");
      if (symbol === ")") calls.pop();
      tokens.push({ kind: "symbol", text: symbol });
    }
  }
  return tokens;
}

function numberToken(text) {
  const value = parseNumber(text);
  if (value === null) throw new FormulaError(`Bukan angka: ${text}`);
  return { kind: "number", text, value };
}

function splitAtCommas(text) {
  return text
    .split(",")
    .flatMap((part, index) => [...(index ? [{ kind: "symbol", text: "," }] : []), ...(part ? [numberToken(part)] : [])]);
}
