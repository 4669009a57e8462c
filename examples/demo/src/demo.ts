import { parseArgs } from 'node:util'
import { ExpectationFailed } from './expectation.ts'
import { type OpenIdProvider, startOpenIdProvider } from './open-id-provider.ts'
import { silenceNotices } from './quiet.ts'
import { roleNames } from './roles.ts'
import { openScreen, type Screen, short } from './screen.ts'
import { type Service, startService } from './service.ts'
import { type Stage, setUp } from './stage.ts'
import { visitor } from './visitor.ts'
import { users, walk } from './walk.ts'

/** Walks through the story, then serves until Ctrl-C (`--exit`: ends). Exit code 1 when anything was not as promised. */
async function demo(screen: Screen): Promise<void> {
  const { values } = parseArgs({ options: { exit: { type: 'boolean', default: false } } })
  const stopped = new Promise<void>((resolve) => void process.once('SIGINT', resolve).once('SIGTERM', resolve))
  silenceNotices()
  const provider = await startOpenIdProvider(users)
  const service = await startService()
  try {
    screen.title('Hallpass: from a guest to a signed-in user')
    const stage = await setUp(service, provider)
    showStage(screen, service, provider, stage)
    await walk(screen, visitor(service, stage.poolId), provider)
    if (!values.exit) {
      showWayIn(screen, service)
      await stopped
    }
  } finally {
    await service.close()
    await provider.close()
  }
}

function showStage(screen: Screen, service: Service, provider: OpenIdProvider, { poolId }: Stage): void {
  screen.chapter('0  The stage')
  screen.row('Hallpass', service.url, 'on an embedded store of its own')
  screen.row('OpenID Connect provider', provider.issuer, 'a real one: oidc-provider')
  screen.row('identity pool', short(poolId), `trusts the provider's tokens for ${provider.clientId}, and lets guests in`)
  screen.row('roles', Object.values(roleNames).join(', '), 'the last for whom the claim groups calls admins')
}

function showWayIn(screen: Screen, { url, region, rootKey, logFile }: Service): void {
  screen.chapter('Now it is yours, until Ctrl-C')
  screen.row('endpoint', url)
  screen.row('log', logFile)
  screen.row('the AWS command line', 'with the root key of this demo, which ends with it:')
  screen.line()
  screen.line(
    `export AWS_ACCESS_KEY_ID=${rootKey.accessKeyId} AWS_SECRET_ACCESS_KEY=${rootKey.secretAccessKey} AWS_DEFAULT_REGION=${region}`,
  )
  screen.line(`aws --endpoint-url ${url} cognito-identity list-identity-pools --max-results 10`)
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
