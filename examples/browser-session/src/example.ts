import { startPageServer } from '@hallpass/example-browser-storage/page-server.js'
import { startOpenIdProvider } from '@hallpass/example-demo/open-id-provider.js'
import { silenceNotices } from '@hallpass/example-demo/quiet.js'
import { startService } from '@hallpass/example-demo/service.js'
import { setUp } from '@hallpass/example-demo/stage.js'
import { users } from '@hallpass/example-demo/walk.js'

const stopped = new Promise<void>((resolve) => void process.once('SIGINT', resolve).once('SIGTERM', resolve))
silenceNotices()

const pages = await startPageServer(new URL('../page/', import.meta.url))
const provider = await startOpenIdProvider(users, `${pages.url}/`)
const service = await startService()
const { poolId } = await setUp(service, provider)
pages.tell({
  endpoint: service.url,
  region: service.region,
  identityPoolId: poolId,
  openId: { issuer: provider.issuer, clientId: provider.clientId },
})

console.log(`Open ${pages.url}/ and sign in as ${Object.keys(users).join(' or ')}, with any password. Ctrl-C ends it.`)
await stopped
for (const started of [pages, service, provider]) await started.close()
