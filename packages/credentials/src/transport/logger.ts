/** What the SDK calls a logger; `console` is one. Nothing that is logged holds a token or a secret. */
export interface Logger {
  debug?(...content: readonly unknown[]): void
  info?(...content: readonly unknown[]): void
  warn?(...content: readonly unknown[]): void
  error?(...content: readonly unknown[]): void
}
