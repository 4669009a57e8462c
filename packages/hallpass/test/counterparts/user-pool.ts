import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { CognitoIdentityProvider } from '@aws-sdk/client-cognito-identity-provider'
import { startStubServer } from './stub-server.ts'

export interface UserPools {
  /** The base of the API: `http://127.0.0.1:PORT` */
  readonly url: string
  /** The SDK's client of it. */
  readonly api: CognitoIdentityProvider
  /** A pool with one client. */
  createPool(): Promise<UserPool>
  /** From now on ID tokens carry these claims besides (PreTokenGeneration): `cognito:roles`, `cognito:preferred_role`, … */
  addClaims(claims: Readonly<Record<string, unknown>>): void
  close(): Promise<void>
}

export interface UserPool {
  readonly id: string
  readonly issuer: string
  readonly clientId: string
  createUser(name: string, ...groups: readonly string[]): Promise<void>
  signIn(name: string): Promise<{ readonly idToken: string; readonly accessToken: string }>
}

const password = 'Correct-horse-1'

/** Real user pools (cognito-local) in a process of their own. All of them sign with one key: only the issuer tells them apart. */
export async function startUserPools(): Promise<UserPools> {
  let claims: Readonly<Record<string, unknown>> = {}
  const lambda = await startStubServer(({ body }) => ({
    body: { ...JSON.parse(body), response: { claimsOverrideDetails: { claimsToAddOrOverride: claims } } },
  }))
  const directory = mkdtempSync(join(tmpdir(), 'hallpass-user-pools-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const keys = { accessKeyId: 'x', secretAccessKey: 'x' }
  mkdirSync(join(directory, '.cognito'))
  const config = {
    TokenConfig: { IssuerDomain: url },
    ServerConfig: { hostname: '127.0.0.1', port },
    UserPoolDefaults: { UsernameAttributes: [] },
    TriggerFunctions: { PreTokenGeneration: 'claims' },
    LambdaClient: { endpoint: lambda.url, region: 'local', credentials: keys },
  }
  writeFileSync(join(directory, '.cognito', 'config.json'), JSON.stringify(config))
  const start = createRequire(import.meta.url).resolve('cognito-local/lib/bin/start.js')
  const child = spawn(process.execPath, [start], { cwd: directory, stdio: ['ignore', 'pipe', 'ignore'] })
  await isReady(child)

  const api = new CognitoIdentityProvider({ endpoint: url, region: 'us-east-1', credentials: keys })
  return {
    url,
    api,
    createPool: () => createPool(api, url),
    addClaims(next) {
      claims = next
    },
    async close() {
      await new Promise((resolve) => {
        child.once('exit', resolve)
        child.kill()
      })
      rmSync(directory, { recursive: true, force: true })
      await lambda.close()
    },
  }
}

async function createPool(api: CognitoIdentityProvider, url: string): Promise<UserPool> {
  const { UserPool: { Id: id = '' } = {} } = await api.createUserPool({ PoolName: 'users' })
  const { UserPoolClient: { ClientId: clientId = '' } = {} } = await api.createUserPoolClient({
    UserPoolId: id,
    ClientName: 'app',
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    IdTokenValidity: 5,
    TokenValidityUnits: { IdToken: 'minutes' },
  })
  return {
    id,
    issuer: `${url}/${id}`,
    clientId,
    async createUser(name, ...groups) {
      const user = { UserPoolId: id, Username: name }
      await api.adminCreateUser({ ...user, MessageAction: 'SUPPRESS' })
      await api.adminSetUserPassword({ ...user, Password: password, Permanent: true })
      for (const group of groups) {
        await api.createGroup({ UserPoolId: id, GroupName: group })
        await api.adminAddUserToGroup({ ...user, GroupName: group })
      }
    },
    async signIn(name) {
      const { AuthenticationResult: { IdToken: idToken = '', AccessToken: accessToken = '' } = {} } = await api.initiateAuth({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: clientId,
        AuthParameters: { USERNAME: name, PASSWORD: password },
      })
      return { idToken, accessToken }
    },
  }
}

/** Waits for the line that says where it listens, and goes on reading what the process writes. */
function isReady(child: ChildProcessByStdio<null, Readable, null>): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    child.stdout.on('data', (chunk) => {
      log += String(chunk)
      if (log.includes('Cognito Local running on')) resolve()
    })
    child.once('exit', () => reject(new Error(`The user pools did not start: ${log}`)))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('No port.'))))
    })
  })
}
