/** An upstream did not do what it was asked to. The message is for the log: it holds no token and no secret. */
export class UpstreamFailure extends Error {
  override readonly name = 'UpstreamFailure'
}
