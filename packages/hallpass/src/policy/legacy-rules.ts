import { isDate } from './date-syntax.ts'
import type { Fault } from './fault.ts'
import { isPartitionPattern } from './partition.ts'
import type { Position } from './policy-document.ts'
import type { PolicySyntax, StatementSyntax } from './syntax.ts'

/**
 * What AWS's older parser refuses after the newer one took it: an effect in the wrong case, a date that cannot be read, an ARN whose
 * service is empty or that lacks one part. Source: documents that the real service refused.
 */
export function checkLegacyParsing({ statements }: PolicySyntax): Fault | undefined {
  for (const statement of statements) {
    const position = offender(statement)
    if (position !== undefined) return { message: 'The policy failed legacy parsing', position }
  }
  return undefined
}

function offender({ effect, conditions, resource }: StatementSyntax): Position | undefined {
  if (effect.value !== 'Allow' && effect.value !== 'Deny') return effect.position
  for (const { test, values } of conditions) {
    const unreadable = test.startsWith('Date') ? values.find(({ value }) => !isDate(value)) : undefined
    if (unreadable !== undefined) return unreadable.position
  }
  return resource?.patterns.find(({ value }) => isBrokenArn(value))?.position
}

function isBrokenArn(resource: string): boolean {
  // Six suffice to tell; a text may have very many.
  const [arn, partition = '', service, ...rest] = resource.split(':', 6)
  if (arn !== 'arn') return false
  // An unknown partition is refused by its name instead; where a wildcard stands for what is missing, nothing is.
  return service === '' || (rest.length === 2 && isPartitionPattern(partition) && !rest.join().includes('*'))
}
