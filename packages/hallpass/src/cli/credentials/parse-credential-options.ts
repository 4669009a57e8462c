import { resolve } from 'node:path'
import { withoutScheme, withoutTrailingSlash } from '../../identity/issuer.ts'
import { checkProviderUrl } from '../check-url.ts'
import { type Check, type Checked, type Fault, good } from '../fault.ts'
import {
  checkEndpoint,
  checkPoolId,
  checkRegion,
  checkRoleArn,
  checkScopes,
  checkSeconds,
  checkWebAddress,
} from './check-credential-setting.ts'
import type { CredentialOptions, LoginSource, OpenIdClient } from './credential-options.ts'

/** The flags as they were given. */
export interface CredentialFlags extends OpenIdFlags {
  readonly endpoint?: string
  readonly insecure?: boolean
  readonly region?: string
  readonly identityPoolId?: string
  readonly roleArn?: string
  readonly login?: string
  readonly tokenFile?: string
  readonly tokenCommand?: string
  readonly tokenVariable?: string
  /** False for `--no-cache`. */
  readonly cache?: boolean
  readonly renewBefore?: string
}

export interface OpenIdFlags {
  readonly issuer?: string
  readonly clientId?: string
  readonly scopes?: string
  readonly clientSecretFile?: string
}

/** What is asked for, held against its rules; or every fault there is. */
export function parseCredentialOptions(flags: CredentialFlags): Checked<CredentialOptions> {
  const faults: Fault[] = []
  const poolId = read('--identity-pool-id', flags.identityPoolId, checkPoolId, faults)
  if (flags.identityPoolId === undefined) faults.push(poolMissing)
  const region = read('--region', flags.region, checkRegion, faults) ?? poolId?.split(':')[0] ?? ''
  const options: CredentialOptions = {
    endpoint: read('--endpoint', flags.endpoint, flags.insecure ? checkWebAddress : checkEndpoint, faults) ?? addressOfAws(region),
    poolId: poolId ?? '',
    customRoleArn: read('--role-arn', flags.roleArn, checkRoleArn, faults),
    login: readLogin(flags, faults),
    usesCache: flags.cache !== false,
    renewalMargin: read('--renew-before', flags.renewBefore, checkSeconds, faults) ?? 300_000,
  }
  return faults.length === 0 ? good(options) : { kind: 'faulty', faults }
}

/** The application to sign in with; undefined where no flag names one. */
export function parseOpenIdClient(flags: OpenIdFlags): Checked<OpenIdClient | undefined> {
  const faults: Fault[] = []
  const client = readOpenIdClient(flags, faults)
  return faults.length === 0 ? good(client) : { kind: 'faulty', faults }
}

function read<T>(setting: string, text: string | undefined, check: Check<T>, faults: Fault[]): T | undefined {
  if (text === undefined) return undefined
  const checked = check(text)
  if (checked.kind === 'good') return checked.value
  for (const fault of checked.faults) faults.push({ setting, ...fault })
  return undefined
}

function readLogin(flags: CredentialFlags, faults: Fault[]): LoginSource {
  const client = readOpenIdClient(flags, faults)
  const { login: provider, tokenFile, tokenCommand, tokenVariable } = flags
  const given = [
    ...(tokenFile === undefined ? [] : [{ setting: '--token-file', source: { kind: 'file', file: resolve(tokenFile) } as const }]),
    ...(tokenCommand === undefined ? [] : [{ setting: '--token-command', source: { kind: 'command', command: tokenCommand } as const }]),
    ...(tokenVariable === undefined
      ? []
      : [{ setting: '--token-variable', source: { kind: 'variable', variable: tokenVariable } as const }]),
    ...(client === undefined ? [] : [{ setting: '--issuer', source: { kind: 'session', client } as const }]),
  ]
  const [first, ...others] = given
  if (others.length > 0) {
    const setting = given.map((one) => one.setting).join(', ')
    faults.push({ setting, problem: 'The login has more than one source.', remedy: 'Give one of them.' })
  }
  if (first === undefined) {
    if (provider !== undefined) faults.push(sourceMissing)
    return { kind: 'guest' }
  }
  if (first.source.kind === 'session') {
    return { ...first.source, provider: provider ?? withoutScheme(withoutTrailingSlash(first.source.client.issuer)) }
  }
  if (provider === undefined || provider === '') {
    faults.push({ setting: '--login', problem: `${first.setting} needs the name of the provider.`, remedy: providerForm })
  }
  return { ...first.source, provider: provider ?? '' }
}

function readOpenIdClient({ issuer, clientId, scopes, clientSecretFile }: OpenIdFlags, faults: Fault[]): OpenIdClient | undefined {
  if (issuer === undefined && clientId === undefined) {
    if ((scopes ?? clientSecretFile) !== undefined) faults.push(issuerMissing)
    return undefined
  }
  if (issuer === undefined) faults.push(issuerMissing)
  if (clientId === undefined || clientId === '') {
    faults.push({ setting: '--client-id', problem: '--issuer needs the id of an application.', remedy: 'Give the one registered there.' })
  }
  return {
    issuer: read('--issuer', issuer, checkProviderUrl, faults) ?? '',
    clientId: clientId ?? '',
    scopes: read('--scopes', scopes, checkScopes, faults),
    clientSecretFile: clientSecretFile === undefined ? undefined : resolve(clientSecretFile),
  }
}

/** Source: AWS's endpoints of Cognito identity pools. */
function addressOfAws(region: string): string {
  return `https://cognito-identity.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`
}

const providerForm = "Add --login with the pool's name of it, such as --login auth.example.com."
const poolMissing: Fault = { setting: '--identity-pool-id', problem: 'The identity pool is not named.', remedy: 'Give its id.' }
const issuerMissing: Fault = {
  setting: '--issuer',
  problem: 'The provider to sign in at is not named.',
  remedy: 'Give its issuer, such as https://auth.example.com, and --client-id.',
}
const sourceMissing: Fault = {
  setting: '--login',
  problem: 'The login has no token.',
  remedy: 'Add --token-file, --token-command, --token-variable, or --issuer with --client-id.',
}
