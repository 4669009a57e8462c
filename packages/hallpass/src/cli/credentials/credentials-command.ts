import { setTimeout } from 'node:timers/promises'
import type { Command } from 'commander'
import { ConfigurationError } from '../../server/configuration-error.ts'
import { checkPort } from '../check-setting.ts'
import { type Checked, describeFaults, type UnnamedFault } from '../fault.ts'
import type { Environment } from '../settings.ts'
import { cacheFolder, cachePath } from './cache-folder.ts'
import { forgivingCache } from './forgiving-cache.ts'
import { type CredentialFlags, type OpenIdFlags, parseCredentialOptions, parseOpenIdClient } from './parse-credential-options.ts'
import type { Surroundings } from './surroundings.ts'

interface LoginFlags extends OpenIdFlags {
  readonly device?: boolean
  /** False for `--no-browser`. */
  readonly browser?: boolean
  readonly callbackPort?: string
}

/** Adds `hallpass credentials`, with `login` and `logout`: a client of any service that speaks cognito-identity. */
export function addCredentialsCommand(hallpass: Command, env: Environment): void {
  const print = (text: string) => new Promise<void>((resolve) => process.stdout.write(text, () => resolve()))
  const command = hallpass
    .command('credentials')
    .description('Print credentials of an identity pool, for credential_process of the AWS command line and SDKs.')
    .option('--endpoint <url>', "address of the service (default: AWS's, in the region)")
    .option('--insecure', 'allow an endpoint on another machine that is not encrypted')
    .option('--region <name>', 'region of the service (default: the one that the pool names)')
    .option('--identity-pool-id <id>', 'identity pool')
    .option('--role-arn <arn>', 'role to choose, where the login offers several (CustomRoleArn)')
    .option('--login <provider>', 'name of the login provider, as in Logins (none: a guest)')
    .option('--token-file <file>', 'the login token is in this file')
    .option('--token-command <command>', 'the login token is what this command prints')
    .option('--token-variable <name>', 'the login token is in this environment variable')
    .option(...issuer)
    .option(...clientId)
    .option(...scopes)
    .option(...clientSecretFile)
    .option('--renew-before <seconds>', 'renew credentials that end sooner than this (default 300)')
    .option('--no-cache', 'keep nothing: no credentials, no guest')
    .addHelpText('after', notes)
    .action(async (flags: CredentialFlags) => {
      const options = checkedValue(parseCredentialOptions(flags))
      const { printedCredentials } = await import('./print-credentials.ts')
      await print(await printedCredentials(options, forgiving(surroundingsOf(env))))
      process.exit(0)
    })
  command
    .command('login')
    .description('Sign in at an OpenID Connect provider, through the browser or with a code.')
    .option(...issuer)
    .option(...clientId)
    .option(...scopes)
    .option(...clientSecretFile)
    .option('--device', 'sign in on another device, with a code')
    .option('--no-browser', 'print the address instead of opening the browser')
    .option('--callback-port <number>', 'port that the browser comes back to (default: a free one)')
    .addHelpText('after', loginNotes)
    .action(async (_, sub: Command) => {
      const flags: LoginFlags = sub.optsWithGlobals()
      const client = checkedValue(parseOpenIdClient(flags))
      if (client === undefined) throw new ConfigurationError('Name the provider with --issuer, and the application there with --client-id.')
      const callbackPort = checkedValue(named('--callback-port', checkPort(flags.callbackPort ?? '0')))
      const { signIn } = await import('./login-command.ts')
      const options = { client, usesDevice: flags.device === true, opensBrowser: flags.browser !== false, callbackPort }
      await print(await signIn(options, surroundingsOf(env)))
      process.exit(0)
    })
  command
    .command('logout')
    .description('Forget logins, guests and credentials: those that are named, or all.')
    .option(...issuer)
    .option(...clientId)
    .option('--identity-pool-id <id>', 'forget the guest and the credentials of this pool')
    .action(async (_, sub: Command) => {
      const flags: CredentialFlags = sub.optsWithGlobals()
      const { signOut } = await import('./logout-command.ts')
      const options = { issuer: flags.issuer, clientId: flags.clientId, poolId: flags.identityPoolId }
      await print(await signOut(options, surroundingsOf(env)))
      process.exit(0)
    })
}

function surroundingsOf(env: Environment): Surroundings {
  const pause = async (milliseconds: number) => {
    await setTimeout(milliseconds)
  }
  const tell = (text: string) => void process.stderr.write(`${text}\n`)
  return { env, cache: cacheFolder(cachePath(env), pause), now: Date.now, pause, tell }
}

function forgiving(surroundings: Surroundings): Surroundings {
  const tell = (text: string) => surroundings.tell(`hallpass: ${text}`)
  return { ...surroundings, tell, cache: forgivingCache(surroundings.cache, tell) }
}

function checkedValue<T>(checked: Checked<T>): T {
  if (checked.kind === 'good') return checked.value
  throw new ConfigurationError(`${describeFaults(checked.faults)}\n\nAll settings: hallpass credentials --help`)
}

function named<T>(setting: string, checked: Checked<T, UnnamedFault>): Checked<T> {
  return checked.kind === 'good' ? checked : { kind: 'faulty', faults: checked.faults.map((fault) => ({ setting, ...fault })) }
}

const issuer = ['--issuer <url>', 'OpenID Connect provider to sign in at'] as const
const clientId = ['--client-id <id>', 'the application that is registered there'] as const
const scopes = ['--scopes <names>', 'scopes to ask for (default: openid, and offline_access where offered)'] as const
const clientSecretFile = ['--client-secret-file <file>', "the application's secret is in this file (none: a public client)"] as const

const notes = `
In ~/.aws/config:
  [profile shop]
  credential_process = hallpass credentials --endpoint https://id.example.com --identity-pool-id us-east-1:…

A user, in place of a guest, by one of these:
  --login PROVIDER --token-file FILE         read anew each time
  --login PROVIDER --token-command 'CMD'     run when credentials are made or renewed
  --login PROVIDER --token-variable NAME     an environment variable
  --issuer URL --client-id ID                whoever signed in with: hallpass credentials login

Credentials and refresh tokens are kept in ~/.cache/hallpass (XDG_CACHE_HOME), for this user's eyes alone.
Standard output holds the credentials and nothing else. It never asks: where somebody has to sign in, it says
what to run.
Exit codes: 0 done, 1 no credentials (the reason is on standard error), 2 wrong usage.
`

const loginNotes = `
The browser comes back to http://127.0.0.1:PORT/callback, which the provider has to allow for the application.
With --device it does not: the address and the code can be opened anywhere.
`
