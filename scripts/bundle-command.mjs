// Puts what the command loads into a few files: of its start, most is opening a thousand small ones.
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const folder = fileURLToPath(new URL('../packages/hallpass/dist', import.meta.url))

// Their names change with what is in them.
await rm(`${folder}/command`, { recursive: true, force: true })
await build({
  entryPoints: [`${folder}/cli/run.js`, `${folder}/cli/serve-child.js`],
  // As deep as what is put together, for what is found beside it.
  outdir: `${folder}/command`,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  // For the dependencies that are CommonJS.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  // Compiled for the machine; and pg's, which we do not use.
  external: ['@photostructure/sqlite', 'pg-native'],
  logLevel: 'warning',
})
