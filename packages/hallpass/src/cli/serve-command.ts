import { join } from 'node:path'
import { type RunningServer, serve } from '../server/serve.ts'
import { collectLessOften } from './collect-less-often.ts'
import { explainFailure } from './explain-failure.ts'
import { openLog } from './log.ts'
import type { Settings } from './settings.ts'
import { stopSignal } from './stop-signal.ts'

/** Serves until it is asked to stop; returns the exit code. */
export async function serveCommand(settings: Settings): Promise<number> {
  const stopped = stopSignal(process)
  if (settings.gateway !== undefined) collectLessOften()
  try {
    const server = await serve({ ...settings, log: openLog() })
    process.stdout.write(`hallpass listening on ${server.url}\n`)
    if (server.gatewayUrl !== undefined) process.stdout.write(`hallpass gateway listening on ${server.gatewayUrl}\n`)
    if (server.rootAccessKeyIsNew) process.stderr.write(newRootKeyNotice(server, settings.dataDir))
    await stopped
    await server.close()
    return 0
  } catch (error) {
    const { message, exitCode } = explainFailure(error, settings)
    process.stderr.write(`hallpass: ${message}\n`)
    return exitCode
  }
}

function newRootKeyNotice({ rootAccessKey }: RunningServer, dataDir: string): string {
  return `
  A root access key was made. It is shown this once, and kept in ${join(dataDir, 'root-credentials.json')} (mode 0600).

    AWS_ACCESS_KEY_ID=${rootAccessKey.accessKeyId}
    AWS_SECRET_ACCESS_KEY=${rootAccessKey.secretAccessKey}

`
}
