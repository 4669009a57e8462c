import { cognitoIdentity } from '../cognito-identity/api.ts'
import { iam } from '../iam/api.ts'
import type { Rates } from '../limits/rate-limits.ts'
import { sts } from '../sts/api.ts'
import { ConfigurationError } from './configuration-error.ts'

/** Throws `ConfigurationError` where a rate is set for an operation that there is not: what it was meant for would have none. */
export function refuseUnknownOperations({ operations }: Rates): void {
  const known = new Set(
    [cognitoIdentity, sts, iam].flatMap(({ name, operations }) => [...operations.keys()].map((each) => `${name}:${each}`)),
  )
  const unknown = [...operations.keys()].find((name) => !known.has(name))
  if (unknown === undefined) return
  throw new ConfigurationError(
    `rateLimits.operations names ${unknown}, which is no operation. Write its name as AWS does, or leave it out.`,
  )
}
