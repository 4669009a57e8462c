import { createSession } from '../../src/index.ts'
import type { Given, InWorker } from './tab.ts'

// Of a web worker as of a service worker: a message asks for credentials of a session of its own, and brings the port for the answer.
addEventListener('message', async ({ data, ports }: MessageEvent<Given>) => {
  const session = createSession(data)
  const { identityId, expiration } = await session.credentials()
  session.close()
  const answer: InWorker = {
    identityId,
    minutesLeft: Math.round((Number(expiration) - Date.now()) / 60_000),
    scope: globalThis.constructor.name,
  }
  ports[0]?.postMessage(answer)
})
