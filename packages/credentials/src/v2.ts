import { AWS } from './v2/names.ts'

export * from './v2/names.ts'
// biome-ignore lint/style/noDefaultExport: `import AWS from 'aws-sdk'` is how programs begin that move here.
export default AWS
