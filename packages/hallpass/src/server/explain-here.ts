import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { explainCredentials } from '../explain/explain-credentials.ts'
import type { Explanation } from '../explain/explanation.ts'
import { ServiceError } from '../operation/service-error.ts'
import { findViolations } from '../operation/violation.ts'
import { validationMessage } from '../wire/validation-message.ts'
import { ConfigurationError } from './configuration-error.ts'
import { createPorts } from './create-ports.ts'
import { openData } from './open-data.ts'
import type { ServeOptions } from './serve-options.ts'

/** The input of {@link explainCredentials}. */
export interface ExplainInput {
  readonly IdentityPoolId: string
  readonly IdentityId: string | undefined
  readonly Logins: ReadonlyMap<string, string> | undefined
  readonly CustomRoleArn: string | undefined
}

/**
 * Explains, over the data of a service that may be running or not, what it would do for these logins, as root may ask it.
 * @throws ConfigurationError where there is no such data, or the input could never be asked
 */
export async function explainHere(options: Omit<ServeOptions, 'log'>, input: ExplainInput): Promise<Explanation> {
  // PostgreSQL says itself where there is no such database.
  const database = options.store?.kind === 'postgres' ? undefined : (options.store?.path ?? join(options.dataDir, 'hallpass.db'))
  if (database !== undefined && !(await isFile(database))) {
    throw new ConfigurationError(`There is no data at ${database}. Name the data directory of the service with --data-dir.`)
  }
  const violations = findViolations(explainCredentials.input, input)
  if (violations.length > 0) throw new ConfigurationError(validationMessage(violations, 'values'))

  const data = await openData(options, Date.now)
  try {
    const ports = createPorts(options, data, () => options.publicUrl ?? `http://${options.host}:${options.port}`, Date.now)
    const caller = { kind: 'root', accountId: options.accountId, session: undefined } as const
    const client = { sourceIp: '127.0.0.1', isSecure: false, userAgent: undefined, referer: undefined }
    // The operation answers with an explanation.
    return (await explainCredentials.handle(input, { ...ports, caller, client, requestId: randomUUID() })) as Explanation
  } catch (error) {
    throw error instanceof ServiceError ? new ConfigurationError(error.message, { cause: error }) : error
  } finally {
    await data.close()
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  )
}
