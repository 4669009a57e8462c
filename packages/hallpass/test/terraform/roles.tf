data "aws_caller_identity" "me" {}

data "aws_iam_policy_document" "pool_trust" {
  for_each = toset(["authenticated", "unauthenticated"])

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]

    principals {
      type        = "Federated"
      identifiers = ["cognito-identity.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "cognito-identity.amazonaws.com:aud"
      values   = [aws_cognito_identity_pool.app.id]
    }

    condition {
      test     = "ForAnyValue:StringLike"
      variable = "cognito-identity.amazonaws.com:amr"
      values   = [each.key]
    }
  }
}

resource "aws_iam_role" "signed_in" {
  name                  = "signed-in"
  path                  = "/app/"
  description           = var.is_updated ? "Users, updated" : "Users"
  max_session_duration  = var.is_updated ? 7200 : 3600
  force_detach_policies = true
  permissions_boundary  = aws_iam_policy.boundary[var.is_updated ? "wide" : "narrow"].arn
  assume_role_policy    = data.aws_iam_policy_document.pool_trust["authenticated"].json
  tags                  = var.is_updated ? { stage = "two", added = "" } : { stage = "one", dropped = "yes" }
}

resource "aws_iam_role_policy" "signed_in" {
  name = "own-files"
  role = aws_iam_role.signed_in.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = var.is_updated ? ["s3:GetObject", "s3:PutObject"] : ["s3:GetObject"]
      Resource = "arn:aws:s3:::files/$${cognito-identity.amazonaws.com:sub}/*"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "signed_in" {
  for_each   = merge({ own = aws_iam_policy.read.arn }, var.is_updated ? {} : { of_aws = data.aws_iam_policy.of_aws.arn })
  role       = aws_iam_role.signed_in.name
  policy_arn = each.value
}

# Inline and managed policies as members of the role, which holds them to exactly these.
resource "aws_iam_role" "guest" {
  name                 = "guest"
  max_session_duration = var.is_updated ? 3600 : 43200
  permissions_boundary = var.is_updated ? null : aws_iam_policy.boundary["narrow"].arn
  description          = var.is_updated ? null : "Guests"
  assume_role_policy   = data.aws_iam_policy_document.pool_trust["unauthenticated"].json

  inline_policy {
    name   = var.is_updated ? "second" : "first"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:ListBucket", Resource = "*" }] })
  }
}

resource "aws_iam_role" "staff" {
  name = "staff"
  path = "/staff/"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Principal = { Federated = aws_iam_saml_provider.staff.arn }
        Action    = ["sts:AssumeRoleWithSAML", "sts:TagSession"]
        Condition = { StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } }
      },
      {
        Effect    = "Allow"
        Principal = { Federated = aws_iam_openid_connect_provider.app.arn }
        Action    = "sts:AssumeRoleWithWebIdentity"
        Condition = { StringLike = { "auth.example.com/realms/app:sub" = var.is_updated ? ["staff-*"] : ["staff-*", "temporary-*"] } }
      },
      {
        Effect    = "Allow"
        Principal = { AWS = [aws_iam_user.operator.arn, data.aws_caller_identity.me.account_id] }
        Action    = "sts:AssumeRole"
      },
    ]
  })
}

resource "aws_iam_role_policies_exclusive" "staff" {
  role_name    = aws_iam_role.staff.name
  policy_names = []
}

resource "aws_iam_role" "worker" {
  name               = "worker-${var.generation}"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }] })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role_policy_attachment" "worker" {
  role       = aws_iam_role.worker.name
  policy_arn = aws_iam_policy.worker.arn
}

resource "aws_iam_role_policy_attachments_exclusive" "worker" {
  role_name   = aws_iam_role.worker.name
  policy_arns = [aws_iam_role_policy_attachment.worker.policy_arn]
}

data "aws_iam_role" "signed_in" {
  name = aws_iam_role.signed_in.name
}

data "aws_iam_roles" "of_app" {
  path_prefix = "/app/"
  depends_on  = [aws_iam_role.signed_in]
}

data "aws_iam_session_context" "me" {
  arn = data.aws_caller_identity.me.arn
}

data "aws_iam_principal_policy_simulation" "worker" {
  action_names      = ["s3:PutObject", "s3:GetObject"]
  policy_source_arn = aws_iam_role.worker.arn
  resource_arns     = ["arn:aws:s3:::files/a"]
  depends_on        = [aws_iam_role_policy_attachments_exclusive.worker]
}
