// Builds dist/: the page, one small script, the chat as a chunk that is loaded when somebody wants to talk, fonts, licences.

import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import * as esbuild from "esbuild";

const LICENSED = ["deep-chat", "remarkable", "speech-to-element", "@microsoft/fetch-event-source", "@fontsource-variable/fraunces", "@fontsource-variable/figtree"];
const home = (path) => new URL(path, import.meta.url);

/** The licences of what we bundle travel with the bundle. */
async function collectLicenses() {
  const texts = await Promise.all(
    LICENSED.map(async (name) => {
      const folder = `node_modules/${name}`;
      const { license, author } = JSON.parse(await readFile(home(`${folder}/package.json`), "utf8"));
      const stated = `${license}, ${author?.name ?? author ?? ""}`; // one of them ships no licence file
      const text = await readFile(home(`${folder}/LICENSE`), "utf8").catch(() => stated);
      return `${name}\n${"=".repeat(name.length)}\n\n${text.trim()}\n`;
    }),
  );
  await writeFile(home("dist/licenses.txt"), texts.join("\n\n"));
}

const options = {
  absWorkingDir: home(".").pathname,
  entryPoints: { app: "src/app.js", page: "src/styles/page.css" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022", "chrome114", "firefox125", "safari17"],
  minify: true,
  sourcemap: false,
  legalComments: "none",
  loader: { ".woff2": "file" },
  assetNames: "[name]-[hash]",
  chunkNames: "chat-[hash]",
  logLevel: "info",
};

await rm(home("dist"), { recursive: true, force: true });
await mkdir(home("dist"));
await cp(home("index.html"), home("dist/index.html"));
for (const picture of ["icon.svg", "shopfront.svg"]) await cp(home(`src/${picture}`), home(`dist/${picture}`));
await collectLicenses();
if (process.argv.includes("--watch")) await (await esbuild.context(options)).watch();
else await esbuild.build(options);
