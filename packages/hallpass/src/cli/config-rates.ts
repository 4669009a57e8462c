import type { Rate } from '../limits/rate.ts'
import { type Rates, unlimited } from '../limits/rate-limits.ts'
import { type Report, readMembers, readObject } from './config-members.ts'
import { type Check, faulty, good, shown } from './fault.ts'

/** Reads the member `rateLimits`: how often calls are let through, in all or of one address, pool or operation. */
export function readRates(value: unknown, report: Report): Rates {
  if (value === undefined) return unlimited
  const { operations = {}, ...members } = readMembers(value, names, 'rateLimits', report)
  const read = (name: 'address' | 'gatewayAddress' | 'pool' | 'account') =>
    members[name] === undefined ? undefined : readRate(members[name], `rateLimits.${name}`, report)
  return {
    address: read('address'),
    gatewayAddress: read('gatewayAddress'),
    pool: read('pool'),
    account: read('account'),
    operations: readOperations(operations, report),
  }
}

const names = ['address', 'gatewayAddress', 'pool', 'account', 'operations'] as const

function readOperations(value: unknown, report: Report): ReadonlyMap<string, Rate> {
  const place = 'rateLimits.operations'
  const rates = Object.entries(readObject(value, place, report)).map(([name, given]): [string, Rate] => {
    if (!form.test(name)) {
      report(`${place}[${shown(name)}]`, 'This is no operation.', 'Write SERVICE:OPERATION, such as cognito-identity:GetId.')
    }
    return [name, readRate(given, `${place}[${shown(name)}]`, report)]
  })
  return new Map(rates)
}

function readRate(value: unknown, place: string, report: Report): Rate {
  const { perSecond, burst } = readMembers(value, ['perSecond', 'burst'], place, report)
  const rate = typeof perSecond === 'number' ? { perSecond, burst: burst ?? usualBurst(perSecond) } : undefined
  if (rate !== undefined && isRate(rate)) return rate
  report(place, 'This is no rate.', `Write {"perSecond": 20, "burst": 100}: ${range}`)
  return { perSecond: 1, burst: 1 }
}

/** Whether there is such an operation is seen by the service: to know them all takes longer than to read all settings. */
const form = /^(cognito-identity|sts|iam):[A-Z][A-Za-z]*$/

/** `20` or `20:100`: how many a second, and how many at once. */
export const checkRate: Check<Rate> = (text) => {
  const [, perSecond, , burst] = /^(\d+(\.\d+)?)(?::(\d+))?$/.exec(text) ?? []
  const rate = { perSecond: Number(perSecond), burst: burst === undefined ? usualBurst(Number(perSecond)) : Number(burst) }
  return isRate(rate)
    ? good(rate)
    : faulty(`${shown(text)} is no rate.`, `Give calls a second, such as 20, or with a burst, 20:100: ${range}`)
}

const range = 'from 0.001 to 1000000 a second, a burst from 1 to 1000000.'

/** What comes in a second may come at once. */
function usualBurst(perSecond: number): number {
  return Math.max(1, Math.ceil(perSecond))
}

function isRate(rate: { readonly perSecond: number; readonly burst: unknown }): rate is Rate {
  const { perSecond, burst } = rate
  return (
    perSecond >= 0.001 && perSecond <= 1_000_000 && typeof burst === 'number' && Number.isInteger(burst) && burst >= 1 && burst <= 1_000_000
  )
}
