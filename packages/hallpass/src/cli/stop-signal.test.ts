import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { stopSignal } from './stop-signal.ts'

class Signals extends EventEmitter {
  readonly exits: number[] = []
  exit(code: number): void {
    this.exits.push(code)
  }
}

test.each(['SIGINT', 'SIGTERM'])('the first %s asks to stop', async (signal) => {
  const source = new Signals()
  const stopped = stopSignal(source)
  source.emit(signal)
  await expect(stopped).resolves.toBeUndefined()
  expect(source.exits).toEqual([])
})

test('a second signal ends the process at once', () => {
  const source = new Signals()
  stopSignal(source)
  source.emit('SIGTERM')
  source.emit('SIGINT')
  expect(source.exits).toEqual([1])
})
