# What the data sources found.
output "found" {
  value = {
    account         = data.aws_caller_identity.me.account_id
    issuer          = data.aws_iam_session_context.me.issuer_arn
    provider_of_url = sort(data.aws_iam_openid_connect_provider.by_url.client_id_list)
    saml_provider   = data.aws_iam_saml_provider.by_arn.name
    policy_of_name  = data.aws_iam_policy.by_name.arn
    policy_of_arn   = data.aws_iam_policy.by_arn.description
    policy_of_aws   = data.aws_iam_policy.of_aws.name
    role            = [data.aws_iam_role.signed_in.max_session_duration, data.aws_iam_role.signed_in.permissions_boundary]
    roles_of_app    = data.aws_iam_roles.of_app.names
    simulation      = { for result in data.aws_iam_principal_policy_simulation.worker.results : result.action_name => result.decision }
    user            = [data.aws_iam_user.operator.path, data.aws_iam_user.operator.permissions_boundary]
    users           = data.aws_iam_users.all.names
    access_keys     = data.aws_iam_access_keys.operator.access_keys[*].status
    pool            = [data.aws_cognito_identity_pool.by_name.id == aws_cognito_identity_pool.app.id, data.aws_cognito_identity_pool.by_name.allow_classic_flow]
    tags_of_pool    = data.aws_cognito_identity_pool.by_name.tags
  }
}
