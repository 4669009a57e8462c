import type { Rates } from '../limits/rate-limits.ts'
import type { ProviderEndpoint } from '../logins/provider-endpoint.ts'
import { parsePolicy } from '../policy/parse-policy.ts'
import type { UpstreamRoles } from '../upstream/upstream.ts'
import { checkProxy } from './check-setting.ts'
import { checkProviderUrl, checkPublicUrl } from './check-url.ts'
import { type ConfiguredAuthorizer, readAuthorizer } from './config-authorizer.ts'
import { cutSlash, type Report, readMembers, readObject, readText } from './config-members.ts'
import { readRates } from './config-rates.ts'
import { readUpstreams } from './config-upstreams.ts'
import { type Check, type Checked, type Fault, good, shown } from './fault.ts'

/** What the configuration file says. */
export interface ConfigFile {
  /** Provider name, as in `Logins` → where it is reached instead of its own address. */
  readonly providers: ReadonlyMap<string, ProviderEndpoint>
  /** Earlier public URLs, whose tokens are still taken. */
  readonly formerPublicUrls: readonly string[]
  /** Addresses and CIDR blocks of proxies that are believed. */
  readonly trustedProxies: readonly string[]
  /** The policy that guests of the enhanced flow are kept within, as text; undefined: what AWS opens to them. */
  readonly guestSessionPolicy: string | undefined
  /** The roles whose credentials another STS gives. */
  readonly upstreamRoles: UpstreamRoles
  readonly authorizer: ConfiguredAuthorizer
  readonly rates: Rates
}

/** Reads the text of a configuration file. Faults name the place: `FILE: providers["graph.facebook.com"].endpoint`. */
export function parseConfigFile(name: string, text: string): Checked<ConfigFile> {
  const faults: Fault[] = []
  const report = (place: string, problem: string, remedy: string) => void faults.push({ setting: `${name}: ${place}`, problem, remedy })

  const members = readMembers(parseJson(text), memberNames, 'the file', report)
  const config = {
    providers: readProviders(members.providers, report),
    formerPublicUrls: readList(members.formerPublicUrls, checkPublicUrl, 'formerPublicUrls', report),
    trustedProxies: readList(members.trustedProxies, checkProxy, 'trustedProxies', report),
    guestSessionPolicy: readPolicy(members.guestSessionPolicy, 'guestSessionPolicy', report),
    upstreamRoles: readUpstreams(members.upstreams, report),
    authorizer: readAuthorizer(members.authorizer, report),
    rates: readRates(members.rateLimits, report),
  }
  return faults.length === 0 ? good(config) : { kind: 'faulty', faults }
}

const memberNames = [
  'providers',
  'formerPublicUrls',
  'trustedProxies',
  'guestSessionPolicy',
  'upstreams',
  'authorizer',
  'rateLimits',
] as const

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readProviders(value: unknown, report: Report): ReadonlyMap<string, ProviderEndpoint> {
  const providers = new Map<string, ProviderEndpoint>()
  for (const [name, settings] of Object.entries(readObject(value ?? {}, 'providers', report))) {
    const place = `providers[${shown(name)}]`
    if (!isProviderName(name)) {
      report(
        place,
        'This is no name of a provider.',
        'Give its key in Logins: accounts.google.com, cognito-idp.REGION.amazonaws.com/POOL, an issuer without https://.',
      )
      continue
    }
    const { issuer, endpoint } = readMembers(settings, ['issuer', 'endpoint'], place, report)
    providers.set(name, {
      ...(issuer === undefined ? {} : { issuer: readText(issuer, checkProviderUrl, `${place}.issuer`, report) }),
      ...(endpoint === undefined ? {} : { endpoint: cutSlash(readText(endpoint, checkProviderUrl, `${place}.endpoint`, report)) }),
    })
  }
  return providers
}

function readList(value: unknown, check: Check<string>, place: string, report: Report): string[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value.map((text, index) => readText(text, check, `${place}[${index}]`, report))
  report(place, 'It is no list.', 'Write it as ["…", "…"].')
  return []
}

function readPolicy(value: unknown, place: string, report: Report): string | undefined {
  if (value === undefined) return undefined
  const text = JSON.stringify(value)
  const parsed = parsePolicy(text, 'identity')
  if (parsed.kind === 'malformed')
    report(place, `It is no policy: ${parsed.message}`, 'Write it as {"Version": "2012-10-17", "Statement": […]}.')
  return text
}

/** The keys of `Logins`: a host, with a path where the provider has one. */
function isProviderName(name: string): boolean {
  return /^[^\s/]*[.:][^\s/]*(\/\S*)?$/.test(name) && !name.includes('://')
}
