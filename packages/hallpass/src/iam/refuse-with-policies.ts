import type { Entity } from '../identity/entity.ts'
import { DeleteConflict } from './errors.ts'

/** Refuses to delete an entity that still has policies. Source: IAM API reference, "DeleteRole". */
export function refuseWithPolicies({ attachedPolicyArns, inlinePolicies }: Entity): void {
  if (attachedPolicyArns.length > 0) throw new DeleteConflict('Cannot delete entity, must detach all policies first.')
  if (inlinePolicies.size > 0) throw new DeleteConflict('Cannot delete entity, must delete policies first.')
}
