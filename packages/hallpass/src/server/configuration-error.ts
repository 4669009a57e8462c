/** The service cannot run as it is configured: trying again does not help, changing a setting does. The message says which. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
}
