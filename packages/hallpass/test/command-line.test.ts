import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { test } from './hallpass-process.ts'

describe('help', () => {
  test('lists the commands', async ({ hallpass }) => {
    const { exitCode, stdout } = await hallpass(['--help']).ended
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/serve[\s\S]*rotate-keys/)
  })

  test('of serve lists every setting', async ({ hallpass }) => {
    const { exitCode, stdout } = await hallpass(['serve', '--help']).ended
    expect(exitCode).toBe(0)
    const variables = ['PORT', 'HOST', 'DATA_DIR', 'STORE', 'CONFIG', 'ACCOUNT_ID', 'REGION', 'PUBLIC_URL', 'MASTER_KEY']
    const rootKey = ['ROOT_ACCESS_KEY_ID', 'ROOT_SECRET_ACCESS_KEY']
    for (const name of [...variables, ...rootKey]) expect(stdout).toContain(`HALLPASS_${name}`)
  })

  test('tells the version', async ({ hallpass }) => {
    expect(await hallpass(['--version']).ended).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })
})

describe('wrong usage ends with 2 and says why', () => {
  test.for<[string, string[], Record<string, string>, RegExp]>([
    ['no command', [], {}, /Usage: hallpass/],
    ['an unknown command', ['sreve'], {}, /sreve/],
    ['an unknown flag', ['serve', '--prot', '1'], {}, /--prot[\s\S]*--port/],
    ['a word too many', ['serve', 'now'], {}, /too many arguments/],
    ['a wrong port', ['serve', '--port', '65536'], {}, /--port[\s\S]*"65536"/],
    [
      'two wrong variables',
      ['serve'],
      { HALLPASS_ACCOUNT_ID: '1', HALLPASS_REGION: 'x' },
      /2 settings are wrong[\s\S]*HALLPASS_ACCOUNT_ID[\s\S]*HALLPASS_REGION/,
    ],
    ['a PostgreSQL store without a user', ['serve', '--store', 'postgres://127.0.0.1/x'], {}, /names no user/],
    ['a configuration file that is missing', ['serve', '--config', 'none.json'], {}, /none\.json/],
    ['a wrong variable of rotate-keys', ['rotate-keys'], { HALLPASS_MASTER_KEY: 'x' }, /HALLPASS_MASTER_KEY/],
  ])('%s', async ([, args, env, message], { hallpass }) => {
    const { exitCode, stdout, stderr } = await hallpass(args, env).ended
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(message)
  })

  test('a data directory that is a file', async ({ hallpass, folder }) => {
    await writeFile(join(folder, 'taken'), '')
    const { exitCode, stdout, stderr } = await hallpass(['serve', '--port', '0', '--data-dir', 'taken']).ended
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/taken/)
  })
})

describe('serve', () => {
  test('prints where it listens, and nothing else, on standard output', async ({ hallpass }) => {
    const server = hallpass(['serve', '--port', '0'])
    const url = await server.url
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    const { stdout } = await server.stop('SIGTERM')
    expect(stdout).toBe(`hallpass listening on ${url}\n`)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/)
  })

  test('logs JSON lines on standard error', async ({ hallpass }) => {
    const env = { HALLPASS_ROOT_ACCESS_KEY_ID: 'AKIAROOTKEYOFTESTS01', HALLPASS_ROOT_SECRET_ACCESS_KEY: 'secret-of-tests' }
    const server = hallpass(['serve', '--port', '0'], env)
    await fetch(`${await server.url}/`, { method: 'POST' })
    const { stderr } = await server.stop('SIGTERM')
    const lines = stderr.trim().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toHaveLength(lines.length)
    expect(stderr).not.toContain('secret-of-tests')
  })

  test.for(['SIGTERM', 'SIGINT'] as const)('ends with 0 at %s', async (signal, { hallpass }) => {
    const server = hallpass(['serve', '--port', '0'])
    await server.url
    expect((await server.stop(signal)).exitCode).toBe(0)
  })

  test('ends with 0 though a client keeps its connection open', async ({ hallpass }) => {
    const server = hallpass(['serve', '--port', '0'])
    const response = await fetch(`${await server.url}/readyz`, { keepalive: true })
    await response.text()
    expect((await server.stop('SIGTERM')).exitCode).toBe(0)
  })

  test('shows a new root key once, and keeps it for its owner alone', async ({ hallpass, folder }) => {
    const first = hallpass(['serve', '--port', '0'])
    await first.url
    const { stderr } = await first.stop('SIGTERM')
    expect(stderr).toMatch(/AWS_ACCESS_KEY_ID=AKIA\w+\n\s+AWS_SECRET_ACCESS_KEY=\S{30,}/)
    expect(stderr).toContain(join('data', 'root-credentials.json'))
    expect((await stat(join(folder, 'data', 'root-credentials.json'))).mode & 0o777).toBe(0o600)

    const second = hallpass(['serve', '--port', '0'])
    await second.url
    expect((await second.stop('SIGTERM')).stderr).not.toContain('AWS_SECRET_ACCESS_KEY')
  })

  test('runs twice on one data directory', async ({ hallpass }) => {
    const servers = [hallpass(['serve', '--port', '0']), hallpass(['serve', '--port', '0'])]
    const urls = await Promise.all(servers.map((server) => server.url))
    const answers = await Promise.all(urls.map(async (url) => (await fetch(`${url}/readyz`)).status))
    expect(answers).toEqual([200, 200])
  })

  test('ends with 1 when its port is in use', async ({ hallpass }) => {
    const { port } = new URL(await hallpass(['serve', '--port', '0']).url)
    const { exitCode, stdout, stderr } = await hallpass(['serve', '--port', port]).ended
    expect(exitCode).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(new RegExp(`${port}.*in use.*--port`))
  })
})

describe('rotate-keys', () => {
  test('puts a new key in force and keeps the former one published', async ({ hallpass }) => {
    const publishedKeys = async () => {
      const server = hallpass(['serve', '--port', '0'])
      const response = await fetch(`${await server.url}/.well-known/jwks.json`)
      await server.stop('SIGTERM')
      const { keys } = (await response.json()) as { keys: { kid: string }[] }
      return keys.map(({ kid }) => kid)
    }
    const before = await publishedKeys()
    expect((await hallpass(['rotate-keys']).ended).exitCode).toBe(0)
    const after = await publishedKeys()
    expect(before).toHaveLength(1)
    expect(after).toHaveLength(2)
    expect(after.slice(1)).toEqual(before)
  })
})
