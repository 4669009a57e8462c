resource "aws_iam_openid_connect_provider" "app" {
  url             = "https://auth.example.com/realms/app"
  client_id_list  = var.is_updated ? ["web", "tv"] : ["web", "phone"]
  thumbprint_list = var.is_updated ? ["990f4193972f2becf12ddeda5237f9c952f20d9e"] : ["cf23df2207d99a74fbe169e3eba035e633b65d94"]
  tags            = var.is_updated ? { stage = "two", added = "yes" } : { stage = "one", dropped = "yes" }
}

resource "aws_iam_openid_connect_provider" "bare" {
  url            = "https://login.example.org"
  client_id_list = ["only"]
}

resource "aws_iam_saml_provider" "staff" {
  name                   = "staff"
  saml_metadata_document = file(var.is_updated ? "metadata-2.xml" : "metadata-1.xml")
  tags                   = var.is_updated ? { stage = "two" } : { stage = "one", dropped = "yes" }
}

data "aws_iam_openid_connect_provider" "by_url" {
  url        = "https://auth.example.com/realms/app"
  depends_on = [aws_iam_openid_connect_provider.app, aws_iam_openid_connect_provider.bare]
}

data "aws_iam_saml_provider" "by_arn" {
  arn = aws_iam_saml_provider.staff.arn
}
