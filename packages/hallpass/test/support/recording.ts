import { readFile, writeFile } from 'node:fs/promises'
import { createPlaceholders } from './placeholders.ts'
import type { RecordedCall } from './recorded-call.ts'

/** Reads a recording: a call a line. */
export async function readRecording(file: URL): Promise<readonly RecordedCall[]> {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
  // The files are written below only.
  return lines.map((line) => JSON.parse(line) as RecordedCall)
}

/** Keeps these calls for others to replay, but what was asked again and answered as before. */
export async function writeRecording(file: URL, calls: readonly RecordedCall[]): Promise<void> {
  const { scrub } = createPlaceholders()
  const lastAnswers = new Map<string, string>()
  const lines = calls.flatMap((call) => {
    const { status, answer, ...asked } = scrub(call)
    const question = JSON.stringify(asked)
    const answered = JSON.stringify({ status, answer: inKnownOrder(answer) })
    if (isQuestion.test(call.operation) && lastAnswers.get(question) === answered) return []
    lastAnswers.set(question, answered)
    return [`${JSON.stringify({ ...asked, status, answer })}\n`]
  })
  await writeFile(file, lines.join(''))
}

/** The answer with one order of what is listed by random ids: pools and access keys. */
export function inKnownOrder(answer: unknown): unknown {
  if (typeof answer === 'string') return answer.replace(accessKeys, (list) => list.split(betweenMembers).sort().join(''))
  if (typeof answer !== 'object' || answer === null || !('IdentityPools' in answer)) return answer
  const pools = (answer.IdentityPools as readonly unknown[]).map((pool) => JSON.stringify(pool)).sort()
  return { ...answer, IdentityPools: pools.map((pool) => JSON.parse(pool) as unknown) }
}

/** The members between the tags of the list. */
const accessKeys = /(?<=<AccessKeyMetadata>).*(?=<\/AccessKeyMetadata>)/
const betweenMembers = /(?=<member>)/
const isQuestion = /^(Get|List|Describe|Simulate)/
