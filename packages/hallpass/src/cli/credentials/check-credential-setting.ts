import { isSafeAddress } from '../../identity/issuer.ts'
import { type Check, faulty, good, shown } from '../fault.ts'

/** Source: Cognito API reference, GetId, IdentityPoolId. */
export const checkPoolId: Check<string> = (text) =>
  text.length <= 55 && /^[a-zA-Z0-9-]+:[0-9a-f-]+$/.test(text)
    ? good(text)
    : faulty(`${shown(text)} is no identity pool's id.`, 'Give one of the form us-east-1:00000000-0000-0000-0000-000000000000.')

/** It becomes part of a host's name. */
export const checkRegion: Check<string> = (text) =>
  /^[a-z]{2}[a-z0-9-]{1,16}$/.test(text) ? good(text) : faulty(`${shown(text)} is no region.`, 'Give one of the form us-east-1.')

export const checkRoleArn: Check<string> = (text) =>
  /^arn:[^:\s]+:iam::\d{12}:role\/\S+$/.test(text)
    ? good(text)
    : faulty(`${shown(text)} is no role's ARN.`, 'Give one of the form arn:aws:iam::123456789012:role/Name.')

export const checkWebAddress: Check<string> = (text) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain = url !== undefined && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && !/[?#]/.test(text)
  return isPlain ? good(url.href) : faulty('This is no web address.', 'Give a plain one, such as https://id.example.com.')
}

export const checkEndpoint: Check<string> = (text) => {
  const checked = checkWebAddress(text)
  if (checked.kind === 'faulty' || isSafeAddress(checked.value)) return checked
  return faulty(
    `Tokens would travel to ${shown(text)} unencrypted.`,
    'Use https://, or add --insecure where the network between is your own.',
  )
}

/** Source: RFC 6749, section 3.3; OpenID Connect Core 1.0, section 3.1.2.1, for `openid`. */
export const checkScopes: Check<string> = (text) => {
  const scopes = text.split(/[\s,]+/).filter(Boolean)
  if (!scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope))) {
    return faulty(`${shown(text)} is no list of scopes.`, 'Give their names, parted by spaces.')
  }
  return good([...new Set(['openid', ...scopes])].join(' '))
}

export const checkSeconds: Check<number> = (text) =>
  /^\d{1,5}$/.test(text) ? good(Number(text) * 1000) : faulty(`${shown(text)} is no number of seconds.`, 'Give one such as 300.')
