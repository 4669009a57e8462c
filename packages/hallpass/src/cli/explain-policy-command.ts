import { readFile } from 'node:fs/promises'
import { parsePolicy } from '../policy/parse-policy.ts'

/** Prints whether a file holds a policy, and if not, what is wrong and where; returns the exit code: 2 where the file cannot be read. */
export async function explainPolicyCommand(file: string, flags: { readonly trust?: boolean; readonly json?: boolean }): Promise<number> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    process.stderr.write(`hallpass: ${file} cannot be read.\n`)
    return 2
  }
  const kind = flags.trust ? 'trust' : 'identity'
  const parsed = parsePolicy(text, kind)
  const { message, position } = parsed.kind === 'malformed' ? parsed : {}
  const place = position === undefined ? '' : `:${position.line}:${position.column}`
  const says = message === undefined ? `${file}: a valid ${kind} policy` : `${file}${place}: ${message}`
  const json = () => JSON.stringify({ valid: message === undefined, message, ...position })
  process.stdout.write(`${flags.json ? json() : says}\n`)
  return 0
}
