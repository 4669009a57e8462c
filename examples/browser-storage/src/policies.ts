/** Where the pictures are: `public/…` for everybody, `private/IDENTITY/…` for one. */
export const bucket = 'pictures'

/** What everybody may: list the public pictures, and see them. */
export const forEverybody = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ListPublicPictures',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: `arn:aws:s3:::${bucket}`,
      Condition: { StringLike: { 's3:prefix': 'public/*' } },
    },
    { Sid: 'SeePublicPictures', Effect: 'Allow', Action: 's3:GetObject', Resource: `arn:aws:s3:::${bucket}/public/*` },
  ],
} as const

/** What a user may besides: everything below the prefix of the own identity. The gateway puts the identity's id in the variable's place. */
export const forUsers = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ListOwnPictures',
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: `arn:aws:s3:::${bucket}`,
      Condition: { StringLike: { 's3:prefix': 'private/${cognito-identity.amazonaws.com:sub}/*' } },
    },
    {
      Sid: 'KeepOwnPictures',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      Resource: `arn:aws:s3:::${bucket}/private/\${cognito-identity.amazonaws.com:sub}/*`,
    },
  ],
} as const
