import { join } from 'node:path'
import type { RootAccessKey } from '../authentication/root-access-key.ts'
import type { SupervisedService } from '../workers/supervise.ts'
import { collectLessOften } from './collect-less-often.ts'
import { explainFailure } from './explain-failure.ts'
import { openLog } from './log.ts'
import type { Settings } from './settings.ts'
import { stopSignal } from './stop-signal.ts'

/** Serves until it is asked to stop; returns the exit code. */
export async function serveCommand(settings: Settings): Promise<number> {
  const stopped = stopSignal(process)
  try {
    const service = settings.workers === 1 ? await serveAlone(settings) : await serveTogether(settings, settings.workers)
    process.stdout.write(`hallpass listening on ${service.url}\n`)
    if (service.gatewayUrl !== undefined) process.stdout.write(`hallpass gateway listening on ${service.gatewayUrl}\n`)
    if (service.newRootAccessKey !== undefined) process.stderr.write(newRootKeyNotice(service.newRootAccessKey, settings.dataDir))
    const failure = await Promise.race([stopped, service.failed])
    if (failure !== undefined) throw failure
    await service.close()
    return 0
  } catch (error) {
    const { message, exitCode } = explainFailure(error, settings)
    process.stderr.write(`hallpass: ${message}\n`)
    return exitCode
  }
}

/** In this process. */
async function serveAlone(settings: Settings): Promise<SupervisedService> {
  if (settings.gateway !== undefined) collectLessOften()
  const { serve } = await import('../server/serve.ts')
  const server = await serve({ ...settings, log: openLog() })
  const newRootAccessKey = server.rootAccessKeyIsNew ? server.rootAccessKey : undefined
  return { ...server, newRootAccessKey, failed: new Promise(() => undefined) }
}

/** In processes of their own, which this one looks after. */
async function serveTogether(settings: Settings, workers: number): Promise<SupervisedService> {
  const { supervise } = await import('../workers/supervise.ts')
  return supervise({ settings, workers, entry: new URL('./serve-child.js', import.meta.url), log: openLog() })
}

function newRootKeyNotice(rootAccessKey: RootAccessKey, dataDir: string): string {
  return `
  A root access key was made. It is shown this once, and kept in ${join(dataDir, 'root-credentials.json')} (mode 0600).

    AWS_ACCESS_KEY_ID=${rootAccessKey.accessKeyId}
    AWS_SECRET_ACCESS_KEY=${rootAccessKey.secretAccessKey}

`
}
