import { parseArgs } from 'node:util'
import { pageFolder } from '@hallpass/example-browser-storage/page-folder.js'
import { startPageServer } from '@hallpass/example-browser-storage/page-server.js'
import { startStore } from '@hallpass/example-browser-storage/store.js'
import { ExpectationFailed } from './expectation.ts'
import { type OpenIdProvider, startOpenIdProvider } from './open-id-provider.ts'
import { silenceNotices } from './quiet.ts'
import { roleNames } from './roles.ts'
import { openScreen, type Screen, short } from './screen.ts'
import { type Service, startService } from './service.ts'
import { type Stage, setUp } from './stage.ts'
import { pageSettings, setUpStorage } from './storage.ts'
import { storageWalk } from './storage-walk.ts'
import { visitor } from './visitor.ts'
import { users, walk } from './walk.ts'

/** Walks through the story, then serves until Ctrl-C (`--exit`: ends). Exit code 1 when anything was not as promised. */
async function demo(screen: Screen): Promise<void> {
  const { values } = parseArgs({ options: { exit: { type: 'boolean', default: false } } })
  const stopped = new Promise<void>((resolve) => void process.once('SIGINT', resolve).once('SIGTERM', resolve))
  silenceNotices()
  const store = await startStore()
  const pages = await startPageServer(pageFolder)
  const provider = await startOpenIdProvider(users, `${pages.url}/`)
  const service = await startService(undefined, store)
  try {
    screen.title('Hallpass: from a guest to a signed-in user')
    const stage = await setUp(service, provider)
    await setUpStorage(service)
    pages.tell(pageSettings(service, provider, stage))
    showStage(screen, service, provider, stage)
    const guest = visitor(service, stage.poolId)
    await walk(screen, guest, provider)
    const { refusedRequestId } = await storageWalk(screen, guest, provider, service)
    if (!values.exit) {
      showWayIn(screen, service, pages.url, refusedRequestId)
      await stopped
    }
  } finally {
    for (const started of [service, provider, pages, store]) await started.close()
  }
}

function showStage(screen: Screen, service: Service, provider: OpenIdProvider, { poolId }: Stage): void {
  screen.chapter('0  The stage')
  screen.row('Hallpass', service.url, 'on an embedded store of its own')
  screen.row('its S3 gateway', service.gatewayUrl ?? '', 'before a store from npm: s3rver')
  screen.row('OpenID Connect provider', provider.issuer, 'a real one: oidc-provider')
  screen.row('identity pool', short(poolId), `trusts the provider's tokens for ${provider.clientId}, and lets guests in`)
  screen.row('roles', Object.values(roleNames).join(', '), 'the last for whom the claim groups calls admins')
}

function showWayIn(screen: Screen, { url, region, rootKey, dataDir, logFile }: Service, page: string, refusedRequestId: string): void {
  screen.chapter('Now it is yours, until Ctrl-C')
  screen.row('page', `${page}/`, `sign in as ${Object.keys(users).join(' or ')}, with any password, and keep pictures`)
  screen.row('endpoint', url)
  screen.row('log', logFile)
  screen.row('the AWS command line', 'with the root key of this demo, which ends with it:')
  screen.line()
  screen.line(
    `export AWS_ACCESS_KEY_ID=${rootKey.accessKeyId} AWS_SECRET_ACCESS_KEY=${rootKey.secretAccessKey} AWS_DEFAULT_REGION=${region}`,
  )
  screen.line(`aws --endpoint-url ${url} cognito-identity list-identity-pools --max-results 10`)
  screen.line()
  screen.line('and why grace was refused:')
  screen.line()
  screen.line(`npx hallpass explain --request ${refusedRequestId} --data-dir ${dataDir}`)
  screen.line()
}

const screen = openScreen(process.stdout, process.env)
try {
  await demo(screen)
  screen.line()
} catch (error) {
  const problem = error instanceof Error ? error.message : String(error)
  screen.failed(error instanceof ExpectationFailed ? `This does not hold: ${problem}` : `It could not go on: ${problem}`)
  process.exitCode = 1
}
