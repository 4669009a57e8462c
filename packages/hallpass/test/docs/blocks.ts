import { readFileSync } from 'node:fs'

/** The blocks of one language that a page of the documentation prints, in their order. */
export function blocksOf(page: string, language: string): readonly string[] {
  const text = readFileSync(new URL(`../../../../docs/${page}`, import.meta.url), 'utf8')
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, block = '']) => block)
}
