export { valueFrom as valueOf } from './value-from.ts'
