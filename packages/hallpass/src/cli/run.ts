import { Command, CommanderError } from 'commander'
import { ConfigurationError } from '../server/configuration-error.ts'
import { addCredentialsCommand } from './credentials/credentials-command.ts'
import type { ExplainFlags } from './explain-command.ts'
import type { MigrateFlags } from './migrate-command.ts'
import type { Environment, Flags, Settings } from './settings.ts'
import { version } from './version.ts'

/** The command line. Exit codes: 0 done or asked to stop, 1 failed while running, 2 wrong configuration or usage. */
export async function run(argv: readonly string[], env: Environment): Promise<void> {
  try {
    await program(env).parseAsync(argv)
  } catch (error) {
    process.exitCode = failed(error)
  }
}

// Each command loads what it needs when it runs: `credentials` runs at every call of the AWS command line, and the service is large.
function program(env: Environment): Command {
  const perform = (command: (settings: Settings) => Promise<number>) => async (flags: Flags) => {
    const { loadSettings } = await import('./load-settings.ts')
    const exitCode = await command(await loadSettings(flags, env))
    // What is closed may leave a timer behind; nobody is to wait for it.
    process.exit(exitCode)
  }
  const hallpass = new Command('hallpass')
    .description('Identity pools that you run yourself: any login becomes a stable identity and short-lived credentials.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .showHelpAfterError('Run it with --help to see what can be given.')
    .addHelpText('after', examples)
  hallpass
    .command('serve')
    .description('Serve cognito-identity, STS and IAM at one address, until SIGINT or SIGTERM.')
    .option('-p, --port <number>', 'port to listen on; 0 picks a free one (HALLPASS_PORT, default 4255)')
    .option('--host <name>', 'address to listen on (HALLPASS_HOST, default 127.0.0.1)')
    .option('--workers <number>', 'processes that serve; 1 serves in one (HALLPASS_WORKERS, default one for each core)')
    .option(...dataDir)
    .option(...store)
    .option(...config)
    .option(...backend)
    .option(...backendProfile)
    .option(...gatewayPort)
    .option(...domain)
    .addHelpText('after', serveNotes)
    .action(perform(async (settings) => (await import('./serve-command.ts')).serveCommand(settings)))
  hallpass
    .command('gateway')
    .description('Serve the S3 gateway alone, on the data of a service: credentials of its pools reach the store as far as policies allow.')
    .option(...backend)
    .option(...backendProfile)
    .option(...gatewayPort)
    .option('--host <name>', 'address to listen on (HALLPASS_HOST, default 127.0.0.1)')
    .option(...domain)
    .option(...dataDir)
    .option(...store)
    .option(...config)
    .addHelpText('after', gatewayNotes)
    .action(perform(async (settings) => (await import('./gateway-command.ts')).gatewayCommand(settings)))
  hallpass
    .command('rotate-keys')
    .description(
      'Make new signing and sealing keys. Servers on the same data take them up; what the former keys made stays valid until it expires.',
    )
    .option(...dataDir)
    .option(...store)
    .action(perform(async (settings) => (await import('./rotate-keys-command.ts')).rotateKeysCommand(settings)))
  hallpass
    .command('explain')
    .description('Tell what a pool would do for these logins, step by step, and why. Nothing is written.')
    .option('--pool <id>', 'identity pool')
    .option('--logins <provider=token...>', 'logins, as in Logins; PROVIDER=@FILE reads the token from a file (none: a guest)')
    .option('--identity <id>', 'identity that the client names (else: the one that GetId gives)')
    .option('--custom-role <arn>', 'CustomRoleArn')
    .option('--policy <file>', 'instead of a pool: whether this file holds a policy, and if not, what is wrong and where')
    .option('--trust', 'with --policy: as a trust policy')
    .option('--request <id>', 'instead of a pool: why the S3 gateway denied the request with this id (x-amz-request-id)')
    .option('--json', 'print it as data')
    .option(...dataDir)
    .option(...store)
    .option(...config)
    .action(async (flags: Flags & ExplainFlags) => {
      if (flags.policy !== undefined) {
        const { explainPolicyCommand } = await import('./explain-policy-command.ts')
        process.exit(await explainPolicyCommand(flags.policy, flags))
      }
      if (flags.request !== undefined) {
        const { request } = flags
        const { explainRequestCommand } = await import('./explain-request-command.ts')
        await perform((settings) => explainRequestCommand(settings, request, flags))(flags)
      }
      const { explainCommand } = await import('./explain-command.ts')
      await perform((settings) => explainCommand(settings, flags))(flags)
    })
  hallpass
    .command('migrate')
    .description('Copy everything from one store into an empty one, and check the copy. Run again, it goes on where it ended.')
    .option('--from <store>', 'sqlite:PATH or postgres://…; nothing may write to it meanwhile')
    .option('--to <store>', 'sqlite:PATH or postgres://…, empty')
    .action(async (flags: MigrateFlags) => {
      const { migrateCommand } = await import('./migrate-command.ts')
      process.exit(await migrateCommand(flags))
    })
  addCredentialsCommand(hallpass, env)
  return hallpass
}

function failed(error: unknown): number {
  // Commander has written its message by then.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  process.stderr.write(`hallpass: ${error instanceof Error ? error.message : String(error)}\n`)
  return error instanceof ConfigurationError ? 2 : 1
}

const dataDir = ['--data-dir <path>', 'where the data is kept (HALLPASS_DATA_DIR, default ./data)'] as const
const store = [
  '--store <store>',
  'sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE (HALLPASS_STORE, default hallpass.db in the data directory)',
] as const
const config = ['--config <file>', 'JSON file: providers elsewhere, trusted proxies, … (HALLPASS_CONFIG)'] as const

const backend = ['--backend <url>', 'S3-compatible store behind the S3 gateway (HALLPASS_GATEWAY_BACKEND)'] as const
const backendProfile = [
  '--backend-profile <name>',
  's3, minio, ceph, s3rver or generic (HALLPASS_GATEWAY_BACKEND_PROFILE, default found out)',
] as const
const gatewayPort = ['--gateway-port <number>', 'port of the S3 gateway; 0 picks a free one (HALLPASS_GATEWAY_PORT, default 4256)'] as const
const domain = ['--domain <name>', 'hosts BUCKET.NAME address buckets as well (HALLPASS_GATEWAY_DOMAIN)'] as const

const examples = `
Examples:
  hallpass serve                      serve on http://127.0.0.1:4255, data in ./data
  hallpass serve --port 0             on any free port; the first line printed says which
  hallpass serve --help               every setting
  hallpass explain --pool ID --logins PROVIDER=@token.txt
                                      why a login does, or does not, get credentials
  hallpass credentials --endpoint URL --identity-pool-id ID
                                      credentials of the pool, for the AWS command line and SDKs
`

const gatewayVariables = `  HALLPASS_GATEWAY_BACKEND_ACCESS_KEY_ID      the store's key: it may do all that your users may
  HALLPASS_GATEWAY_BACKEND_SECRET_ACCESS_KEY
  HALLPASS_GATEWAY_BACKEND_REGION             region that the store is told (default us-east-1)
  HALLPASS_GATEWAY_ORIGINS                    whose pages may read answers, with commas between them (default *)`

const gatewayNotes = `
A flag wins over its environment variable. By environment variable only:
${gatewayVariables}

Standard output holds one line, "hallpass gateway listening on URL"; the log goes to standard error, in JSON.
Exit codes: 0 done or asked to stop, 1 failed while running, 2 wrong configuration or usage.
`

const serveNotes = `
With --backend an S3 gateway is served as well:
${gatewayVariables}
A flag wins over its environment variable. By environment variable only:
  HALLPASS_STORE_CONNECTIONS          connections to PostgreSQL, at most (default 10)
  HALLPASS_PUBLIC_URL                 address under which clients reach it: the issuer of its tokens
                                      (default http://HOST:PORT)
  HALLPASS_ACCOUNT_ID                 account of all resources, 12 digits (default 000000000000)
  HALLPASS_REGION                     region of new ids (default us-east-1)
  HALLPASS_ROOT_ACCESS_KEY_ID         root access key; both or neither
  HALLPASS_ROOT_SECRET_ACCESS_KEY     (default: made at the first start, and shown once)
  HALLPASS_MASTER_KEY                 key that the stored keys are encrypted under, 32 bytes in base64 or
                                      hexadecimal digits (default: made at the first start, master.key)
  HALLPASS_AUTHORIZER_TOKEN           what callers of /authorize prove themselves by, 32 characters or more
                                      (default: none, and only callers on this machine are answered)
  HALLPASS_RATE_PER_ADDRESS           calls a second from one address, or RATE:BURST (default: no limit)
  HALLPASS_RATE_PER_POOL              unsigned calls a second that concern one identity pool
  HALLPASS_RATE_PER_ACCOUNT           calls a second of one operation
  HALLPASS_MAX_CONNECTIONS            connections that each listener holds (default 20000)
  HALLPASS_MAX_CONNECTIONS_PER_ADDRESS  the same of one address (default: no limit)
  HALLPASS_SAML_ALLOW_SHA1            true takes SAML responses that are signed with SHA-1 (default false)

Standard output holds one line, "hallpass listening on URL"; the log goes to standard error, in JSON.
Exit codes: 0 done or asked to stop, 1 failed while running, 2 wrong configuration or usage.
`
