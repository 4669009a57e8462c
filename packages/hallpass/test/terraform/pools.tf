locals {
  user_pool = "cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Tv0493apJ"
}

resource "aws_cognito_identity_pool" "app" {
  identity_pool_name               = "app"
  allow_unauthenticated_identities = !var.is_updated
  allow_classic_flow               = !var.is_updated
  developer_provider_name          = "login.app"
  openid_connect_provider_arns     = var.is_updated ? [aws_iam_openid_connect_provider.app.arn] : [aws_iam_openid_connect_provider.bare.arn, aws_iam_openid_connect_provider.app.arn]
  saml_provider_arns               = [aws_iam_saml_provider.staff.arn]
  tags                             = var.is_updated ? { stage = "two" } : { stage = "one", dropped = "yes" }

  supported_login_providers = var.is_updated ? { "accounts.google.com" = "new.apps.googleusercontent.com" } : {
    "accounts.google.com" = "123456789012.apps.googleusercontent.com"
    "graph.facebook.com"  = "7346241598935552"
  }

  cognito_identity_providers {
    client_id               = "6lhlkkfbfb4q5kpp90urffae"
    provider_name           = local.user_pool
    server_side_token_check = var.is_updated
  }

  dynamic "cognito_identity_providers" {
    for_each = var.is_updated ? [] : ["7kodkvfqfb4qfkp39eurffae"]

    content {
      client_id     = cognito_identity_providers.value
      provider_name = local.user_pool
    }
  }
}

resource "aws_cognito_identity_pool_roles_attachment" "app" {
  identity_pool_id = aws_cognito_identity_pool.app.id

  roles = {
    authenticated   = aws_iam_role.signed_in.arn
    unauthenticated = aws_iam_role.guest.arn
  }

  role_mapping {
    identity_provider         = aws_iam_openid_connect_provider.app.arn
    type                      = "Rules"
    ambiguous_role_resolution = var.is_updated ? "Deny" : "AuthenticatedRole"

    mapping_rule {
      claim      = "groups"
      match_type = var.is_updated ? "Equals" : "Contains"
      value      = "staff"
      role_arn   = aws_iam_role.staff.arn
    }

    mapping_rule {
      claim      = "isGuest"
      match_type = "NotEqual"
      value      = "yes"
      role_arn   = aws_iam_role.signed_in.arn
    }
  }

  role_mapping {
    identity_provider         = "${local.user_pool}:6lhlkkfbfb4q5kpp90urffae"
    type                      = "Token"
    ambiguous_role_resolution = "AuthenticatedRole"
  }
}

resource "aws_cognito_identity_pool_provider_principal_tag" "app" {
  identity_pool_id       = aws_cognito_identity_pool.app.id
  identity_provider_name = aws_iam_openid_connect_provider.app.arn
  use_defaults           = false
  principal_tags         = var.is_updated ? { team = "groups", user = "sub" } : { team = "department" }
}

resource "aws_cognito_identity_pool_provider_principal_tag" "user_pool" {
  identity_pool_id       = aws_cognito_identity_pool.app.id
  identity_provider_name = local.user_pool
  use_defaults           = true
}

# The developer provider's name cannot change: the next generation is there before the last one goes.
resource "aws_cognito_identity_pool" "jobs" {
  identity_pool_name      = "jobs"
  developer_provider_name = "login.jobs.${var.generation}"

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cognito_identity_pool_roles_attachment" "jobs" {
  identity_pool_id = aws_cognito_identity_pool.jobs.id
  roles            = { authenticated = aws_iam_role.worker.arn }
}

data "aws_cognito_identity_pool" "by_name" {
  identity_pool_name = aws_cognito_identity_pool.app.identity_pool_name
  depends_on         = [aws_cognito_identity_pool.app]
}
