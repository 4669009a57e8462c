// Installs the packed clients into an empty folder and makes guests there with each runtime that applications run in, at the real service.
// STS says whether their credentials are good.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { CognitoIdentityClient, CreateIdentityPoolCommand, SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity'
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { openLog, serve } from '../packages/hallpass/dist/index.js'
import { packCredentials } from './pack-credentials.mjs'
import { runInHermes } from './run-in-hermes.mjs'

const run = promisify(execFile)
const region = 'eu-central-1'
const node = (version, program) => ['-p', `node-linux-${process.arch}@${version}`, 'node', program]
/** Name → arguments of npx. */
const runtimes = {
  'Node 20': node(20, 'guest.mjs'),
  'Node 20, by require': node(20, 'guest.cjs'),
  'Node 22': node(22, 'guest.mjs'),
  'Node 22, by require': node(22, 'guest.cjs'),
  'Node 24': node(24, 'guest.mjs'),
  // Nothing but the network: the package reads no file and no variable unless told to.
  Deno: ['-p', 'deno@2', 'deno', 'run', '--no-prompt', '--allow-net=127.0.0.1', 'guest.mjs'],
  Bun: ['-p', 'bun@1', 'bun', 'run', 'guest.mjs'],
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const { app } = packCredentials()
// A session that stays open, and a process that ends all the same; but Deno waits for whoever listens to other tabs.
const program = `
async function main() {
  const [endpoint, identityPoolId] = globalThis.Deno?.args ?? process.argv.slice(2)
  const session = createSession({ identityPoolId, endpoint })
  const guests = [await fromCognitoIdentityPool({ identityPoolId, endpoint })(), await session.credentials()]
  if (globalThis.Deno) session.close()
  guests.push(await guestOfV2(identityPoolId, { region: '${region}', endpoint, maxRetries: 0 }))
  console.log(JSON.stringify(guests))
}
async function guestOfV2(IdentityPoolId, config) {
  const credentials = new AWS.CognitoIdentityCredentials({ IdentityPoolId }, config)
  await credentials.getPromise()
  const { accessKeyId, secretAccessKey, sessionToken, expireTime: expiration, identityId } = credentials
  const cognito = new AWS.CognitoIdentity({ ...config, credentials })
  const refusal = await cognito.listIdentityPools({ MaxResults: 1 }).promise().catch(({ code }) => String(code))
  return { accessKeyId, secretAccessKey, sessionToken, expiration, identityId, refusal }
}
main()
`
const fromImport = `import { createSession, fromCognitoIdentityPool } from '@hallpass/credentials'
import AWS from '@hallpass/credentials/v2'`
const fromRequire = `const { createSession, fromCognitoIdentityPool } = require('@hallpass/credentials')
const { AWS } = require('@hallpass/credentials/v2')`
writeFileSync(join(app, 'guest.mjs'), fromImport + program)
writeFileSync(join(app, 'guest.cjs'), fromRequire + program)

const dataDir = mkdtempSync(join(tmpdir(), 'hallpass-runtimes-'))
process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))
const server = await startServer()
let failed = 0
try {
  const identityPoolId = await createPool()
  for (const [name, args] of Object.entries(runtimes)) {
    await check(name, async () => {
      const { stdout } = await run('npx', ['-y', ...args, server.url, identityPoolId], { cwd: app, timeout: 180_000 })
      for (const guest of JSON.parse(stdout)) await checkGuest(guest)
    })
  }
  await check('Hermes', () => runInHermes(app))
} finally {
  await server.close()
}
process.exit(failed === 0 ? 0 : 1)

async function check(name, attempt) {
  const begun = Date.now()
  try {
    await attempt()
    console.log(`${name} makes guests (${((Date.now() - begun) / 1000).toFixed(1)} s).`)
  } catch (error) {
    failed += 1
    console.error(`${name} fails:`, error)
  }
}

async function checkGuest({ identityId, expiration, refusal, ...credentials }) {
  const sts = new STSClient({ endpoint: server.url, region, credentials })
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  sts.destroy()
  if (!Arn.includes(':assumed-role/Guest/')) throw new Error(`It became ${Arn}.`)
  if (!identityId.startsWith(`${region}:`)) throw new Error(`It has the identity ${identityId}.`)
  // What the service does not understand, it refuses in other words.
  if (refusal !== undefined && refusal !== 'AccessDeniedException') throw new Error(`Its signed call got ${refusal}.`)
  if (!(Date.parse(expiration) > Date.now())) throw new Error(`Its credentials end at ${expiration}.`)
}

function startServer() {
  return serve({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    store: undefined,
    accountId: '123456789012',
    region,
    publicUrl: undefined,
    formerPublicUrls: [],
    providers: new Map(),
    trustedProxies: [],
    guestSessionPolicy: undefined,
    allowsSamlSha1: false,
    rootAccessKey: undefined,
    masterKey: undefined,
    log: openLog(join(dataDir, 'log')),
  })
}

/** A pool whose guests get the role `Guest`. */
async function createPool() {
  const settings = { endpoint: server.url, region, credentials: server.rootAccessKey }
  const [iam, cognito] = [new IAMClient(settings), new CognitoIdentityClient(settings)]
  const trust = { Effect: 'Allow', Principal: { Federated: 'cognito-identity.amazonaws.com' }, Action: 'sts:AssumeRoleWithWebIdentity' }
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'Guest', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: trust }) }),
  )
  const { IdentityPoolId } = await cognito.send(
    new CreateIdentityPoolCommand({ IdentityPoolName: 'runtimes', AllowUnauthenticatedIdentities: true }),
  )
  await cognito.send(new SetIdentityPoolRolesCommand({ IdentityPoolId, Roles: { unauthenticated: Role.Arn } }))
  return IdentityPoolId
}
