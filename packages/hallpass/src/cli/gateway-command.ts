import { ConfigurationError } from '../server/configuration-error.ts'
import { serveGateway } from '../server/serve-gateway.ts'
import { collectLessOften } from './collect-less-often.ts'
import { explainFailure } from './explain-failure.ts'
import { openLog } from './log.ts'
import type { Settings } from './settings.ts'
import { stopSignal } from './stop-signal.ts'

/** Serves the S3 gateway alone until it is asked to stop; returns the exit code. */
export async function gatewayCommand(settings: Settings): Promise<number> {
  const stopped = stopSignal(process)
  collectLessOften()
  try {
    if (settings.gateway === undefined) throw new ConfigurationError(noBackend)
    const gateway = await serveGateway({ ...settings, log: openLog() }, settings.gateway)
    process.stdout.write(`hallpass gateway listening on ${gateway.url}\n`)
    await stopped
    await gateway.close()
    return 0
  } catch (error) {
    const { message, exitCode } = explainFailure(error, settings, { '--gateway-port': settings.gateway?.port })
    process.stderr.write(`hallpass: ${message}\n`)
    return exitCode
  }
}

const noBackend = `Name the store behind the gateway:

  hallpass gateway --backend http://127.0.0.1:9000

with its key in HALLPASS_GATEWAY_BACKEND_ACCESS_KEY_ID and HALLPASS_GATEWAY_BACKEND_SECRET_ACCESS_KEY.`
