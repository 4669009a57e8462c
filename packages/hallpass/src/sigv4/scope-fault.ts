import type { CredentialScope } from './authorization.ts'
import type { SignatureRefusal } from './signature-refusal.ts'

/**
 * Says all that is wrong with a credential scope, or undefined. Any region will do that looks like one.
 * @param service the service that the request is for
 * @param date when the request was signed: `YYYYMMDDTHHMMSSZ`
 */
export function scopeFault(scope: CredentialScope, terminator: string, service: string, date: string): SignatureRefusal | undefined {
  const faults: string[] = []
  if (!/^[a-z0-9-]+$/.test(scope.region)) faults.push('Credential should be scoped to a valid region. ')
  if (scope.service !== service) faults.push(`Credential should be scoped to correct service: '${service}'. `)
  if (terminator !== 'aws4_request') {
    faults.push(`Credential should be scoped with a valid terminator: 'aws4_request', not '${terminator}'.`)
  }
  const day = date.slice(0, 8)
  if (scope.date !== day) {
    faults.push(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${day}', from '${date}'.`,
    )
  }
  return faults.length === 0 ? undefined : { kind: 'invalid-signature', message: joined(faults) }
}

/** One blank between the faults; the last keeps the blank that AWS ends some of them with. */
function joined(faults: readonly string[]): string {
  return faults.map((fault, at) => (at === faults.length - 1 ? fault : `${fault.trimEnd()} `)).join('')
}
