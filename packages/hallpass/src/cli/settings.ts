import { isRoleArn } from '../identity/role-arn.ts'
import { unlimited } from '../limits/rate-limits.ts'
import { usualConnectionLimits } from '../server/connection-limits.ts'
import type { ServeOptions } from '../server/serve-options.ts'
import type { StoreAddress } from '../store/store-address.ts'
import { checkBackend, checkBackendKey, checkBackendProfile, checkDomain, checkOrigins, checkRegionName } from './check-gateway.ts'
import {
  checkAccessKeyId,
  checkAccountId,
  checkConnectionLimit,
  checkConnections,
  checkDataDir,
  checkHost,
  checkMasterKey,
  checkPort,
  checkRegion,
  checkSecretAccessKey,
  checkStore,
  checkSwitch,
  checkWorkers,
  usualConnections,
} from './check-setting.ts'
import { checkPublicUrl } from './check-url.ts'
import { checkAuthorizerToken, nothingConfigured } from './config-authorizer.ts'
import { type ConfigFile, parseConfigFile } from './config-file.ts'
import { checkRate } from './config-rates.ts'
import { type Check, type Checked, type Fault, good, shown } from './fault.ts'

/** The flags as they were given. */
export interface Flags {
  readonly port?: string
  readonly workers?: string
  readonly host?: string
  readonly dataDir?: string
  readonly store?: string
  readonly config?: string
  readonly gatewayPort?: string
  readonly backend?: string
  readonly backendProfile?: string
  readonly domain?: string
}

export type Environment = Readonly<Record<string, string | undefined>>

export interface SettingSources {
  /** How many cores this process may use. */
  readonly cores: number
  readonly flags: Flags
  readonly env: Environment
  /** The file that {@link configFileName} names, if any; `text` is undefined where it could not be read. */
  readonly configFile: { readonly name: string; readonly text: string | undefined } | undefined
}

export interface Settings extends Omit<ServeOptions, 'log' | 'company' | 'openDoor' | 'now'> {
  /** How many processes serve; 1: this one, alone. */
  readonly workers: number
}

/** Everything that can be set, held against its rules; or every fault there is. A flag wins over the environment; an empty variable is not set. */
export function parseSettings({ cores, flags, env, configFile }: SettingSources): Checked<Settings> {
  const faults: Fault[] = []
  const read = <T>(given: Given | undefined, check: Check<T>, byDefault: T): T => {
    const checked = given === undefined ? good(byDefault) : check(given.text)
    if (checked.kind === 'good') return checked.value
    for (const fault of checked.faults) faults.push({ setting: given?.setting ?? '', ...fault })
    return byDefault
  }
  const variable = <T>(name: string, check: Check<T>) => read(fromVariable(name, env), check, undefined)

  const config = readConfigFile(configFile, faults)
  const settings: Settings = {
    host: read(fromFlag('--host', flags.host) ?? fromVariable('HALLPASS_HOST', env), checkHost, '127.0.0.1'),
    port: read(fromFlag('--port', flags.port) ?? fromVariable('HALLPASS_PORT', env), checkPort, 4255),
    workers: read(fromFlag('--workers', flags.workers) ?? fromVariable('HALLPASS_WORKERS', env), checkWorkers, cores),
    dataDir: read(fromFlag('--data-dir', flags.dataDir) ?? fromVariable('HALLPASS_DATA_DIR', env), checkDataDir, './data'),
    store: withConnections(
      read(fromFlag('--store', flags.store) ?? fromVariable('HALLPASS_STORE', env), checkStore, undefined),
      read(fromVariable('HALLPASS_STORE_CONNECTIONS', env), checkConnections, usualConnections),
    ),
    accountId: read(fromVariable('HALLPASS_ACCOUNT_ID', env), checkAccountId, '000000000000'),
    region: read(fromVariable('HALLPASS_REGION', env), checkRegion, 'us-east-1'),
    publicUrl: variable('HALLPASS_PUBLIC_URL', checkPublicUrl),
    formerPublicUrls: config.formerPublicUrls,
    providers: config.providers,
    trustedProxies: config.trustedProxies,
    guestSessionPolicy: config.guestSessionPolicy,
    upstreamRoles: config.upstreamRoles,
    authorizer: { ...config.authorizer, token: variable('HALLPASS_AUTHORIZER_TOKEN', checkAuthorizerToken) },
    rates: {
      ...config.rates,
      address: variable('HALLPASS_RATE_PER_ADDRESS', checkRate) ?? config.rates.address,
      pool: variable('HALLPASS_RATE_PER_POOL', checkRate) ?? config.rates.pool,
      account: variable('HALLPASS_RATE_PER_ACCOUNT', checkRate) ?? config.rates.account,
    },
    connections: {
      inAll: read(fromVariable('HALLPASS_MAX_CONNECTIONS', env), checkConnectionLimit, usualConnectionLimits.inAll),
      perAddress: variable('HALLPASS_MAX_CONNECTIONS_PER_ADDRESS', checkConnectionLimit),
    },
    allowsSamlSha1: read(fromVariable('HALLPASS_SAML_ALLOW_SHA1', env), checkSwitch, false),
    gateway: readGateway(flags, env, read, faults),
    rootAccessKey: readRootAccessKey(env, variable, faults),
    masterKey: variable('HALLPASS_MASTER_KEY', checkMasterKey),
  }
  faults.push(...foreignRoles(config, settings.accountId, configFile))
  return faults.length === 0 ? good(settings) : { kind: 'faulty', faults }
}

