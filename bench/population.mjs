// A service with its pool, its roles and as many identities as are asked for.
import { mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CognitoIdentityClient, CreateIdentityPoolCommand, SetIdentityPoolRolesCommand } from '@aws-sdk/client-cognito-identity'
import { CreateOpenIDConnectProviderCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { fill } from './fill.mjs'
import { audience } from './issuer.mjs'

export const root = { accessKeyId: 'ROOTKEYOFTHEBENCH', secretAccessKey: 'secret of the bench' }

/** The program under test. */
export const command = fileURLToPath(new URL('../packages/hallpass/bin/hallpass.js', import.meta.url))

/**
 * @typedef {{ poolId: string, guestRole: string, userRole: string }} Pool
 * @typedef {Pool & import('./fill.mjs').Filled & { dataDir: string, identities: number, firstStart: number, url: string, pid: number, stop: () => Promise<void>, tokens: string[], issuer: import('./issuer.mjs').Issuer }} Population
 *   `firstStart`: how long the start on an empty folder took, milliseconds; `tokens`: one of each user of the sample, used again and again
 */

/**
 * Starts `hallpass serve` as users do, with its log at the usual level, in a file.
 * @param {import('./processes.mjs').Processes} processes
 * @param {string} dataDir
 * @param {string[]} flags
 * @returns {Promise<import('./processes.mjs').Started>}
 */
export function startHallpass(processes, dataDir, flags = []) {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const nodeFlags = (process.env.NODE_FLAGS ?? '').split(' ').filter(Boolean)
  return processes.start({
    args: [...nodeFlags, command, 'serve', '--port', '0', ...flags],
    env: {
      HALLPASS_DATA_DIR: dataDir,
      HALLPASS_ROOT_ACCESS_KEY_ID: root.accessKeyId,
      HALLPASS_ROOT_SECRET_ACCESS_KEY: root.secretAccessKey,
    },
    stderr: openSync(join(dataDir, 'log'), 'a'),
  })
}

/**
 * @param {import('./processes.mjs').Processes} processes
 * @param {{ dataDir: string, identities: number, issuer: import('./issuer.mjs').Issuer, flags?: string[] }} what
 * @returns {Promise<Population>}
 */
export async function populate(processes, { dataDir, identities, issuer, flags = [] }) {
  const first = await startHallpass(processes, dataDir, flags)
  const pool = await createPool(first.urls[0], issuer)
  await first.stop()
  const filled = await fill(join(dataDir, 'hallpass.db'), { poolId: pool.poolId, provider: issuer.name, identities })
  const tokens = await issuer.tokens(filled.users.map(({ subject }) => subject))
  const { urls, pid, stop } = await startHallpass(processes, dataDir, flags)
  return { ...pool, ...filled, dataDir, identities, firstStart: first.readyMilliseconds, url: urls[0], pid, stop, tokens, issuer }
}

/**
 * A pool that lets guests in and takes the issuer's tokens, with a role for each kind.
 * @param {string} endpoint
 * @param {import('./issuer.mjs').Issuer} issuer
 * @returns {Promise<Pool>}
 */
export async function createPool(endpoint, issuer) {
  const settings = { endpoint, region: 'us-east-1', credentials: root }
  const [iam, cognito] = [new IAMClient(settings), new CognitoIdentityClient(settings)]
  const provider = await iam.send(
    new CreateOpenIDConnectProviderCommand({ Url: issuer.url, ClientIDList: [audience], ThumbprintList: ['0'.repeat(40)] }),
  )
  const { IdentityPoolId: poolId } = await cognito.send(
    new CreateIdentityPoolCommand({
      IdentityPoolName: 'bench',
      AllowUnauthenticatedIdentities: true,
      AllowClassicFlow: true,
      OpenIdConnectProviderARNs: [provider.OpenIDConnectProviderArn],
    }),
  )
  const role = async (name, amr) => {
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust(poolId, amr) }))
    return Role.Arn
  }
  const [guestRole, userRole] = [await role('Guest', 'unauthenticated'), await role('User', 'authenticated')]
  const Roles = { unauthenticated: guestRole, authenticated: userRole }
  await cognito.send(new SetIdentityPoolRolesCommand({ IdentityPoolId: poolId, Roles }))
  return { poolId, guestRole, userRole }
}

function trust(poolId, amr) {
  const provider = 'cognito-identity.amazonaws.com'
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Federated: provider },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { [`${provider}:aud`]: poolId }, 'ForAnyValue:StringLike': { [`${provider}:amr`]: amr } },
    },
  })
}
