import { describeStore } from './contract/store-contract.ts'
import { createSqliteFile } from './sqlite-file.ts'

describeStore('the store on SQLite', createSqliteFile)
