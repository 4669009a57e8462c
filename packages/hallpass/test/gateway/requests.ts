/** Source: Amazon S3 API reference, "Actions"; service authorization reference, "Actions, resources, and condition keys for Amazon S3". */
export const serviceAndBuckets = `
  GET / => ListAllMyBuckets *
  GET /?prefix=ph&max-buckets=5 => ListAllMyBuckets *
  PUT /photos => CreateBucket photos
  PUT /photos {location} => CreateBucket photos => = => locationconstraint=eu-west-1
  PUT /photos ; x-amz-acl: private => CreateBucket photos => = => x-amz-acl=private
  PUT /photos ; x-amz-acl: public-read => CreateBucket photos + PutBucketAcl photos => = => x-amz-acl=public-read
  PUT /photos ; x-amz-grant-write: id=1 => CreateBucket photos + PutBucketAcl photos => = => x-amz-grant-write=id=1
  PUT /photos ; x-amz-bucket-object-lock-enabled: true => CreateBucket photos + PutBucketObjectLockConfiguration photos + PutBucketVersioning photos
  PUT /photos ; x-amz-object-ownership: ObjectWriter => CreateBucket photos + PutBucketOwnershipControls photos => = => x-amz-object-ownership=ObjectWriter
  DELETE /photos => DeleteBucket photos
  HEAD /photos => ListBucket photos
  GET /photos => ListBucket photos
  GET /photos/ => ListBucket photos => GET /photos
  GET /photos?list-type=2&x-id=ListObjectsV2 => ListBucket photos => GET /photos?list-type=2
  GET /photos?prefix=a%2Fb => ListBucket photos => = => prefix=a/b
  GET /photos?prefix= => ListBucket photos => = => prefix=
  GET /photos?prefix=a+b => ListBucket photos => GET /photos?prefix=a%2Bb => prefix=a+b
  GET /photos?list-type=2&prefix=home%2F&delimiter=%2F&max-keys=10&fetch-owner=true&start-after=b&encoding-type=url => ListBucket photos => = => prefix=home/ ; delimiter=/ ; max-keys=10
  GET /photos?marker=m&continuation-token=t => ListBucket photos
  GET /photos?unknown=1 => ListBucket photos => GET /photos
  GET /photos?versions&prefix=a&key-marker=k&version-id-marker=v => ListBucketVersions photos => GET /photos?versions=&prefix=a&key-marker=k&version-id-marker=v => prefix=a
  GET /photos?uploads&max-uploads=3&prefix=a => ListBucketMultipartUploads photos => GET /photos?uploads=&max-uploads=3&prefix=a => prefix=a ; max-keys=3
  GET /photos?location => GetBucketLocation photos => GET /photos?location=
  GET /photos?policyStatus => GetBucketPolicyStatus photos => GET /photos?policyStatus=
  GET /photos?acl => GetBucketAcl photos => GET /photos?acl=
  PUT /photos?acl ; x-amz-acl: public-read => PutBucketAcl photos => PUT /photos?acl= ; x-amz-acl: public-read => x-amz-acl=public-read
  PUT /photos?acl {document} => PutBucketAcl photos => PUT /photos?acl=
  GET /photos?policy => GetBucketPolicy photos => GET /photos?policy=
  PUT /photos?policy {document} => PutBucketPolicy photos => PUT /photos?policy=
  DELETE /photos?policy => DeleteBucketPolicy photos => DELETE /photos?policy=
  GET /photos?cors => GetBucketCORS photos => GET /photos?cors=
  PUT /photos?cors {document} => PutBucketCORS photos => PUT /photos?cors=
  DELETE /photos?cors => PutBucketCORS photos => DELETE /photos?cors=
  GET /photos?tagging => GetBucketTagging photos => GET /photos?tagging=
  PUT /photos?tagging {tagging} => PutBucketTagging photos => PUT /photos?tagging=
  DELETE /photos?tagging => PutBucketTagging photos => DELETE /photos?tagging=
  GET /photos?website => GetBucketWebsite photos => GET /photos?website=
  PUT /photos?website {document} => PutBucketWebsite photos => PUT /photos?website=
  DELETE /photos?website => DeleteBucketWebsite photos => DELETE /photos?website=
  GET /photos?lifecycle => GetLifecycleConfiguration photos => GET /photos?lifecycle=
  PUT /photos?lifecycle {document} => PutLifecycleConfiguration photos => PUT /photos?lifecycle=
  DELETE /photos?lifecycle => PutLifecycleConfiguration photos => DELETE /photos?lifecycle=
  GET /photos?encryption => GetEncryptionConfiguration photos => GET /photos?encryption=
  PUT /photos?encryption {document} => PutEncryptionConfiguration photos => PUT /photos?encryption=
  DELETE /photos?encryption => PutEncryptionConfiguration photos => DELETE /photos?encryption=
  GET /photos?replication => GetReplicationConfiguration photos => GET /photos?replication=
  PUT /photos?replication {document} => PutReplicationConfiguration photos => PUT /photos?replication=
  DELETE /photos?replication => PutReplicationConfiguration photos => DELETE /photos?replication=
  GET /photos?ownershipControls => GetBucketOwnershipControls photos => GET /photos?ownershipControls=
  PUT /photos?ownershipControls {document} => PutBucketOwnershipControls photos => PUT /photos?ownershipControls=
  DELETE /photos?ownershipControls => PutBucketOwnershipControls photos => DELETE /photos?ownershipControls=
  GET /photos?publicAccessBlock => GetBucketPublicAccessBlock photos => GET /photos?publicAccessBlock=
  PUT /photos?publicAccessBlock {document} => PutBucketPublicAccessBlock photos => PUT /photos?publicAccessBlock=
  DELETE /photos?publicAccessBlock => PutBucketPublicAccessBlock photos => DELETE /photos?publicAccessBlock=
  GET /photos?versioning => GetBucketVersioning photos => GET /photos?versioning=
  PUT /photos?versioning {document} => PutBucketVersioning photos => PUT /photos?versioning=
  GET /photos?logging => GetBucketLogging photos => GET /photos?logging=
  PUT /photos?logging {document} => PutBucketLogging photos => PUT /photos?logging=
  GET /photos?notification => GetBucketNotification photos => GET /photos?notification=
  PUT /photos?notification {document} => PutBucketNotification photos => PUT /photos?notification=
  GET /photos?requestPayment => GetBucketRequestPayment photos => GET /photos?requestPayment=
  PUT /photos?requestPayment {document} => PutBucketRequestPayment photos => PUT /photos?requestPayment=
  GET /photos?accelerate => GetAccelerateConfiguration photos => GET /photos?accelerate=
  PUT /photos?accelerate {document} => PutAccelerateConfiguration photos => PUT /photos?accelerate=
  GET /photos?object-lock => GetBucketObjectLockConfiguration photos => GET /photos?object-lock=
  PUT /photos?object-lock {document} => PutBucketObjectLockConfiguration photos => PUT /photos?object-lock=
  GET /photos?inventory => GetInventoryConfiguration photos => GET /photos?inventory=
  PUT /photos?inventory&id=x {document} => PutInventoryConfiguration photos => PUT /photos?inventory=&id=x
  DELETE /photos?inventory&id=x => PutInventoryConfiguration photos => DELETE /photos?inventory=&id=x
  GET /photos?analytics&id=x => GetAnalyticsConfiguration photos => GET /photos?analytics=&id=x
  PUT /photos?analytics&id=x {document} => PutAnalyticsConfiguration photos => PUT /photos?analytics=&id=x
  DELETE /photos?analytics&id=x => PutAnalyticsConfiguration photos => DELETE /photos?analytics=&id=x
  GET /photos?metrics&id=x => GetMetricsConfiguration photos => GET /photos?metrics=&id=x
  PUT /photos?metrics&id=x {document} => PutMetricsConfiguration photos => PUT /photos?metrics=&id=x
  DELETE /photos?metrics&id=x => PutMetricsConfiguration photos => DELETE /photos?metrics=&id=x
  GET /photos?intelligent-tiering&id=x => GetIntelligentTieringConfiguration photos => GET /photos?intelligent-tiering=&id=x
  PUT /photos?intelligent-tiering&id=x {document} => PutIntelligentTieringConfiguration photos => PUT /photos?intelligent-tiering=&id=x
  DELETE /photos?intelligent-tiering&id=x => PutIntelligentTieringConfiguration photos => DELETE /photos?intelligent-tiering=&id=x
`

