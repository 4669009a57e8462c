// What is left of a run: its numbers, its chart, and the table in the documentation.
import { readFile, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'
import { chart } from './chart.mjs'
import { columns, toCells } from './results.mjs'

/** @typedef {{ date: string, processor: string, cores: number, memory: string, node: string, system: string, load: string }} Machine */

/** @returns {Machine} */
export function describeMachine() {
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: cpus()[0].model.trim(),
    cores: availableParallelism(),
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    node: process.version,
    system: `${type()} ${release()}`,
    load: loadavg()
      .map((load) => load.toFixed(1))
      .join(' '),
  }
}

/** @param {{ machine: Machine, seconds: number, results: import('./results.mjs').Result[] }} run */
export async function writeReport(run) {
  const rounded = JSON.stringify(run, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value), 2)
  await writeFile(new URL('results.json', import.meta.url), `${rounded}\n`)
  await writeFile(new URL('../docs/speed.svg', import.meta.url), chart(run))
  const page = new URL('../docs/speed.md', import.meta.url)
  await writeFile(page, withTable(await readFile(page, 'utf8'), run))
}

const [begin, end] = ['<!-- The last run: written by bench/report.mjs -->', '<!-- End of the last run -->']

function withTable(page, { machine, seconds, results }) {
  const { date, processor, cores, memory, node, system, load } = machine
  const line = (cells) => `| ${cells.join(' | ')} |`
  const text = [
    `${date}, in ${Math.round(seconds)} s: ${cores} cores of ${processor}, ${memory}, Node ${node}, ${system}; load before the run (1, 5, 15 minutes): ${load}.`,
    '',
    line(columns),
    line(['---', '--:', '--:', '---', '--:', '--:', '---', '---']),
    ...results.map((result) => line(toCells(result))),
  ]
  const [before, , after] = page.split(new RegExp(`(${begin}[^]*${end})`))
  return `${before}${begin}\n${text.join('\n')}\n${end}${after}`
}
