import { browserLogin } from './browser-login.ts'
import { plain } from './credential-failure.ts'
import type { OpenIdClient } from './credential-options.ts'
import { type DeviceCode, deviceLogin } from './device-login.ts'
import { startSession } from './login-session.ts'
import { openBrowser } from './open-browser.ts'
import type { Surroundings } from './surroundings.ts'

export interface LoginOptions {
  readonly client: OpenIdClient
  /** Whether the person signs in on another device, by a code. */
  readonly usesDevice: boolean
  readonly opensBrowser: boolean
  readonly callbackPort: number
}

/**
 * Signs a person in, and keeps the session; returns what to say of it.
 * @throws {CredentialFailure}
 */
export async function signIn(
  { client, usesDevice, opensBrowser, callbackPort }: LoginOptions,
  surroundings: Surroundings,
): Promise<string> {
  const { tell } = surroundings
  const show = (address: URL) => {
    tell(
      opensBrowser
        ? `Sign in in the browser. If none opens, open this address:`
        : `To sign in, open this address in a browser of this machine:`,
    )
    tell(`\n  ${address.href}\n`)
    if (opensBrowser) openBrowser(address)
  }
  const tokens = usesDevice
    ? await deviceLogin(client, (code) => tell(instructions(code)))
    : await browserLogin(client, { callbackPort, show })
  await startSession(client, tokens, surroundings)
  const ends = `The provider gave no refresh token: the login lasts until ${new Date(tokens.idTokenEnd).toISOString()}.\n`
  return `Signed in at ${client.issuer} as ${plain(tokens.subject)}.\n${tokens.refreshToken === undefined ? ends : ''}`
}

function instructions({ address, code, completeAddress }: DeviceCode): string {
  const complete = completeAddress === undefined ? '' : `The code is in this address already:\n\n  ${plain(completeAddress)}\n`
  return `To sign in, open this address in any browser:\n\n  ${plain(address)}\n\nand enter this code:\n\n  ${plain(code)}\n\n${complete}`
}
