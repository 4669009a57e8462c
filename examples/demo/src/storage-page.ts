import { pageFolder } from '@hallpass/example-browser-storage/page-folder.js'
import { startPageServer } from '@hallpass/example-browser-storage/page-server.js'
import { startStore } from '@hallpass/example-browser-storage/store.js'
import { startOpenIdProvider } from './open-id-provider.ts'
import { silenceNotices } from './quiet.ts'
import { startService } from './service.ts'
import { setUp } from './stage.ts'
import { pageSettings, setUpStorage } from './storage.ts'
import { users } from './walk.ts'

// The page of examples/browser-storage alone, without the story before it.
const stopped = new Promise<void>((resolve) => void process.once('SIGINT', resolve).once('SIGTERM', resolve))
silenceNotices()

const store = await startStore()
const pages = await startPageServer(pageFolder)
const provider = await startOpenIdProvider(users, `${pages.url}/`)
const service = await startService(undefined, store)
const stage = await setUp(service, provider)
await setUpStorage(service)
pages.tell(pageSettings(service, provider, stage))

console.log(`Open ${pages.url}/ and sign in as ${Object.keys(users).join(' or ')}, with any password. Ctrl-C ends it.`)
await stopped
for (const started of [pages, service, provider, store]) await started.close()
