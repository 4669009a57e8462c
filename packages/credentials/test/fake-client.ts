/** What a fake client was sent: the operation, and its input without the members that are undefined. */
export interface SentCommand {
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
}

export type Answer = (input: Readonly<Record<string, unknown>>) => unknown

export interface FakeClient {
  readonly sent: SentCommand[]
  /** The operations that were sent, in order. */
  readonly operations: () => string[]
  readonly send: (command: { readonly input: object }) => Promise<never>
}

/** A client that answers from functions: what they return is the output, what they throw the error. */
export function fakeClient(answers: Readonly<Record<string, Answer>> = {}): FakeClient {
  const sent: SentCommand[] = []
  let guests = 0
  const defaults: Record<string, Answer> = {
    GetId: () => ({ IdentityId: `eu-central-1:${++guests}` }),
    GetCredentialsForIdentity: ({ IdentityId }) => credentialsAnswer(String(IdentityId)),
  }
  return {
    sent,
    operations: () => sent.map(({ operation }) => operation),
    async send(command) {
      const operation = command.constructor.name.replace('Command', '')
      const input = JSON.parse(JSON.stringify(command.input)) as Record<string, unknown>
      sent.push({ operation, input })
      // What a test answers with is what it wants the provider to meet.
      return (await (answers[operation] ?? defaults[operation])?.(input)) as never
    },
  }
}

/** An answer of `GetCredentialsForIdentity`: credentials that live an hour. */
export function credentialsAnswer(identityId: string, secondsLeft = 3600): object {
  return {
    IdentityId: identityId,
    Credentials: {
      AccessKeyId: `ASIA-${identityId}`,
      SecretKey: 'secret',
      SessionToken: 'session',
      Expiration: new Date(Date.now() + secondsLeft * 1000),
    },
  }
}

/** An error as an SDK client throws it. */
export function serviceError(name: string, message = '', httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } })
}

/** A token that nobody verifies. */
export function jwt(claims: object): string {
  const part = (value: object) => btoa(JSON.stringify(value)).replace(/=/g, '').replace(/\+/g, '-').replace(/\//g, '_')
  return `${part({ alg: 'none' })}.${part(claims)}.signature`
}
