import { isSafeAddress } from '../identity/issuer.ts'
import { type Check, type Checked, faulty, good, shown, type UnnamedFault } from './fault.ts'

/** The address under which clients reach the service; a trailing slash is cut. */
export const checkPublicUrl: Check<string> = (text) => {
  const checked = checkWebUrl(text)
  return checked.kind === 'good' ? good(checked.value.href.replace(/\/+$/, '')) : checked
}

/**
 * An address that the service calls: https, or http on this machine. It is kept as it was written, because issuers are
 * compared character for character.
 */
export const checkProviderUrl: Check<string> = (text) => {
  const checked = checkWebUrl(text)
  if (checked.kind === 'faulty') return checked
  if (isSafeAddress(text)) return good(text)
  return faulty(`${shown(text)} is neither https nor on this machine.`, 'Use https://; http:// is for 127.0.0.1, [::1] and localhost only.')
}

function checkWebUrl(text: string): Checked<URL, UnnamedFault> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    return faulty(`${shown(text)} is no web address.`, 'Give an absolute one, such as https://id.example.com.')
  }
  // Not shown: what stands before the @ may be a password.
  if (url.username !== '' || url.password !== '') return faulty('The address names a user.', 'Leave out what stands before the @.')
  if (/[?#]/.test(text)) return faulty(`${shown(text)} has a query or a fragment.`, 'Leave out everything from the ? or # on.')
  return good(url)
}
