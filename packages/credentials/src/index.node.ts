export * from './index.ts'
export { type FromTokenFileInit, fromTokenFile } from './v3/fromTokenFile.ts'
