import { spawn } from 'node:child_process'

/** Opens an address in the person's browser; where that does not work, nothing happens: they were told the address. */
export function openBrowser(address: URL, platform: NodeJS.Platform = process.platform): void {
  const [program, ...args] = openers[platform] ?? ['xdg-open']
  // No shell reads the address, and it begins with http: it is no option either.
  const child = spawn(program, [...args, address.href], { stdio: 'ignore', detached: true })
  child.on('error', () => undefined)
  child.unref()
}

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}
