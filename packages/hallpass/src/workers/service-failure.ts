/** The service cannot start, or not go on; the message says why to the person who started it. */
export class ServiceFailure extends Error {
  override readonly name = 'ServiceFailure'
  /** 2 where another setting is needed, 1 where trying again may help. */
  readonly exitCode: 1 | 2

  constructor(message: string, exitCode: 1 | 2) {
    super(message)
    this.exitCode = exitCode
  }
}
