import { format } from 'node:util'

/** Drops what the libraries have to say of their own accord: that this provider is not set up for production, that Node is not the newest. */
export function silenceNotices(): void {
  Object.assign(process.env, { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' })
  for (const level of ['info', 'warn'] as const) {
    const print = console[level].bind(console)
    console[level] = (...values: unknown[]) => {
      if (!/oidc-provider (NOTICE|WARNING): /.test(format(...values))) print(...values)
    }
  }
}
