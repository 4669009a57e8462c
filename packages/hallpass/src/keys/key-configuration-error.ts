/** The keys cannot be used as they were configured; the message says what to do. A start that meets one ends with exit code 2. */
export abstract class KeyConfigurationError extends Error {
  override get name(): string {
    return this.constructor.name
  }
}
