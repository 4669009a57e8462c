terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

variable "endpoint" {
  type = string
}

variable "access_key" {
  type = string
}

variable "secret_key" {
  type      = string
  sensitive = true
}

# Changes nearly every attribute that can change in place.
variable "is_updated" {
  type    = bool
  default = false
}

# Changes names, and with them what cannot change in place.
variable "generation" {
  type    = number
  default = 1
}

provider "aws" {
  region                  = "eu-central-1"
  access_key              = var.access_key
  secret_key              = var.secret_key
  skip_metadata_api_check = true

  endpoints {
    cognitoidentity = var.endpoint
    iam             = var.endpoint
    sts             = var.endpoint
  }

  default_tags {
    tags = { managed_by = "terraform" }
  }
}
