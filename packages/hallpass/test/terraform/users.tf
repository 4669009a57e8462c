resource "aws_iam_user" "operator" {
  name                 = var.generation == 1 ? "operator" : "chief-operator"
  path                 = var.generation == 1 ? "/" : "/chiefs/"
  force_destroy        = true
  permissions_boundary = var.is_updated ? null : aws_iam_policy.boundary["wide"].arn
  tags                 = var.is_updated ? { stage = "two" } : { stage = "one", dropped = "yes" }
}

resource "aws_iam_access_key" "operator" {
  user   = aws_iam_user.operator.name
  status = var.is_updated ? "Inactive" : "Active"
}

resource "aws_iam_user_policy" "operator" {
  name = "operate"
  user = aws_iam_user.operator.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = var.is_updated ? "cognito-identity:*" : "cognito-identity:Describe*", Resource = "*" }]
  })
}

resource "aws_iam_user_policy_attachment" "operator" {
  user       = aws_iam_user.operator.name
  policy_arn = aws_iam_policy.read.arn
}

data "aws_iam_user" "operator" {
  user_name = aws_iam_user.operator.name
}

data "aws_iam_users" "all" {
  depends_on = [aws_iam_user.operator]
}

data "aws_iam_access_keys" "operator" {
  user       = aws_iam_user.operator.name
  depends_on = [aws_iam_access_key.operator]
}
