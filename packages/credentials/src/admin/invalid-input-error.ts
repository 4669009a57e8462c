import { ConfigurationError } from '../errors/client-errors.ts'

/** What is wrong with one member of an input. */
export interface InputProblem {
  /** `IdentityPoolName`, `CognitoIdentityProviders[0].ClientId`, `Logins["graph.facebook.com"]`. */
  readonly member: string
  /** What it is, and what it must be. It holds no text that was given. */
  readonly problem: string
}

/** An input that the service would refuse. Nothing was sent. */
export class InvalidInputError extends ConfigurationError {
  override name = 'InvalidInputError'
  /** In the order of the input. */
  readonly problems: readonly InputProblem[]

  constructor(operation: string, problems: readonly InputProblem[]) {
    super(`${operation} was not sent: ${problems.map(({ member, problem }) => `${member} ${problem}`).join('; ')}.`)
    this.problems = problems
  }
}
