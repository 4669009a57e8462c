// The chart of a run: an operation a line, with what was measured of it as bars, and the targets marked.
import { verdict } from './results.mjs'

/** The bars of each line, from left to right. `most` is where a bar ends that is longer. */
const panels = [
  { kind: 'rate', title: 'Rate, of the baseline’s', hint: 'longer is better', most: 1 },
  { kind: 'growth', title: 'p50 at 1,000,000 / at 1,000', hint: 'shorter is better', most: 2.6 },
  { kind: 'tail', title: 'p99 / p50 at 70 %', hint: 'shorter is better', most: 10 },
]
const [names, panelWidth, gap, line, top] = [350, 170, 50, 30, 64]

/**
 * @param {{ machine: import('./report.mjs').Machine, results: import('./results.mjs').Result[] }} run
 * @returns {string} an SVG that is read on light and on dark ground
 */
export function chart({ machine, results }) {
  const operations = [...new Set(results.filter(({ kind }) => kind === 'rate').map(({ name }) => name))]
  const find = (kind, operation) => results.find((result) => result.kind === kind && result.operation === operation)
  const width = names + panels.length * (panelWidth + gap)
  const height = top + operations.length * line + 40
  const rows = operations.map((operation, n) => {
    const y = top + n * line
    const bars = panels.map((panel, m) => bar(find(panel.kind, operation), panel, names + m * (panelWidth + gap), y))
    return `<text class="name" x="${names - 12}" y="${y + 14}">${escaped(operation)}</text>${bars.join('')}`
  })
  const titles = panels.map(({ title, hint }, m) => {
    const x = names + m * (panelWidth + gap)
    return `<text class="title" x="${x}" y="24">${title}</text><text class="hint" x="${x}" y="42">${hint}</text>`
  })
  const described = operations.map((operation) => describe(operation, find('rate', operation))).join(' ')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="speed-title speed-text">
<title id="speed-title">Hallpass, operation by operation: its rate against a baseline, and how long answers take</title>
<desc id="speed-text">${escaped(described)}</desc>
<style>
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .name { text-anchor: end } .title { font-weight: 600 } .hint, .foot { fill: #59636e; font-size: 12px }
  .ground { fill: #d1d9e0 } .reached { fill: #1a7f6b } .missed { fill: #c2571a } .target { stroke: #1f2328; stroke-width: 2 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .hint, .foot { fill: #9198a1 }
    .ground { fill: #3d444d } .reached { fill: #3fb398 } .missed { fill: #f0883e } .target { stroke: #f0f6fc }
  }
</style>
${[...titles, ...rows].join('\n')}
<text class="foot" x="${names}" y="${height - 12}">The line across a bar is the target; orange: missed. ${escaped(`${machine.date}, ${machine.cores} cores.`)}</text>
</svg>
`
}

function bar(result, { most }, x, y) {
  if (result === undefined || result.ratio === undefined) return `<text class="hint" x="${x}" y="${y + 14}">not measured</text>`
  const { ratio, atLeast, atMost } = result
  const at = (value) => (Math.min(value, most) / most) * panelWidth
  const mark = x + at(atLeast ?? atMost)
  return [
    `<rect class="ground" x="${x}" y="${y + 2}" width="${panelWidth}" height="16" rx="2"/>`,
    `<rect class="${verdict(result)}" x="${x}" y="${y + 2}" width="${at(ratio).toFixed(1)}" height="16" rx="2"/>`,
    `<line class="target" x1="${mark.toFixed(1)}" y1="${y - 1}" x2="${mark.toFixed(1)}" y2="${y + 21}"/>`,
    `<text x="${x + panelWidth + 6}" y="${y + 14}">${ratio.toFixed(2)}</text>`,
  ].join('')
}

function describe(operation, result) {
  if (result?.ratio === undefined) return `${operation}: not measured.`
  return `${operation}: ${result.ratio.toFixed(2)} of ${result.against}, target ${result.atLeast}, ${verdict(result)}.`
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
