import { operation } from '../operation/operation.ts'
import { structure } from '../operation/shape.ts'
import { type Caller, callerArn } from '../session/caller.ts'

/**
 * `GetCallerIdentity`: whose credentials signed the request. It needs no permission, and no policy can deny it.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export const getCallerIdentity = operation({
  name: 'GetCallerIdentity',
  auth: 'signed',
  input: structure({}),
  errors: [],

  async handle(_input, { caller }) {
    const { UserId, Account } = userAndAccount(caller)
    return { UserId, Account, Arn: callerArn(caller) }
  },
})

function userAndAccount(caller: Caller): { readonly UserId: string; readonly Account: string } {
  switch (caller.kind) {
    case 'anonymous':
      throw new Error('A signed operation was called without a signature.')
    case 'root':
      return { UserId: caller.accountId, Account: caller.accountId }
    case 'user':
      return { UserId: caller.user.id, Account: caller.user.accountId }
    case 'role-session':
      return { UserId: `${caller.session.roleId}:${caller.session.sessionName}`, Account: caller.role.accountId }
    case 'federated-user': {
      const { accountId, name } = caller.session
      return { UserId: `${accountId}:${name}`, Account: accountId }
    }
  }
}
