// Three times as many requests as can be answered, by callers who leave after a second: how many are still answered in time.
// `node bench/overload.mjs [milliseconds] [part of a name]`
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CognitoIdentityClient, GetIdCommand, ListIdentityPoolsCommand } from '@aws-sdk/client-cognito-identity'
import { guestCredentials } from './gateway/guest.mjs'
import { closedLoop, openLoop } from './overload/callers.mjs'

const [milliseconds = '5000', only = ''] = process.argv.slice(2)
const factor = Number(process.env.FACTOR ?? 3)
/** Seconds of processor time that the service has had: where others use the machine too, answers a second say little, and these more. */
function processorSeconds() {
  const [, times = ''] = readFileSync(`/proc/${service.pid}/stat`, 'utf8').split(') ')
  const [user, system] = times.split(' ').slice(11, 13)
  return (Number(user) + Number(system)) / 100
}
const measured = async (work) => {
  const before = processorSeconds()
  const result = await work()
  return { ...result, perProcessorSecond: (result.answered + (result.warmUp ?? 0)) / (processorSeconds() - before) }
}

const dataDir = await mkdtemp(join(tmpdir(), 'overload-bench-'))
const root = { accessKeyId: 'ROOTKEYOFTHEBENCH', secretAccessKey: 'secret of the bench' }
const flags = (process.env.NODE_FLAGS ?? '').split(' ').filter(Boolean)
const service = spawn(
  process.execPath,
  [...flags, fileURLToPath(new URL('../packages/hallpass/bin/hallpass.js', import.meta.url)), 'serve', '--workers', '1', '--port', '0'],
  {
    env: {
      ...process.env,
      HALLPASS_DATA_DIR: dataDir,
      HALLPASS_ROOT_ACCESS_KEY_ID: root.accessKeyId,
      HALLPASS_ROOT_SECRET_ACCESS_KEY: root.secretAccessKey,
    },
    stdio: ['ignore', 'pipe', openSync(process.env.LOG ?? join(dataDir, 'log'), 'w')],
  },
)
try {
  const [line] = await once(service.stdout, 'data')
  const url = /http:\/\/\S+/.exec(String(line))[0]
  const client = new CognitoIdentityClient({ endpoint: url, region: 'us-east-1', credentials: root })
  await guestCredentials(url, root)
  const { IdentityPools } = await client.send(new ListIdentityPoolsCommand({ MaxResults: 1 }))
  const IdentityPoolId = IdentityPools[0].IdentityPoolId
  const { IdentityId } = await client.send(new GetIdCommand({ IdentityPoolId }))
  client.destroy()

  const request = (operation, input) => {
    const body = JSON.stringify(input)
    const head = [
      'POST / HTTP/1.1',
      `Host: ${new URL(url).host}`,
      'Content-Type: application/x-amz-json-1.1',
      `X-Amz-Target: AWSCognitoIdentityService.${operation}`,
      `Content-Length: ${body.length}`,
    ]
    return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
  }
  const cases = [
    ['credentials of a guest', request('GetCredentialsForIdentity', { IdentityId })],
    ['new guest', request('GetId', { IdentityPoolId })],
    ['OpenID token', request('GetOpenIdToken', { IdentityId })],
  ]
  for (const [name, bytes] of cases.filter(([each]) => each.includes(only))) {
    const settings = { url, request: bytes, patience: 1000, most: Number(process.env.CONNECTIONS ?? 1000) }
    await closedLoop(settings, 32, 2000)
    const before = await measured(() => closedLoop(settings, 32, 3000))
    const load = await measured(() => openLoop(settings, factor * before.perSecond, Number(milliseconds), 2000))
    const after = await measured(() => closedLoop(settings, 32, 3000))
    // The machine is not the same all the time.
    const peak = (before.perSecond + after.perSecond) / 2
    const latencies = load.latencies.sort((a, b) => a - b)
    const at = (part) => (latencies[Math.floor(latencies.length * part)] ?? 0).toFixed(0)
    const { sent, refused, left, cut, without, other } = load
    process.stdout.write(
      `${name.padEnd(24)} peak ${before.perSecond.toFixed(0)}/s, ${after.perSecond.toFixed(0)}/s after; sent ${load.sentPerSecond.toFixed(0)}/s, answered ${load.perSecond.toFixed(0)}/s ` +
        `(p50 ${at(0.5)} ms, p99 ${at(0.99)} ms), ratio ${(load.perSecond / peak).toFixed(2)}\n` +
        `${''.padEnd(24)} a processor second: ${before.perProcessorSecond.toFixed(0)}, ${load.perProcessorSecond.toFixed(0)}, ${after.perProcessorSecond.toFixed(0)}, ratio ${((2 * load.perProcessorSecond) / (before.perProcessorSecond + after.perProcessorSecond)).toFixed(2)}\n` +
        `${''.padEnd(24)} ${JSON.stringify({ sent, refused, left, cut, without, other, open: load.open })}\n`,
    )
  }
} finally {
  service.kill()
  await once(service, 'exit')
  await rm(dataDir, { recursive: true })
}
