import { AWS } from '../aws.ts'
import { type Features, inherit } from '../inherit.ts'
import type { Service, ServiceClass } from '../service-types.ts'
import { apis } from './api.ts'

/** Identifiers, by which `AWS.config.update` knows that an option is of one service. */
const known = new Set<string>()

/**
 * A class of services: on top of `AWS.Service`, with the features on its prototype (`api`, `initialize`, `setupRequestListeners`, …). One
 * without `api` has versions: what it constructs is of the class of the version that the configuration asks for.
 */
export function defineService(identifier: string, versions?: string | string[] | object, features?: object): ServiceClass {
  known.add(identifier)
  const [named, added] = Array.isArray(versions) ? [versions as string[], features] : [[], versions]
  // What applications add to the prototype is theirs to type.
  const service = inherit<ServiceClass>(AWS.Service, (added ?? {}) as Features<ServiceClass>)
  const services = Object.fromEntries(named.map((version) => [version, null]))
  Object.assign(service, { services, apiVersions: [...named].sort(), serviceIdentifier: identifier })
  Reflect.apply(AWS.SequentialExecutor, service.prototype, [])
  return service
}

export function hasService(identifier: string): boolean {
  return known.has(identifier)
}

/** The class of the newest version that is not newer than the wanted one, made when it is first asked for. */
export function versionClass(service: ServiceClass, wanted: string | Date | null | undefined): ServiceClass {
  const limit = AWS.util.isType(wanted, Date) ? AWS.util.date.iso8601(wanted as Date).split('T')[0] : wanted || 'latest'
  const versions = Object.keys(service.services).sort().reverse()
  const version = versions.find((candidate) => candidate.slice(0, 10) <= String(limit))
  if (version === undefined) {
    throw new Error(`Could not find ${service.serviceIdentifier} API to satisfy version constraint \`${limit}'`)
  }
  const made = service.services[version] ?? defineVersion(service, version)
  service.services[version] = made
  return made
}

function defineVersion(service: ServiceClass, version: string): ServiceClass {
  const { serviceIdentifier } = service
  const api = apis[`${serviceIdentifier}-${version}`]
  if (!api) throw AWS.util.error(new Error(), `Could not find API configuration ${serviceIdentifier}-${version}`)
  // Without features: the compiler takes the constructor of `Object` for one.
  const versioned = inherit<ServiceClass>(service, {} as Features<ServiceClass>)
  Object.assign(versioned.prototype, { serviceIdentifier, api: api() })
  defineMethods(versioned.prototype)
  return versioned
}

/** What the class has already is left: it may be an application's. */
function defineMethods(prototype: Service): void {
  for (const [method, { authtype }] of Object.entries(prototype.api.operations)) {
    if (method in prototype) continue
    const make = authtype === 'none' ? 'makeUnauthenticatedRequest' : 'makeRequest'
    const call: ThisType<Service> & object = {
      [method](params?: object, callback?: never) {
        return this[make](method, params, callback)
      },
    }
    Object.assign(prototype, call)
  }
}