export const objects = `
  GET /photos/a => GetObject photos/a
  GET /photos/a?x-id=GetObject => GetObject photos/a => GET /photos/a
  HEAD /photos/a => GetObject photos/a
  GET /photos/a ; range: bytes=0-1 => GetObject photos/a
  GET /photos/a ; if-match: "x" ; if-none-match: "y" ; if-modified-since: Sat, 01 Jan 2000 00:00:00 GMT => GetObject photos/a
  GET /photos/a?partNumber=1&response-content-type=text%2Fplain => GetObject photos/a
  GET /photos/a ; x-amz-checksum-mode: ENABLED ; accept: text/plain => GetObject photos/a => GET /photos/a ; x-amz-checksum-mode: ENABLED
  GET /photos/a/b/ => GetObject photos/a/b/
  GET /photos/a//b => GetObject photos/a//b
  GET /photos//a => GetObject photos//a
  GET /photos/a%2Fb => GetObject photos/a/b => GET /photos/a/b
  GET /photos/a%252Fb => GetObject photos/a%2Fb
  GET /photos/a+b => GetObject photos/a+b => GET /photos/a%2Bb
  GET /photos/a%20b => GetObject photos/a b
  GET /photos/%C3%BC => GetObject photos/ü
  GET /photos/u%CC%88 => GetObject photos/u\u0308
  GET /photos/(a)!~ => GetObject photos/(a)!~ => GET /photos/%28a%29%21~
  GET /photos/a?versionId=v1 => GetObjectVersion photos/a => = => VersionId=v1
  HEAD /photos/a?versionId=null => GetObjectVersion photos/a => = => VersionId=null
  GET /photos/a?attributes ; x-amz-object-attributes: ETag => GetObject photos/a + GetObjectAttributes photos/a => GET /photos/a?attributes= ; x-amz-object-attributes: ETag
  GET /photos/a?attributes&versionId=v => GetObjectVersion photos/a + GetObjectVersionAttributes photos/a => GET /photos/a?attributes=&versionId=v => VersionId=v
  PUT /photos/a {document} => PutObject photos/a
  PUT /photos/a?x-id=PutObject ; content-type: text/plain ; cache-control: no-store ; x-amz-meta-who: ann ; expires: never => PutObject photos/a => PUT /photos/a ; content-type: text/plain ; cache-control: no-store ; x-amz-meta-who: ann ; expires: never
  PUT /photos/a/ => PutObject photos/a/
  PUT /photos/a?versionId=v => PutObject photos/a => PUT /photos/a
  PUT /photos/a ; if-none-match: * => PutObject photos/a => = => if-none-match=*
  PUT /photos/a ; if-match: "x" => PutObject photos/a => = => if-match="x"
  PUT /photos/a ; x-amz-storage-class: GLACIER => PutObject photos/a => = => x-amz-storage-class=GLACIER
  PUT /photos/a ; x-amz-server-side-encryption: aws:kms ; x-amz-server-side-encryption-aws-kms-key-id: k => PutObject photos/a => = => x-amz-server-side-encryption=aws:kms ; x-amz-server-side-encryption-aws-kms-key-id=k
  PUT /photos/a ; x-amz-server-side-encryption-customer-algorithm: AES256 => PutObject photos/a => = => x-amz-server-side-encryption-customer-algorithm=AES256
  PUT /photos/a ; x-amz-website-redirect-location: /b => PutObject photos/a => = => x-amz-website-redirect-location=/b
  PUT /photos/a ; x-amz-acl: private => PutObject photos/a + PutObjectAcl photos/a => = => x-amz-acl=private
  PUT /photos/a?x-amz-acl=public-read => PutObject photos/a + PutObjectAcl photos/a => PUT /photos/a ; x-amz-acl: public-read => x-amz-acl=public-read
  PUT /photos/a ; x-amz-grant-read: id=1 => PutObject photos/a + PutObjectAcl photos/a => = => x-amz-grant-read=id=1
  PUT /photos/a ; x-amz-grant-full-control: id=1 => PutObject photos/a + PutObjectAcl photos/a => = => x-amz-grant-full-control=id=1
  PUT /photos/a ; x-amz-tagging: team=blue => PutObject photos/a + PutObjectTagging photos/a => = => RequestObjectTagKeys=team ; RequestObjectTag/team=blue
  PUT /photos/a ; x-amz-object-lock-legal-hold: ON => PutObject photos/a + PutObjectLegalHold photos/a => = => object-lock-legal-hold=ON
  PUT /photos/a ; x-amz-object-lock-mode: GOVERNANCE => PutObject photos/a + PutObjectRetention photos/a => = => object-lock-mode=GOVERNANCE
  PUT /photos/a ; x-amz-acl: private ; x-amz-tagging: team=blue ; x-amz-object-lock-legal-hold: OFF => PutObject photos/a + PutObjectAcl photos/a + PutObjectTagging photos/a + PutObjectLegalHold photos/a => = => x-amz-acl=private ; RequestObjectTagKeys=team ; RequestObjectTag/team=blue ; object-lock-legal-hold=OFF
  PUT /photos/a ; x-http-method-override: DELETE ; x-original-url: /other/b ; x-forwarded-for: 1.2.3.4 ; cookie: a=b => PutObject photos/a => PUT /photos/a
  POST /photos/a?uploads => PutObject photos/a => POST /photos/a?uploads=
  POST /photos/a?uploads ; x-amz-tagging: team=blue ; content-type: text/plain => PutObject photos/a + PutObjectTagging photos/a => POST /photos/a?uploads= ; x-amz-tagging: team=blue ; content-type: text/plain => RequestObjectTagKeys=team ; RequestObjectTag/team=blue
  PUT /photos/a?partNumber=1&uploadId=u {document} => PutObject photos/a => =
  POST /photos/a?uploadId=u {document} => PutObject photos/a => =
  POST /photos/a?uploadId=u ; if-none-match: * {document} => PutObject photos/a => = => if-none-match=*
  GET /photos/a?uploadId=u&max-parts=2&part-number-marker=1 => ListMultipartUploadParts photos/a
  DELETE /photos/a?uploadId=u => AbortMultipartUpload photos/a
  DELETE /photos/a => DeleteObject photos/a
  DELETE /photos/a ; if-match: "x" => DeleteObject photos/a => = => if-match="x"
  DELETE /photos/a?versionId=v => DeleteObjectVersion photos/a => = => VersionId=v
  DELETE /photos/a ; x-amz-bypass-governance-retention: true => DeleteObject photos/a + BypassGovernanceRetention photos/a
  DELETE /photos/a ; x-amz-bypass-governance-retention: false => DeleteObject photos/a
  GET /photos/a?acl => GetObjectAcl photos/a => GET /photos/a?acl=
  GET /photos/a?%61cl=1 => GetObjectAcl photos/a => GET /photos/a?acl=
  GET /photos/a?acl&versionId=v => GetObjectVersionAcl photos/a => GET /photos/a?acl=&versionId=v => VersionId=v
  PUT /photos/a?acl ; x-amz-acl: public-read => PutObjectAcl photos/a => PUT /photos/a?acl= ; x-amz-acl: public-read => x-amz-acl=public-read
  PUT /photos/a?acl&versionId=v {document} => PutObjectVersionAcl photos/a => PUT /photos/a?acl=&versionId=v => VersionId=v
  GET /photos/a?tagging => GetObjectTagging photos/a => GET /photos/a?tagging=
  GET /photos/a?tagging&versionId=v => GetObjectVersionTagging photos/a => GET /photos/a?tagging=&versionId=v => VersionId=v
  PUT /photos/a?tagging {tagging} => PutObjectTagging photos/a => PUT /photos/a?tagging= => RequestObjectTagKeys=team ; RequestObjectTag/team=blue
  PUT /photos/a?tagging&versionId=v {tagging} => PutObjectVersionTagging photos/a => PUT /photos/a?tagging=&versionId=v => VersionId=v ; RequestObjectTagKeys=team ; RequestObjectTag/team=blue
  DELETE /photos/a?tagging => DeleteObjectTagging photos/a => DELETE /photos/a?tagging=
  DELETE /photos/a?tagging&versionId=v => DeleteObjectVersionTagging photos/a => DELETE /photos/a?tagging=&versionId=v => VersionId=v
  GET /photos/a?retention => GetObjectRetention photos/a => GET /photos/a?retention=
  PUT /photos/a?retention {retention} => PutObjectRetention photos/a => PUT /photos/a?retention= => object-lock-mode=GOVERNANCE ; object-lock-retain-until-date=2099-01-01T00:00:00Z
  PUT /photos/a?retention ; x-amz-bypass-governance-retention: true {retention} => PutObjectRetention photos/a + BypassGovernanceRetention photos/a => PUT /photos/a?retention= ; x-amz-bypass-governance-retention: true => object-lock-mode=GOVERNANCE ; object-lock-retain-until-date=2099-01-01T00:00:00Z
  GET /photos/a?legal-hold => GetObjectLegalHold photos/a => GET /photos/a?legal-hold=
  PUT /photos/a?legal-hold {hold} => PutObjectLegalHold photos/a => PUT /photos/a?legal-hold= => object-lock-legal-hold=ON
  GET /photos/a?torrent => GetObjectTorrent photos/a => GET /photos/a?torrent=
  GET /photos/a?torrent&versionId=v => GetObjectVersionTorrent photos/a => GET /photos/a?torrent=&versionId=v => VersionId=v
  POST /photos/a?restore {document} => RestoreObject photos/a => POST /photos/a?restore=
  POST /photos/a?select&select-type=2 {document} => GetObject photos/a => POST /photos/a?select=&select-type=2
  PUT /photos/a ; x-amz-copy-source: other/b => PutObject photos/a + GetObject other/b => = => x-amz-copy-source=other/b
  PUT /photos/a ; x-amz-copy-source: /other/b%2Fc%20d => PutObject photos/a + GetObject other/b/c d => PUT /photos/a ; x-amz-copy-source: other/b/c%20d => x-amz-copy-source=other/b/c d
  PUT /photos/a ; x-amz-copy-source: other%2Fb => PutObject photos/a + GetObject other/b => PUT /photos/a ; x-amz-copy-source: other/b => x-amz-copy-source=other/b
  PUT /photos/a ; x-amz-copy-source: other/b?versionId=v => PutObject photos/a + GetObjectVersion other/b => = => x-amz-copy-source=other/b
  PUT /photos/a ; x-amz-copy-source: other/b ; x-amz-metadata-directive: REPLACE ; x-amz-copy-source-if-match: "x" => PutObject photos/a + GetObject other/b => = => x-amz-copy-source=other/b ; x-amz-metadata-directive=REPLACE
  PUT /photos/a ; x-amz-copy-source: other/b ; x-amz-tagging-directive: COPY => PutObject photos/a + PutObjectTagging photos/a + GetObject other/b + GetObjectTagging other/b => = => x-amz-copy-source=other/b
  PUT /photos/a ; x-amz-copy-source: other/b ; x-amz-tagging-directive: REPLACE ; x-amz-tagging: team=blue => PutObject photos/a + PutObjectTagging photos/a + GetObject other/b => = => x-amz-copy-source=other/b ; RequestObjectTagKeys=team ; RequestObjectTag/team=blue
  PUT /photos/a?partNumber=2&uploadId=u ; x-amz-copy-source: other/b ; x-amz-copy-source-range: bytes=0-9 => PutObject photos/a + GetObject other/b => = => x-amz-copy-source=other/b
`
