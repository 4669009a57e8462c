import type { Rate } from './rate.ts'
import { TokenBuckets } from './token-buckets.ts'

/** The rates that are set; what is not has no limit. */
export interface Rates {
  /** Calls from one address, or one /64 of IPv6, whether signed or not. */
  readonly address: Rate | undefined
  /** Requests to the S3 gateway from one address. */
  readonly gatewayAddress: Rate | undefined
  /** Unsigned calls that concern one identity pool. */
  readonly pool: Rate | undefined
  /** Calls of one operation, each for itself. */
  readonly account: Rate | undefined
  /** The same of single operations, by `SERVICE:OPERATION`, in place of `account`. */
  readonly operations: ReadonlyMap<string, Rate>
}

export const unlimited: Rates = {
  address: undefined,
  gatewayAddress: undefined,
  pool: undefined,
  account: undefined,
  operations: new Map(),
}

/** A call that is too much. */
export interface Excess {
  /** Of what there was too much. */
  readonly limit: 'address' | 'gateway address' | 'pool' | 'account' | 'load'
  /** Until the next call would be let through, whole seconds, 1 at least. */
  readonly retryAfterSeconds: number
}

export type Count = (key: string) => Excess | undefined

/** Counts calls; undefined: it is within the limit. What is refused is not counted. */
export interface RateLimits {
  /** By an address, or the block of them that counts as one; undefined where there is no limit to count for. */
  readonly countAddress: Count | undefined
  readonly countGatewayAddress: Count | undefined
  countPool(poolId: string): Excess | undefined
  /** @param name `SERVICE:OPERATION`, of an operation that there is */
  countOperation(name: string): Excess | undefined
}

/** @param now milliseconds since the epoch */
export function createRateLimits(rates: Rates, now: () => number): RateLimits {
  const counting = (limit: Excess['limit'], rate: Rate | undefined) => {
    if (rate === undefined) return () => undefined
    const buckets = new TokenBuckets(rate)
    return (key: string): Excess | undefined => {
      const wait = buckets.take(key, now())
      return wait === 0 ? undefined : { limit, retryAfterSeconds: Math.ceil(wait / 1000) }
    }
  }
  const countAny = counting('account', rates.account)
  const ofOperations = new Map([...rates.operations].map(([name, rate]) => [name, counting('account', rate)]))
  return {
    countAddress: rates.address && counting('address', rates.address),
    countGatewayAddress: rates.gatewayAddress && counting('gateway address', rates.gatewayAddress),
    countPool: counting('pool', rates.pool),
    countOperation: (name) => (ofOperations.get(name) ?? countAny)(name),
  }
}
