import type { AuthorizerSettings } from '../authorizer/authorizer-settings.ts'
import { type Report, readMembers, readText } from './config-members.ts'
import { type Check, faulty, good, shown } from './fault.ts'

/** What the configuration file says of the authorizer: all but the token, which is a secret. */
export type ConfiguredAuthorizer = Omit<AuthorizerSettings, 'token'>

export const nothingConfigured: ConfiguredAuthorizer = { action: undefined, resource: undefined, service: undefined, audience: undefined }

/** Reads the member `authorizer`: the action and the resource that proxies ask for, and what else holds for their requests. */
export function readAuthorizer(value: unknown, report: Report): ConfiguredAuthorizer {
  const { action, resource, service, audience } = readMembers(value ?? {}, names, 'authorizer', report)
  const read = (name: string, given: unknown, check: Check<string>) =>
    given === undefined ? undefined : readText(given, check, `authorizer.${name}`, report)
  return {
    action: read('action', action, checkAction),
    resource: read('resource', resource, checkResource),
    service: read('service', service, checkService),
    audience: read('audience', audience, checkAudience),
  }
}

const names = ['action', 'resource', 'service', 'audience'] as const

const checkAction: Check<string> = (text) =>
  /^[a-z0-9-]+:(?:[\w-]|\$method\b|\{method\})+$/i.test(text)
    ? good(text)
    : faulty(`${shown(text)} is no action.`, 'Write PREFIX:NAME, such as shop:Read or http:$method.')

const checkResource: Check<string> = (text) =>
  text === '*' || /^arn:(?:[^:\p{Cc}]*:){4}\P{Cc}+$/u.test(text)
    ? good(text)
    : faulty(`${shown(text)} is no resource.`, 'Write an ARN, such as arn:aws:shop:::$path, or *.')

const checkService: Check<string> = (text) =>
  /^[\w-]{1,64}$/.test(text)
    ? good(text)
    : faulty(`${shown(text)} is no service.`, 'Give the name in the credential scope, such as execute-api.')

const checkAudience: Check<string> = (text) =>
  /^[\x21-\x7e]{1,256}$/.test(text) ? good(text) : faulty(`${shown(text)} is no audience.`, 'Give a name without blanks, such as shop.')

/** The token that callers of the authorizer prove themselves by. It is not shown. */
export const checkAuthorizerToken: Check<string> = (text) =>
  /^[\x21-\x7e]{32,512}$/.test(text)
    ? good(text)
    : faulty('The token is too short, or has characters that headers have not.', 'Make one with: openssl rand -base64 33')
