// Modules stand where the server serves them: `core/` beside `detail_project/`, whichever application they come from.
// For `node --import`; without it a script that imports another application's cannot be tested without a browser.
import { existsSync, readdirSync } from "node:fs";
import { register } from "node:module";
import { isMainThread } from "node:worker_threads";

const APPLICATIONS = new URL("../../app/", import.meta.url);

export async function resolve(specifier, context, next) {
  const [, served] = /\/static\/(.+)$/.exec(URL.canParse(specifier, context.parentURL) ? new URL(specifier, context.parentURL).pathname : "") ?? [];
  const places = served ? readdirSync(APPLICATIONS).map((name) => new URL(`${name}/static/${served}`, APPLICATIONS)) : [];
  const home = places.find((place) => existsSync(place));
  return next(home?.href ?? specifier, context);
}

if (isMainThread) register(import.meta.url);
