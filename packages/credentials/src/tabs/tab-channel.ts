import { readTabMessage, type TabMessage } from './tab-message.ts'

export interface TabChannel {
  post(message: TabMessage): void
  close(): void
}

/**
 * A channel to the other tabs (and workers) of this origin that have opened one of the same name. Whatever is no message of ours is
 * dropped. Where there are no channels, nobody is heard and nobody hears. It keeps no process alive.
 * On a server all that the process serves hear each other: open none there for sessions of different users.
 * @see https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts
 */
export function openTabChannel(name: string, onMessage: (message: TabMessage) => void): TabChannel {
  let channel: BroadcastChannel | undefined
  // Opening throws where there are no channels, or the page may have none; posting and closing where it is gone by then.
  const attempt = (what: () => void) => {
    try {
      what()
    } catch {}
  }
  attempt(() => {
    channel = new BroadcastChannel(name)
    channel.onmessage = ({ data }) => {
      const message = channel && readTabMessage(data)
      if (message) onMessage(message)
    }
    // Node's channels have this, those of browsers have not.
    ;(channel as { unref?(): void }).unref?.()
  })
  return {
    post: (message) => attempt(() => channel?.postMessage(message)),
    close() {
      attempt(() => channel?.close())
      channel = undefined
    },
  }
}
