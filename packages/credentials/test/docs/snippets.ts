import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { transformSync } from 'esbuild'

/** A program that a page of the documentation prints. */
export interface Snippet {
  /** `clients.md, 3` */
  readonly name: string
  /** The program as printed. */
  readonly source: string
  /** The same, to be imported: a module in a folder that sees the workspace's packages. */
  readonly module: string
}

const docs = new URL('../../../../docs/', import.meta.url)
const folder = new URL('../../../../.cache/snippets/', import.meta.url)

/** The `ts` blocks of these pages. What they use and do not say, the surroundings give as globals. */
export function snippetsOf(...pages: readonly string[]): readonly Snippet[] {
  mkdirSync(folder, { recursive: true })
  return pages.flatMap((page) => {
    const blocks = readFileSync(new URL(page, docs), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)
    return [...blocks].map(([, code = ''], index) => {
      const file = fileURLToPath(new URL(`${page.replace('.md', '')}-${index + 1}`, folder))
      writeFileSync(`${file}.ts`, code)
      writeFileSync(`${file}.mjs`, transformSync(code, { loader: 'ts' }).code)
      return { name: `${page}, ${index + 1}`, source: `${file}.ts`, module: `${file}.mjs` }
    })
  })
}
