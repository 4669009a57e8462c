export * from './index.ts'
export { fromTokenFile } from './v3/fromTokenFile.ts'
