import type { Entity } from '../identity/entity.ts'
import type { Ports } from '../operation/context.ts'
import type { PermissionPolicies, SourcedPolicy } from '../policy/decision.ts'
import type { PolicyDocument } from '../policy/policy-document.ts'
import type { Caller } from '../session/caller.ts'
import type { SessionPolicies } from '../session/session.ts'
import { managedDocument } from './managed-document.ts'

type PolicyPorts = Pick<Ports, 'store' | 'accountId' | 'readPolicy' | 'guestSessionPolicy'>

/** The policies of a caller; undefined for root, whom no policy binds. */
export async function callerPolicies(caller: Caller, ctx: PolicyPorts): Promise<PermissionPolicies | undefined> {
  switch (caller.kind) {
    case 'anonymous':
      return { identity: [], boundary: undefined, session: undefined }
    case 'root':
      return undefined
    case 'user':
      return entityPolicies(caller.user, ctx)
    case 'role-session':
      return { ...(await entityPolicies(caller.role, ctx)), session: await sessionPolicies(caller.session.policies, ctx) }
    case 'federated-user': {
      const held = caller.user === undefined ? { identity: [unrestricted], boundary: undefined } : await entityPolicies(caller.user, ctx)
      // Without a session policy such a session may do nothing.
      return { ...held, session: (await sessionPolicies(caller.session.policies, ctx)) ?? [] }
    }
  }
}

/** The policies of a role or user: inline ones, the default versions of attached ones, and the boundary. */
export async function entityPolicies(entity: Entity, ctx: PolicyPorts): Promise<PermissionPolicies> {
  const inline = [...entity.inlinePolicies].map(([name, document]) => ({
    source: `${entity.name}/${name}`,
    document: ctx.readPolicy(document),
  }))
  const { permissionsBoundaryArn: boundary } = entity
  return {
    identity: [...inline, ...(await managedPolicies(entity.attachedPolicyArns, ctx))],
    boundary: boundary === undefined ? undefined : await managedPolicy(boundary, ctx),
    session: undefined,
  }
}

/** Session policies; undefined where none were passed. */
export async function sessionPolicies(
  { inline, arns, isGuest }: SessionPolicies,
  ctx: PolicyPorts,
): Promise<readonly SourcedPolicy[] | undefined> {
  if (inline === undefined && arns.length === 0 && !isGuest) return undefined
  return [
    ...(isGuest ? [{ source: 'guest session policy', document: ctx.readPolicy(ctx.guestSessionPolicy) }] : []),
    ...(inline === undefined ? [] : [{ source: 'session policy', document: ctx.readPolicy(inline) }]),
    ...(await managedPolicies(arns, ctx)),
  ]
}

function managedPolicies(arns: readonly string[], ctx: PolicyPorts): Promise<readonly SourcedPolicy[]> {
  return Promise.all(arns.map((arn) => managedPolicy(arn, ctx)))
}

/** A policy that has gone denies everything, as it may have denied anything. */
async function managedPolicy(arn: string, ctx: PolicyPorts): Promise<SourcedPolicy> {
  const document = await managedDocument(arn, ctx)
  return { source: arn, document: document === undefined ? everything('Deny') : ctx.readPolicy(document) }
}

/** A policy that allows everything: what root has, in a form that session policies can narrow. */
export const unrestricted: SourcedPolicy = { source: 'root', document: everything('Allow') }

function everything(effect: 'Allow' | 'Deny'): PolicyDocument {
  const all = { isNot: false, patterns: ['*'] }
  const position = { line: 1, column: 1 }
  return {
    version: '2012-10-17',
    statements: [{ sid: undefined, effect, position, principals: undefined, actions: all, resources: all, conditions: [] }],
  }
}
