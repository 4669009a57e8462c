// Holds every import of the packages against .dependency-cruiser.cjs. A checker that read nothing proves nothing, so that fails too.
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { cruise } from 'dependency-cruiser'
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const sources = readdirSync('packages').map((name) => `packages/${name}/src`)
const { output } = await cruise(sources, await extractDepcruiseOptions('./.dependency-cruiser.cjs'))

const read = output.modules.filter(({ source }) => sources.some((folder) => source.startsWith(`${folder}/`)))
const violations = output.summary.violations.filter(({ rule }) => rule.severity === 'error')
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} → ${to}`)
if (read.length === 0) console.error('The import checker read no modules.')
if (read.length === 0 || violations.length > 0) process.exit(1)
console.log(`${read.length} modules import only what lies below them.`)
