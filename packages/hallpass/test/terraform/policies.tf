data "aws_iam_policy_document" "read" {
  statement {
    sid       = var.is_updated ? "ReadAndList" : "Read"
    actions   = var.is_updated ? ["s3:GetObject", "s3:ListBucket"] : ["s3:GetObject"]
    resources = ["arn:aws:s3:::files", "arn:aws:s3:::files/$${cognito-identity.amazonaws.com:sub}/*"]
  }

  statement {
    effect      = "Deny"
    not_actions = ["s3:*"]
    resources   = ["*"]

    condition {
      test     = "StringNotEquals"
      variable = "aws:PrincipalTag/team"
      values   = ["100% + more", "größer"]
    }
  }
}

resource "aws_iam_policy" "read" {
  name        = "read"
  path        = "/app/"
  description = "Reads & lists <files>"
  policy      = data.aws_iam_policy_document.read.json
  tags        = var.is_updated ? { stage = "two" } : { stage = "one", dropped = "yes" }
}

resource "aws_iam_policy" "boundary" {
  for_each = toset(["narrow", "wide"])
  name     = "boundary-${each.key}"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = { Effect = "Allow", Action = each.key == "wide" ? ["*"] : ["s3:*", "cognito-identity:*"], Resource = "*" }
  })
}

# One whose name is its own replacement's, so that the new one is there before the old one goes.
resource "aws_iam_policy" "worker" {
  name        = "worker-${var.generation}"
  description = "Generation ${var.generation}"
  policy      = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "*" }] })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_policy" "shared" {
  name   = "shared"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:ListAllMyBuckets", Resource = "*" }] })
}

# It holds the policy to exactly these, and takes boundaries for attachments: so it is a policy that is nobody's boundary.
resource "aws_iam_policy_attachment" "shared" {
  name       = "shared"
  policy_arn = aws_iam_policy.shared.arn
  roles      = var.is_updated ? [aws_iam_role.staff.name] : [aws_iam_role.staff.name, aws_iam_role.guest.name]
  users      = var.is_updated ? [aws_iam_user.operator.name] : []
}

data "aws_iam_policy" "by_name" {
  name        = "read"
  path_prefix = "/app/"
  depends_on  = [aws_iam_policy.read]
}

data "aws_iam_policy" "by_arn" {
  arn = aws_iam_policy.read.arn
}

data "aws_iam_policy" "of_aws" {
  arn = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
}
