import { describe, expect, test } from 'vitest'
import { ConfigurationError } from '../server/configuration-error.ts'
import { explainFailure } from './explain-failure.ts'
import { parseSettings, type Settings } from './settings.ts'

function defaults(): Settings {
  const checked = parseSettings({ cores: 2, flags: {}, env: {}, configFile: undefined })
  if (checked.kind === 'faulty') throw new Error('The defaults are faulty.')
  return checked.value
}

const systemError = (code: string, more: object = {}) => Object.assign(new Error(`${code}: something`), { code, ...more })

describe('a failure to start', () => {
  test.each<[string, unknown, number, RegExp]>([
    ['a port in use may be free later', systemError('EADDRINUSE', { syscall: 'listen' }), 1, /4255.*in use.*--port/],
    ['a full disk may be emptied', systemError('ENOSPC'), 1, /no room/],
    ['anything else is told as it is', new Error('the moon fell'), 1, /the moon fell/],
    ['what is no error too', 'odd', 1, /odd/],
    ['a foreign address needs another host', systemError('EADDRNOTAVAIL', { syscall: 'listen' }), 2, /127\.0\.0\.1.*--host/],
    ['a low port needs another port', systemError('EACCES', { syscall: 'listen' }), 2, /--port/],
    ['a directory of somebody else needs another place', systemError('EACCES', { syscall: 'open', path: '/x/y' }), 2, /\/x\/y.*--data-dir/],
    ['a read-only disk too', systemError('EROFS', { syscall: 'mkdir', path: '/x' }), 2, /\/x.*--data-dir/],
    ['a file in the place of the directory too', systemError('ENOTDIR', { path: '/x/y' }), 2, /\/x\/y/],
    ['a wrong configuration says so itself', new ConfigurationError('The master key is another.'), 2, /^The master key is another\.$/],
  ])('%s', (_, error, exitCode, message) => {
    const explanation = explainFailure(error, defaults())
    expect(explanation.exitCode).toBe(exitCode)
    expect(explanation.message).toMatch(message)
  })
})
