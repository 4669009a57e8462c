import { service } from '../operation/operation.ts'
import { createAccessKey, deleteAccessKey, listAccessKeys, updateAccessKey } from './access-key.ts'
import { getAccessKeyLastUsed } from './access-key-last-used.ts'
import { listAccountAliases } from './account-aliases.ts'
import { getAccountAuthorizationDetails } from './account-authorization-details.ts'
import { getAccountSummary } from './account-summary.ts'
import { attachRolePolicy, detachRolePolicy, listAttachedRolePolicies } from './attached-role-policies.ts'
import { attachUserPolicy, detachUserPolicy, listAttachedUserPolicies } from './attached-user-policies.ts'
import { listEntitiesForPolicy } from './entities-for-policy.ts'
import { listInstanceProfilesForRole } from './instance-profiles.ts'
import { deleteLoginProfile, getLoginProfile } from './login-profile.ts'
import { createPolicy, deletePolicy, getPolicy } from './managed-policy.ts'
import { listPolicies } from './managed-policy-list.ts'
import { listPolicyTags, tagPolicy, untagPolicy } from './managed-policy-tags.ts'
import {
  createPolicyVersion,
  deletePolicyVersion,
  getPolicyVersion,
  listPolicyVersions,
  setDefaultPolicyVersion,
} from './managed-policy-versions.ts'
import {
  createOpenIdConnectProvider,
  deleteOpenIdConnectProvider,
  getOpenIdConnectProvider,
  listOpenIdConnectProviders,
} from './open-id-connect-provider.ts'
import {
  addClientIdToOpenIdConnectProvider,
  removeClientIdFromOpenIdConnectProvider,
  updateOpenIdConnectProviderThumbprint,
} from './open-id-connect-provider-settings.ts'
import { listOpenIdConnectProviderTags, tagOpenIdConnectProvider, untagOpenIdConnectProvider } from './open-id-connect-provider-tags.ts'
import { getContextKeysForCustomPolicy, getContextKeysForPrincipalPolicy } from './policy-context-keys.ts'
import { createRole, deleteRole, getRole, listRoles } from './role.ts'
import { deleteRolePermissionsBoundary, putRolePermissionsBoundary } from './role-permissions-boundary.ts'
import { deleteRolePolicy, getRolePolicy, listRolePolicies, putRolePolicy } from './role-policies.ts'
import { updateAssumeRolePolicy, updateRole, updateRoleDescription } from './role-settings.ts'
import { listRoleTags, tagRole, untagRole } from './role-tags.ts'
import { createSamlProvider, deleteSamlProvider, getSamlProvider, listSamlProviders, updateSamlProviderMetadata } from './saml-provider.ts'
import { listSamlProviderTags, tagSamlProvider, untagSamlProvider } from './saml-provider-tags.ts'
import { simulateCustomPolicy, simulatePrincipalPolicy } from './simulation.ts'
import { createUser, deleteUser, getUser, listUsers } from './user.ts'
import {
  listGroupsForUser,
  listMfaDevices,
  listServiceSpecificCredentials,
  listSigningCertificates,
  listSshPublicKeys,
  listVirtualMfaDevices,
} from './user-leftovers.ts'
import { updateUser } from './user-name.ts'
import { deleteUserPermissionsBoundary, putUserPermissionsBoundary } from './user-permissions-boundary.ts'
import { deleteUserPolicy, getUserPolicy, listUserPolicies, putUserPolicy } from './user-policies.ts'
import { listUserTags, tagUser, untagUser } from './user-tags.ts'

/** AWS Identity and Access Management, 2010-05-08. */
export const iam = service('iam', [
  addClientIdToOpenIdConnectProvider,
  attachRolePolicy,
  attachUserPolicy,
  createAccessKey,
  createOpenIdConnectProvider,
  createPolicy,
  createPolicyVersion,
  createRole,
  createSamlProvider,
  createUser,
  deleteAccessKey,
  deleteLoginProfile,
  deleteOpenIdConnectProvider,
  deletePolicy,
  deletePolicyVersion,
  deleteRole,
  deleteRolePermissionsBoundary,
  deleteRolePolicy,
  deleteSamlProvider,
  deleteUser,
  deleteUserPermissionsBoundary,
  deleteUserPolicy,
  detachRolePolicy,
  detachUserPolicy,
  getAccessKeyLastUsed,
  getAccountAuthorizationDetails,
  getAccountSummary,
  getContextKeysForCustomPolicy,
  getContextKeysForPrincipalPolicy,
  getLoginProfile,
  getOpenIdConnectProvider,
  getPolicy,
  getPolicyVersion,
  getRole,
  getRolePolicy,
  getSamlProvider,
  getUser,
  getUserPolicy,
  listAccessKeys,
  listAccountAliases,
  listAttachedRolePolicies,
  listAttachedUserPolicies,
  listEntitiesForPolicy,
  listGroupsForUser,
  listInstanceProfilesForRole,
  listMfaDevices,
  listOpenIdConnectProviderTags,
  listOpenIdConnectProviders,
  listPolicies,
  listPolicyTags,
  listPolicyVersions,
  listRolePolicies,
  listRoleTags,
  listRoles,
  listSamlProviderTags,
  listSamlProviders,
  listServiceSpecificCredentials,
  listSigningCertificates,
  listSshPublicKeys,
  listUserPolicies,
  listUserTags,
  listUsers,
  listVirtualMfaDevices,
  putRolePermissionsBoundary,
  putRolePolicy,
  putUserPermissionsBoundary,
  putUserPolicy,
  removeClientIdFromOpenIdConnectProvider,
  setDefaultPolicyVersion,
  simulateCustomPolicy,
  simulatePrincipalPolicy,
  tagOpenIdConnectProvider,
  tagPolicy,
  tagRole,
  tagSamlProvider,
  tagUser,
  untagOpenIdConnectProvider,
  untagPolicy,
  untagRole,
  untagSamlProvider,
  untagUser,
  updateAccessKey,
  updateAssumeRolePolicy,
  updateOpenIdConnectProviderThumbprint,
  updateRole,
  updateRoleDescription,
  updateSamlProviderMetadata,
  updateUser,
])