/** The configuration file that is to be read, if any. */
export function configFileName(flags: Flags, env: Environment): string | undefined {
  return flags.config ?? fromVariable('HALLPASS_CONFIG', env)?.text
}

/** A value, and the name of the setting that it was given by. */
interface Given {
  readonly setting: string
  readonly text: string
}

function fromFlag(setting: string, text: string | undefined): Given | undefined {
  return text === undefined ? undefined : { setting, text }
}

function fromVariable(setting: string, env: Environment): Given | undefined {
  // Compose files and the like pass variables on as empty texts where they are not set.
  const text = Object.hasOwn(env, setting) ? env[setting] : undefined
  return text === undefined || text === '' ? undefined : { setting, text }
}

/** SQLite needs no more than its own two. */
function withConnections(store: StoreAddress | undefined, connections: number): StoreAddress | undefined {
  return store?.kind === 'postgres' ? { ...store, connections } : store
}

function readConfigFile(file: SettingSources['configFile'], faults: Fault[]): ConfigFile {
  const nothing: ConfigFile = {
    providers: new Map(),
    formerPublicUrls: [],
    trustedProxies: [],
    guestSessionPolicy: undefined,
    upstreamRoles: new Map(),
    authorizer: nothingConfigured,
    rates: unlimited,
  }
  if (file === undefined) return nothing
  if (file.text === undefined) {
    faults.push({
      setting: file.name === '' ? '--config' : file.name,
      problem: 'The configuration file cannot be read.',
      remedy: 'Check its path and permissions.',
    })
    return nothing
  }
  const checked = parseConfigFile(file.name, file.text)
  if (checked.kind === 'good') return checked.value
  faults.push(...checked.faults)
  return nothing
}

/** Bindings that would never be used. */
function foreignRoles({ upstreamRoles }: ConfigFile, accountId: string, file: SettingSources['configFile']): readonly Fault[] {
  const foreign = [...upstreamRoles].filter(([ownArn]) => !isRoleArn(ownArn, accountId))
  return foreign.map(([ownArn, { upstream }]) => ({
    setting: `${file?.name}: upstreams[${shown(upstream.name)}].roles[${shown(ownArn)}]`,
    problem: `The role is not of our account, ${accountId}.`,
    remedy: 'Give the ARN of a role of ours on the left, and of the upstream on the right; HALLPASS_ACCOUNT_ID says which account is ours.',
  }))
}

type Read = <T>(given: Given | undefined, check: Check<T>, byDefault: T) => T

/** The S3 gateway; undefined where no store is named. */
function readGateway(flags: Flags, env: Environment, read: Read, faults: Fault[]): Settings['gateway'] {
  const variable = (name: string) => fromVariable(`HALLPASS_GATEWAY_${name}`, env)
  const backend = fromFlag('--backend', flags.backend) ?? variable('BACKEND')
  const url = read(backend, checkBackend, undefined)
  const [idName, secretName] = ['BACKEND_ACCESS_KEY_ID', 'BACKEND_SECRET_ACCESS_KEY'] as const
  const accessKeyId = read(variable(idName), checkBackendKey, undefined)
  const secretAccessKey = read(variable(secretName), checkBackendKey, undefined)
  const key = {
    region: read(variable('BACKEND_REGION'), checkRegionName, 'us-east-1'),
    profile: read(fromFlag('--backend-profile', flags.backendProfile) ?? variable('BACKEND_PROFILE'), checkBackendProfile, undefined),
  }
  const settings = {
    port: read(fromFlag('--gateway-port', flags.gatewayPort) ?? variable('PORT'), checkPort, 4256),
    domain: read(fromFlag('--domain', flags.domain) ?? variable('DOMAIN'), checkDomain, undefined),
    origins: read(variable('ORIGINS'), checkOrigins, ['*']),
  }
  if (backend === undefined) return undefined
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    const setting = accessKeyId === undefined ? idName : secretName
    const problem = "The store's access key is missing."
    faults.push({
      setting: `HALLPASS_GATEWAY_${setting}`,
      problem,
      remedy: 'Give the id and the secret of a key that may do in the store all that your users may.',
    })
    return undefined
  }
  return url && { ...settings, backend: { url, accessKeyId, secretAccessKey, ...key } }
}

function readRootAccessKey(
  env: Environment,
  variable: <T>(name: string, check: Check<T>) => T | undefined,
  faults: Fault[],
): Settings['rootAccessKey'] {
  const names = ['HALLPASS_ROOT_ACCESS_KEY_ID', 'HALLPASS_ROOT_SECRET_ACCESS_KEY'] as const
  const missing = names.filter((name) => fromVariable(name, env) === undefined)
  if (missing.length === 1) {
    const remedy = 'Give both, or neither: then a root key is made at the first start.'
    faults.push({ setting: missing.join(), problem: 'The root access key is only half given.', remedy })
  }
  const accessKeyId = variable(names[0], checkAccessKeyId)
  const secretAccessKey = variable(names[1], checkSecretAccessKey)
  return accessKeyId === undefined || secretAccessKey === undefined ? undefined : { accessKeyId, secretAccessKey }
}
