import type { Logger } from 'pino'
import type { RootAccessKey } from '../authentication/root-access-key.ts'
import type { AuthorizerSettings } from '../authorizer/authorizer-settings.ts'
import type { GatewaySettings } from '../gateway/gateway-settings.ts'
import type { Rates } from '../limits/rate-limits.ts'
import type { ProviderEndpoints } from '../logins/provider-endpoint.ts'
import type { Company } from '../store/company.ts'
import type { StoreAddress } from '../store/store-address.ts'
import type { UpstreamRoles } from '../upstream/upstream.ts'
import type { ConnectionLimits } from './connection-limits.ts'
import type { OpenDoor } from './door.ts'

/** Where the data is, and how its keys are opened. */
export interface DataOptions {
  /** Made where it does not exist. */
  readonly dataDir: string
  /** The file `hallpass.db` in the data directory unless given. */
  readonly store: StoreAddress | undefined
  readonly region: string
  /** 32 bytes; undefined: the file `master.key` of the data directory, made at first start. */
  readonly masterKey: Uint8Array | undefined
  /** The other processes of the service; undefined: this one serves, and writes, by itself. */
  readonly company?: Company
}

export interface ServeOptions extends DataOptions {
  readonly host: string
  /** 0 picks a free one. */
  readonly port: number
  /** Twelve digits. */
  readonly accountId: string
  /** The `iss` of our OpenID tokens, without a trailing slash; undefined: the address that is listened on. */
  readonly publicUrl: string | undefined
  /** Earlier public URLs, whose tokens are still taken for ours. */
  readonly formerPublicUrls: readonly string[]
  readonly providers: ProviderEndpoints
  /** Addresses and CIDR blocks of proxies whose `X-Forwarded-For`, `-Host` and `-Proto` count. */
  readonly trustedProxies: readonly string[]
  /** Whether SAML responses may be signed with SHA-1. */
  readonly allowsSamlSha1: boolean
  /** The policy that guests of the enhanced flow are kept within; undefined: what AWS opens to them. */
  readonly guestSessionPolicy: string | undefined
  /** The roles whose credentials another STS gives; none unless given. */
  readonly upstreamRoles?: UpstreamRoles
  /** How many connections each listener holds; 20,000 unless given. */
  readonly connections?: ConnectionLimits
  /** How often calls are let through by this process; without limit unless given. */
  readonly rates?: Rates
  /** Undefined: the file `root-credentials.json` of the data directory, made at first start. */
  readonly rootAccessKey: RootAccessKey | undefined
  /** Unless given: for callers on this machine, who say themselves what they ask. */
  readonly authorizer?: AuthorizerSettings
  /** Undefined: no S3 gateway is served. */
  readonly gateway?: GatewaySettings | undefined
  readonly log: Logger
  /** How connections come in; unless given, the process listens for them. */
  readonly openDoor?: OpenDoor
  /** Milliseconds since the epoch; the machine's clock unless given. */
  readonly now?: () => number
}
