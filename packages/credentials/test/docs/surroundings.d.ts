// What the programs of the documentation use and do not say: a service, a pool, somebody who signs in.
declare var endpoint: string
declare var region: string
declare var identityPoolId: string
/** The name of a login, and what gives tokens of it. */
declare var provider: string
declare function idToken(): Promise<string>
declare var issuer: string
declare var userPoolId: string
declare var developerProvider: string
declare var guestRoleArn: string
declare var credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
/** What a server is asked for. */
declare var request: Request
