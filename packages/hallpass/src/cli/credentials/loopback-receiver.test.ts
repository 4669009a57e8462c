import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { receiveOnLoopback } from './loopback-receiver.ts'

async function receiver(state: string, limit?: number) {
  const made = await receiveOnLoopback(state, 0, limit)
  onTestFinished(() => made.close())
  return made
}

describe('the loopback receiver', () => {
  test('gives the address that the browser came back to', async () => {
    const { redirectUri, answer } = await receiver('s1')
    const response = await fetch(`${redirectUri}?code=a%2Bb&state=s1`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'")
    expect(await response.text()).not.toContain('a+b')
    expect((await answer).searchParams.get('code')).toBe('a+b')
  })

  test('does not answer under another name', async () => {
    const { redirectUri } = await receiver('s1')
    const status = await new Promise((resolve, reject) => {
      const sent = request(`${redirectUri}?code=a&state=s1`, { headers: { host: 'evil.example' } }, ({ statusCode }) => resolve(statusCode))
      sent.on('error', reject).end()
    })
    expect(status).toBe(404)
  })

  test('waits no longer than it is told to', async () => {
    const { answer } = await receiver('s1', 20)
    await expect(answer).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('Nobody signed in') })
  })

  test('closes though a browser holds a connection open', async () => {
    const { redirectUri, close } = await receiveOnLoopback('s1', 0)
    const socket = connect(Number(new URL(redirectUri).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write('GET /callback HTTP/1.1\r\n')
    await close()
    await once(socket, 'close')
    expect(socket.destroyed).toBe(true)
  })

  test('tells of a port that is taken', async () => {
    const { redirectUri } = await receiver('s1')
    const { port } = new URL(redirectUri)
    await expect(receiveOnLoopback('s2', Number(port))).rejects.toThrow(`Port ${port} of this machine cannot be opened`)
  })
})
