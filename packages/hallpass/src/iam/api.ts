import { service } from '../operation/operation.ts'
import { createAccessKey, deleteAccessKey, listAccessKeys, updateAccessKey } from './access-key.ts'
import { getAccessKeyLastUsed } from './access-key-last-used.ts'
import { listAccountAliases } from './account-aliases.ts'
import { attachRolePolicy, detachRolePolicy, listAttachedRolePolicies } from './attached-role-policies.ts'
import { attachUserPolicy, detachUserPolicy, listAttachedUserPolicies } from './attached-user-policies.ts'
import { listInstanceProfilesForRole } from './instance-profiles.ts'
import { deleteLoginProfile, getLoginProfile } from './login-profile.ts'
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
import { createRole, deleteRole, getRole, listRoles } from './role.ts'
import { deleteRolePermissionsBoundary, putRolePermissionsBoundary } from './role-permissions-boundary.ts'
import { deleteRolePolicy, getRolePolicy, listRolePolicies, putRolePolicy } from './role-policies.ts'
import { updateAssumeRolePolicy, updateRole, updateRoleDescription } from './role-settings.ts'
import { listRoleTags, tagRole, untagRole } from './role-tags.ts'
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
  createRole,
  createUser,
  deleteAccessKey,
  deleteLoginProfile,
  deleteOpenIdConnectProvider,
  deleteRole,
  deleteRolePermissionsBoundary,
  deleteRolePolicy,
  deleteUser,
  deleteUserPermissionsBoundary,
  deleteUserPolicy,
  detachRolePolicy,
  detachUserPolicy,
  getAccessKeyLastUsed,
  getLoginProfile,
  getOpenIdConnectProvider,
  getRole,
  getRolePolicy,
  getUser,
  getUserPolicy,
  listAccessKeys,
  listAccountAliases,
  listAttachedRolePolicies,
  listAttachedUserPolicies,
  listGroupsForUser,
  listInstanceProfilesForRole,
  listMfaDevices,
  listOpenIdConnectProviderTags,
  listOpenIdConnectProviders,
  listRolePolicies,
  listRoleTags,
  listRoles,
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
  tagOpenIdConnectProvider,
  tagRole,
  tagUser,
  untagOpenIdConnectProvider,
  untagRole,
  untagUser,
  updateAccessKey,
  updateAssumeRolePolicy,
  updateOpenIdConnectProviderThumbprint,
  updateRole,
  updateRoleDescription,
  updateUser,
])
