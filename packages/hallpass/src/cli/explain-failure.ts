import { ConfigurationError } from '../server/configuration-error.ts'
import { ServiceFailure } from '../workers/service-failure.ts'
import type { Settings } from './settings.ts'

export interface Explanation {
  readonly message: string
  /** 2 where another setting is needed, 1 where trying again may help. */
  readonly exitCode: 1 | 2
}

export type FailedSettings = Pick<Settings, 'host' | 'port' | 'gateway' | 'dataDir' | 'store'>

/**
 * Why the service could not start, for the person who started it.
 * @param ports flag → port, of what it listens on
 */
export function explainFailure(
  error: unknown,
  { host, port: ownPort, gateway, dataDir, store }: FailedSettings,
  ports: Readonly<Record<string, number | undefined>> = { '--port': ownPort, '--gateway-port': gateway?.port },
): Explanation {
  if (error instanceof ServiceFailure) return error
  if (error instanceof ConfigurationError) return { message: error.message, exitCode: 2 }
  const where = isSystemError(error) && error.path !== undefined ? error.path : store?.kind === 'sqlite' ? store.path : dataDir
  const given = Object.entries(ports)
  const [flag, port] = given.find(([, each]) => each !== undefined && each === portOf(error)) ?? given[0] ?? []
  switch (isSystemError(error) ? error.code : undefined) {
    case 'EADDRINUSE':
      return {
        message: `Port ${port} of ${host} is in use. Stop what listens there, or choose another with ${flag} (0 picks a free one).`,
        exitCode: 1,
      }
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return { message: `${host} is no address of this machine. Choose another with --host, such as 127.0.0.1 or 0.0.0.0.`, exitCode: 2 }
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      if (isSystemError(error) && error.syscall === 'listen') {
        return { message: `Port ${port} may not be opened by this user. Choose one from 1024 on with ${flag}.`, exitCode: 2 }
      }
      return {
        message: `${where} cannot be written. Make it writable for this user, or choose another place with --data-dir.`,
        exitCode: 2,
      }
    case 'ENOTDIR':
    case 'EEXIST':
      return { message: `${where} is no directory. Choose another place with --data-dir.`, exitCode: 2 }
    case 'ENOENT':
      return { message: `${where} does not exist. Make the directory that it is in, or choose another place.`, exitCode: 2 }
    case 'ENOSPC':
      return { message: `There is no room left for ${where}.`, exitCode: 1 }
    default:
      return { message: `It failed: ${error instanceof Error ? error.message : String(error)}`, exitCode: 1 }
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}

/** That could not be listened on. */
function portOf(error: unknown): unknown {
  return error instanceof Error && 'port' in error ? error.port : undefined
}
