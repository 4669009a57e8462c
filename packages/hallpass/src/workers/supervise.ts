import type { Logger } from 'pino'
import { shareOf, usualConnectionLimits } from '../server/connection-limits.ts'
import { dataAddress } from '../server/data-address.ts'
import { Crew } from './crew.ts'
import { Doorkeeper } from './doorkeeper.ts'
import { createMeetingPlace } from './meeting-place.ts'
import { type NewRootAccessKey, type Settings, sendable } from './messages.ts'
import { ServiceFailure } from './service-failure.ts'

export interface SuperviseOptions {
  readonly settings: Settings
  /** How many processes serve. */
  readonly workers: number
  /** The module that children run. */
  readonly entry: URL
  readonly log: Logger
}

export interface SupervisedService {
  /** `http://HOST:PORT` with the port really bound. */
  readonly url: string
  readonly gatewayUrl: string | undefined
  /** The root access key, if it was made just now. */
  readonly newRootAccessKey: NewRootAccessKey | undefined
  /** Settles when the service cannot go on; its processes are gone by then. */
  readonly failed: Promise<ServiceFailure>
  /** Takes no new requests, waits up to ten seconds for those under way, and ends all processes. */
  close(): Promise<void>
}

/**
 * Starts the service as several processes, and keeps them running. This one listens and supervises, and does nothing else that could end it.
 * @throws ServiceFailure where a process says that it cannot start, or ends before all are ready
 */
export async function supervise({ settings, workers, entry, log }: SuperviseOptions): Promise<SupervisedService> {
  const doorkeeper = new Doorkeeper((err) => log.error({ err }, 'listening failed'))
  const { host, port, gateway } = settings
  const urls = {
    service: await doorkeeper.listen('service', { host, port }),
    gateway: gateway && (await doorkeeper.listen('gateway', { host, port: gateway.port })),
  }
  const meetingPlace = createMeetingPlace()
  process.once('exit', () => meetingPlace.remove())
  const address = dataAddress(settings)
  const file = address.kind === 'sqlite' ? address.path : undefined
  const connections = shareOf(settings.connections ?? usualConnectionLimits, workers)
  const { crew, ready, failed } = startCrew({
    settings: sendable({ ...settings, connections }),
    file,
    urls,
    workers,
    entry,
    doorkeeper,
    meetingPlace,
    log,
  })
  const newRootAccessKey = await Promise.race([
    ready,
    failed.then((failure) => {
      throw failure
    }),
  ])
  return {
    url: urls.service,
    gatewayUrl: urls.gateway,
    newRootAccessKey,
    failed,
    async close() {
      doorkeeper.close()
      await crew.drain()
      meetingPlace.remove()
    },
  }
}

function startCrew(ports: ConstructorParameters<typeof Crew>[0]) {
  const unready = new Set(Array.from({ length: ports.workers }, (_, index) => index + 1))
  let madeKey: NewRootAccessKey | undefined
  let settleReady: (key: NewRootAccessKey | undefined) => void = () => undefined
  let settleFailed: (failure: ServiceFailure) => void = () => undefined
  const ready = new Promise<NewRootAccessKey | undefined>((resolve) => {
    settleReady = resolve
  })
  const failed = new Promise<ServiceFailure>((resolve) => {
    settleFailed = resolve
  })
  const fail = (message: string, exitCode: 1 | 2) => {
    ports.doorkeeper.close()
    crew.kill()
    settleFailed(new ServiceFailure(message, exitCode))
  }
  /** What a process said of itself last, by its name. */
  const reasons = new Map<string, string>()
  const crew: Crew = new Crew(ports, {
    onReady(worker, newRootAccessKey) {
      madeKey ??= newRootAccessKey
      unready.delete(worker)
      if (unready.size === 0) settleReady(madeKey)
    },
    onRefusal(name, message, exitCode) {
      // Once the service runs, a process that cannot start may be able to later: it is tried again.
      if (unready.size > 0) return fail(message, exitCode)
      ports.log.error({ process: name, reason: message }, 'not started')
      reasons.set(name, message)
    },
    onEnd(name, { exitCode, signal }, isGivenUp) {
      const how = signal === null ? `with exit code ${exitCode}` : `by ${signal}`
      if (unready.size > 0) fail(`The ${name} process ended ${how} before the service was ready.`, 1)
      else if (isGivenUp)
        fail(`The ${name} process ends again and again, at last ${how}. ${reasons.get(name) ?? 'The log says what it did before.'}`, 1)
    },
  })
  return { crew, ready, failed }
}
