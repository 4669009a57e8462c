import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { CredentialFailure } from './credential-failure.ts'
import type { LoginSource } from './credential-options.ts'
import { readSession } from './login-session.ts'
import type { Surroundings } from './surroundings.ts'
import { outputOf } from './token-command.ts'

/** The service takes no longer ones. Source: Cognito API reference, Logins. */
const lengthLimit = 50_000

/** A login: whose it is, and how its token is got. */
export interface Login {
  /** Credentials that were kept are those of this login as long as this is the same. It holds no secret. */
  readonly mark: string
  /** A token that holds now; undefined for a guest. */
  token(): Promise<string | undefined>
}

/**
 * The login as it is now: files and variables are read anew, so that credentials follow the token; commands run, and sessions are
 * refreshed, when a token is asked for.
 * @throws {CredentialFailure} there is no token, or nobody is signed in
 */
export async function readLogin(source: LoginSource, surroundings: Surroundings): Promise<Login> {
  switch (source.kind) {
    case 'guest':
      return { mark: 'guest', token: async () => undefined }
    case 'file':
      return given(await readTokenFile(source.file))
    case 'variable':
      return given(checkToken(surroundings.env[source.variable] ?? '', `The environment variable ${source.variable}`))
    case 'command':
      return {
        mark: 'command',
        token: async () => checkToken(await outputOf(source.command), 'What the command of --token-command prints'),
      }
    case 'session': {
      const { id } = await readSession(source.client, surroundings)
      return {
        mark: id,
        async token() {
          // Not loaded where kept credentials are good.
          const { freshIdToken } = await import('./fresh-id-token.ts')
          return freshIdToken(source.client, surroundings)
        },
      }
    }
  }
}

function given(token: string): Login {
  return { mark: createHash('sha256').update(token).digest('base64url'), token: async () => token }
}

async function readTokenFile(file: string): Promise<string> {
  const buffer = Buffer.alloc(lengthLimit + 2)
  try {
    const handle = await open(file)
    try {
      // A pipe, such as of <(command), gives its text in parts.
      let length = 0
      for (let read = -1; read !== 0 && length < buffer.length; length += read) {
        read = (await handle.read(buffer, length, buffer.length - length)).bytesRead
      }
      return checkToken(buffer.toString('utf8', 0, length), `The file ${file}`)
    } finally {
      await handle.close()
    }
  } catch (cause) {
    if (cause instanceof CredentialFailure) throw cause
    throw new CredentialFailure('refused', `The token file ${file} cannot be read.`, { cause })
  }
}

/** Tokens of all providers are printable ASCII without blanks. What was found instead is not shown: it may hold one. */
function checkToken(text: string, where: string): string {
  const token = text.trim()
  if (token === '') throw new CredentialFailure('refused', `${where} is empty: a token is expected.`)
  if (token.length > lengthLimit) throw new CredentialFailure('refused', `${where} is longer than a token can be.`)
  if (!/^[\x21-\x7e]+$/.test(token)) throw new CredentialFailure('refused', `${where} is no token: it has blanks or odd characters.`)
  return token
}
