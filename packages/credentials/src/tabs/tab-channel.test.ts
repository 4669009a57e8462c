import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openTabChannel } from './tab-channel.ts'
import type { TabMessage } from './tab-message.ts'

let names = 0
const freshName = () => `tab-channel.test ${process.pid} ${names++}`
const opened: { close(): void }[] = []

function tab(name: string) {
  const heard: TabMessage[] = []
  const channel = openTabChannel(name, (message) => void heard.push(message))
  opened.push(channel)
  return { heard, ...channel }
}

/** Waits until what was posted before has arrived at all who listen. */
async function delivered(name: string) {
  const [sender, receiver] = [new BroadcastChannel(name), new BroadcastChannel(name)]
  opened.push(sender, receiver)
  const arrived = new Promise((resolve) => {
    receiver.onmessage = ({ data }) => data === 'last' && resolve(data)
  })
  sender.postMessage('last')
  await arrived
}

afterEach(() => {
  vi.unstubAllGlobals()
  for (const channel of opened.splice(0)) channel.close()
})

describe('CP-TAB-2: tabs of one name', () => {
  test('hear each other, and not themselves', async () => {
    const name = freshName()
    const [first, second, third] = [tab(name), tab(name), tab(name)]
    first.post({ type: 'login', identityId: 'id', previous: 'guest' })
    await delivered(name)
    const message = { type: 'login', identityId: 'id', previous: 'guest' }
    expect([first.heard, second.heard, third.heard]).toEqual([[], [message], [message]])
  })

  test('hear in the order in which it was said', async () => {
    const name = freshName()
    const [first, second] = [tab(name), tab(name)]
    first.post({ type: 'identity', identityId: 'id' })
    first.post({ type: 'logout', previous: 'id' })
    await delivered(name)
    expect(second.heard.map(({ type }) => type)).toEqual(['identity', 'logout'])
  })

  test('do not hear those of another name', async () => {
    const [name, other] = [freshName(), freshName()]
    const [first, second] = [tab(name), tab(other)]
    first.post({ type: 'logout' })
    await delivered(other)
    expect(second.heard).toEqual([])
  })

  test('CP-SEC-4: do not hear what is no message', async () => {
    const name = freshName()
    const first = tab(name)
    const stranger = new BroadcastChannel(name)
    opened.push(stranger)
    for (const data of [null, 'logout', { type: 'other' }, { type: 'login', identityId: 42 }]) stranger.postMessage(data)
    stranger.postMessage({ type: 'logout', previous: 'id', extra: true })
    await delivered(name)
    expect(first.heard).toEqual([{ type: 'logout', previous: 'id' }])
  })

  test('hear and say nothing once they are closed', async () => {
    const name = freshName()
    const [first, second] = [tab(name), tab(name)]
    first.close()
    first.close()
    first.post({ type: 'logout' })
    second.post({ type: 'logout' })
    await delivered(name)
    expect([first.heard, second.heard]).toEqual([[], []])
  })

  test('drop what was on its way when they closed', () => {
    const channels: { onmessage?: (event: { data: unknown }) => void }[] = []
    vi.stubGlobal(
      'BroadcastChannel',
      class {
        onmessage?: (event: { data: unknown }) => void
        constructor() {
          channels.push(this)
        }
        close() {}
      },
    )
    const { heard, close } = tab('name')
    close()
    channels[0]?.onmessage?.({ data: { type: 'logout' } })
    expect(heard).toEqual([])
  })

  test('CP-SES-12: keep no process alive', async () => {
    const module = fileURLToPath(new URL('../../dist/tabs/tab-channel.js', import.meta.url))
    const program = `import { openTabChannel } from ${JSON.stringify(module)}; openTabChannel('name', () => {}).post({ type: 'logout' }); console.log('posted')`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], { timeout: 20_000 })
    expect(stdout).toBe('posted\n')
  }, 30_000)
})

describe('CP-TAB-4: without channels a tab is alone', () => {
  const channels = {
    'there are none': undefined,
    'opening throws': class {
      constructor() {
        throw new DOMException('Denied', 'SecurityError')
      }
    },
    'posting and closing throw': class {
      postMessage() {
        throw new DOMException('Closed', 'InvalidStateError')
      }
      close() {
        throw new DOMException('Closed', 'InvalidStateError')
      }
    },
  }

  test.each(Object.entries(channels))('where %s', (_, BroadcastChannel) => {
    vi.stubGlobal('BroadcastChannel', BroadcastChannel)
    const { heard, post, close } = tab('name')
    expect(() => {
      post({ type: 'logout' })
      close()
    }).not.toThrow()
    expect(heard).toEqual([])
  })
})
